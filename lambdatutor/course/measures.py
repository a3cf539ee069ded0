"""Every measure that a check may name, with a line of help, its unit, and whether it only grows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from lambdatutor.course import measuring
from lambdatutor.course.measuring import Measurable, Taken
from lambdatutor.course.quantities import Quantity, Unit, Value

Takes = Literal["nothing", "number", "series", "function", "function and alias"]
"""What stands in the brackets before the filters."""

OF_REQUESTS = ("kind", "function", "version", "after", "before")
OF_ENVIRONMENTS = ("function", "version")
OF_FUNCTIONS = ("function",)


class Measure(NamedTuple):
    """One name of the language."""

    name: str
    help: str
    unit: Unit | Literal["text", "of the series"]
    take: Callable[[Measurable, Taken], Value | None]
    """Its value in a run as it is now; None where it is unset."""
    takes: Takes = "nothing"
    filters: tuple[str, ...] = ()
    only_grows: bool = False

    @property
    def usage(self) -> str:
        """How it is written: `cold_starts(kind=, function=, …)`."""
        first = {
            "nothing": (),
            "number": ("1",),
            "series": ("latency",),
            "function": ('"checkout"',),
            "function and alias": ('"checkout"', '"live"'),
        }[self.takes]
        return f"{self.name}({', '.join((*first, *(f'{name}=' for name in self.filters)))})"


def _grows(name: str, help_: str, take: measuring.Take) -> Measure:
    return Measure(name, help_, "count", take, filters=OF_REQUESTS, only_grows=True)


def _series(name: str, help_: str) -> Measure:
    return Measure(name, help_, "time", measuring.one(name), "number", OF_REQUESTS)


def _aggregate(
    name: str, help_: str, reduce: Callable[[list[int]], float], *, only_grows: bool = False
) -> Measure:
    take = measuring.over(reduce)
    return Measure(name, help_, "of the series", take, "series", OF_REQUESTS, only_grows)


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
    ),
    _grows(
        "refused",
        "Requests turned away, by a limit or for another reason.",
        measuring.ended(lambda at: not measuring.accepted(at)),
    ),
    _grows(
        "errors",
        "Requests that ran and failed.",
        measuring.ended(lambda at: measuring.accepted(at) and at.status != "ok"),
    ),
    _grows(
        "cold_starts",
        "Requests that waited for a new environment.",
        measuring.counting(lambda at: at.cold and measuring.accepted(at)),
    ),
    _grows(
        "warm_starts",
        "Requests that found an environment ready.",
        measuring.counting(lambda at: not at.cold and measuring.accepted(at)),
    ),
    _series("latency", "What the n-th request's caller waited."),
    _series("duration", "Duration of the n-th request as REPORT shows it, without Init."),
    _series("init", "Init Duration of the n-th request; unset when it was warm."),
    _series("billed", "Billed Duration of the n-th request."),
    _aggregate("max", "The longest.", max, only_grows=True),
    _aggregate("min", "The shortest.", min),
    _aggregate("mean", "The mean.", lambda times: sum(times) / len(times)),
    _aggregate("total", "The sum.", sum, only_grows=True),
    _aggregate("p50", "The median.", measuring.percentile(0.5)),
    _aggregate("p90", "90 of 100 are no longer than this.", measuring.percentile(0.9)),
    _aggregate("p95", "95 of 100 are no longer than this.", measuring.percentile(0.95)),
    _aggregate("p99", "99 of 100 are no longer than this.", measuring.percentile(0.99)),
    Measure("cost", "The bill so far, in dollars.", "money", measuring.cost, only_grows=True),
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

MEASURES: dict[str, Measure] = {measure.name: measure for measure in _TABLE}
SERIES: tuple[str, ...] = tuple(measuring.SERIES)
"""The measures that `max`, `p99` and the like run over."""
