"""CloudWatch's metrics of a function, in periods of one second (the simulator's) and one minute."""

from __future__ import annotations

from array import array
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
    __slots__ = ("cold", "durations", "errors", "spread", "throttles")

    def __init__(self) -> None:
        self.errors = self.throttles = self.cold = 0
        self.durations = array("q")
        """Of requests not yet sorted into `spread`; most periods are never asked for theirs."""
        self.spread: Spread | None = None

    def settle(self) -> Spread:
        """Bring the spread of durations up to date."""
        spread = self.spread = self.spread or Spread()
        spread.add(self.durations)
        del self.durations[:]
        return spread


class Spread:
    """Average, maximum and percentiles of some times."""

    __slots__ = ("count", "histogram", "longest_us", "sum_us")

    def __init__(self) -> None:
        self.count = self.sum_us = self.longest_us = 0
        self.histogram = Histogram()

    def add(self, times_us: array[int]) -> None:
        if times_us:
            self.count += len(times_us)
            self.sum_us += sum(times_us)
            longest_us = max(times_us)
            self.longest_us = max(self.longest_us, longest_us)
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
        self._peaks: OrderedDict[tuple[str, int], int] = OrderedDict()
        """Kept apart: there is one for every period, also those without a request."""

    def fold(self, entries: list[RecordEntry]) -> None:
        """Count requests that have ended."""
        period_us = self.period_us
        function, starts_us, ends_us = "", 0, 0
        bucket = _Bucket()
        ran = bucket.durations.append
        touched: dict[_Bucket, None] = {}
        for _, _, _, stamp, _, at_us, _, _, duration_us, _, cold, _, _, status, _ in entries:
            if not starts_us <= at_us < ends_us or stamp[0] != function:
                function = stamp[0]
                starts_us = at_us - at_us % period_us
                ends_us = starts_us + period_us
                bucket = self._bucket(function, at_us // period_us)
                ran = bucket.durations.append
                touched[bucket] = None
            if status == "throttled":
                bucket.throttles += 1
            elif status != "refused":
                ran(duration_us)
                if status != "ok":
                    bucket.errors += 1
                if cold:
                    bucket.cold += 1
        for each in touched:
            if len(each.durations) > _UNSETTLED:
                each.settle()

    def peak(self, function: str, at_us: int, in_flight: int) -> None:
        """Say how many were in flight at most in the period that holds `at_us`."""
        peaks, key = self._peaks, (function, at_us // self.period_us)
        if in_flight > peaks.get(key, 0):
            peaks[key] = in_flight
            if len(peaks) > self.room:
                peaks.popitem(last=False)

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
        keys = sorted(each for each in self._buckets | self._peaks if each[0] == function)
        return tuple(
            _datapoint(
                key[1] * self.period_us, self._buckets.get(key, _NOTHING), self._peaks.get(key, 0)
            )
            for key in keys[-self.room :]
        )


_NOTHING = _Bucket()


def _datapoint(start_us: int, bucket: _Bucket, peak: int) -> Datapoint:
    spread = bucket.settle()
    return Datapoint(
        start_us=start_us,
        invocations=spread.count,
        errors=bucket.errors,
        throttles=bucket.throttles,
        cold_starts=bucket.cold,
        concurrent_executions=peak,
        duration_average_us=spread.average_us,
        duration_max_us=spread.longest_us,
        duration_p99_us=spread.histogram.percentile(0.99),
    )
