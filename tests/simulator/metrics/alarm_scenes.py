"""Alarms to look at."""

from __future__ import annotations

from typing import cast

from lambdatutor.aws.operations import DescribeAlarms, PutMetricAlarm
from lambdatutor.aws.shapes import Dimension
from lambdatutor.simulator.world import World

F = [Dimension(Name="FunctionName", Value="f")]


def alarm(name: str = "a", metric: str = "Throttles", **rest: object) -> PutMetricAlarm:
    """More than nothing, in one minute of one; of function f."""
    said = {
        "Namespace": "AWS/Lambda",
        "Dimensions": F,
        "Statistic": "Sum",
        "Period": 60,
        "EvaluationPeriods": 1,
        "Threshold": 0.0,
        "ComparisonOperator": "GreaterThanThreshold",
    }
    if "ExtendedStatistic" in rest:
        del said["Statistic"]
    return PutMetricAlarm(AlarmName=name, MetricName=metric, **(said | rest))


def states(world: World, name: str = "a") -> list[tuple[int, str]]:
    """Second and state of each change."""
    history = world.service.alarms.alarms[name].history
    return [(each.at_us // 1_000_000, each.after) for each in history]


def described(world: World, name: str = "a", kind: str = "MetricAlarm") -> dict[str, object]:
    answer = world.do(DescribeAlarms(AlarmNames=[name], AlarmTypes=[kind]))
    found = cast("list[dict[str, object]]", answer[f"{kind}s"])
    return found[0]
