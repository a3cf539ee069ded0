"""Patterns with `*` and `?`, as IAM reads them: everything else is literal text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple


class Part(NamedTuple):
    """A run of a pattern's text."""

    text: str
    quoted: bool
    """Whether `*` and `?` in it are plain characters, as in the value of a variable (IAM-019)."""


class Piece(NamedTuple):
    """What stands between two stars."""

    text: str
    shape: re.Pattern[str] | None
    """Its meaning, if it has a `?`, any one character: a long text takes too many tries for
    Python's own loops."""

    def stands_at(self, place: int, text: str) -> bool:
        if self.shape is None:
            return text.startswith(self.text, place)
        return self.shape.match(text, place) is not None

    def first_in(self, text: str, place: int, end: int) -> int:
        """Where it stands first between two places; -1 for nowhere."""
        if self.shape is None:
            return text.find(self.text, place, end)
        found = self.shape.search(text, place, end)
        return -1 if found is None else found.start()


def _piece(text: str, holes: list[int]) -> Piece:
    if not holes:
        return Piece(text, None)
    shape = ""
    end = 0
    for hole in holes:
        shape += f"{re.escape(text[end:hole])}."
        end = hole + 1
    return Piece(text, re.compile(shape + re.escape(text[end:]), re.DOTALL))


@dataclass(frozen=True, slots=True)
class Glob:
    """A pattern cut at its stars, matched from left to right without ever going back."""

    pieces: tuple[Piece, ...]

    def matches(self, text: str) -> bool:
        pieces = self.pieces
        first, last = pieces[0], pieces[-1]
        if len(pieces) == 1:
            if first.shape is not None:
                return len(text) == len(first.text) and first.stands_at(0, text)
            return text == first.text
        end = len(text) - len(last.text)
        place = len(first.text)
        if end < place or not first.stands_at(0, text) or not last.stands_at(end, text):
            return False
        for piece in pieces[1:-1]:
            found = piece.first_in(text, place, end)
            if found < 0:
                return False
            place = found + len(piece.text)
        return True


@lru_cache(maxsize=4096)
def glob_of_parts(parts: tuple[Part, ...]) -> Glob:
    """The glob of a pattern that has literal runs in it."""
    pieces: list[Piece] = []
    text = ""
    holes: list[int] = []
    for part in parts:
        if part.quoted:
            text += part.text
            continue
        for character in part.text:
            if character == "*":
                pieces.append(_piece(text, holes))
                text, holes = "", []
                continue
            if character == "?":
                holes.append(len(text))
            text += character
    return Glob((*pieces, _piece(text, holes)))


@lru_cache(maxsize=4096)
def glob(pattern: str) -> Glob:
    """The glob of a pattern without variables; the same patterns come again and again."""
    return glob_of_parts((Part(pattern, quoted=False),))
