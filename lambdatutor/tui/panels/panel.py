"""What all panels share: rows in, strips out, and only changed rows are painted again."""

from __future__ import annotations

from typing import cast

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from lambdatutor.tui.panels.cells import Ink, Line, Row, text_of
from lambdatutor.tui.panels.glyphs import ascii_wanted, to_ascii
from lambdatutor.tui.themes import DARK_VARIABLES

LABEL = 14
"""Where the values begin in panels of one line, so that they stand under each other."""


def title(line: Line, text: str, *, focused: bool) -> int:
    """The panel's name at the start of *line*, with a mark while it has the keys."""
    line.put(0, "▸" if focused else " ", "ink-accent")
    return line.put(1, text, "ink-accent bold" if focused else "ink-title bold")


class Panel(Widget):
    """A widget drawn by rows of cells; a subclass says `rows`, and `redraw()` when data changed."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Panel { height: 1fr; }
    """

    def __init__(
        self,
        *,
        ascii_only: bool | None = None,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
        classes: str | None = None,
    ) -> None:
        self._ascii = ascii_wanted() if ascii_only is None else ascii_only
        self._inks: dict[str, Style] = {}
        self._drawn: list[Row] = []
        self._drawn_at: tuple[int, int] = (0, 0)
        super().__init__(id=id, classes=classes)

    def rows(self, width: int, height: int) -> list[Row]:
        """*height* rows of *width* cells."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Paint the rows that differ from what is on screen."""
        width, height = self.size
        if not width or not height:
            self._drawn_at = (0, 0)  # out of sight; what was drawn there is old when it comes back
            return
        before, size_before = self._drawn, self._drawn_at
        after = self._draw(width, height)
        if size_before != (width, height):
            self.refresh()
            return
        changed = [
            Region(0, y, width, 1)
            for y, (old, new) in enumerate(zip(before, after, strict=True))
            if old != new
        ]
        if changed:
            self.refresh(*changed)

    def render_line(self, y: int) -> Strip:
        width, height = self.size
        if self._drawn_at != (width, height):
            self._draw(width, height)
        if y >= len(self._drawn):
            return Strip.blank(width, self._style("ink"))
        segments = [
            Segment(to_ascii(text) if self._ascii else text, self._style(ink))
            for text, ink in self._drawn[y]
        ]
        return Strip(segments, width)

    @property
    def text(self) -> str:
        """What the panel says now, without colour."""
        text = text_of(self._drawn)
        return to_ascii(text) if self._ascii else text

    def notify_style_update(self) -> None:
        self._inks = {}
        super().notify_style_update()

    def watch_has_focus(self, has_focus: bool) -> None:
        super().watch_has_focus(has_focus)
        self.redraw()

    @property
    def _owner(self) -> App[object]:
        # A panel does not care what its app returns.
        return cast("App[object]", self.app)  # pyright: ignore[reportUnknownMemberType]  Textual leaves it open

    def _draw(self, width: int, height: int) -> list[Row]:
        rows = self.rows(width, height)[:height]
        blank = Line(width).row()
        self._drawn = rows + [blank] * (height - len(rows))
        self._drawn_at = (width, height)
        return self._drawn

    def _style(self, ink: str) -> Style:
        style = self._inks.get(ink)
        if style is None:
            style = self._inks[ink] = self._mixed(ink)
        return style

    def _mixed(self, ink: str) -> Style:
        """The style of *ink* on the widget's own ground."""
        names = Ink.parse(ink)
        return self.rich_style + Style(
            color=self._colour(names.colour),
            bgcolor=self._colour(names.ground) if names.ground else None,
            bold="bold" in names.attributes or None,
            underline="underline" in names.attributes or None,
            reverse="reverse" in names.attributes or None,
            italic="italic" in names.attributes or None,
        )

    def _colour(self, variable: str) -> RichColor:
        """A theme's colour; a theme that does not know our variables gets those of our own."""
        text = self._owner.theme_variables.get(variable) or DARK_VARIABLES[variable]
        return Color.parse(text).rich_color
