"""GetMetricStatistics: a metric, summed up by period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import service_errors as errors
from lambdatutor.simulator.dates import date, moment
from lambdatutor.simulator.metric_catalogue import METRICS, kept_as
from lambdatutor.simulator.metric_reading import Window, periods
from lambdatutor.simulator.time import MINUTE, SECOND

if TYPE_CHECKING:
    from lambdatutor.aws import operations as aws
    from lambdatutor.simulator.answers import Answer
    from lambdatutor.simulator.metric_catalogue import MetricKind
    from lambdatutor.simulator.period import Period
    from lambdatutor.simulator.service import Service

_MOST = 1_440
"""Data points of one answer."""


def get(service: Service, operation: aws.GetMetricStatistics) -> Answer:
    """CloudWatch answers with no data points for a metric that it does not know."""
    start_us, end_us = moment(operation.StartTime), moment(operation.EndTime)
    for text, at_us in (("StartTime", start_us), ("EndTime", end_us)):
        if at_us is None:
            raise errors.bad_alarm(f"The parameter {text} must be in ISO 8601 UTC format.")
    if start_us is None or end_us is None:
        raise AssertionError
    if start_us >= end_us:
        raise errors.invalid_metric_parameter(
            "The parameter StartTime must be less than the parameter EndTime."
        )
    period_us = operation.Period * SECOND
    asked = -(-(end_us - start_us) // period_us)
    if asked > _MOST:
        raise errors.invalid_metric_combination(
            f"You have requested up to {asked:,} datapoints, which exceeds the limit of "
            f"{_MOST:,}. You may reduce the datapoints requested by increasing Period, or "
            "decreasing the time range."
        )
    kind = METRICS.get(operation.MetricName)
    given = {each.Name: each.Value for each in operation.Dimensions or ()}
    found: tuple[Period, ...] = ()
    if kind is not None and kind.source != "computed" and kind.namespace == operation.Namespace:
        of = kept_as(kind, given)
        if of is not None and operation.Unit in {None, kind.unit}:
            found = _read(service, kind, of, Window(period_us, start_us, end_us))
    return {
        "Label": operation.MetricName,
        "Datapoints": [] if kind is None else [_shown(each, kind, operation) for each in found],
    }


def _read(service: Service, kind: MetricKind, of: str, window: Window) -> tuple[Period, ...]:
    """A value a minute is all that there is (MET-025), however short the period."""
    service.sampler.keep_minutes()
    service.meters.fold()
    service.sampler.note(service.clock.now_us)
    period_us = max(window.period_us, MINUTE)
    start_us = max(0, window.start_us - window.start_us % period_us)
    return periods(service, kind, of, Window(period_us, start_us, max(0, window.end_us)))


def _shown(period: Period, kind: MetricKind, operation: aws.GetMetricStatistics) -> Answer:
    answer: Answer = {"Timestamp": date(period.start_us), "Unit": kind.unit}
    for statistic in operation.Statistics or ():
        answer[statistic] = period.value(statistic)
    if operation.ExtendedStatistics:
        answer["ExtendedStatistics"] = {
            each: value
            for each in operation.ExtendedStatistics
            if (value := period.value(each)) is not None
        }
    return answer
