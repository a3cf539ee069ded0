"""How far a person is in each lesson, read off what they did."""

from collections.abc import Iterable
from typing import Literal

import msgspec

from lambdatutor.course.answers import Answer
from lambdatutor.learner.marks import Mark


class LessonProgress(msgspec.Struct, frozen=True, kw_only=True):
    """How far a person is in one lesson."""

    state: Literal["new", "started", "finished"] = "new"
    """Once finished, a lesson stays finished, also when it is begun again."""
    step: str | None = None
    """The step reached last since the last restart."""
    answered: int = 0
    """Questions with an answer, each counted once."""
    correct: int = 0
    """Questions whose latest answer was right."""
    last_at: str | None = None
    """When the person last did something here, as ISO 8601."""


def summarise(answers: Iterable[Answer], marks: Iterable[Mark]) -> dict[str, LessonProgress]:
    """The lessons a person has touched; both are given in the order in which they happened."""
    lessons: dict[str, LessonProgress] = {}
    for mark in marks:
        lessons[mark.lesson] = _after_mark(lessons.get(mark.lesson, LessonProgress()), mark)
    latest = {(answer.lesson, answer.step, answer.question): answer for answer in answers}
    for answer in latest.values():
        before = lessons.get(answer.lesson, LessonProgress())
        lessons[answer.lesson] = _after_answer(before, answer)
    return lessons


def _after_mark(before: LessonProgress, mark: Mark) -> LessonProgress:
    step = {"reach": mark.step, "restart": None}.get(mark.kind, before.step)
    finished = mark.kind == "finish" or before.state == "finished"
    return msgspec.structs.replace(
        before,
        state="finished" if finished else "started",
        step=step,
        last_at=_later(before.last_at, mark.at),
    )


def _after_answer(before: LessonProgress, answer: Answer) -> LessonProgress:
    return msgspec.structs.replace(
        before,
        state="started" if before.state == "new" else before.state,
        answered=before.answered + 1,
        correct=before.correct + (answer.correct is True),
        last_at=_later(before.last_at, answer.at),
    )


def _later(one: str | None, other: str) -> str:
    return other if one is None else max(one, other)
