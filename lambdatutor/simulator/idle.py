"""Idle environments of one version, and which of them takes the next request.

Which one Lambda takes is not published (LIF-007), so it is a setting of the scenario.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator
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


class ByCreation(dict["ExecutionEnvironment", None]):
    """Takes the newest, or the oldest, by the moment it was created."""

    __slots__ = ("_by_number", "_place")

    def __init__(self, *, newest: bool) -> None:
        super().__init__()
        self._place = -1 if newest else 0
        self._by_number: list[tuple[int, ExecutionEnvironment]] = []

    def add(self, environment: ExecutionEnvironment) -> None:
        self[environment] = None
        insort(self._by_number, (environment.number, environment))

    def take(self) -> ExecutionEnvironment:
        environment = self._by_number.pop(self._place)[1]
        del self[environment]
        return environment

    def remove(self, environment: ExecutionEnvironment) -> None:
        del self[environment]
        del self._by_number[bisect_left(self._by_number, (environment.number, environment))]


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
