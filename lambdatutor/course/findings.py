"""What is wrong in a file: one sentence for each fault, with its place, the line and a caret."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from unicodedata import combining, east_asian_width

from lambdatutor.errors import LambdaTutorError

if TYPE_CHECKING:
    from collections.abc import Iterable

_WIDEST = 96
"""Cells of a line that are shown around the caret."""
_SHORTEST_BEGINNING = 3
"""Letters; fewer begin too many words."""


def readable(text: str) -> str:
    """The text with control characters and line ends written out, so none reaches a terminal."""
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode("ascii")
        for character in text
    )


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant: one that is near, or that begins so."""
    from difflib import get_close_matches

    lowered = {name.lower(): name for name in known}
    found = get_close_matches(word.lower(), list(lowered), n=1, cutoff=0.6)
    if not found and len(word) >= _SHORTEST_BEGINNING:
        found = sorted((each for each in lowered if each.startswith(word.lower())), key=len)
    return lowered[found[0]] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`Did you mean "why"?`, or nothing where no known word is near."""
    near = nearest(word, known)
    return f'Did you mean "{near}"?' if near is not None else ""


@dataclass(frozen=True, order=True, slots=True)
class Finding:
    """One fault of a file."""

    path: str
    line: int
    """Counted from 1, like the column."""
    column: int
    sentence: str
    suggestion: str = ""
    """A sentence of its own, or empty."""
    excerpt: str = field(default="", compare=False)
    """The line of the file."""

    def __str__(self) -> str:
        place = f"{readable(self.path)}:{self.line}:{self.column}"
        stop = "" if self.sentence.endswith((".", "?")) else "."
        advice = f"{stop} {readable(self.suggestion)}" if self.suggestion else ""
        first = f"{place}: {readable(self.sentence)}{advice}"
        return "\n".join((first, *self._caret())) if self.excerpt.strip() else first

    def _caret(self) -> tuple[str, str]:
        before, after = self.excerpt[: self.column - 1], self.excerpt[self.column - 1 :]
        left, right = readable(before), readable(after)
        if len(left) > _WIDEST // 2:
            left = "…" + left[-(_WIDEST // 2) :]
        if len(left) + len(right) > _WIDEST:
            right = right[: _WIDEST - len(left)] + "…"
        return f"    {left}{right}", "    " + " " * _cells(left) + "^"


class LessonErrors(LambdaTutorError):  # noqa: N818 - it holds all of them
    """A file cannot be used: all its findings, sorted."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(findings)
        self.findings = findings

    def __str__(self) -> str:
        return "\n".join(str(finding) for finding in self.findings)


class Findings:
    """Collects the findings of one file."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self._lines = text.split("\n")
        self._found: set[Finding] = set()

    def add(self, mark: tuple[int, int], sentence: str, suggestion: str = "") -> None:
        """Note a fault at a line and a column, both counted from 1."""
        line, column = mark
        found = Finding(self.path, line, column, sentence, suggestion, self.line(line))
        self._found.add(found)

    def line(self, number: int) -> str:
        """A line of the file, counted from 1."""
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""

    def sorted(self) -> tuple[Finding, ...]:
        return tuple(sorted(self._found))

    def __len__(self) -> int:
        return len(self._found)

    def raise_any(self) -> None:
        """Raise `LessonErrors` if there is a finding."""
        if self._found:
            raise LessonErrors(self.sorted())


def _cells(text: str) -> int:
    return sum(
        0 if combining(character) else 2 if east_asian_width(character) in "WF" else 1
        for character in text
    )
