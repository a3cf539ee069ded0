"""CloudWatch's metrics as measures: any of them by AWS's name, with one of its statistics."""

from __future__ import annotations

from collections.abc import Sequence

from lambdatutor.course import measuring
from lambdatutor.course.measure import WHEN, Measure, Series
from lambdatutor.course.measures_of_batches import name_of
from lambdatutor.course.measuring import Filters, Measurable, Taken, accepted
from lambdatutor.course.quantities import Quantity
from lambdatutor.simulator.metric_catalogue import METRICS
from lambdatutor.simulator.metric_reading import MetricError, Window
from lambdatutor.simulator.period import Statistics
from lambdatutor.simulator.time import MILLISECOND, MINUTE

STATISTICS = ("Sum", "Average", "Maximum", "Minimum", "SampleCount")

_OF_RECORDS = ("Invocations", "Errors", "Throttles", "Duration", "ConcurrentExecutions")
"""What a function's requests tell by themselves (MET-001 to MET-004, MET-006)."""


def _metric(run: Measurable, taken: Taken) -> Quantity | None:
    """Over the whole run, or the periods that begin between `after` and `before`.

    An empty name is the account. Without a statistic it is the one that AWS says to look at. A
    metric of a mapping may be asked for by the name of its source.
    """
    name, of = map(str, taken.arguments)
    if name in _OF_RECORDS:
        found = _of_records(run, name, taken.filters._replace(function=of))
    elif METRICS[name].source != "counters":
        found = _read(run, name, of, taken.filters)
    else:
        of_mapping = ("EventSourceMappingUUID",) in METRICS[name].dimensions
        uuid = _uuid(run, of) if of_mapping else None
        found = _of_counters(run, name, uuid or of, taken.filters)
    if found is None:
        return None
    statistic = taken.filters.statistic or METRICS[name].statistics[0]
    return Quantity(
        {
            "Sum": found.total,
            "Average": found.average,
            "Maximum": found.maximum,
            "Minimum": found.minimum,
            "SampleCount": found.samples,
        }[statistic]
    )


def _uuid(run: Measurable, source: str) -> str | None:
    """Of the mapping that reads a queue or stream; a queue has metrics of its own besides."""
    return next((at.uuid for at in run.snapshot().mappings if name_of(at.source) == source), None)


def _read(run: Measurable, name: str, of: str, filters: Filters) -> Statistics | None:
    """What is reckoned or kept once a minute, as CloudWatch gives it."""
    now_us = run.snapshot().at_us
    start_us, end_us = filters.after or 0, filters.before or now_us + 1
    try:
        found = run.statistics(name, of, Window(MINUTE, start_us, end_us))
    except MetricError:
        return None
    return _together(found)


def _of_counters(run: Measurable, name: str, of: str, filters: Filters) -> Statistics | None:
    kept = run.counts(name, of)
    return _together([each for at_us, each in kept if filters.hold(at_us)])


def _of_records(run: Measurable, name: str, filters: Filters) -> Statistics | None:
    if name == "ConcurrentExecutions":
        peak = measuring.peak(run, Taken((), filters)).number
        return Statistics(1, peak, peak, peak)
    records = [record for record in run.records() if filters.let_pass(record)]
    if name == "Throttles":
        values = [float(record.status == "throttled") for record in records]
    elif name == "Duration":
        ran = filter(accepted, records)
        values = [record.duration_us / MILLISECOND for record in ran]
    else:
        ran = filter(accepted, records)
        values = [float(name == "Invocations" or record.status != "ok") for record in ran]
    return _together([Statistics(1, each, each, each) for each in values])


def _together(parts: Sequence[Statistics]) -> Statistics | None:
    if not parts:
        return None
    return Statistics(
        sum(each.samples for each in parts),
        sum(each.total for each in parts),
        min(each.minimum for each in parts),
        max(each.maximum for each in parts),
    )


MEASURES = (
    Measure(
        "metric",
        "A CloudWatch metric by AWS's name, in AWS's unit, of a function, queue or mapping.",
        "count",
        _metric,
        "metric",
        ("statistic", *WHEN),
    ),
)

SERIES: tuple[Series, ...] = ()
