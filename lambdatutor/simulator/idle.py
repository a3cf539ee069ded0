"""Idle environments of one version, and which of them takes the next request.

Which one Lambda takes is not published (LIF-007), so it is a setting of the scenario.
"""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from random import Random

    from lambdatutor.simulator.environment import ExecutionEnvironment
    from lambdatutor.simulator.scenario import Routing


class Idle(Protocol):
    """A set of idle environments with an opinion on which to take."""

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[ExecutionEnvironment]: ...
    def add(self, environment: ExecutionEnvironment) -> None: ...
    def take(self) -> ExecutionEnvironment: ...
    def remove(self, environment: ExecutionEnvironment) -> None: ...


class MostRecentlyUsed(dict["ExecutionEnvironment", None]):
    """Takes the one that was busy last; the others grow older and go."""

    __slots__ = ()

    def add(self, environment: ExecutionEnvironment) -> None:
        self[environment] = None

    def take(self) -> ExecutionEnvironment:
        return self.popitem()[0]

    def remove(self, environment: ExecutionEnvironment) -> None:
        del self[environment]


class ByCreation:
    """Takes the newest, or the oldest, by the moment it was created."""

    __slots__ = ("_heap", "_idle", "_sign")

    def __init__(self, *, newest: bool) -> None:
        self._sign = -1 if newest else 1
        self._heap: list[tuple[int, ExecutionEnvironment]] = []
        self._idle: dict[ExecutionEnvironment, None] = {}

    def __len__(self) -> int:
        return len(self._idle)

    def __iter__(self) -> Iterator[ExecutionEnvironment]:
        return iter(self._idle)

    def add(self, environment: ExecutionEnvironment) -> None:
        self._idle[environment] = None
        heappush(self._heap, (self._sign * environment.number, environment))

    def take(self) -> ExecutionEnvironment:
        idle = self._idle
        while True:
            environment = heappop(self._heap)[1]
            if environment in idle:
                del idle[environment]
                return environment

    def remove(self, environment: ExecutionEnvironment) -> None:
        # The heap keeps those that have gone until they come to the top, or outnumber the rest.
        del self._idle[environment]
        if len(self._heap) > 2 * len(self._idle) + 16:
            self._heap = [(self._sign * left.number, left) for left in self._idle]
            heapify(self._heap)


class AtRandom:
    """Takes any, each as likely."""

    __slots__ = ("_place", "_random", "_standing")

    def __init__(self, random: Random) -> None:
        self._random = random
        self._standing: list[ExecutionEnvironment] = []
        self._place: dict[ExecutionEnvironment, int] = {}

    def __len__(self) -> int:
        return len(self._standing)

    def __iter__(self) -> Iterator[ExecutionEnvironment]:
        return iter(self._standing)

    def add(self, environment: ExecutionEnvironment) -> None:
        self._place[environment] = len(self._standing)
        self._standing.append(environment)

    def take(self) -> ExecutionEnvironment:
        environment = self._standing[int(self._random.random() * len(self._standing))]
        self.remove(environment)
        return environment

    def remove(self, environment: ExecutionEnvironment) -> None:
        place, last = self._place.pop(environment), self._standing.pop()
        if last is not environment:
            self._standing[place] = last
            self._place[last] = place


def idle_set(routing: Routing, random: Random) -> Idle:
    match routing:
        case "most-recently-used":
            return MostRecentlyUsed()
        case "newest-created":
            return ByCreation(newest=True)
        case "oldest":
            return ByCreation(newest=False)
        case "random":
            return AtRandom(random)
