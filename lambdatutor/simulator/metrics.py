"""CloudWatch's metrics of requests, in periods of one length."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

from lambdatutor.simulator.histogram import Histogram
from lambdatutor.simulator.period import Period, Statistics, between
from lambdatutor.simulator.time import MILLISECOND, Micros

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lambdatutor.simulator.record import RecordEntry
    from lambdatutor.simulator.version import Stamp


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
        self.durations = array("i")  # no handler runs for 2,147 s
        """Of requests not yet sorted into `spread`; most periods are never asked for theirs."""
        self.spread: Spread | None = None

    def settle(self) -> Spread:
        """Bring the spread of durations up to date."""
        spread = self.spread = self.spread or Spread()
        spread.add(array("q", self.durations))
        del self.durations[:]
        return spread


class Spread:
    """Average, extremes and percentiles of some times."""

    __slots__ = ("count", "histogram", "longest_us", "shortest_us", "sum_us")

    def __init__(self) -> None:
        self.count = self.sum_us = self.longest_us = self.shortest_us = 0
        self.histogram = Histogram()

    def add(self, times_us: array[int]) -> None:
        if times_us:
            shortest_us = min(times_us)
            self.shortest_us = min(self.shortest_us, shortest_us) if self.count else shortest_us
            self.count += len(times_us)
            self.sum_us += sum(times_us)
            longest_us = max(times_us)
            self.longest_us = max(self.longest_us, longest_us)
            self.histogram.add(times_us)

    @property
    def average_us(self) -> float:
        return self.sum_us / self.count if self.count else 0.0


class Metrics:
    """The datapoints of one period length; beyond `room` of one thing the oldest make place.

    They are kept by function (`f`), by version or alias (`f:live`), and by the version that an
    alias with weights chose (`f:live/2`): the dimensions of MET-025.
    """

    def __init__(self, period_us: Micros, room: int) -> None:
        self.period_us = period_us
        self.room = room
        self._buckets: dict[str, OrderedDict[int, _Bucket]] = {}
        self._peaks: dict[str, OrderedDict[int, int]] = {}
        """Kept apart: there is one for every period, also those without a request."""

    def fold(self, entries: list[RecordEntry]) -> None:
        """Count requests that have ended."""
        named: dict[str, list[RecordEntry]] = {}
        for entry in self._count(entries, ""):
            stamp = entry[3]
            if len(stamp) == 8:
                named.setdefault(stamp[6], []).append(entry)
                if stamp[7] and stamp[1]:
                    named.setdefault(f"{stamp[6]}/{stamp[1]}", []).append(entry)
        for name, group in named.items():
            self._count(group, name)

    def _count(self, entries: list[RecordEntry], name: str) -> list[RecordEntry]:
        """Count them by function, or all as `name`; gives those with more dimensions."""
        period_us = self.period_us
        starts_us, ends_us = 0, 0
        of: Stamp | None = None
        bucket = _Bucket()
        ran = bucket.durations.append
        touched: dict[_Bucket, None] = {}
        has_more = False
        for _, _, _, stamp, _, at_us, _, _, duration_us, _, cold, _, _, status, _ in entries:
            if stamp is not of or not starts_us <= at_us < ends_us:
                of = stamp
                has_more = has_more or len(stamp) == 8
                starts_us = at_us - at_us % period_us
                ends_us = starts_us + period_us
                bucket = self._bucket(name or stamp[0], at_us // period_us)
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
        return [each for each in entries if len(each[3]) == 8] if has_more else []

    def peak(self, of: str, at_us: int, in_flight: int) -> None:
        """Say how many were in flight at most in the period that holds `at_us`."""
        peaks = self._peaks.get(of)
        if peaks is None:
            peaks = self._peaks[of] = OrderedDict()
        period = at_us // self.period_us
        if in_flight > peaks.get(period, 0):
            peaks[period] = in_flight
            if len(peaks) > self.room:
                peaks.popitem(last=False)

    def peak_of(self, of: str, at_us: int) -> int:
        """The most in the period that holds `at_us`, as far as it is known."""
        return self._peaks.get(of, _NO_PEAKS).get(at_us // self.period_us, 0)

    def _bucket(self, of: str, period: int) -> _Bucket:
        buckets = self._buckets.get(of)
        if buckets is None:
            buckets = self._buckets[of] = OrderedDict()
        bucket = buckets.get(period)
        if bucket is None:
            bucket = buckets[period] = _Bucket()
            if len(buckets) > self.room:
                buckets.popitem(last=False)
        return bucket

    def datapoints(self, function: str) -> tuple[Datapoint, ...]:
        """All periods of a function in which something happened, in order."""
        buckets = self._buckets.get(function, _NO_BUCKETS)
        peaks = self._peaks.get(function, _NO_PEAKS)
        return tuple(
            _datapoint(period * self.period_us, buckets.get(period, _NOTHING), peaks.get(period, 0))
            for period in sorted(buckets.keys() | peaks.keys())[-self.room :]
        )

    # One metric of one thing; nothing before `start_us`, nothing from `end_us` on

    def read(self, metric: str, of: str, start_us: int, end_us: int) -> tuple[Period, ...]:
        """Invocations, Errors, Throttles or Duration, in the periods that have a value."""
        buckets = self._buckets.get(of, _NO_BUCKETS)
        found = (
            _period(metric, period * self.period_us, buckets[period])
            for period in self._between(buckets, start_us, end_us)
        )
        return tuple(each for each in found if each is not None)

    def read_peaks(self, of: str, start_us: int, end_us: int) -> tuple[Period, ...]:
        """ConcurrentExecutions (MET-006)."""
        peaks = self._peaks.get(of, _NO_PEAKS)
        return tuple(
            Period(period * self.period_us, Statistics(1, peak, peak, peak))
            for period in self._between(peaks, start_us, end_us)
            for peak in (peaks[period],)
        )

    def functions(self) -> tuple[str, ...]:
        """Every function of which a call has ended."""
        return tuple(each for each in self._buckets if ":" not in each)

    def _between(self, kept: Mapping[int, object], start_us: int, end_us: int) -> list[int]:
        return between(kept, -(-start_us // self.period_us), -(-end_us // self.period_us))


_NOTHING = _Bucket()
_NO_BUCKETS: OrderedDict[int, _Bucket] = OrderedDict()
_NO_PEAKS: OrderedDict[int, int] = OrderedDict()
"""Of what never had any."""


def _period(metric: str, start_us: int, bucket: _Bucket) -> Period | None:
    """One metric of one period; nothing was called, and so there is no value (MET-026).

    A call gives one value to each: 1 to Invocations, 0 or 1 to Errors and to Throttles.
    """
    spread = bucket.settle()
    ran = spread.count
    match metric:
        case "Throttles":
            return _marked(start_us, ran + bucket.throttles, bucket.throttles)
        case "Invocations":
            return _marked(start_us, ran, ran)
        case "Errors":
            return _marked(start_us, ran, bucket.errors)
        case _:
            pass
    if not ran:
        return None
    sums = (spread.sum_us, spread.shortest_us, spread.longest_us)
    total, least, most = (each / MILLISECOND for each in sums)
    return Period(start_us, Statistics(ran, total, least, most), spread.histogram, MILLISECOND)


def _marked(start_us: int, samples: int, ones: int) -> Period | None:
    """So many values, of which some are 1 and the others 0."""
    if not samples:
        return None
    statistics = Statistics(samples, float(ones), float(ones == samples), float(ones > 0))
    return Period(start_us, statistics)


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
