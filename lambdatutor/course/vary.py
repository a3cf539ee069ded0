"""New numbers for a question: one of the values of `vary` for each name, drawn from a seed."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from lambdatutor.course.findings import Findings
from lambdatutor.course.kinds import read_with_values
from lambdatutor.course.templates import Values, every_draw

if TYPE_CHECKING:
    from random import Random

    from lambdatutor.course.format import CodePredict, Predict
    from lambdatutor.course.questions import Question

Varied = TypeVar("Varied", bound="Question | Predict | CodePredict")


def draws(question: Question | Predict | CodePredict) -> tuple[dict[str, str], ...]:
    """Every combination of values; one empty one where nothing varies."""
    return tuple(every_draw(question.vary))


def draw(question: Question | Predict | CodePredict, random: Random) -> dict[str, str]:
    """A value for each name of `vary`."""
    return {name: random.choice(values) for name, values in question.vary.items()}


def vary(question: Varied, values: Values) -> Varied:
    """The question with these values in all its texts, numbers and expressions.

    Raises `LessonErrors` where a combination makes no sense; `lambdatutor check` tries them all.
    """
    if question.template is None:
        return question
    findings = Findings("", "")
    made = read_with_values(findings, question.template, type(question), dict(values))
    findings.raise_any()
    return cast("Varied", made)
