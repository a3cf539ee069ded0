"""Why an alarm changed, in CloudWatch's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.alarms.evaluation import COMPARISONS, breaches
from lambdatutor.simulator.dates import date

if TYPE_CHECKING:
    from lambdatutor.simulator.alarms.evaluation import Verdict
    from lambdatutor.simulator.alarms.metric_alarm import Condition


def threshold_crossed(
    condition: Condition, verdict: Verdict, recent: list[tuple[int, float]]
) -> str:
    """`Threshold Crossed: 1 out of the last 1 datapoints [7.0 (01/01/26 00:01:00)] was …`."""
    if verdict.state == "INSUFFICIENT_DATA":
        return "Insufficient Data: " + _unknown(condition.periods)
    if not recent:
        return (
            f"Threshold Crossed: no datapoints were received for {_periods(condition.periods)} and "
            f"{_periods(condition.periods)} {_were(condition.periods)} treated as "
            f"[{'Breaching' if condition.missing == 'breaching' else 'NonBreaching'}]."
        )
    raised = verdict.state == "ALARM"
    wanted = [
        (at_us, value)
        for at_us, value in recent
        if breaches(value, condition.operator, condition.threshold) == raised
    ]
    shown = ", ".join(f"{float(value)!r} ({_moment(at_us)})" for at_us, value in reversed(wanted))
    count = len(wanted)
    least = condition.to_alarm if raised else condition.periods - condition.to_alarm + 1
    move = "OK -> ALARM" if raised else "ALARM -> OK"
    negation = "" if raised else " not"
    compared = COMPARISONS[condition.operator]
    return (
        f"Threshold Crossed: {count} out of the last {condition.periods} datapoints [{shown}] "
        f"{_were(count)}{negation} {compared} the threshold ({float(condition.threshold)!r}) "
        f"(minimum {least} datapoint{'' if least == 1 else 's'} for {move} transition)."
    )


def _unknown(periods: int) -> str:
    return f"{periods} datapoint{'' if periods == 1 else 's'} {_were(periods)} unknown."


def _periods(count: int) -> str:
    return f"{count} period{'' if count == 1 else 's'}"


def _were(count: int) -> str:
    return "was" if count == 1 else "were"


def _moment(us: int) -> str:
    """`01/02/26 00:01:00`: day, month and year."""
    text = date(us)
    return f"{text[8:10]}/{text[5:7]}/{text[2:4]} {text[11:19]}"
