"""Second by second: how many requests came, were refused, and were in flight; for charts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from lambdatutor.simulator.time import SECOND

if TYPE_CHECKING:
    from lambdatutor.simulator.events import EventLog


class Second(NamedTuple):
    """What happened in one second of simulated time."""

    requests: int = 0
    refused: int = 0
    cold_starts: int = 0
    """Requests whose handler began in an environment that was built for them."""
    in_flight: int = 0
    """The most at once."""


class _Count:
    __slots__ = ("before", "cold", "left", "peak", "refused", "requests")

    def __init__(self, in_flight: int) -> None:
        self.requests = self.refused = self.cold = 0
        self.peak = self.left = self.before = in_flight
        """`before` is the peak without the request that came last."""

    def came(self) -> None:
        self.requests += 1
        self.left += 1
        self.before = self.peak
        self.peak = max(self.peak, self.left)

    def went(self) -> None:
        self.left -= 1

    def turned_away(self) -> None:
        """It came a moment ago and was never in flight."""
        self.refused += 1
        self.left -= 1
        self.peak = self.before


class Series:
    """Counts of a run by the second, kept up with its log."""

    def __init__(self) -> None:
        self._eventful: list[int] = []
        """Seconds in which something was counted, in order."""
        self._counts: list[_Count] = []
        self._read = 0

    def follow(self, log: EventLog) -> None:
        """Read what has been added to the log since the last time."""
        for at_us, kind, _, _, _, _, numbers in log.entries_since(self._read):
            match kind:
                case "request.arrived":
                    self._count(at_us).came()
                case "request.throttled" | "request.refused":
                    self._count(at_us).turned_away()
                case "invoke.start" if numbers[0]:
                    self._count(at_us).cold += 1
                case "invoke.end":
                    self._count(at_us).went()
                case _:
                    pass
        self._read = len(log)

    def _count(self, at_us: int) -> _Count:
        second = at_us // SECOND
        if not self._eventful or self._eventful[-1] != second:
            in_flight = self._counts[-1].left if self._counts else 0
            self._eventful.append(second)
            self._counts.append(_Count(in_flight))
        return self._counts[-1]

    def peaks(self, start_us: int, end_us: int, stretches: int) -> tuple[Second, ...]:
        """The most in one second, in each of so many stretches of the time between two moments."""
        found = [Second()] * stretches
        span_us = max(1, end_us - start_us)
        at = bisect_left(self._eventful, start_us // SECOND)
        while at < len(self._eventful) and self._eventful[at] * SECOND < end_us:
            second, count = self._eventful[at], self._counts[at]
            place = max(0, second * SECOND - start_us) * stretches // span_us
            most = found[place]
            found[place] = Second(
                max(most.requests, count.requests),
                max(most.refused, count.refused),
                max(most.cold_starts, count.cold),
                max(most.in_flight, count.peak),
            )
            at += 1
        return tuple(found)

    def seconds(self, first: int, last: int) -> tuple[Second, ...]:
        """The seconds from `first` to `last`, both included."""
        place = bisect_right(self._eventful, first) - 1
        found: list[Second] = []
        for second in range(first, last + 1):
            while place + 1 < len(self._eventful) and self._eventful[place + 1] <= second:
                place += 1
            count = self._counts[place] if place >= 0 else None
            if count is None:
                found.append(Second())
            elif self._eventful[place] == second:
                found.append(Second(count.requests, count.refused, count.cold, count.peak))
            else:
                found.append(Second(in_flight=count.left))
        return tuple(found)
