"""What a key does in Python and JSON beyond its character: pairs, and indentation."""

from __future__ import annotations

import re
from typing import Literal

from lambdatutor.tui.strokes import Stroke

Language = Literal["python", "json", ""]
"""Empty for a text of no language that is known here."""

WIDTHS: dict[Language, int] = {"python": 4, "json": 2, "": 4}
"""Spaces of one step of indentation."""

_PAIRS: dict[Language, dict[str, str]] = {
    "python": {"(": ")", "[": "]", "{": "}", '"': '"', "'": "'"},
    "json": {"[": "]", "{": "}", '"': '"'},
    "": {},
}
_COMMENTS: dict[Language, str] = {"python": "#", "json": "", "": ""}
_BEFORE_PAIR = frozenset(" \t,:)]}")
"""A pair is made only where nothing that it would cut off follows."""
_PREFIX = re.compile(r"(?<![\w\"'])[rbfuRBFU]{0,2}$")
"""A quote opens a text after these letters too, and not after a word."""
_LEAVES = re.compile(r"\s*(?:return|raise|pass|break|continue)\b")
"""A line after which its block goes on no more."""


def stroke(language: Language, key: str, before: str, after: str) -> Stroke | None:
    """What typing `key` means where `before` and `after` stand around it in the line.

    None where it is the character alone. `key` is a character, the one of enter a line feed.
    """
    inside = _inside(language, before)
    if key == "\n":
        return _new_line(language, before, after, inside)
    pairs = _PAIRS[language]
    closing = key in pairs.values() and after.startswith(key)
    if closing and inside == (key if key in pairs else ""):
        return None if before.endswith("\\") else Stroke(key, 1, 1)
    closes = pairs.get(key)
    if closes is None or inside or (after and after[0] not in _BEFORE_PAIR):
        return None
    if closes == key and not _PREFIX.search(before):
        return None  # such as the apostrophe behind a word, or the third quote of three
    return Stroke(key + closes, 1)


def _new_line(language: Language, before: str, after: str, inside: str) -> Stroke:
    """The next line begins under this one, further in after a bracket or a colon."""
    indent = before[: len(before) - len(before.lstrip(" "))]
    step = " " * WIDTHS[language]
    code = _code(language, before).rstrip() if inside in {"", "#"} else ""
    last = code[-1:]
    pairs = _PAIRS[language]
    if last and pairs.get(last, last) != last:
        deeper = f"\n{indent}{step}"
        if after.lstrip()[:1] == pairs[last]:
            over = len(after) - len(after.lstrip())
            return Stroke(f"{deeper}\n{indent}", len(deeper), over)
        return Stroke(deeper, len(deeper))
    if language == "python" and last == ":":
        indent += step
    elif language == "python" and code and not after.strip() and _LEAVES.match(code):
        indent = indent[: -len(step)] if not _open(code) else indent
    return Stroke(f"\n{indent}", 1 + len(indent))


def deleted_left(language: Language, before: str, after: str) -> tuple[int, int]:
    """How many characters before and after the cursor backspace takes.

    An empty pair goes whole, and in the indentation a whole step of it.
    """
    pair = _PAIRS[language].get(before[-1:])
    if pair is not None and after.startswith(pair):
        return 1, 1
    if before and not before.strip(" "):
        return (len(before) - 1) % WIDTHS[language] + 1, 0
    return 1, 0


def step_to(language: Language, column: int) -> str:
    """Spaces up to the next step of indentation."""
    width = WIDTHS[language]
    return " " * (width - column % width)


def _inside(language: Language, before: str) -> str:
    """The quote or the sign of a comment that is open at the end of this part of a line."""
    quotes = {sign for sign, closes in _PAIRS[language].items() if sign == closes}
    comment = _COMMENTS[language]
    inside, skip = "", False
    for char in before:
        if skip:
            skip = False
        elif inside and char == "\\":
            skip = True
        elif inside:
            inside = "" if char == inside else inside
        elif char in quotes:
            inside = char
        elif char == comment:
            return comment
    return inside


def _code(language: Language, before: str) -> str:
    """The part of a line without the comment at its end."""
    comment = _COMMENTS[language]
    if not comment:
        return before
    for at, char in enumerate(before):
        if char == comment and _inside(language, before[:at]) == "":
            return before[:at]
    return before


def _open(code: str) -> bool:
    """Whether a bracket of the line is still open, so that the statement goes on."""
    return sum(map(code.count, "([{")) > sum(map(code.count, ")]}"))
