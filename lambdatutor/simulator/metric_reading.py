"""Reading metrics: by CloudWatch's name, dimensions, statistic and period (MET-025)."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from lambdatutor.errors import LambdaTutorError
from lambdatutor.simulator.flights import UNRESERVED
from lambdatutor.simulator.metric_catalogue import METRICS, NOT_SIMULATED, MetricKind, kept_as
from lambdatutor.simulator.period import Period, Statistics, by_period
from lambdatutor.simulator.sampler import CLAIMED
from lambdatutor.simulator.time import MINUTE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lambdatutor.simulator.account import Account
    from lambdatutor.simulator.counters import Counters

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class MetricError(LambdaTutorError):
    """There is no such metric, or it cannot be read so."""

    def __init__(self, metric: str, problem: str) -> None:
        super().__init__(metric, problem)
        self.metric = metric
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.metric}: {self.problem}"


class Wanted(NamedTuple):
    """A metric of one thing, and one of its statistics."""

    name: str
    dimensions: Mapping[str, str]
    statistic: str | None = None


class Window(NamedTuple):
    """A stretch of time, and the periods that it is read in."""

    period_us: int
    start_us: int
    """Periods that begin before it are left out."""
    end_us: int
    """Periods that begin at or after it are left out."""


def values(account: Account, wanted: Wanted, window: Window) -> tuple[tuple[int, float], ...]:
    """The start of each period that has a value, and the value; raises `MetricError`."""
    kind = METRICS.get(wanted.name)
    if kind is None:
        if wanted.name in NOT_SIMULATED:
            raise MetricError(wanted.name, "the account has nothing that emits it")
        near = get_close_matches(wanted.name, METRICS, 1)
        hint = f"did you mean {near[0]}?" if near else "write it as CloudWatch does"
        raise MetricError(wanted.name, f"there is no such metric; {hint}")
    of = kept_as(kind, wanted.dimensions)
    if of is None:
        sets = " or ".join(" and ".join(each) or "no dimension" for each in kind.dimensions)
        raise MetricError(wanted.name, f"it has other dimensions; give it {sets}")
    statistic = wanted.statistic or kind.statistics[0]
    found = [(each.start_us, each.value(statistic)) for each in periods(account, kind, of, window)]
    return tuple((at_us, value) for at_us, value in found if value is not None)


def periods(account: Account, kind: MetricKind, of: str, window: Window) -> tuple[Period, ...]:
    """The periods of a metric that have a value, in order; raises `MetricError`."""
    if kind.source == "computed":
        return _success_rate(account, of, window)
    period_us = window.period_us
    start_us = window.start_us + -window.start_us % period_us
    beyond_us = window.end_us + -window.end_us % period_us
    if kind.source == "counters":
        counters = _counters(account, kind, period_us)
        found = [
            each
            for name in _parts_of(counters, kind, of)
            for each in counters.read(kind.name, name, start_us, beyond_us)
        ]
        return by_period(found, period_us)
    metrics = account.meters.finest_for(period_us)
    if metrics is None:
        raise MetricError(kind.name, "no period of this length is kept in this run")
    if kind.source == "peaks":
        own = {"UnreservedConcurrentExecutions": UNRESERVED, "ClaimedAccountConcurrency": CLAIMED}
        found = metrics.read_peaks(own.get(kind.name, of), start_us, beyond_us)
        return by_period(found, period_us)
    found = [
        each
        for name in ((of,) if of else metrics.functions())
        for each in metrics.read(kind.name, name, start_us, beyond_us)
    ]
    return by_period(found, period_us)


def _counters(account: Account, kind: MetricKind, period_us: int) -> Counters:
    counters = account.counters
    if period_us % MINUTE == 0:
        return counters
    if counters.finer is not None and period_us % counters.finer.period_us == 0:
        return counters.finer
    raise MetricError(kind.name, "it has a value a minute in this run; ask for minutes")


def _parts_of(counters: Counters, kind: MetricKind, of: str) -> tuple[str, ...]:
    """One thing, or every function where it is over all of them."""
    if of:
        return (of,)
    return tuple(
        name
        for metric, name in counters.names()
        if metric == kind.name and ":" not in name and not _UUID.fullmatch(name)
    )


def _success_rate(account: Account, of: str, window: Window) -> tuple[Period, ...]:
    """What the console shows as success rate (MET-029)."""
    errors = {
        each.start_us: each.statistics.total
        for each in periods(account, METRICS["Errors"], of, window)
    }
    found: list[Period] = []
    for each in periods(account, METRICS["Invocations"], of, window):
        failed, ran = errors.get(each.start_us, 0.0), each.statistics.total
        rate = 100 - 100 * failed / max(failed, ran)
        found.append(Period(each.start_us, Statistics(1, rate, rate, rate)))
    return tuple(found)
