"""When a client sends: a script, a beat, a rate, a ramp, or rushes that nobody knows of before."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Protocol

from lambdatutor.simulator.randomness import stream
from lambdatutor.simulator.time import NEVER, SECOND

if TYPE_CHECKING:
    from random import Random

    from lambdatutor.simulator.scenario import Ramp, Traffic


class Moments(Protocol):
    """Points in time, each asked for once, in order; `NEVER` when there are no more."""

    def next(self) -> int: ...


class Script:
    """Moments that are written down."""

    __slots__ = ("_left",)

    def __init__(self, at_us: tuple[int, ...]) -> None:
        self._left = sorted(at_us, reverse=True)

    def next(self) -> int:
        return self._left.pop() if self._left else NEVER


class Beat:
    """Every so often, up to a number of times; those before `from_us` count, but are not sent."""

    __slots__ = ("_every_us", "_left", "_next_us")

    def __init__(self, start_us: int, every_us: int, times: int | None, from_us: int) -> None:
        missed = max(0, -(-(from_us - start_us) // every_us))
        self._every_us = every_us
        self._next_us = start_us + missed * every_us
        self._left = -1 if times is None else max(0, times - missed)

    def next(self) -> int:
        if not self._left:
            return NEVER
        self._left -= 1
        moment = self._next_us
        self._next_us += self._every_us
        return moment


class SteadyRate:
    """The same time between any two; a rate that is changed under way begins with a gap."""

    __slots__ = ("_gap_us", "_next_us")

    def __init__(self, start_us: int, per_second: float, *, under_way: bool) -> None:
        self._gap_us = min(NEVER, SECOND / per_second)
        self._next_us = start_us - 1 + self._gap_us if under_way else float(start_us)

    def next(self) -> int:
        moment = self._next_us
        self._next_us += self._gap_us
        return int(moment + 0.5)


class PoissonRate:
    """As often on average, and independent of each other: what many strangers look like."""

    __slots__ = ("_gap_us", "_next_us", "_random")

    def __init__(self, start_us: int, per_second: float, random: Random) -> None:
        self._next_us = float(start_us)
        self._gap_us = min(NEVER, SECOND / per_second)
        self._random = random

    def next(self) -> int:
        self._next_us -= math.log(1.0 - self._random.random()) * self._gap_us
        return int(self._next_us + 0.5)


class RampRate:
    """A rate that changes in a straight line, then stays.

    The k-th request comes when the area under the rate reaches k, or with Poisson arrivals the
    sum of k exponential steps.
    """

    __slots__ = ("_area", "_over_s", "_per_s2", "_ramp", "_random", "_start_us")

    def __init__(self, start_us: int, ramp: Ramp, random: Random | None) -> None:
        self._start_us = start_us
        self._ramp = ramp
        self._over_s = ramp.over / SECOND
        self._per_s2 = (ramp.end - ramp.start) / self._over_s if self._over_s else 0.0
        self._area = 0.0
        self._random = random

    def next(self) -> int:
        step = 1.0 if self._random is None else -math.log(1.0 - self._random.random())
        self._area += step
        seconds = self._reached(self._area)
        return NEVER if seconds is None else self._start_us + int(seconds * SECOND + 0.5)

    def _reached(self, area: float) -> float | None:
        """When the area under the rate is `area`, in seconds from the start."""
        start, end = self._ramp.start, self._ramp.end
        ramp_area = (start + end) / 2 * self._over_s
        if area > ramp_area:
            return self._over_s + (area - ramp_area) / end if end > 0 else None
        if self._per_s2 == 0.0:
            return area / start
        root = math.sqrt(max(0.0, start * start + 2 * self._per_s2 * area))
        return (root - start) / self._per_s2


class Until:
    """The same moments, but none at or after the end."""

    __slots__ = ("_end_us", "_moments")

    def __init__(self, moments: Moments, end_us: int) -> None:
        self._moments = moments
        self._end_us = end_us

    def next(self) -> int:
        moment = self._moments.next()
        return moment if moment < self._end_us else NEVER


def moments(traffic: Traffic, seed: int, gaps: Random, from_us: int) -> Moments:
    """The moments of one client from `from_us` on; Poisson arrivals draw from `gaps`."""
    found = _unbounded(traffic, seed, gaps, from_us)
    return found if traffic.until is None else Until(found, traffic.until)


def _unbounded(traffic: Traffic, seed: int, gaps: Random, from_us: int) -> Moments:
    start = max(traffic.start, from_us)
    poisson = traffic.arrivals == "poisson"
    if traffic.at is not None:
        at = traffic.at if isinstance(traffic.at, tuple) else (traffic.at,)
        return Script(tuple(moment for moment in at if moment >= from_us))
    if traffic.every is not None and traffic.every != "off":
        return Beat(traffic.start, traffic.every, traffic.times, from_us)
    if traffic.rushes:
        end = traffic.until or traffic.start
        random = stream(seed, "arrivals", traffic.name)  # anew: a rush stays where it was
        drawn = (
            traffic.start + int(random.random() * (end - traffic.start))
            for _ in range(traffic.rushes)
        )
        return Script(tuple(moment for moment in drawn if moment >= from_us))
    if traffic.ramp is not None:
        return RampRate(start, traffic.ramp, gaps if poisson else None)
    if traffic.rate:
        if poisson:
            return PoissonRate(start, traffic.rate, gaps)
        return SteadyRate(start, traffic.rate, under_way=traffic.start < from_us)
    return Script(())
