"""Where in the learner's files a call failed, as its error says it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lambdatutor.course.handlers.outcomes import CallOutcome

_PLACE = re.compile(r'File \\?"(?P<file>[^"\\]+)\\?",? [lL]ine (?P<line>\d+)')
"""Python's way to name a line, and that of AWS's client for a syntax error (INV-017)."""
_IN_BRACKETS = re.compile(r"\((?P<file>[^()\s]+), line (?P<line>\d+)\)")
"""As a syntax error has it."""


class FailingLine(NamedTuple):
    """A line of a file, counted from 1."""

    path: str
    line: int


def failing_line(calls: Sequence[CallOutcome], paths: Iterable[str]) -> FailingLine | None:
    """The innermost line of the learner's own that the last call's error names."""
    answer = calls[-1].answer if calls else None
    if answer is None or not answer.function_error:
        return None
    known = sorted(paths, key=len, reverse=True)
    text = answer.text
    for match in (*reversed(list(_PLACE.finditer(text))), *_IN_BRACKETS.finditer(text)):
        for path in known:
            if match["file"] == path or match["file"].endswith(f"/{path}"):
                return FailingLine(path, int(match["line"]))
    return None
