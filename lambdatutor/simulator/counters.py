"""Metrics that no request's record holds: events queued, messages deleted, records grown old."""

from __future__ import annotations

from collections import OrderedDict
from typing import NamedTuple, Protocol

from lambdatutor.simulator.histogram import Histogram
from lambdatutor.simulator.metric_catalogue import TIME_UNITS
from lambdatutor.simulator.period import Period, Statistics, between
from lambdatutor.simulator.time import MINUTE, Micros

Key = tuple[str, str]
"""A metric's name, and what it is of: a function, a queue, a mapping's UUID."""


class Gauge(Protocol):
    """What has a level, such as how many messages wait."""

    def measure(self, at_us: int) -> None:
        """Note the level in the counters."""
        ...


class _Kept(NamedTuple):
    """One metric of one thing."""

    periods: OrderedDict[int, Statistics]
    spreads: OrderedDict[int, Histogram] | None
    """Of times, so that they have percentiles."""
    unit_us: int


class Counters:
    """Statistics by period; beyond `room` periods of one metric the oldest make place."""

    def __init__(self, period_us: Micros = MINUTE, room: int = 15 * 24 * 60) -> None:
        self.period_us = period_us
        self.room = room
        self._kept: dict[Key, _Kept] = {}
        self.totals: dict[Key, float] = {}
        """The sum of each over the whole run."""
        self.finer: Counters | None = None
        """The same in shorter periods, for those who asked for them."""

    def add(self, metric: str, of: str, at_us: int, value: float = 1.0) -> None:
        """Note one value of a metric; AWS's name, in AWS's unit."""
        key = (metric, of)
        self.totals[key] = self.totals.get(key, 0.0) + value
        kept = self._kept.get(key)
        if kept is None:
            kept = self._kept[key] = _new(metric)
        periods, spreads, unit_us = kept
        period = at_us // self.period_us
        before = periods.get(period)
        if before is None:
            periods[period] = Statistics(1, value, value, value)
            if len(periods) > self.room:
                periods.popitem(last=False)
        else:
            periods[period] = before.and_one(value)
        if spreads is not None:
            self._spread(spreads, period, round(value * unit_us))
        if self.finer is not None:
            self.finer.add(metric, of, at_us, value)

    def _spread(self, spreads: OrderedDict[int, Histogram], period: int, time_us: int) -> None:
        spread = spreads.get(period)
        if spread is None:
            spread = spreads[period] = Histogram()
            if len(spreads) > self.room:
                spreads.popitem(last=False)
        spread.add((time_us,))

    def total(self, metric: str, of: str) -> float:
        """The sum over the run so far; 0 for what was never noted."""
        return self.totals.get((metric, of), 0.0)

    def periods(self, metric: str, of: str) -> tuple[tuple[int, Statistics], ...]:
        """Each period in which there was a value, by its start in microseconds, in order."""
        return tuple((each.start_us, each.statistics) for each in self.read(metric, of, 0))

    def read(
        self, metric: str, of: str, start_us: int, end_us: int | None = None
    ) -> tuple[Period, ...]:
        """The periods that begin in a stretch of time, in order."""
        kept = self._kept.get((metric, of))
        if kept is None:
            return ()
        periods, spreads, unit_us = kept
        first = -(-start_us // self.period_us)
        beyond = max(periods) + 1 if end_us is None else -(-end_us // self.period_us)
        return tuple(
            Period(
                period * self.period_us,
                periods[period],
                None if spreads is None else spreads.get(period),
                unit_us,
            )
            for period in between(periods, first, beyond)
        )

    def names(self) -> tuple[Key, ...]:
        """Every metric that has a value, and what it is of."""
        return tuple(self._kept)


def _new(metric: str) -> _Kept:
    unit_us = TIME_UNITS.get(metric)
    return _Kept(OrderedDict(), None if unit_us is None else OrderedDict(), unit_us or 1)
