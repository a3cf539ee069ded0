"""The key of a question that a program's run gives, as a value to compare answers with."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from lambdatutor.course.evaluation import evaluate
from lambdatutor.course.quantities import Quantity
from lambdatutor.runtime.shown import shown

if TYPE_CHECKING:
    from lambdatutor.course.handlers.parts import FromRun
    from lambdatutor.course.handlers.record import Record
    from lambdatutor.course.quantities import Value

NONE = "none"
"""What is unset: the errorType of a call that worked."""


def key_of(answer: FromRun, record: Record, *, as_number: bool) -> Value:
    """What the run came to; `as_number`: a number is asked for, so JSON is read as one."""
    found = evaluate(answer.from_run, record.measurable)
    if found is None or isinstance(found, bool):
        return NONE
    if isinstance(found, Quantity):
        return found
    return (_number_in(found) if as_number else None) or shown(found)


def _number_in(answer: str) -> Quantity | None:
    try:
        found = json.loads(answer)
    except (ValueError, RecursionError):
        return None
    is_number = isinstance(found, int | float) and not isinstance(found, bool)
    return Quantity(found) if is_number else None
