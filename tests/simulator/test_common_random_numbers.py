"""Turning one knob does not reshuffle the rest, so a comparison of two runs is fair."""

from __future__ import annotations

import itertools

import pytest
from scenes import code, function, played, poisson, reserve

from lambdatutor.aws.operations import CreateAlias, PublishVersion
from lambdatutor.simulator.outside import SetTraffic
from lambdatutor.simulator.randomness import share
from lambdatutor.simulator.record import Record
from lambdatutor.simulator.scenario import Ramp, Routing, Traffic
from lambdatutor.simulator.time import SECOND
from lambdatutor.simulator.world import World

BUSY = function(run="exp:800ms", init="exp:500ms", timeout="15min")


def by_number(world: World) -> dict[int, Record]:
    """The requests that were let in and have ended."""
    return {each.number: each for each in world.records() if each.status != "throttled"}


def arrivals(world: World, kind: str = "customer") -> list[int]:
    return sorted(each.arrived_us for each in world.records() if each.kind == kind)


def test_one_place_more_keeps_the_duration_of_every_shared_request() -> None:
    five, six = (
        by_number(played(BUSY, traffic=[poisson(8)], setup=[reserve(limit)], until="5min"))
        for limit in (5, 6)
    )
    shared = five.keys() & six.keys()

    assert len(shared) > 1_000
    assert len(six) > len(five)
    assert all(five[each].duration_us == six[each].duration_us for each in shared)
    assert all(five[each].arrived_us == six[each].arrived_us for each in shared)


def test_a_second_client_does_not_change_the_first() -> None:
    alone = played(BUSY, traffic=[poisson(5, name="a")], until="2min")
    together = played(
        BUSY,
        traffic=[poisson(9, name="b", kind="ping"), poisson(5, name="a")],
        until="2min",
    )

    first = sorted((each.arrived_us, each.duration_us) for each in alone.records())
    still = sorted(
        (each.arrived_us, each.duration_us)
        for each in together.records() + together.open_records()
        if each.kind == "customer"
    )
    assert len(first) > 500
    assert set(first) <= set(still)


@pytest.mark.parametrize("routing", ["newest-created", "oldest", "random"])
def test_another_routing_keeps_arrivals_and_durations(routing: Routing) -> None:
    usual = by_number(played(BUSY, traffic=[poisson(5)], until="2min"))
    other = by_number(played(BUSY, traffic=[poisson(5)], until="2min", routing=routing))
    shared = usual.keys() & other.keys()

    assert len(shared) > 500
    assert all(usual[each].duration_us == other[each].duration_us for each in shared)
    assert {each.environment for each in usual.values()} != {1}


def test_the_same_requests_fail_however_their_starts_are_ordered() -> None:
    """A cold request begins after a warm one that came later; both keep their own luck."""
    failing: list[set[int]] = []
    for init in ("0s", "3s"):
        world = played(
            function(run="100ms", init=init, errors=0.3), traffic=[poisson(20)], until="1min"
        )
        failing.append({each.number for each in world.records() if each.status == "error"})
    ended = {each.number for each in world.records()}

    assert len(failing[0]) > 200
    assert failing[0] & ended == failing[1]


def test_more_errors_add_failures_and_take_none_away() -> None:
    few, many = (
        {
            each.number
            for each in played(function(errors=rate), traffic=[poisson(20)]).records()
            if each.status == "error"
        }
        for rate in (0.1, 0.4)
    )

    assert few < many


def test_more_weight_moves_requests_one_way_only() -> None:
    moved: list[set[int]] = []
    for weight in (0.2, 0.5):
        from lambdatutor.aws.operations import UpdateFunctionCode
        from lambdatutor.aws.shapes import AliasRoutingConfiguration

        world = played(
            function(releases={"two": code()}),
            traffic=[poisson(20, qualifier="live")],
            setup=[
                PublishVersion(FunctionName="f"),
                UpdateFunctionCode(FunctionName="f", S3Key="two", Publish=True),
                CreateAlias(
                    FunctionName="f",
                    Name="live",
                    FunctionVersion="1",
                    RoutingConfig=AliasRoutingConfiguration(AdditionalVersionWeights={"2": weight}),
                ),
            ],
        )
        moved.append({each.number for each in world.records() if each.version == "2"})

    assert moved[0] < moved[1]
    assert 0.15 < len(moved[0]) / 1_200 < 0.25
    assert 0.45 < len(moved[1]) / 1_200 < 0.55


@pytest.mark.parametrize(("field", "value"), [("run", "2s"), ("count", "3")])
def test_changing_what_is_sent_keeps_the_moments(field: str, value: str) -> None:
    for traffic in (
        poisson(5, name="people"),
        Traffic(name="people", rate=3.0),
        Traffic(name="people", ramp=Ramp(start=1, end=20, over=60 * SECOND)),
    ):
        moments: list[set[int]] = []
        for turned in (False, True):
            world = played(function(timeout="15min"), traffic=[traffic], until="10s")
            if turned:
                world.do(SetTraffic(Traffic="people", Field=field, Value=value))
            world.advance(60 * SECOND)
            moments.append({e.at_us for e in world.log.since(0) if e.kind == "request.arrived"})

        assert moments[0] == moments[1]


def test_poisson_arrivals_do_not_repeat_themselves_after_a_change() -> None:
    world = played(traffic=[poisson(5, name="people")], until="10s")
    world.do(SetTraffic(Traffic="people", Field="rate", Value="5.0000001"))
    world.advance(20 * SECOND)
    came = arrivals(world)

    gaps = [round(later - sooner, -2) for sooner, later in itertools.pairwise(came)]
    assert len(gaps) > 60
    assert len(set(gaps)) > len(gaps) - 3


def test_shares_that_belong_to_numbers_are_even_and_unrelated() -> None:
    shares = [share(12_345, number) for number in range(20_000)]

    assert all(0 <= each < 1 for each in shares)
    assert sum(shares) / len(shares) == pytest.approx(0.5, abs=0.01)
    for tenth in range(10):
        held = sum(tenth / 10 <= each < (tenth + 1) / 10 for each in shares)
        assert held == pytest.approx(2_000, abs=200)
    products = sum((a - 0.5) * (b - 0.5) for a, b in itertools.pairwise(shares))
    assert abs(products / len(shares)) < 0.003
    assert share(1, 7) != share(2, 7)
