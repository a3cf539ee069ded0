"""What a simulator costs that does no more than it must: bare SimPy, a process a request."""

from __future__ import annotations

from bisect import insort
from random import Random
from typing import TYPE_CHECKING

import simpy

if TYPE_CHECKING:
    from collections.abc import Generator

NAME = "bare SimPy, a process a request"


class BareSimPy:
    """A process a request and one that takes away what is idle too long; it only counts."""

    def __init__(self, rate: float, warm_s: float, cold_s: float, idle_s: float) -> None:
        self.env = simpy.Environment()
        self.rate = rate
        self.warm_s, self.cold_s, self.idle_s = warm_s, cold_s, idle_s
        """Means of a warm and of a cold request, and how long an environment stays idle."""
        self.random = Random(1)
        self.requests = self.built = self.cold = 0
        self.idle: list[tuple[int, float]] = []
        """Number and since when; the newest created comes last."""
        self.env.process(self._arrivals())
        self.env.process(self._expiry())

    def advance(self, until_s: float) -> None:
        self.env.run(until=until_s)

    def _arrivals(self) -> Generator[simpy.Event, None, None]:
        while True:
            yield self.env.timeout(self.random.expovariate(self.rate))
            self.requests += 1
            self.env.process(self._request())

    def _request(self) -> Generator[simpy.Event, None, None]:
        if self.idle:
            number, mean_s = self.idle.pop()[0], self.warm_s
        else:
            self.built += 1
            self.cold += 1
            number, mean_s = self.built, self.cold_s
        yield self.env.timeout(self.random.expovariate(1 / mean_s))
        insort(self.idle, (number, self.env.now))

    def _expiry(self) -> Generator[simpy.Event, None, None]:
        while True:
            first = min((since for _, since in self.idle), default=self.env.now)
            yield self.env.timeout(max(first + self.idle_s - self.env.now, 0.001))
            now = self.env.now
            self.idle = [each for each in self.idle if each[1] + self.idle_s > now]
