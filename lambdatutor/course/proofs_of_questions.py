"""Whether the keys of a lesson's questions come true in its runs, whatever is drawn."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from lambdatutor.course.complaint import Complaint, Complaints
from lambdatutor.course.format import CodePredict, Lesson, Predict
from lambdatutor.course.handlers.key_proofs import changing, lookalikes
from lambdatutor.course.handlers.parts import FromRun
from lambdatutor.course.judging import right_ones, same
from lambdatutor.course.policies.proofs import policy_question_complaints
from lambdatutor.course.posed import pose
from lambdatutor.course.quantities import Quantity, Value, value_text
from lambdatutor.course.questions import (
    FromSim,
    Instant,
    Numeric,
    Policy,
    Question,
    Single,
    Text,
)
from lambdatutor.course.vary import draws, vary
from lambdatutor.simulator.time import clock

if TYPE_CHECKING:
    from lambdatutor.course.posed import Posed
    from lambdatutor.course.walking import Where


def question_complaints(
    lesson: Lesson, question: Question | Predict | CodePredict, where: Where, seeds: tuple[int, ...]
) -> Complaints:
    """What is wrong with one question, each fault once, over all values of `vary` and all seeds."""
    told: set[Complaint] = set()
    for values in draws(question):
        varied = vary(question, values)
        poses = [pose(lesson, varied, each) for each in (seeds if _is_run(varied) else seeds[:1])]
        changes = (changing(poses[0], posed, where) for posed in poses[1:])
        faults = (_of_one(varied, posed, where) for posed in poses)
        for complaint in chain.from_iterable((*changes, *faults)):
            if complaint.where not in {each.where for each in told}:
                told.add(complaint)
                yield complaint._replace(sentence=complaint.sentence + _drawn(values))


def _is_run(question: Question | Predict | CodePredict) -> bool:
    answer = getattr(question, "answer", None)
    return isinstance(question, Instant) or isinstance(answer, FromSim | FromRun)


def _of_one(question: Question | Predict | CodePredict, posed: Posed, where: Where) -> Complaints:
    match question:
        case Predict() | CodePredict():
            yield from _predicted(question, posed.outcome, where)
        case Single() if question.answer is not None:
            yield from _offered(question, posed.outcome, where)
        case Numeric():
            yield from _typed(question, posed.outcome, where)
        case Text():
            forms = (*question.accepted, *(() if posed.outcome is None else (str(posed.outcome),)))
            accepted = {form.casefold().strip() for form in forms}
            for number, near in enumerate(question.near):
                if str(near.value).casefold().strip() in accepted:
                    yield Complaint((*where, "near", number), "this form is accepted as right")
        case Policy():
            yield from policy_question_complaints(question, posed.bench, where)
        case Instant():
            end_us = posed.case.end_us if posed.case is not None else 0
            if question.at > end_us:
                yield Complaint((*where, "at"), f"the run ends before {clock(question.at)}")
        case _:
            pass


def _predicted(predict: Predict | CodePredict, outcome: Value | None, where: Where) -> Complaints:
    if outcome is None:
        yield _unset((*where, "answer"))
    elif predict.number is None:
        yield from _offered(predict, outcome, where)
    elif isinstance(outcome, Quantity):
        low, high = predict.number.low, predict.number.high
        if not low.number <= outcome.number <= high.number:
            yield Complaint(
                (*where, "number"), f"the run gives {value_text(outcome)}, which cannot be guessed"
            )
        yield from _traps(predict.number.near, outcome, (*where, "number"))
    else:
        yield _no_number(outcome, (*where, "answer"))


def _offered(
    question: Predict | CodePredict | Single, outcome: Value | None, where: Where
) -> Complaints:
    """Exactly one choice is what the run gives; so every other one is false."""
    if outcome is None:
        yield _unset((*where, "answer"))
        return
    right = right_ones(question.choices, outcome)
    if not right:
        offered = ", ".join(choice.shown for choice in question.choices)
        yield Complaint(
            (*where, "answer"),
            f"the run gives {value_text(outcome)}, and no choice offers it",
            f"The choices are: {offered}.",
        )
    for extra in right[1:]:
        yield Complaint((*where, "choices", extra), "this choice is right as well")
    if isinstance(question.answer, FromRun):
        yield from lookalikes(question.choices, outcome, where)


def _typed(question: Numeric, outcome: Value | None, where: Where) -> Complaints:
    if not isinstance(outcome, Quantity):
        place = (*where, "answer")
        yield _unset(place) if outcome is None else _no_number(outcome, place)
        return
    if question.between is not None:
        low, high = question.between
        if not low.number <= outcome.number <= high.number:
            yield Complaint(
                (*where, "between"), f"the answer is {value_text(outcome)}, outside of this"
            )
    yield from _traps(question.near, outcome, where)


def _traps(near: tuple[object, ...], outcome: Quantity, where: Where) -> Complaints:
    for number, trap in enumerate(near):
        if same(getattr(trap, "value", None), outcome):
            yield Complaint(
                (*where, "near", number), f"{value_text(outcome)} is the answer, and no trap"
            )


def _unset(where: Where) -> Complaint:
    return Complaint(where, "this is not set in the run, so there is no right answer")


def _no_number(outcome: Value, where: Where) -> Complaint:
    sentence = f"the run gives {value_text(outcome)}, and a number is asked for"
    return Complaint(where, sentence)


def _drawn(values: dict[str, str]) -> str:
    return f" (with {', '.join(f'{k} = {v}' for k, v in values.items())})" if values else ""
