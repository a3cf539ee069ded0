"""Progress as one JSON text, to carry it to another machine."""

from collections.abc import Sequence

import msgspec

from lambdatutor.course.answers import Answer
from lambdatutor.learner.faults import ForeignTextError
from lambdatutor.learner.marks import Mark

FORMAT = 1


class Export(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a person has done, in the order in which it happened."""

    lambdatutor_progress: int
    """The form of this text; a newer one is refused."""
    answers: list[Answer]
    marks: list[Mark]


def write(answers: Sequence[Answer], marks: Sequence[Mark]) -> str:
    export = Export(lambdatutor_progress=FORMAT, answers=list(answers), marks=list(marks))
    return msgspec.json.encode(export).decode()


def missing(text: str, answers: Sequence[Answer], marks: Sequence[Mark]) -> list[Answer | Mark]:
    """The rows of an export that `answers` and `marks` lack.

    Where both know a lesson, the place and the labs here win, and only a finish is taken over.
    Raises ForeignTextError.
    """
    export = _read(text)
    known = set(answers)
    begun = {mark.lesson for mark in marks}
    finished = {mark.lesson for mark in marks if mark.kind == "finish"}
    return [
        *(answer for answer in export.answers if answer not in known),
        *(
            mark
            for mark in export.marks
            if mark.lesson not in begun or (mark.kind == "finish" and mark.lesson not in finished)
        ),
    ]


def _read(text: str) -> Export:
    try:
        export = msgspec.json.decode(text, type=Export)
    except (msgspec.DecodeError, UnicodeEncodeError) as fault:
        raise ForeignTextError(str(fault)) from fault
    if export.lambdatutor_progress != FORMAT:
        raise ForeignTextError(
            f"its form is {export.lambdatutor_progress}, this program reads {FORMAT}"
        )
    return export
