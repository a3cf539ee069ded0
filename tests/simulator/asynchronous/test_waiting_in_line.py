"""Where a scenario lets events stand in line for a place, instead of backing off."""

from __future__ import annotations

from math import factorial, sqrt
from statistics import fmean, stdev

import pytest
from async_scenes import (
    SQS,
    Shelf,
    broken,
    config,
    events,
    fails,
    fifo_world,
    metric,
    queue,
    seen,
    starts_s,
)
from msgspec.structs import replace
from scenes import (
    calls,
    counting,
    function,
    later,
    poisson,
    provision,
    published,
    records,
    reserve,
    scenario,
    statuses,
)

from lambdatutor.simulator.parcel import Parcel
from lambdatutor.simulator.time import SECOND, Micros


def erlang_c_wait_s(rate: float, mean_s: float, places: int) -> float:
    """How long one waits on average for one of some places."""
    load = rate * mean_s
    waits = load**places / factorial(places) * places / (places - load)
    all_of = sum(load**each / factorial(each) for each in range(places)) + waits
    return waits / all_of * mean_s / (places - load)


def test_the_mean_wait_in_line_is_erlang_c() -> None:
    """λ = 18/s, S = 0.5 s, 10 places: 0.334366 s."""
    expected = erlang_c_wait_s(18, 0.5, 10)
    assert expected == pytest.approx(0.334366, abs=1e-6)
    of = replace(
        scenario(
            function(run="exp:500ms", timeout="15min"),
            traffic=[poisson(18, invocation="async")],
            setup=[reserve(10)],
            idle="1h",
        ),
        async_waiting="first-in-first-out",
    )
    waits: list[float] = []
    for seed in range(6):
        world = counting(of, seed, Micros(700 * SECOND))
        ages = [each for _, each in world.service.counters.periods("AsyncEventAge", "f")]
        samples = sum(each.samples for each in ages)
        assert samples > 12_000
        waits.append(sum(each.total for each in ages) / samples / 1_000)

    assert abs(fmean(waits) - expected) <= 4 * stdev(waits) / sqrt(len(waits))


def test_the_line_is_served_in_order_as_places_become_free() -> None:
    world = fifo_world(function(run="1s"), setup=[reserve(2)], traffic=[events("0s", count=5)])
    later(world, "1min")

    assert starts_s(world) == [0, 0, 1, 1, 2]
    numbers = [each.number for each in world.records()]
    assert numbers == sorted(numbers)
    assert "throttled" not in statuses(world)


def test_a_place_that_another_caller_leaves_is_found() -> None:
    world = fifo_world(
        function(run="1s"), setup=[reserve(1)], traffic=[calls("0s"), events("100ms", name="b")]
    )
    later(world, "1min")

    assert starts_s(world) == [0, 1]


def test_who_waits_in_line_grows_too_old() -> None:
    world = fifo_world(
        function(run="10min", timeout="15min"),
        setup=[reserve(1), config(age=60)],
        traffic=[events("0s", count=3)],
    )
    shelf = Shelf(world, SQS)
    fails(world, "1h", config(age=60, failure=SQS))

    conditions = [each["requestContext"]["condition"] for each in shelf.bodies]
    assert conditions == ["EventAgeExceeded"] * 2
    dropped = [each.at_us for each in world.log.since(0) if each.kind == "async.dropped"]
    assert dropped == [60 * SECOND] * 2


def test_the_line_is_given_up_when_reserved_concurrency_becomes_zero() -> None:
    world = fifo_world(
        function(run="10min", timeout="15min"), setup=[reserve(1)], traffic=[events("0s", count=3)]
    )
    later(world, "5s")
    fails(world, "5s", reserve(0))

    assert (seen(world).dropped, seen(world).running) == (2, 1)


def test_a_failed_event_stands_at_the_end_of_the_line() -> None:
    world = fifo_world(broken(), setup=[reserve(1)], traffic=[events("0s", count=2)])
    later(world, "1h")

    assert starts_s(world) == [0, 0, 60, 60, 180, 180]
    assert metric(world, "AsyncEventsDropped") == 2


def test_a_full_scaling_rate_leaves_the_first_in_line_where_it_is() -> None:
    names = tuple(f"event {number}" for number in range(1_050))
    world = fifo_world(
        function(run="10s", timeout="15min"),
        quota=3_000,
        traffic=[events("0s", count=1_050, names=names)],
    )
    later(world, "200ms")
    assert (seen(world).running, seen(world).waiting) == (1_000 + 20, 30)

    later(world, "5min")
    ran = [each.name for each in records(world) if each.status == "ok"]
    assert tuple(ran) == names


def test_events_in_line_take_provisioned_places() -> None:
    world = fifo_world(function(run="1s"), setup=[reserve(2), published(), provision(2)])
    entrance = queue(world).entrance("1")
    assert entrance is not None
    for _ in range(4):
        entrance.accept(Parcel(), -1)
    later(world, "1min")

    assert starts_s(world) == [0, 0, 1, 1]
    assert all(each.provisioned for each in world.records())
