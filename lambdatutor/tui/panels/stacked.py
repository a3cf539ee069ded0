"""Bars made of parts: every count has its cells, none is lost, and together they fill no more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lambdatutor.tui.panels.cells import Line, Row, width_of


class Part(NamedTuple):
    """One part of a bar: how much, how it is drawn, and what it is called."""

    amount: int
    glyph: str
    """Parts of one bar differ by this, in ASCII too, and not by colour alone."""
    ink: str
    word: str = ""


EMPTY = "·"
"""What is left of a bar."""


def cells_of(counts: Sequence[int], whole: int, room: int) -> list[int]:
    """How many of *room* cells each count takes, where all of them stand for *whole*.

    What is not zero has a cell as long as there is one; what makes up the whole fills the room.
    """
    asked = [max(0, count) for count in counts]
    total = sum(asked)
    whole = max(whole, total)
    if room < 1 or total == 0:
        return [0] * len(asked)
    present = sum(count > 0 for count in asked)
    used = room if total == whole else max(min(room, present), round(room * total / whole))
    given = [min(1, count) for count in asked]
    if present > used:  # the largest are seen
        seen = sorted(range(len(asked)), key=lambda at: -asked[at])[:used]
        return [given[at] if at in seen else 0 for at in range(len(asked))]
    while (left := used - sum(given)) > 0:
        short = [count * used / total - cells for count, cells in zip(asked, given, strict=True)]
        for at, lacking in enumerate(short):
            if lacking >= 1 and left:
                taken = min(int(lacking), left)
                given[at] += taken
                left -= taken
        if left:
            short = [
                count * used / total - cells for count, cells in zip(asked, given, strict=True)
            ]
            given[max(range(len(short)), key=short.__getitem__)] += 1
    return given


def stacked(parts: Sequence[Part], whole: int, width: int, *, empty: str = EMPTY) -> Row:
    """The parts one after another, then what is left of the whole."""
    line = Line(max(0, width))
    x = 0
    for part, cells in zip(
        parts, cells_of([part.amount for part in parts], whole, line.width), strict=True
    ):
        x = line.put(x, part.glyph * cells, part.ink)
    line.put(x, empty * (line.width - x), "ink-track")
    return line.row()


def legend(line: Line, x: int, parts: Sequence[Part], end: int) -> int:
    """Each part's sign, count and word, as many as fit before cell *end*; the cell after them."""
    for part in parts:
        text = f"{part.amount:,} {part.word}"
        if x + 2 + width_of(text) > end:
            break
        x = line.put(x, part.glyph, part.ink)
        x = line.put(x + 1, text, "ink" if part.amount else "ink-muted") + 2
    return x


def told(parts: Sequence[Part]) -> list[Part]:
    """The first part and those that are not zero: what a legend has to tell."""
    return [part for at, part in enumerate(parts) if part.amount or not at]


def say(line: Line, x: int, texts: Sequence[str], end: int, ink: str = "ink-muted") -> int:
    """Texts with ` · ` between, as many as fit before cell *end*; the cell after them."""
    first = True
    for text in texts:
        needs = width_of(text) + (0 if first else 3)
        if not text:
            continue
        if x + needs > end:
            break
        if not first:
            x = line.put(x, " · ", "ink-line")
        x = line.put(x, text, ink)
        first = False
    return x
