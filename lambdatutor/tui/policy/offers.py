"""The list of words beside the cursor that what is being typed may become."""

from __future__ import annotations

from collections.abc import Sequence

from textual.geometry import Offset

from lambdatutor.tui.panels.cells import Line, Row, crop, width_of
from lambdatutor.tui.panels.panel import Panel

_ROWS = 6
_WIDEST = 64


def offer_rows(words: Sequence[str], at: int, width: int, height: int) -> list[Row]:
    """As many words as fit around the chosen one, which has a mark before it."""
    first = max(0, min(at - height // 2, len(words) - height))
    rows: list[Row] = []
    for index in range(first, min(len(words), first + height)):
        line = Line(width)
        chosen = index == at
        line.put(0, "▸" if chosen else " ", "ink-accent bold")
        line.put(1, crop(words[index], width - 2), "ink bold" if chosen else "ink-muted")
        if chosen:
            line.mark(0, width, "on cursor-row")
        rows.append(line.row())
    return rows


class Offers(Panel):
    """Shows what fits; the editor beside it has the keys."""

    DEFAULT_CSS = """
    Offers { display: none; overlay: screen; constrain: inside inside; position: absolute;
        background: $panel; height: auto; }
    """

    words: tuple[str, ...] = ()
    at: int = 0

    @property
    def word(self) -> str | None:
        """The chosen word; None while nothing is offered."""
        return self.words[self.at] if self.words else None

    def offer(self, words: Sequence[str], beside: Offset) -> None:
        """Show these under a place of the screen; none puts the list away."""
        if tuple(words) != self.words:
            self.words, self.at = tuple(words), 0
        self.display = bool(self.words)
        if self.words:
            self.styles.width = min(_WIDEST, max(width_of(word) for word in self.words) + 3)
            self.styles.height = min(_ROWS, len(self.words))
            self.absolute_offset = beside
            self.redraw()

    def choose(self, by: int) -> None:
        """The next or the one before; after the last comes the first."""
        self.at = (self.at + by) % len(self.words)
        self.redraw()

    def rows(self, width: int, height: int) -> list[Row]:
        return offer_rows(self.words, self.at, width, height)
