"""A retry storm and its cure: the same overload, with two ways of trying again."""

from __future__ import annotations

from bisect import bisect_left
from operator import itemgetter

import pytest
from msgspec.structs import replace
from scenes import function, poisson, reserve, scenario

from lambdatutor.simulator.dependencies.setup import DependencySetup
from lambdatutor.simulator.distributions import parse_distribution
from lambdatutor.simulator.outside import SetTraffic
from lambdatutor.simulator.scenario import Scenario
from lambdatutor.simulator.time import SECOND, Micros
from lambdatutor.simulator.world import World

OVER_S = 16
"""When the overload ends."""


def shop(mode: str, attempts: int | None = None) -> Scenario:
    """A database that answers 50 calls a second; 30 customers a second, and for six seconds 200."""
    own = {
        "retries": mode,
        "max_attempts": attempts,
        "client_timeout": Micros(SECOND // 2),
    }
    found = scenario(
        function(run="20ms", init="200ms", calls=("orders",), timeout="10s"),
        traffic=[
            poisson(30, name="usual", **own),
            poisson(
                170, name="rush", start=Micros(10 * SECOND), until=Micros(OVER_S * SECOND), **own
            ),
        ],
        setup=[reserve(60)],
    )
    database = DependencySetup(name="orders", latency=parse_distribution("100ms"), capacity=5)
    return replace(found, dependencies=(database,))


def refused_s(world: World) -> list[int]:
    """The seconds in which requests came that were refused."""
    return [each.arrived_us // SECOND for each in world.records() if each.status == "throttled"]


def between(seconds: list[int], from_s: int, to_s: int) -> int:
    return sum(from_s <= each < to_s for each in seconds)


def answered_between(world: World, from_s: int, to_s: int) -> int:
    first = bisect_left(world.log.entries, from_s * SECOND, key=itemgetter(0))
    return sum(
        each.kind == "customer.answered" and each.at_us < to_s * SECOND
        for each in world.log.since(first)
    )


@pytest.fixture(scope="module")
def raging() -> World:
    """The storm eight seconds after the rush; each test goes on with a copy."""
    world = World(shop("immediate"))
    world.advance(Micros(24 * SECOND))
    return world


def test_immediate_retries_keep_refusals_going_and_full_jitter_lets_the_overload_end(
    raging: World,
) -> None:
    storm, calm = raging.copy(), World(shop("standard"))
    for world in (storm, calm):
        world.advance(Micros(34 * SECOND))

    raged, calmed = refused_s(storm), refused_s(calm)
    assert between(raged, 0, 10) == between(calmed, 0, 10) == 0
    assert between(calmed, 10, OVER_S) > 100

    # Twelve seconds after the rush all is well with jitter and a quota, and little without.
    assert between(calmed, 28, 34) == 0
    assert answered_between(calm, 28, 34) > 0.9 * 30 * 6
    assert between(raged, 28, 34) > 1_800
    assert answered_between(storm, 28, 34) < 0.5 * 30 * 6


def test_the_storm_ends_when_its_clients_learn_to_wait(raging: World) -> None:
    world = raging.copy()
    for name in ("usual", "rush"):
        world.do(SetTraffic(Traffic=name, Field="retries", Value="standard"))
        world.do(SetTraffic(Traffic=name, Field="max_attempts", Value="off"))
    world.advance(Micros(70 * SECOND))

    assert between(refused_s(world), 55, 70) == 0
    assert answered_between(world, 55, 70) > 0.95 * 30 * 15
