"""A metric of CloudWatch as a chart, with the lines of its alarms.

CloudWatch has no value before a minute is complete: until then the account is seen by the second.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.metric_catalogue import METRICS
from lambdatutor.simulator.metric_reading import MetricError
from lambdatutor.simulator.series import Series
from lambdatutor.simulator.time import MINUTE, SECOND
from lambdatutor.tui.panels.metrics import MetricChart, Threshold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lambdatutor.simulator.snapshot import Snapshot
    from lambdatutor.simulator.world import World

_OWN = "simulator's own; CloudWatch's from 1 min"
_NO_SECOND = "The first second is not over yet."
_NO_MINUTE = "CloudWatch's first value comes when a minute is complete."

_SHOWN = 120
"""Minutes that a chart goes back."""

ACCOUNT = (("Invocations", "", "Sum"), ("ConcurrentExecutions", "", "Maximum"))
"""What is shown of the whole account: name, what it is of, statistic."""


def alarm_charts(world: World, snapshot: Snapshot) -> tuple[MetricChart, ...]:
    """The metrics that alarms watch; where there is none, those of the account."""
    watched = {
        (each.metric, each.of, each.statistic): None
        for each in snapshot.alarms
        if each.metric in METRICS and each.statistic
    }
    if not watched:
        return account_charts(world, snapshot)
    return tuple(metric_chart(world, snapshot, *each) for each in watched)


def account_charts(world: World, snapshot: Snapshot) -> tuple[MetricChart, ...]:
    """The whole account: by the second in the first minute, then as CloudWatch has it."""
    if world.now_us < MINUTE and not world.log.base:  # every second can still be counted
        return _first_seconds(world)
    return tuple(metric_chart(world, snapshot, *each) for each in ACCOUNT)


def _first_seconds(world: World) -> tuple[MetricChart, ...]:
    """What the simulator counted in each second that is complete."""
    series = Series()
    series.follow(world.log)
    seconds = series.seconds(0, world.now_us // SECOND - 1)
    came = tuple(float(each.requests) for each in seconds)
    most = tuple(float(each.in_flight) for each in seconds)
    return (
        MetricChart("Requests a second", came, detail=_OWN, waits=_NO_SECOND),
        MetricChart("Most in flight", most, detail=_OWN, waits=_NO_SECOND),
    )


def metric_chart(
    world: World, snapshot: Snapshot, name: str, of: str, statistic: str
) -> MetricChart:
    """One metric by the minute, up to the last minute that is complete."""
    end_us = world.now_us - world.now_us % MINUTE
    start_us = max(0, end_us - _SHOWN * MINUTE)
    try:
        points = dict(
            world.metric(
                name, _dimensions(name, of), statistic, MINUTE, start_us=start_us, end_us=end_us
            )
        )
    except MetricError:
        points = {}
    values = tuple(points.get(at_us, 0.0) for at_us in range(start_us, end_us, MINUTE))
    thresholds = tuple(
        Threshold(each.name, each.threshold, each.state)
        for each in snapshot.alarms
        if each.threshold is not None
        and (each.metric, each.of, each.statistic) == (name, of, statistic)
    )
    whose = f" of {of}" if of else ""
    detail = f"{statistic} a minute"
    return MetricChart(f"{name}{whose}", values, thresholds, detail, _NO_MINUTE)


def _dimensions(name: str, of: str) -> dict[str, str]:
    """The set of dimensions by which a metric of that thing is kept."""
    if not of:
        return {}
    if ":" in of:
        return {"FunctionName": of.partition(":")[0], "Resource": of}
    single: Sequence[tuple[str, ...]] = [
        each for each in METRICS[name].dimensions if len(each) == 1
    ]
    return {single[0][0]: of} if single else {}
