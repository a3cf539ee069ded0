"""Retries changed while a run goes on, and worlds with retries copied, rewound and counted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scenes import FEW, calls, function, later, opened, poisson, reserve, scenario

from lambdatutor.simulator.outside import SetTraffic
from lambdatutor.simulator.scenario import Scenario
from lambdatutor.simulator.settings import SettingError
from lambdatutor.simulator.time import SECOND, Micros
from lambdatutor.simulator.world import World

MODES = ("immediate", "legacy", "standard", "adaptive")


def crowd(mode: str, *, rate: float = 12.0, places: int = 3, until_s: int = 20) -> Scenario:
    """More customers than places, for a while."""
    return scenario(
        function(run="exp:400ms", init="300ms"),
        traffic=[
            poisson(
                rate,
                name="shop",
                retries=mode,
                max_attempts=6,
                client_timeout=Micros(900_000),
                until=Micros(until_s * SECOND),
            )
        ],
        setup=[reserve(places)],
    )


@given(st.sampled_from(MODES), st.integers(0, 50), st.integers(1, 6), st.floats(2, 40))
@FEW
def test_every_customer_is_answered_failed_given_up_on_or_waiting(
    mode: str, seed: int, places: int, rate: float
) -> None:
    world = World(crowd(mode, rate=rate, places=places), seed=seed)
    for _ in range(6):
        later(world, "4s")
        (seen,) = world.snapshot().callers
        assert seen.customers == seen.answered + seen.failed + seen.given_up + seen.waiting
        assert seen.tries == world.snapshot().totals.requests
        assert seen.quota is None or 0 <= seen.quota <= 500
        assert seen.customers == world.clients["shop"].sent
    later(world, "1h")

    assert world.snapshot().callers[0].waiting == 0
    assert world.finished


@pytest.mark.parametrize("mode", MODES)
def test_a_copy_in_the_middle_of_the_waits_goes_the_same_way(mode: str) -> None:
    world = World(crowd(mode), seed=5)
    later(world, "7s")
    assert world.snapshot().callers[0].waiting
    copy = world.copy()
    later(world, "1min")
    later(copy, "1min")

    assert copy.log.digest() == world.log.digest()
    assert copy.snapshot() == world.snapshot()
    assert World(crowd(mode), seed=5).scenario.fingerprint() == world.scenario.fingerprint()


def test_looking_often_changes_nothing() -> None:
    one, other = World(crowd("adaptive"), seed=2), World(crowd("adaptive"), seed=2)
    for _ in range(300):
        later(one, "100ms")
        one.snapshot()
    later(other, "30s")

    assert one.log.digest() == other.log.digest()


def test_the_first_tries_meet_the_same_luck_whatever_the_mode() -> None:
    found = []
    for mode in ("none", "immediate", "standard"):
        world = World(
            scenario(traffic=[poisson(5, name="shop", retries=mode, until=Micros(5 * SECOND))])
        )
        later(world, "1min")
        found.append([each.duration_us for each in sorted(world.records())])

    assert found[0] == found[1] == found[2]


def test_retries_can_be_switched_on_and_off_while_it_runs() -> None:
    world = opened(traffic=[calls("0s", "10s", "20s", "30s", name="shop")], setup=[reserve(0)])
    later(world, "5s")
    world.do(SetTraffic(Traffic="shop", Field="retries", Value="immediate"))
    world.do(SetTraffic(Traffic="shop", Field="max_attempts", Value="4"))
    later(world, "10s")
    world.do(SetTraffic(Traffic="shop", Field="retries", Value="none"))
    world.do(SetTraffic(Traffic="shop", Field="max_attempts", Value="off"))
    later(world, "20s")

    by_moment = [each.arrived_us // (10 * SECOND) for each in sorted(world.records())]
    assert by_moment == [0, 1, 1, 1, 1, 2, 3]


def test_changing_retries_leaves_the_moments_as_they_were() -> None:
    one = opened(traffic=[poisson(5, name="shop")], seed=3)
    other = opened(traffic=[poisson(5, name="shop")], seed=3)
    later(one, "3s")
    later(other, "3s")
    other.do(SetTraffic(Traffic="shop", Field="retries", Value="standard"))
    later(one, "10s")
    later(other, "10s")

    assert [each.arrived_us for each in sorted(one.records())] == [
        each.arrived_us for each in sorted(other.records())
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [("retries", "often"), ("max_attempts", "0"), ("max_attempts", "x"), ("client_timeout", "3")],
)
def test_nonsense_is_refused(field: str, value: str) -> None:
    world = opened(traffic=[calls("0s", name="shop")])

    with pytest.raises(SettingError, match=f"shop.{field}: cannot be"):
        world.do(SetTraffic(Traffic="shop", Field=field, Value=value))


def test_a_shorter_timeout_counts_for_new_tries_only() -> None:
    world = opened(
        function(run="10s", timeout="1min"),
        traffic=[calls("0s", "1s", name="shop", client_timeout=Micros(8 * SECOND))],
    )
    world.advance(Micros(SECOND // 2))
    world.do(SetTraffic(Traffic="shop", Field="client_timeout", Value="2s"))
    later(world, "30s")
    hung_up = [e.at_us for e in world.log.since(0) if e.kind == "customer.timed_out"]

    assert hung_up == [3 * SECOND, 8 * SECOND]
