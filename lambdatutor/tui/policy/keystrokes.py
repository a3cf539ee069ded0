"""What a key does in JSON beyond its character: brackets and quotes in pairs, and indentation."""

from __future__ import annotations

import re

from lambdatutor.tui.strokes import Stroke

INDENT = "  "

_PAIRS = {"{": "}", "[": "]", '"': '"'}
_WORD_BEFORE = re.compile(r"[\w.+-]+$")
_WHOLE = re.compile(r"true|false|null|-?\d+(?:\.\d+)?")
_BEFORE_PAIR = frozenset(" \t,]}")
"""A pair is made only where nothing that it would cut off follows."""


def stroke(key: str, before: str, after: str) -> Stroke | None:
    """What typing `key` means where `before` and `after` stand around it in the line.

    None where it is the character alone. `key` is a character, the one of enter a line feed.
    """
    if key == "\n":
        return _new_line(before, after)
    in_text = _in_text(before)
    if after.startswith(key) and ((key in "]}" and not in_text) or (key == '"' and in_text)):
        return None if before.endswith("\\") else Stroke(key, 1, 1)
    closes = _PAIRS.get(key)
    if closes is None or in_text or (after and after[0] not in _BEFORE_PAIR):
        return None
    return Stroke(key + closes, 1)


def _new_line(before: str, after: str) -> Stroke:
    """The next line begins under this one, a step further in after an opening bracket."""
    indent = before[: len(before) - len(before.lstrip(" "))]
    opens = before.rstrip()[-1:]
    if opens not in {"{", "["} or _in_text(before):
        return Stroke(f"\n{indent}", 1 + len(indent))
    deeper = f"\n{indent}{INDENT}"
    if after.lstrip()[:1] == _PAIRS[opens]:
        over = len(after) - len(after.lstrip())
        return Stroke(f"{deeper}\n{indent}", len(deeper), over)
    return Stroke(deeper, len(deeper))


def pair_around(before: str, after: str) -> bool:
    """Whether the cursor stands in an empty pair, which one key deletes whole."""
    last = before[-1:]
    return bool(last) and last in _PAIRS and after[:1] == _PAIRS[last]


def word_open(before: str, after: str) -> bool:
    """Whether the cursor stands in a bare word that is not one of JSON's, or not a whole one."""
    if _in_text(before):
        return False  # of that the quotes tell
    word = _WORD_BEFORE.search(before)
    if word is None:
        return False
    return after[:1].isalnum() or not _WHOLE.fullmatch(word[0])


def _in_text(before: str) -> bool:
    """Whether a quote is open at the end of this part of a line."""
    inside, skip = False, False
    for char in before:
        if skip:
            skip = False
        elif inside and char == "\\":
            skip = True
        elif char == '"':
            inside = not inside
    return inside
