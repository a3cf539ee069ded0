"""What PutMetricAlarm says, as an alarm has it; and what of it the simulator cannot do."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from lambdatutor.aws import service_errors as errors
from lambdatutor.simulator.alarms import arithmetic
from lambdatutor.simulator.alarms.evaluation import COMPARISONS
from lambdatutor.simulator.alarms.watched import Watched
from lambdatutor.simulator.metric_catalogue import METRICS, NOT_SIMULATED, kept_as
from lambdatutor.simulator.period import percentile_share
from lambdatutor.simulator.settings import SettingError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lambdatutor.aws import operations as aws
    from lambdatutor.aws.shapes.metrics import Dimension, MetricDataQuery
    from lambdatutor.simulator.alarms.arithmetic import Part
    from lambdatutor.simulator.alarms.evaluation import Missing, State

_SIMPLE = ("SampleCount", "Average", "Sum", "Minimum", "Maximum")


def watched(operation: aws.PutMetricAlarm) -> tuple[tuple[Watched, ...], Part | None, int]:
    """The metrics, the expression over them if there is one, and the period in seconds."""
    if operation.Metrics:
        return _of_queries(operation.Metrics)
    statistic = operation.Statistic or operation.ExtendedStatistic or ""
    one = _one(
        "m1",
        operation.Namespace or "",
        operation.MetricName or "",
        operation.Dimensions,
        statistic,
    )
    return (one,), None, operation.Period or 60


def _of_queries(queries: list[MetricDataQuery]) -> tuple[tuple[Watched, ...], Part | None, int]:
    returned = [each for each in queries if each.ReturnData is not False]
    if len(returned) != 1:
        raise errors.bad_alarm("Exactly one element of the metrics list should return data.")
    found: list[Watched] = []
    lengths: list[int] = []
    for each in queries:
        if each.MetricStat is not None:
            metric, stat = each.MetricStat.Metric, each.MetricStat.Stat
            named = (metric.Namespace or "", metric.MetricName or "", metric.Dimensions)
            found.append(_one(each.Id, *named, stat))
            lengths.append(each.MetricStat.Period)
        elif each is not returned[0]:
            raise SettingError(each.Id, "one expression over metrics is simulated, not several")
    if not found or len(set(lengths)) != 1:
        raise errors.bad_alarm("All metrics of a metric math alarm must have the same period.")
    (shown,) = returned
    if shown.Expression is None:
        return tuple(each for each in found if each.id == shown.Id), None, lengths[0]
    return tuple(found), _expression(shown.Expression, [each.id for each in found]), lengths[0]


def _expression(text: str, ids: list[str]) -> Part:
    try:
        found = arithmetic.read(text)
    except arithmetic.UnreadableError:
        raise SettingError(text, "only + - * / and brackets are simulated") from None
    unknown = [each for each in arithmetic.names(found) if each not in ids]
    if unknown:
        raise errors.bad_alarm(
            f"Error in expression: Unknown identifier or function name {unknown[0]}"
        )
    return found


def _one(
    name: str, namespace: str, metric: str, dimensions: Iterable[Dimension] | None, statistic: str
) -> Watched:
    kind = METRICS.get(metric)
    if kind is None or kind.source == "computed" or kind.namespace != namespace:
        if metric in NOT_SIMULATED:
            raise SettingError(metric, "the account has nothing that emits it")
        raise SettingError(
            f"{namespace} {metric}", "it is none of the metrics that the simulator keeps"
        )
    if statistic not in _SIMPLE and percentile_share(statistic) is None:
        raise SettingError(statistic, "of extended statistics only percentiles are simulated")
    given = {each.Name: each.Value for each in dimensions or ()}
    return Watched(name, kind, kept_as(kind, given), given, statistic)


def operator(operation: aws.PutMetricAlarm) -> str:
    found = operation.ComparisonOperator or ""
    if found not in COMPARISONS:
        raise SettingError(found, "alarms on anomaly detection are not simulated")
    return found


def threshold(operation: aws.PutMetricAlarm) -> float:
    if operation.Threshold is None:
        raise errors.missing_metric_parameter("Threshold")
    return operation.Threshold


def missing(operation: aws.PutMetricAlarm) -> Missing:
    """`missing` where nothing is said (MET-027); validate() has seen to the rest."""
    return cast("Missing", operation.TreatMissingData or "missing")


def state(operation: aws.SetAlarmState) -> State:
    return cast("State", operation.StateValue)


def refuse_suppressor(operation: aws.PutCompositeAlarm) -> None:
    if operation.ActionsSuppressor is not None:
        raise SettingError("ActionsSuppressor", "holding back actions is not simulated")
