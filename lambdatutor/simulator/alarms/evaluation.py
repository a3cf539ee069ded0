"""The state of a metric alarm from its data points (MET-027)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

State = Literal["OK", "ALARM", "INSUFFICIENT_DATA"]
Missing = Literal["missing", "notBreaching", "breaching", "ignore"]

BEYOND = 2
"""How many periods more than its EvaluationPeriods an alarm looks at, for want of data.

CloudWatch looks back further than that number and does not publish how far in general; its
published examples look at five periods for three.
"""


class Verdict(NamedTuple):
    """The state, and how many of the data points that were looked at are breaching."""

    state: State
    breaching: int
    evaluated: int
    """Real ones."""
    filled: int
    """Missing ones that TreatMissingData stands in for."""


def evaluate(
    points: Sequence[bool | None], periods: int, to_alarm: int, missing: Missing, before: State
) -> Verdict:
    """Look at data points, the latest last: breaching, not breaching, or None where one is missing.

    What is missing is passed over as long as there are as many real ones in the range as
    EvaluationPeriods; else TreatMissingData stands in for those that lack.
    """
    real = [(len(points) - at, each) for at, each in enumerate(points) if each is not None]
    real = real[-periods:]
    breaching = sum(each for _, each in real)
    lacking = periods - len(real)
    if breaching >= to_alarm:
        state: State = "ALARM"
    elif not lacking or missing == "notBreaching":
        state = "OK"
    elif missing == "breaching":
        state = "ALARM" if breaching + lacking >= to_alarm else "OK"
    elif breaching < len(real):
        state = "OK"
    else:
        state = _without_good_ones(real, to_alarm, missing, before)
    return Verdict(state, breaching, len(real), lacking)


def _without_good_ones(
    real: list[tuple[int, bool]], to_alarm: int, missing: Missing, before: State
) -> State:
    """Too few data points, and each of them breaching.

    CloudWatch waits with the alarm until the oldest is as many periods old as the alarm needs data
    points, because the next one might be good.
    """
    if missing == "ignore":
        return before
    if not real:
        return "INSUFFICIENT_DATA"
    return "ALARM" if real[0][0] >= to_alarm else before


COMPARISONS = {
    "GreaterThanOrEqualToThreshold": "greater than or equal to",
    "GreaterThanThreshold": "greater than",
    "LessThanThreshold": "less than",
    "LessThanOrEqualToThreshold": "less than or equal to",
}
"""ComparisonOperator, and its words in a StateReason."""


def breaches(value: float, operator: str, threshold: float) -> bool:
    """Whether a value is on the wrong side of the threshold."""
    match operator:
        case "GreaterThanOrEqualToThreshold":
            return value >= threshold
        case "GreaterThanThreshold":
            return value > threshold
        case "LessThanThreshold":
            return value < threshold
        case _:
            return value <= threshold
