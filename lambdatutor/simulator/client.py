"""Who calls: a client that sends requests on its own, with luck of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from lambdatutor.simulator.clock import Bell
from lambdatutor.simulator.moments import NEVER, moments
from lambdatutor.simulator.randomness import stream
from lambdatutor.simulator.request import Request

if TYPE_CHECKING:
    from lambdatutor.simulator.scenario import Traffic
    from lambdatutor.simulator.service import Service


class Client:
    """One entry of the scenario's traffic, at work.

    Requests of a client draw from streams of their own, one share each, so that request 12 of
    this client meets the same luck whatever else is changed.
    """

    def __init__(self, service: Service, traffic: Traffic, seed: int) -> None:
        self.service = service
        self.seed = seed
        self.name = traffic.name
        self.luck = stream(seed, "durations", traffic.name)
        self.gaps = stream(seed, "arrivals", traffic.name)
        """Between arrivals that are left to chance."""
        self.failure_seed = stream(seed, "failures", traffic.name).getrandbits(64)
        self.weight_seed = stream(seed, "weights", traffic.name).getrandbits(64)
        self.sent = 0
        self.cause = -1
        """The id of the operation that its requests follow from."""
        self.bell = Bell(service.clock, self._ring)
        self.traffic = traffic
        self._begin()
        self.follow(traffic)

    def follow(self, traffic: Traffic) -> None:
        """Send as `traffic` says from now on; moments that it does not change stay as they were."""
        before, self.traffic = self.traffic, traffic
        if _when(traffic) != _when(before):
            self._begin()
        while self.next_us < self._from_us:  # these passed while it sent nothing
            self.next_us = self.moments.next()
        self.bell.silence()
        self.bell = Bell(self.service.clock, self._ring)
        self.kind = traffic.kind
        self.names = traffic.names
        self.run = traffic.run
        self.count = traffic.count
        self.function = traffic.function
        self.qualifier = traffic.qualifier
        if self.next_us < NEVER and self.count:
            self.bell.set(self.next_us)

    def _begin(self) -> None:
        """Count its moments from now on."""
        self.moments = moments(self.traffic, self.seed, self.gaps, self._from_us)
        self.next_us = self.moments.next()

    @property
    def _from_us(self) -> int:
        """Its first moment that is not over: an operation comes last in its moment."""
        now = self.service.clock.now_us
        return now and now + 1

    @property
    def silent(self) -> bool:
        """Whether nothing more comes from it."""
        return self.next_us >= NEVER or not self.count

    def _ring(self) -> None:
        now = self.next_us
        following = self.next_us = self.moments.next()
        if following < NEVER:
            self.bell.set(following)
        self.send(now)
        for _ in range(self.count - 1):
            self.send(now)

    def send(self, now_us: int) -> str:
        """Make one request now; the answer is why it was turned away, or nothing."""
        service = self.service
        self.sent += 1
        service.requests += 1
        return service.receive(
            Request(self, service.requests, self.sent, now_us, self.luck.random())
        )


def _when(traffic: Traffic) -> Traffic:
    """Its moments alone: without how many requests come at each, and how long they take."""
    return replace(traffic, count=1, run=None)
