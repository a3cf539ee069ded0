"""What `lambdatutor check` finds about keys that real code gives: lookalikes, and changes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from lambdatutor.course.complaint import Complaint, Complaints
from lambdatutor.course.handlers.json_text import canonical, written
from lambdatutor.course.handlers.parts import FromRun
from lambdatutor.course.judging import right_ones, same
from lambdatutor.course.quantities import value_text
from lambdatutor.course.questions import Text

if TYPE_CHECKING:
    from lambdatutor.course.posed import Posed
    from lambdatutor.course.quantities import Value
    from lambdatutor.course.questions import Choice
    from lambdatutor.course.walking import Where


def lookalikes(choices: tuple[Choice, ...], outcome: Value, where: Where) -> Complaints:
    """Choices that are judged wrong though they hold what came, as everybody would read them.

    A label may say what the difference is.
    """
    came, right = value_text(outcome), right_ones(choices, outcome)
    for number, choice in enumerate(choices):
        if number not in right and _reads_as(choice.shown, came):
            sentence = f"this is judged wrong, and reads as what came, which is {came}"
            yield Complaint((*where, "choices", number), sentence)


def changing(first: Posed, later: Posed, where: Where) -> Complaints:
    """Code that comes to something else in its next run; a number that is typed has a margin."""
    question = first.question
    chosen = bool(getattr(question, "choices", ())) or isinstance(question, Text)
    by_code = isinstance(getattr(question, "answer", None), FromRun)
    if by_code and chosen and not same(first.outcome, later.outcome):
        said = f"one run gives {value_text(first.outcome)}, and the next "
        sentence = f"{said}{value_text(later.outcome)}, so nothing is right each time"
        yield Complaint((*where, "answer"), sentence)


def _reads_as(said: str, came: str) -> bool:
    """`ok` reads as `"ok"`, and `None` as `none`.

    What is JSON itself, such as 7 beside "7", is another value, and may be meant.
    """
    if _is_json(said):
        return False
    if _is_json(came):
        return canonical(came) == written(said.strip())
    return said.strip().casefold() == came.casefold()


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
