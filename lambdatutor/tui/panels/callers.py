"""Four kinds of caller side by side: who waits for the answer, and who hands over and goes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lambdatutor.tui.panels.cells import Line, Row, blank, crop
from lambdatutor.tui.panels.panel import Panel, title
from lambdatutor.tui.panels.sheet import sheet
from lambdatutor.tui.panels.stacked import Part, legend, stacked

_LABEL = 12
_LEAST = 15
"""Cells of a column, at least."""


class CallerKind(NamedTuple):
    """One kind: what was sent is waiting, refused, answered or given up, and nowhere else."""

    name: str
    waiting: int = 0
    refused: int = 0
    answered: int = 0
    given_up: int = 0
    again: int = 0
    """Tries beside the first of each."""

    @property
    def sent(self) -> int:
        return self.waiting + self.refused + self.answered + self.given_up

    @property
    def parts(self) -> tuple[Part, ...]:
        """What became of what was sent."""
        return (
            Part(self.answered, "█", "running", "answered"),
            Part(self.waiting, "░", "phase-frozen", "waiting"),
            Part(self.refused, "✗", "refused", "refused"),
            Part(self.given_up, "▾", "ink-warn", "given up"),
        )


def caller_rows(
    kinds: Sequence[CallerKind], width: int, height: int, *, focused: bool = False
) -> list[Row]:
    """A column for each kind where there is room, else a line for each."""
    if width < 1 or height < 1:
        return []
    column = (width - 1 - _LABEL) // max(1, len(kinds))
    if not kinds or column < _LEAST or height < 8:
        entries = [[_line(each, width)] for each in kinds]
        return sheet("Callers", "", entries, width, height, empty="Nobody calls.", focused=focused)
    head, bars, sent, again = Line(width), Line(width), Line(width), Line(width)
    title(head, "Callers", focused=focused)
    counts = [Line(width) for _ in kinds[0].parts]
    sent.put(1, "sent", "ink-muted")
    again.put(1, "tried again", "ink-muted")
    for line, part in zip(counts, kinds[0].parts, strict=True):
        line.put(1, part.glyph, part.ink)
        line.put(3, part.word, "ink-muted")
    for at, kind in enumerate(kinds):
        x = 1 + _LABEL + at * column
        head.put(x, crop(kind.name, column - 1), "ink bold")
        bars.put_runs(x, stacked(kind.parts, max(1, kind.sent), column - 3))
        for line, count, ink in (
            (sent, kind.sent, "ink bold"),
            *(
                (line, part.amount, part.ink if part.glyph in "✗▾" and part.amount else "ink")
                for line, part in zip(counts, kind.parts, strict=True)
            ),
            (again, kind.again, "ink"),
        ):
            line.put_right(f"{count:,}", ink if count else "ink-muted", x + column - 3)
    lines = [head, bars, sent, *counts, again]
    return [line.row() for line in lines] + blank(width, height - len(lines))


def _line(kind: CallerKind, width: int) -> Row:
    line = Line(width)
    line.put(1, crop(kind.name, 13), "ink bold")
    x = 15
    room = max(0, min(16, width - x - 44))
    if room >= 6:
        line.put_runs(x, stacked(kind.parts, max(1, kind.sent), room))
        x += room + 2
    x = line.put(x, f"{kind.sent:,} sent", "ink bold") + 2
    legend(line, x, [part for part in kind.parts if part.amount], width - 1)
    return line.row()


class CallersPanel(Panel):
    """The kinds of caller that the account has."""

    DEFAULT_CSS = "CallersPanel { height: 9; min-height: 3; }"
    kinds: tuple[CallerKind, ...] = ()

    def show(self, kinds: tuple[CallerKind, ...]) -> None:
        """Draw *kinds*."""
        if kinds != self.kinds:
            self.kinds = kinds
            self.redraw()

    def rows(self, width: int, height: int) -> list[Row]:
        return caller_rows(self.kinds, width, height)
