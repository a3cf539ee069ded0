"""What CloudWatch keeps of one metric in one period, and what it can be asked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lambdatutor.simulator.histogram import Histogram

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_PERCENTILE = re.compile(r"p(100(?:\.0+)?|\d{1,2}(?:\.\d{1,10})?)", re.ASCII)


class Statistics(NamedTuple):
    """The statistic set of some values."""

    samples: int
    total: float
    minimum: float
    maximum: float

    @property
    def average(self) -> float:
        return self.total / self.samples if self.samples else 0.0

    def and_one(self, value: float) -> Statistics:
        samples, total, minimum, maximum = self
        return Statistics(
            samples + 1,
            total + value,
            value if value < minimum else minimum,  # noqa: FURB136  min() is a call
            value if value > maximum else maximum,  # noqa: FURB136  max() too
        )

    def and_all(self, others: Statistics) -> Statistics:
        return Statistics(
            self.samples + others.samples,
            self.total + others.total,
            min(self.minimum, others.minimum),
            max(self.maximum, others.maximum),
        )


class Period(NamedTuple):
    """One period in which there was at least one value."""

    start_us: int
    statistics: Statistics
    spread: Histogram | None = None
    """In microseconds, of times only."""
    unit_us: int = 1
    """The metric's unit of time, in microseconds."""

    def value(self, statistic: str) -> float | None:
        """A statistic by CloudWatch's name, such as `Sum` or `p99`; None where there is none."""
        samples, total, minimum, maximum = self.statistics
        match statistic:
            case "Sum":
                return total
            case "Average":
                return total / samples
            case "Maximum":
                return maximum
            case "Minimum":
                return minimum
            case "SampleCount":
                return float(samples)
            case _:
                return self._percentile(statistic)

    def _percentile(self, statistic: str) -> float | None:
        share = percentile_share(statistic)
        if share is None:
            return None
        if self.spread is not None:
            return self.spread.percentile(share) / self.unit_us
        # Without a spread there are percentiles only where all values are the same.
        least, most = self.statistics.minimum, self.statistics.maximum
        return least if least == most else None


def percentile_share(statistic: str) -> float | None:
    """The share that `p99` or `p99.9` means; None for what is no percentile."""
    found = _PERCENTILE.fullmatch(statistic)
    return None if found is None else float(found[1]) / 100


def merged(start_us: int, periods: Iterable[Period]) -> Period:
    """Several periods, or the same one of several things, as one; at least one of them."""
    first, *others = periods
    if not others:
        return first._replace(start_us=start_us)
    statistics = first.statistics
    spread = None if first.spread is None else Histogram()
    for each in (first, *others):
        if each is not first:
            statistics = statistics.and_all(each.statistics)
        if spread is not None and each.spread is not None:
            spread.absorb(each.spread)
    return Period(start_us, statistics, spread, first.unit_us)


def by_period(periods: Iterable[Period], period_us: int) -> tuple[Period, ...]:
    """The same in longer periods, or one of several things that have the same periods, in order."""
    found: dict[int, list[Period]] = {}
    for each in periods:
        found.setdefault(each.start_us - each.start_us % period_us, []).append(each)
    return tuple(merged(start_us, found[start_us]) for start_us in sorted(found))


def between(kept: Mapping[int, object], first: int, beyond: int) -> list[int]:
    """The keys of a stretch, in order; a short stretch of many costs little."""
    if beyond - first < len(kept):
        return [each for each in range(first, beyond) if each in kept]
    return sorted(each for each in kept if first <= each < beyond)
