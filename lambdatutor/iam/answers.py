"""A decision as values for JSON."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from lambdatutor.iam.decision import Decision, Failure, Judged
from lambdatutor.iam.refused import Refused


class FailureAnswer(TypedDict):
    """The first element that does not fit."""

    element: str
    pattern: str
    resolved: str
    value: str | None
    operator: NotRequired[str]
    key: NotRequired[str]
    sentence: str


class StatementAnswer(TypedDict):
    """One statement that matters."""

    layer: str
    level: NotRequired[int]
    policy: str
    sid: str
    index: int
    effect: str
    matched: bool
    how: NotRequired[str]
    failed: FailureAnswer | None


class DecisionAnswer(TypedDict):
    """What was decided."""

    decision: str
    reason: str
    because: str
    decisive: list[StatementAnswer]
    near_misses: list[StatementAnswer]


class RefusedAnswer(TypedDict):
    """Why nothing was decided."""

    refused: str
    because: str
    where: NotRequired[str]


def decision_answer(decision: Decision) -> DecisionAnswer:
    return {
        "decision": decision.verdict,
        "reason": decision.reason,
        "because": decision.because,
        "decisive": [statement_answer(each) for each in decision.decisive],
        "near_misses": [statement_answer(each) for each in decision.near_misses],
    }


def refused_answer(refused: Refused) -> RefusedAnswer:
    answer: RefusedAnswer = {"refused": refused.element, "because": refused.because}
    if refused.path:
        answer["where"] = where(refused.path)
    return answer


def where(path: tuple[str | int, ...]) -> str:
    """A place in JSON as people write it: `identity[0].Statement[1].Action`."""
    words = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return words.removeprefix(".")


def statement_answer(judged: Judged) -> StatementAnswer:
    answer: StatementAnswer = {
        "layer": judged.layer,
        "policy": judged.policy,
        "sid": judged.sid,
        "index": judged.index,
        "effect": judged.effect,
        "matched": judged.matched,
        "failed": None if judged.failed is None else _failure_answer(judged.failed),
    }
    if judged.level is not None:
        answer["level"] = judged.level
    if judged.how is not None:
        answer["how"] = judged.how
    return answer


def _failure_answer(failure: Failure) -> FailureAnswer:
    answer: FailureAnswer = {
        "element": failure.element,
        "pattern": failure.pattern,
        "resolved": failure.resolved,
        "value": failure.value,
        "sentence": failure.sentence,
    }
    if failure.operator:
        answer["operator"] = failure.operator
        answer["key"] = failure.key
    return answer
