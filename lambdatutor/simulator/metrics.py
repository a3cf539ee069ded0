"""CloudWatch's metrics of a function, in periods of one second (the simulator's) and one minute."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

from lambdatutor.simulator.histogram import Histogram
from lambdatutor.simulator.time import Micros

if TYPE_CHECKING:
    from lambdatutor.simulator.record import RecordEntry


_UNSETTLED = 4_096
"""How many durations of one period are kept one by one."""


class Datapoint(NamedTuple):
    """One period of one function, as CloudWatch names things."""

    start_us: int
    invocations: int = 0
    """MET-001: finished runs of the code, errors included, by the moment they began."""
    errors: int = 0
    """MET-002."""
    throttles: int = 0
    """MET-003."""
    cold_starts: int = 0
    """No metric of CloudWatch's; REPORT lines with an Init Duration (LOG-002)."""
    concurrent_executions: int = 0
    """MET-006: the most at once."""
    duration_average_us: float = 0.0
    """MET-004: without Init."""
    duration_max_us: int = 0
    duration_p99_us: float = 0.0


class _Bucket:
    __slots__ = ("cold", "durations", "errors", "invocations", "peak", "spread", "throttles")

    def __init__(self) -> None:
        self.invocations = self.errors = self.throttles = self.cold = self.peak = 0
        self.durations: list[int] = []
        """Of requests not yet sorted into `spread`."""
        self.spread = Spread()

    def settle(self) -> Spread:
        """Bring the spread of durations up to date."""
        self.spread.add(self.durations)
        self.durations.clear()
        return self.spread


class Spread:
    """Average, maximum and percentiles of some times."""

    __slots__ = ("count", "histogram", "longest_us", "sum_us")

    def __init__(self) -> None:
        self.count = self.sum_us = self.longest_us = 0
        self.histogram = Histogram()

    def add(self, times_us: list[int]) -> None:
        if times_us:
            self.count += len(times_us)
            self.sum_us += sum(times_us)
            self.longest_us = max(self.longest_us, *times_us)
            self.histogram.add(times_us)

    @property
    def average_us(self) -> float:
        return self.sum_us / self.count if self.count else 0.0


class Metrics:
    """The datapoints of one period length; beyond `room` of them the oldest make place."""

    def __init__(self, period_us: Micros, room: int) -> None:
        self.period_us = period_us
        self.room = room
        self._buckets: OrderedDict[tuple[str, int], _Bucket] = OrderedDict()

    def fold(self, entries: list[RecordEntry]) -> None:
        """Count requests that have ended."""
        period_us = self.period_us
        function, starts_us, ends_us = "", 0, 0
        bucket = _Bucket()
        for _, _, _, label, _, at_us, _, _, duration_us, _, cold, _, _, status, _ in entries:
            if not starts_us <= at_us < ends_us or label[0] != function:
                function = label[0]
                starts_us = at_us - at_us % period_us
                ends_us = starts_us + period_us
                bucket = self._bucket(function, at_us // period_us)
            if status == "throttled":
                bucket.throttles += 1
            elif status != "refused":
                bucket.invocations += 1
                bucket.durations.append(duration_us)
                if status != "ok":
                    bucket.errors += 1
                if cold:
                    bucket.cold += 1
                if len(bucket.durations) > _UNSETTLED:
                    bucket.settle()

    def peak(self, function: str, at_us: int, in_flight: int) -> None:
        """Say how many were in flight at most in the period that holds `at_us`."""
        bucket = self._bucket(function, at_us // self.period_us)
        bucket.peak = max(bucket.peak, in_flight)

    def _bucket(self, function: str, period: int) -> _Bucket:
        key = (function, period)
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = _Bucket()
            if len(self._buckets) > self.room:
                self._buckets.popitem(last=False)
        return bucket

    def datapoints(self, function: str) -> tuple[Datapoint, ...]:
        """All periods of a function in which something happened, in order."""
        found = sorted((key[1], each) for key, each in self._buckets.items() if key[0] == function)
        return tuple(
            Datapoint(
                start_us=period * self.period_us,
                invocations=each.invocations,
                errors=each.errors,
                throttles=each.throttles,
                cold_starts=each.cold,
                concurrent_executions=each.peak,
                duration_average_us=each.settle().average_us,
                duration_max_us=each.spread.longest_us,
                duration_p99_us=each.spread.histogram.percentile(0.99),
            )
            for period, each in found
        )
