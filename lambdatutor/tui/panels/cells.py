"""Rows of styled cells: the one thing that every panel draws."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len

_ATTRIBUTES = frozenset(("bold", "underline", "reverse", "italic"))


class Ink(NamedTuple):
    """What the words of an ink such as `phase-invoke bold on cursor-row` say."""

    colour: str
    ground: str
    """Empty for the panel's own."""
    attributes: frozenset[str]

    @classmethod
    def parse(cls, ink: str) -> Ink:
        colour, ground = "ink", ""
        attributes: set[str] = set()
        words = iter(ink.split())
        for word in words:
            if word == "on":
                ground = next(words)
            elif word in _ATTRIBUTES:
                attributes.add(word)
            else:
                colour = word
        return cls(colour, ground, frozenset(attributes))


class Run(NamedTuple):
    """Neighbouring cells of one ink."""

    text: str
    ink: str
    """Names of theme variables and attributes, see `Ink`."""


Row = tuple[Run, ...]
"""One line of a panel, exactly as wide as the panel."""


@lru_cache(maxsize=4096)
def _size(char: str) -> int:
    """Cells that *char* takes: 1 or 2, and 0 for an accent of the letter before, -1 if unfit."""
    if unicodedata.category(char) in {"Cc", "Zl", "Zp"}:
        return 1  # drawn as a blank
    size = cell_len(char)
    if size == 0:
        return 0 if unicodedata.combining(char) and char < "\u0370" else -1
    # Outside the plane of everyday letters, terminals join neighbours in ways of their own.
    return size if char < "\U0001f000" and unicodedata.category(char)[0] != "M" else -1


def clean(text: str) -> str:
    """*text* as it may be drawn: control characters are blanks, other odd ones are gone or `?`."""
    if text.isascii() and text.isprintable():
        return text
    drawn: list[str] = []
    for char in unicodedata.normalize("NFC", text):
        size = _size(char)
        if size < 0:
            if cell_len(char):
                drawn.append("?")
        elif size == 0:
            if drawn:
                drawn.append(char)
        else:
            drawn.append(char if char.isprintable() else " ")
    # What was left out may have stood between a letter and its accent.
    return unicodedata.normalize("NFC", "".join(drawn))


def width_of(text: str) -> int:
    """Cells that *text* takes when drawn."""
    if text.isascii():
        return len(text)
    return sum(max(0, _size(char)) for char in clean(text))


def cut(text: str, width: int) -> str:
    """As much of the beginning of *text* as *width* cells hold; *text* is clean."""
    used = 0
    for at, char in enumerate(text):
        used += max(0, _size(char))
        if used > width:
            return text[:at]
    return text


def crop(text: str, width: int) -> str:
    """*text* in *width* cells at most, cut between words if that keeps half of it, with `…`."""
    text = clean(text)
    if width_of(text) <= width:
        return text
    if width < 1:
        return ""
    kept = cut(text, width - 1)
    words, blank, _ = kept.rpartition(" ")
    if blank and len(words) >= len(kept) // 2 and text[len(kept)] != " ":
        kept = words
    return kept.rstrip() + "…"


def join(parts: Sequence[str], width: int) -> str:
    """The first of *parts* that fit in *width*, with ` · ` between; the very first may be cut."""
    text = crop(parts[0], width) if parts else ""
    for part in parts[1:]:
        longer = f"{text} · {clean(part)}"
        if width_of(longer) > width:
            break
        text = longer
    return text


class Line:
    """A line of cells to draw on; what falls outside is left out."""

    __slots__ = ("chars", "inks", "width")

    def __init__(self, width: int, ink: str = "ink") -> None:
        self.width = width
        self.chars = [" "] * width
        """A character a cell; empty in the second cell of a wide one."""
        self.inks = [ink] * width

    def put(self, x: int, text: str, ink: str) -> int:
        """Draw *text* from cell *x*; returns the cell after it."""
        chars, inks, width = self.chars, self.inks, self.width
        for char in clean(text):
            size = _size(char)
            if size == 0:
                if 0 < x <= width and chars[x - 1]:
                    chars[x - 1] += char
                continue
            if x >= 0 and x + size <= width:
                self._break(x, size)
                chars[x], inks[x] = char, ink
                if size == 2:
                    chars[x + 1], inks[x + 1] = "", ink
            x += size
        return x

    def put_right(self, text: str, ink: str, right: int | None = None) -> int:
        """Draw *text* so that it ends before cell *right*; returns its first cell."""
        x = (self.width if right is None else right) - width_of(text)
        self.put(x, text, ink)
        return x

    def put_runs(self, x: int, runs: Row) -> int:
        """Draw *runs* one after another from cell *x*; returns the cell after them."""
        for text, ink in runs:
            x = self.put(x, text, ink)
        return x

    def mark(self, start: int, end: int, attribute: str) -> None:
        """Add *attribute* (`underline`, `on cursor-row`) to the cells from *start* to *end*."""
        for x in range(max(0, start), min(end, self.width)):
            if not (attribute.startswith("on ") and " on " in self.inks[x]):
                self.inks[x] += f" {attribute}"

    def row(self) -> Row:
        """The line as runs, no two neighbours of one ink."""
        runs: list[Run] = []
        start = 0
        inks = self.inks
        for x in range(1, self.width + 1):
            if x == self.width or inks[x] != inks[start]:
                runs.append(Run("".join(self.chars[start:x]), inks[start]))
                start = x
        return tuple(runs) if self.width else ()

    def _break(self, x: int, size: int) -> None:
        """No half of a wide character stays when its other half is drawn over."""
        if not self.chars[x] and x:
            self.chars[x - 1] = " "
        after = x + size
        if after < self.width and not self.chars[after]:
            self.chars[after] = " "


def text_of(rows: list[Row]) -> str:
    """What *rows* say, without colour."""
    return "\n".join("".join(run.text for run in row) for row in rows)


def runs_width(runs: Row) -> int:
    return sum(width_of(run.text) for run in runs)


def blank(width: int, height: int) -> list[Row]:
    """Empty rows."""
    return [Line(width).row() for _ in range(height)]
