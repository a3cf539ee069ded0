"""Every measure that a check may name, with a line of help, its unit, and whether it only grows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lambdatutor.course import (
    measures_of_alarms,
    measures_of_batches,
    measures_of_callers,
    measures_of_events,
    measures_of_metrics,
    measures_of_networks,
    measures_of_packets,
    measures_of_permissions,
    measures_of_queues,
    measures_of_sources,
    measures_of_streams,
    measuring,
)
from lambdatutor.course.measure import (
    OF_ENVIRONMENTS,
    OF_FUNCTIONS,
    OF_REFUSALS,
    OF_REQUESTS,
    Measure,
    Series,
)
from lambdatutor.course.measuring import Measurable, Taken
from lambdatutor.course.quantities import Quantity


def _grows(
    name: str,
    help_: str,
    take: measuring.Take,
    filters: tuple[str, ...] = OF_REQUESTS,
    counted: str = "",
) -> Measure:
    return Measure(name, help_, "count", take, "nothing", filters, only_grows=True, counted=counted)


def _one(name: str, help_: str) -> Measure:
    return Measure(name, help_, "time", measuring.one(name), "number", OF_REQUESTS)


def _over(reduce: Callable[[Sequence[float]], float]) -> measuring.Take:
    """Over all values of a series; unset while there is none."""

    def take(run: Measurable, taken: Taken) -> Quantity | None:
        series = SERIES[taken.series]
        values = series.values(run, taken)
        return Quantity(reduce(values), series.unit) if values else None

    return take


def _aggregate(
    name: str, help_: str, reduce: Callable[[Sequence[float]], float], *, only_grows: bool = False
) -> Measure:
    return Measure(name, help_, "of the series", _over(reduce), "series", only_grows=only_grows)


_TABLE = (
    _grows("arrivals", "Requests that arrived.", measuring.counting(lambda _: True)),
    _grows(
        "served",
        "Requests answered without an error.",
        measuring.ended(lambda at: at.status == "ok"),
    ),
    _grows(
        "throttles",
        "Requests refused by a limit.",
        measuring.ended(lambda at: at.status == "throttled"),
        OF_REFUSALS,
        "throttled",
    ),
    _grows(
        "refused",
        "Requests turned away, by a limit or for another reason.",
        measuring.ended(lambda at: not measuring.accepted(at)),
        OF_REFUSALS,
        "refused",
    ),
    _grows(
        "errors",
        "Requests that ran and failed.",
        measuring.ended(lambda at: measuring.accepted(at) and at.status != "ok"),
        counted="failed",
    ),
    _grows(
        "cold_starts",
        "Requests that waited for a new environment.",
        measuring.counting(lambda at: at.cold and measuring.accepted(at)),
        counted="cold",
    ),
    _grows(
        "warm_starts",
        "Requests that found an environment ready.",
        measuring.counting(lambda at: not at.cold and measuring.accepted(at)),
    ),
    _one("latency", "What the n-th request's caller waited."),
    _one("duration", "Duration of the n-th request as REPORT shows it, without Init."),
    _one("init", "Init Duration of the n-th request; unset when it was warm."),
    _one("billed", "Billed Duration of the n-th request."),
    _aggregate("max", "The longest.", max, only_grows=True),
    _aggregate("min", "The shortest.", min),
    _aggregate("mean", "The mean.", lambda times: sum(times) / len(times)),
    _aggregate("total", "The sum.", sum, only_grows=True),
    _aggregate("p50", "The median.", measuring.percentile(0.5)),
    _aggregate("p90", "90 of 100 are no longer than this.", measuring.percentile(0.9)),
    _aggregate("p95", "95 of 100 are no longer than this.", measuring.percentile(0.95)),
    _aggregate("p99", "99 of 100 are no longer than this.", measuring.percentile(0.99)),
    Measure(
        "error_rate",
        "The share of finished requests that failed; unset while there is none.",
        "share",
        measuring.share_of(lambda at: at.status != "ok"),
        filters=OF_REQUESTS,
    ),
    Measure(
        "success_rate",
        "The share of finished requests without an error; unset while there is none.",
        "share",
        measuring.share_of(lambda at: at.status == "ok"),
        filters=OF_REQUESTS,
    ),
    Measure(
        "version_share",
        "The share of a function's accepted requests that reached a version.",
        "share",
        measuring.version_share,
        "function and version",
        ("kind", "after", "before"),
    ),
    Measure(
        "cost",
        "The bill so far, in dollars; of one function where it is named.",
        "money",
        measuring.cost,
        "function",
        only_grows=True,
    ),
    Measure(
        "environments",
        "Environments that exist now.",
        "count",
        measuring.environments,
        filters=OF_ENVIRONMENTS,
    ),
    Measure(
        "environments_created",
        "Environments built so far.",
        "count",
        measuring.environments_created,
        only_grows=True,
    ),
    Measure(
        "peak_environments",
        "The most environments that existed at once.",
        "count",
        measuring.peak_environments,
        filters=OF_FUNCTIONS,
        only_grows=True,
    ),
    Measure(
        "warm",
        "Environments initialised and idle now.",
        "count",
        measuring.summing(lambda at: at.warm),
        filters=OF_FUNCTIONS,
    ),
    Measure(
        "starting",
        "Environments in Init now.",
        "count",
        measuring.summing(lambda at: at.starting),
        filters=OF_FUNCTIONS,
    ),
    Measure(
        "in_flight",
        "Requests being served now.",
        "count",
        measuring.summing(lambda at: at.in_flight),
        filters=OF_FUNCTIONS,
    ),
    _grows("peak_concurrency", "The most requests in flight at once.", measuring.peak),
    Measure(
        "requests_per_second",
        "Requests that arrived, over the seconds so far.",
        "count",
        measuring.per_second,
        filters=OF_REQUESTS,
    ),
    Measure(
        "reserved",
        "Reserved concurrency; unset where there is none.",
        "count",
        measuring.setting(measuring.reserved),
        "function",
    ),
    Measure(
        "provisioned",
        "Provisioned concurrency that was asked for; unset where there is none.",
        "count",
        measuring.setting(measuring.provisioned),
        "function and alias",
    ),
    Measure(
        "memory",
        "The function's memory.",
        "MB",
        measuring.setting(lambda view, _: Quantity(view.memory_mb, "MB")),
        "function",
    ),
    Measure(
        "timeout",
        "The function's timeout.",
        "time",
        measuring.setting(lambda view, _: Quantity(view.timeout_s * 1_000_000, "time")),
        "function",
    ),
    Measure(
        "version",
        "The version an alias points at, as text.",
        "text",
        measuring.setting(measuring.version),
        "function and alias",
    ),
)

_PARTS = (
    measures_of_events,
    measures_of_queues,
    measures_of_batches,
    measures_of_streams,
    measures_of_sources,
    measures_of_callers,
    measures_of_metrics,
    measures_of_alarms,
    measures_of_networks,
    measures_of_packets,
    measures_of_permissions,
)

MEASURES: dict[str, Measure] = {measure.name: measure for measure in _TABLE}
for _part in _PARTS:
    MEASURES.update({measure.name: measure for measure in _part.MEASURES})

SERIES: dict[str, Series] = {
    name: Series(name, help_, "time", OF_REQUESTS, measuring.of_requests(name))
    for name, help_ in (
        ("latency", "What the caller of each finished request waited."),
        ("duration", "Duration as REPORT shows it, without Init."),
        ("init", "Init Duration of each request that was cold."),
        ("billed", "Billed Duration."),
    )
}
"""What `max`, `p99` and the like run over, by name."""
for _part in _PARTS:
    SERIES.update({series.name: series for series in _part.SERIES})
