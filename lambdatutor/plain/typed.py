"""What is typed at a prompt, as an answer: `2` picks, `1 3` picks several, `2 1 3` orders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.time import UNITS

if TYPE_CHECKING:
    from lambdatutor.course.posed import Posed

_UNITS = (*UNITS, "MB", "GB", "%", "$")
_SEVERAL = ("multiple", "ordering", "matching")


def answer_to(posed: Posed, line: str) -> object:
    """What `Posed.judge` expects; what it does not understand where the line makes no sense."""
    if posed.kind in _SEVERAL:
        return _positions(line)
    if posed.options:
        positions = _positions(line)
        return positions[0] if positions is not None and len(positions) == 1 else None
    return line.strip()


def how_to_answer(posed: Posed) -> str:
    """One sentence for the prompt."""
    count = len(posed.options)
    match posed.kind:
        case "multiple":
            return f"Type the numbers of all that fit, such as 1 {count}. 0 means none."
        case "ordering":
            return f"Type all {count} numbers in the right order."
        case "matching":
            return f"Type {len(posed.lefts)} numbers: one for each line, in their order."
        case "explain":
            return "Type a sentence, or an empty line to skip."
        case _ if posed.options:
            return f"Type the number before the dot, from 1 to {count}."
        case "policy":
            return "Type what belongs in place of ___, on one line."
        case "text":
            return "Type your answer."
        case _:
            if posed.unit and posed.unit not in _UNITS:
                return f"Type a number: how many {posed.unit}?"
            return f"Type a number in {posed.unit}." if posed.unit else "Type a number."


def _positions(line: str) -> list[int] | None:
    """Numbers counted from 1 on the line, counted from 0 here; None if there is another word."""
    words = line.replace(",", " ").split()
    if words == ["0"]:
        return []
    if not words or not all(word.isascii() and word.isdigit() for word in words):
        return None
    return [int(word) - 1 for word in words if len(word) < 6]
