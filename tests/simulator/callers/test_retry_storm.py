"""A retry storm and its cure: the same overload, with two ways of trying again."""

from __future__ import annotations

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


def refusals_between(world: World, from_s: int, to_s: int) -> int:
    return sum(
        each.status == "throttled" and from_s * SECOND <= each.arrived_us < to_s * SECOND
        for each in world.records()
    )


def answered_between(world: World, from_s: int, to_s: int) -> int:
    return sum(
        each.kind == "customer.answered" and from_s * SECOND <= each.at_us < to_s * SECOND
        for each in world.log.since(0)
    )


@pytest.fixture(scope="module")
def raging() -> World:
    """The storm fourteen seconds after the rush; each test goes on with a copy."""
    world = World(shop("immediate"))
    world.advance(Micros(30 * SECOND))
    return world


def test_immediate_retries_keep_refusals_going_and_full_jitter_lets_the_overload_end(
    raging: World,
) -> None:
    storm, calm = raging.copy(), World(shop("standard"))
    for world in (storm, calm):
        world.advance(Micros(45 * SECOND))

    assert refusals_between(storm, 0, 10) == refusals_between(calm, 0, 10) == 0
    assert refusals_between(calm, 10, OVER_S) > 100

    # Twenty seconds after the rush all is well with jitter and a quota, and little without.
    assert refusals_between(calm, 35, 45) == 0
    assert answered_between(calm, 35, 45) > 0.95 * 30 * 10
    assert refusals_between(storm, 35, 45) > 3_000
    assert answered_between(storm, 35, 45) < 0.5 * 30 * 10


def test_the_storm_ends_when_its_clients_learn_to_wait(raging: World) -> None:
    world = raging.copy()
    for name in ("usual", "rush"):
        world.do(SetTraffic(Traffic=name, Field="retries", Value="standard"))
        world.do(SetTraffic(Traffic=name, Field="max_attempts", Value="off"))
    world.advance(Micros(70 * SECOND))

    assert refusals_between(world, 55, 70) == 0
    assert answered_between(world, 55, 70) > 0.95 * 30 * 15
