"""The files of a lab in one line, the one that is open marked."""

from __future__ import annotations

from typing import NamedTuple

from textual import events
from textual.binding import Binding
from textual.message import Message

from lambdatutor.tui.panels.cells import Line, Row, blank, crop, width_of
from lambdatutor.tui.panels.panel import Panel


class FilesView(NamedTuple):
    """The line as it stands."""

    paths: tuple[str, ...] = ()
    at: int = 0
    fixed: frozenset[str] = frozenset()
    """Those that cannot be edited."""


def files_row(view: FilesView, width: int, *, focused: bool = False) -> Row:
    """` lambda_function.py │ shop.py, read only`: the open one is in sight."""
    line = Line(width)
    names = [path + (", read only" if path in view.fixed else "") for path in view.paths]
    first = _first(names, view.at, width)
    x = line.put(0, "… ", "ink-muted") if first else 0
    for at, name in enumerate(names[first:], start=first):
        says = f" {name} "
        if x + width_of(says) > width:
            shown = crop(says, width - x) if at == view.at else "…"
            line.put(x, shown, "ink-muted")
            break
        ink = "ink-muted"
        if at == view.at:
            ink = "ink-accent bold" if focused else "ink-title bold"
        end = line.put(x, says, ink)
        if at == view.at:
            line.mark(x, end, "on cursor-row" if focused else "underline")
        x = end + 1
    return line.row()


def _first(names: list[str], at: int, width: int) -> int:
    """The first name that is drawn, so that the one at `at` has room."""
    first = 0
    while first < at and sum(width_of(name) + 3 for name in names[first : at + 1]) > width - 2:
        first += 1
    return first


class FileTabs(Panel, can_focus=True):
    """Arrow keys open another file."""

    BINDINGS = [
        Binding("left", "open(-1)", "file", show=False),
        Binding("right", "open(1)", "file", key_display="←→", tooltip="Another file"),
    ]
    DEFAULT_CSS = "FileTabs { height: 1; }"

    class Wanted(Message):
        """This file is to be opened."""

        def __init__(self, path: str) -> None:
            super().__init__()
            self.path = path

    view: FilesView = FilesView()

    def show(self, view: FilesView) -> None:
        self.view = view
        self.can_focus = len(view.paths) > 1
        self.redraw()

    def action_open(self, by: int) -> None:
        at = self.view.at + by
        if 0 <= at < len(self.view.paths):
            self.post_message(self.Wanted(self.view.paths[at]))

    def on_click(self, event: events.Click) -> None:
        names = [
            path + (", read only" if path in self.view.fixed else "") for path in self.view.paths
        ]
        first = _first(names, self.view.at, self.size.width)
        x = 2 if first else 0
        for at in range(first, len(names)):
            end = x + width_of(names[at]) + 2
            if x <= event.x < end:
                self.post_message(self.Wanted(self.view.paths[at]))
                return
            x = end + 1

    def rows(self, width: int, height: int) -> list[Row]:
        if height < 1:
            return []
        return [files_row(self.view, width, focused=self.has_focus), *blank(width, height - 1)]
