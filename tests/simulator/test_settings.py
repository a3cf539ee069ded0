"""Clients, and what AWS leaves open, while a run goes on."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scenes import FEW, calls, function, later, opened, played, poisson, scenario

from lambdatutor.simulator.opening import ScenarioError
from lambdatutor.simulator.outside import SetSimulator, SetTraffic
from lambdatutor.simulator.scenario import Ramp, Traffic
from lambdatutor.simulator.settings import READ, SettingError
from lambdatutor.simulator.time import MINUTE, SECOND, Micros
from lambdatutor.simulator.world import World


def came(world: World) -> list[float]:
    """When requests came, in seconds."""
    return [e.at_us / SECOND for e in world.log.since(0) if e.kind == "request.arrived"]


def turn(field: str, value: str, traffic: str = "people") -> SetTraffic:
    return SetTraffic(Traffic=traffic, Field=field, Value=value)


def test_a_script_is_sent_at_its_moments() -> None:
    assert came(played(traffic=[calls("3s", "1s", "2s")])) == [1, 2, 3]


def test_a_beat_comes_from_its_start_as_often_as_it_may() -> None:
    beat = Traffic(every=Micros(10 * SECOND), start=Micros(5 * SECOND), times=3)

    assert came(played(traffic=[beat])) == [5, 15, 25]


def test_a_steady_rate_has_even_gaps_until_its_end() -> None:
    steady = Traffic(rate=4.0, start=Micros(SECOND), until=Micros(2 * SECOND))

    assert came(played(traffic=[steady])) == [1, 1.25, 1.5, 1.75]


def test_a_ramp_brings_the_area_under_it() -> None:
    """From 0 to 20 a second in 10 s: the k-th request comes at √k seconds; then 20 a second."""
    ramp = Traffic(ramp=Ramp(start=0, end=20, over=Micros(10 * SECOND)))
    moments = came(played(traffic=[ramp], until="11s"))

    assert moments[:4] == pytest.approx([1, 2**0.5, 3**0.5, 2], abs=1e-6)
    assert len(moments) == 100 + 20
    falling = Traffic(ramp=Ramp(start=20, end=0, over=Micros(10 * SECOND)))
    assert len(came(played(traffic=[falling], until="30min"))) == 100


def test_a_poisson_ramp_brings_as_many_on_average() -> None:
    ramp = Ramp(start=0, end=20, over=Micros(10 * SECOND))
    counts = [
        len(came(played(traffic=[Traffic(ramp=ramp, arrivals="poisson")], until="10s", seed=seed)))
        for seed in range(40)
    ]

    assert sum(counts) / 40 == pytest.approx(100, abs=7)
    assert len(set(counts)) > 10


def test_rushes_come_at_moments_that_nobody_knows() -> None:
    rush = Traffic(name="rush", rushes=3, count=4, start=Micros(MINUTE), until=Micros(9 * MINUTE))
    moments = came(played(traffic=[rush], until="10min"))

    assert len(moments) == 12
    assert len(set(moments)) == 3
    assert all(60 <= moment < 540 for moment in moments)
    assert set(moments) != set(came(played(traffic=[rush], until="10min", seed=1)))


def test_poisson_gaps_are_as_they_should_be() -> None:
    moments = came(played(function(run="1ms"), traffic=[poisson(50)], until="5min"))
    gaps = [later_one - one for one, later_one in itertools.pairwise(moments)]
    mean = sum(gaps) / len(gaps)
    variance = sum((gap - mean) ** 2 for gap in gaps) / len(gaps)

    assert mean == pytest.approx(0.02, rel=0.03)
    assert variance**0.5 == pytest.approx(mean, rel=0.05)


@pytest.mark.parametrize(
    ("field", "value", "after"),
    [
        ("every", "10s", [30, 40, 50, 60]),
        ("every", "off", []),
        ("count", "2", [40, 40, 60, 60]),
        ("count", "0", []),
        ("start", "50s", [50]),
        ("until", "40s", []),
        ("until", "41s", [40]),
        ("times", "3", [40]),
        ("run", "1s", [40, 60]),
    ],
)
def test_a_client_follows_its_settings_from_now_on(
    field: str, value: str, after: list[float]
) -> None:
    """It has called each 20 s, and it is 20 s past the opening."""
    world = opened(traffic=[Traffic(name="people", every=Micros(20 * SECOND))])
    world.advance(20 * SECOND)
    world.do(turn(field, value))
    world.advance(MINUTE)

    assert came(world) == [0, 20, *after]


def test_a_steady_rate_that_is_changed_goes_on_with_its_new_gap() -> None:
    world = played(traffic=[Traffic(name="people", rate=0.5)], until="4s")
    world.do(turn("rate", "2"))
    world.advance(6 * SECOND)

    assert came(world) == [0, 2, 4, 4.5, 5, 5.5, 6]


def test_a_run_is_finished_when_nothing_more_can_come() -> None:
    world = played(traffic=[calls("1s"), poisson(3, name="people")], until="10s")
    assert not world.snapshot().finished
    world.do(turn("rate", "0"))
    later(world, "1s")
    assert world.snapshot().finished


@FEW
@given(
    field=st.sampled_from([*READ, "at", "names"]),
    value=st.text(max_size=8)
    | st.sampled_from(
        ["-1", "1e999", "nan", "1e-320", "0s", "9" * 300 + "d", "1_0", "٣", "poisson"]
    ),
)
def test_any_value_is_taken_or_refused_in_words(field: str, value: str) -> None:
    world = played(traffic=[poisson(3, name="people")], until="1s")
    before = world.clients["people"].traffic
    try:
        world.do(turn(field, value))
        refused = None
    except SettingError as error:
        refused = error
    if refused is not None:
        assert str(refused).startswith("people")
        assert refused.args == (refused.what, refused.problem)
        assert world.clients["people"].traffic == before
    world.advance(world.now_us + SECOND, at_most=500)


def test_a_client_that_is_not_there_is_named_with_those_that_are() -> None:
    world = opened(traffic=[poisson(1, name="a"), poisson(1)])

    with pytest.raises(SettingError, match="there is: a, traffic-2"):
        world.do(turn("rate", "1", "b"))
    with pytest.raises(SettingError, match="idle_timeout"):
        world.do(SetSimulator(Setting="idle_timeout", Value="long"))


def test_a_scenario_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(ScenarioError, match="two functions called f"):
        World(scenario(function(), function()))
    with pytest.raises(ScenarioError, match="called x"):
        World(scenario(traffic=[poisson(1, name="x"), calls("0s", name="x")]))


def test_requests_have_names_as_long_as_there_are_any() -> None:
    world = played(traffic=[calls("0s", "1s", "2s", names=("Ana", "Ben"))])

    assert [record.name for record in world.records()] == ["Ana", "Ben", ""]
    assert [record.label for record in world.records()] == ["Ana", "Ben", "#3"]
