"""A text that is typed anew, line by line, until a line with a single dot."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from lambdatutor.plain.talk import Talk

_END = "."


def type_anew(talk: Talk, name: str, keep: Callable[[str], None]) -> bool:
    """Whether anything was typed; it is given to `keep`, also where the input ends in it."""
    talk.say(f"Type {name} anew. A line with a single dot ends it.")
    lines: list[str] = []
    try:
        for line in talk.lines():
            if line.strip() == _END:
                break
            lines.append(line)
    finally:
        if written := any(line.strip() for line in lines):
            keep("\n".join(lines))
    return written
