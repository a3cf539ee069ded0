"""Trees of files that the arrow keys go through."""

from __future__ import annotations

from textual import events
from textual.binding import Binding
from textual.message import Message

from lambdatutor.tui.package.twigs import Planting, Twig, twig_rows, twigs
from lambdatutor.tui.panels.cells import Row
from lambdatutor.tui.panels.panel import Panel


class TreePanel(Panel, can_focus=True):
    """Arrow keys choose a line, enter opens and closes a folder; a file is asked for."""

    BINDINGS = [
        Binding("up,k", "choose(-1)", "file", show=False),
        Binding("down,j", "choose(1)", "file", key_display="↑↓", tooltip="Another file"),
        Binding("pageup", "choose(-10)", "file", show=False),
        Binding("pagedown", "choose(10)", "file", show=False),
        Binding("home", "choose(-100000)", "first", show=False, tooltip="The first line"),
        Binding("end", "choose(100000)", "last", show=False, tooltip="The last line"),
        Binding("left", "fold", "close", show=False, tooltip="Close the folder"),
        Binding("right", "unfold", "open", show=False, tooltip="Open the folder"),
        Binding("enter", "turn", "open", tooltip="Open or close the folder; show the file"),
    ]

    class Chosen(Message):
        """Another line is the chosen one."""

    class Asked(Message):
        """The learner wants to see a file."""

        def __init__(self, panel: TreePanel, path: str) -> None:
            super().__init__()
            self.panel = panel
            self.path = path

    keeps_mark = False
    """Whether the chosen line is marked while the keys are elsewhere."""
    planting: Planting = Planting()
    at: int = 0
    _first: int = 0
    _lines: tuple[Twig, ...] = ()

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id)
        self._turned: dict[str, bool] = {}
        """What was opened or closed by hand, by its path."""

    def plant(self, planting: Planting) -> None:
        """Other trees; what was chosen stays so if it is still there."""
        path = self.chosen.path if self.chosen is not None else None
        self.planting = planting
        self._grow(path)

    @property
    def chosen(self) -> Twig | None:
        return self._lines[min(self.at, len(self._lines) - 1)] if self._lines else None

    @property
    def lines(self) -> tuple[Twig, ...]:
        return self._lines

    def choose(self, at: int) -> None:
        """Choose by position, as far as there are lines."""
        self.at = max(0, min(at, len(self._lines) - 1))
        self.redraw()
        self.post_message(self.Chosen())

    def _grow(self, path: str | None) -> None:
        self._lines = twigs(self.planting, self._turned)
        found = [at for at, each in enumerate(self._lines) if each.path == path]
        self.at = found[0] if found else max(0, min(self.at, len(self._lines) - 1))
        self.redraw()

    # Keys

    def action_choose(self, by: int) -> None:
        self.choose(self.at + by)

    def action_turn(self) -> None:
        twig = self.chosen
        if twig is None or twig.missing:
            return
        if twig.is_folder:
            self._open(twig, opened=not twig.opened)
        else:
            self.post_message(self.Asked(self, twig.path))

    def action_unfold(self) -> None:
        twig = self.chosen
        if twig is not None and twig.is_folder and not twig.opened:
            self._open(twig, opened=True)
        else:
            self.choose(self.at + 1)

    def action_fold(self) -> None:
        """Close the folder, or go to the one that it lies in."""
        twig = self.chosen
        if twig is None:
            return
        if twig.opened and twig.depth:
            self._open(twig, opened=False)
            return
        above = [at for at in range(self.at) if self._lines[at].depth < twig.depth]
        if above:
            self.choose(above[-1])

    def _open(self, twig: Twig, *, opened: bool) -> None:
        self._turned[twig.path] = opened
        self._grow(twig.path)

    def on_click(self, event: events.Click) -> None:
        at = self._first + event.y
        if at >= len(self._lines):
            return
        again = at == self.at
        self.choose(at)
        if again and self._lines[at].is_folder:
            self.action_turn()

    def on_mouse_scroll_down(self) -> None:
        self.action_choose(1)

    def on_mouse_scroll_up(self) -> None:
        self.action_choose(-1)

    def rows(self, width: int, height: int) -> list[Row]:
        last = max(0, len(self._lines) - height)
        self._first = max(self.at - height + 1, min(self._first, self.at, last))
        at = self.at if self.has_focus or self.keeps_mark else -1
        return twig_rows(self._lines, at, self._first, width, height, focused=self.has_focus)
