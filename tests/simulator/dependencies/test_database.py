"""Databases and other dependencies: connections, crowds, outages; all of it the scenario's own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from scenes import (
    FEW,
    calls,
    code,
    function,
    later,
    poisson,
    provision,
    published,
    records,
    scenario,
)

from lambdatutor.aws.operations import UpdateFunctionCode
from lambdatutor.simulator.dependencies.backend import DependencyView
from lambdatutor.simulator.dependencies.setup import DependencySetup, Outage
from lambdatutor.simulator.distributions import parse_distribution
from lambdatutor.simulator.opening import ScenarioError
from lambdatutor.simulator.outside import SetDependency
from lambdatutor.simulator.scenario import FunctionSetup, Scenario
from lambdatutor.simulator.settings import SettingError
from lambdatutor.simulator.time import MILLISECOND, SECOND, Micros
from lambdatutor.simulator.why import sentence
from lambdatutor.simulator.world import World


def database(latency: str = "50ms", **rest: object) -> DependencySetup:
    times = {
        name: parse_distribution(str(rest.pop(name)))
        for name in ("connect", "refused_after")
        if name in rest
    }
    return DependencySetup(name="db", latency=parse_distribution(latency), **times, **rest)


def caller(**rest: object) -> FunctionSetup:
    return function(**{"run": "100ms", "calls": ("db",), **rest})


def shop(*dependencies: DependencySetup, **rest: object) -> Scenario:
    setup = rest.pop("function", caller())
    return replace(scenario(setup, **rest), dependencies=dependencies or (database(),))


def played(of: Scenario, until_s: float = 60, seed: int = 0) -> World:
    world = World(of, seed=seed)
    world.advance(Micros(round(until_s * SECOND)))
    return world


def seen(world: World) -> DependencyView:
    (found,) = world.snapshot().dependencies
    return found


def durations_ms(world: World) -> list[int]:
    return [each.duration_us // MILLISECOND for each in records(world)]


def test_a_call_comes_on_top_of_the_codes_own_time() -> None:
    world = played(shop(traffic=[calls("0s", "1s")]))

    assert durations_ms(world) == [150, 150]
    assert (seen(world).calls, seen(world).connections, seen(world).running) == (2, 0, 0)


def test_a_slow_dependency_can_push_a_function_over_its_timeout() -> None:
    world = played(shop(database("5s"), traffic=[calls("0s")]))

    assert [(each.status, each.duration_us) for each in records(world)] == [("timeout", 3 * SECOND)]
    assert seen(world).running == 0


def test_code_that_waits_for_one_call_until_it_is_stopped_makes_no_other() -> None:
    bank = replace(database(), name="bank")
    setup = caller(calls=("db", "bank"))
    world = played(shop(database("5s"), bank, function=setup, traffic=[calls("0s")]))

    assert [each.calls for each in world.snapshot().dependencies] == [1, 0]


def test_when_all_connections_are_taken_the_code_fails_after_the_stated_time() -> None:
    full = database(connections=2, refused_after="700ms")
    world = played(shop(full, traffic=[calls("0s", count=3)]))

    assert sorted((each.status, each.duration_us) for each in records(world)) == [
        ("error", 800 * MILLISECOND),
        ("ok", 150 * MILLISECOND),
        ("ok", 150 * MILLISECOND),
    ]
    assert (seen(world).refused, seen(world).calls) == (1, 3)
    (event,) = [each for each in world.log.since(0) if each.kind == "dependency.full"]
    assert "2 of 2 are taken" in sentence(event)
    assert world.log[event.cause].kind == "request.arrived"


def test_a_connection_that_the_environment_keeps_outlives_the_request() -> None:
    kept = database(connections=5, held="environment", connect="200ms")
    world = played(shop(kept, traffic=[calls("0s", "5s", count=3)]), until_s=30)

    assert durations_ms(world) == [150] * 6
    assert seen(world).connections == 3
    later(world, "11min")
    assert seen(world).connections == 0


def test_idle_environments_can_use_up_a_database_that_few_requests_would_not() -> None:
    """Opened outside the handler, a connection stays as long as its frozen environment."""
    found = {}
    for held in ("request", "environment"):
        of = shop(
            database(connections=10, held=held),
            function=caller(warm=0),
            traffic=[calls("0s", count=10), calls("20s", count=12, name="later")],
        )
        found[held] = seen(played(of, until_s=15)).connections

    assert found == {"request": 0, "environment": 10}


@pytest.mark.parametrize("how", ["exit", "out-of-memory"])
def test_a_process_that_ends_loses_its_connection(how: str) -> None:
    kept = database(connections=5, held="environment", connect="200ms")
    dying = caller(errors=1.0, failure=how)
    world = played(shop(kept, function=dying, traffic=[calls("0s", "5s")]), until_s=30)

    assert seen(world).connections == 0
    assert durations_ms(world)[1] >= 350


def test_after_an_exception_the_connection_stays() -> None:
    kept = database(connections=5, held="environment")
    world = played(shop(kept, function=caller(errors=1.0), traffic=[calls("0s")]), until_s=5)

    assert seen(world).connections == 1


def test_new_code_that_calls_nobody_gives_the_connections_back() -> None:
    kept = database(connections=5, held="environment")
    setup = replace(caller(), releases={"alone": code(run="100ms")})
    world = played(shop(kept, function=setup, traffic=[calls("0s", "2s", count=2)]), until_s=2.05)
    assert (seen(world).connections, seen(world).running) == (2, 2)
    world.do(UpdateFunctionCode(FunctionName="f", S3Bucket="code", S3Key="alone"))
    later(world, "5s")

    assert (seen(world).connections, seen(world).running) == (0, 0)


def test_beyond_its_capacity_each_call_takes_longer() -> None:
    world = played(shop(database(capacity=2), traffic=[calls("0s", count=6)]))

    # The third finds two before it: three in all for two places is half as long again.
    assert durations_ms(world) == [150, 150, 175, 200, 225, 250]


def test_an_outage_is_slow_or_down_and_ends() -> None:
    out = (
        Outage(start=Micros(10 * SECOND), until=Micros(20 * SECOND), errors=1.0),
        Outage(
            start=Micros(30 * SECOND), until=Micros(40 * SECOND), latency=parse_distribution("1s")
        ),
    )
    moments = ("5s", "10s", "19s", "20s", "30s", "39s", "40s")
    world = played(shop(database(outages=out), traffic=[calls(*moments)]), until_s=35)
    assert seen(world).out
    assert seen(world).latency_us == SECOND
    later(world, "1min")

    assert [each.status for each in records(world)] == ["ok", "error", "error"] + ["ok"] * 4
    assert durations_ms(world) == [150] * 4 + [1_100] * 2 + [150]
    assert seen(world).failed == 2
    assert not seen(world).out


def test_some_calls_fail_and_they_are_the_same_whatever_else_is_changed() -> None:
    traffic = [poisson(20, until=Micros(30 * SECOND))]
    one = played(shop(database(errors=0.25), traffic=traffic))
    other = played(shop(database("300ms", errors=0.25), traffic=traffic))
    beside = shop(
        database(errors=0.25),
        traffic=[
            calls("0s", count=7, name="first", function="nope"),
            replace(traffic[0], name="traffic-1"),
        ],
    )
    failed = [
        [each.status for each in records(world) if each.function == "f"]
        for world in (one, other, played(beside))
    ]

    assert failed[0] == failed[1] == failed[2]
    assert 0.15 < failed[0].count("error") / len(failed[0]) < 0.35


def test_a_dependency_can_be_changed_while_it_runs() -> None:
    world = World(shop(traffic=[calls("1s", "11s", "21s", "31s", count=2)]))
    for at_s, field, value in (
        (10, "latency", "500ms"),
        (20, "errors", "1"),
        (30, "errors", "0"),
        (30, "connections", "1"),
    ):
        world.advance(Micros(at_s * SECOND))
        world.do(SetDependency(Dependency="db", Field=field, Value=value))
    later(world, "30s")

    assert durations_ms(world) == [150] * 2 + [600] * 4 + [600, 1_100]
    assert [each.status for each in records(world)] == ["ok"] * 4 + ["error"] * 2 + ["ok", "error"]
    world.do(SetDependency(Dependency="db", Field="connections", Value="none"))
    assert seen(world).limit is None


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [("db", "errors", "2"), ("db", "latency", "soon"), ("db", "connections", "-1")],
)
def test_nonsense_is_refused(name: str, field: str, value: str) -> None:
    with pytest.raises(SettingError, match=f"{name}.{field}: cannot be"):
        World(shop()).do(SetDependency(Dependency=name, Field=field, Value=value))


def test_an_unknown_dependency_is_named() -> None:
    with pytest.raises(SettingError, match=r"nope: there is no such dependency \(there is: db\)"):
        World(shop()).do(SetDependency(Dependency="nope", Field="errors", Value="0"))
    with pytest.raises(ScenarioError, match="f calls nope, but dependencies: has no nope; add it"):
        World(shop(function=caller(calls=("nope",))))
    with pytest.raises(ScenarioError, match="two dependencies called db"):
        World(shop(database(), database()))


@given(
    st.integers(0, 99),
    st.sampled_from(["request", "environment"]),
    st.integers(0, 8),
    st.integers(1, 6),
)
@FEW
def test_connections_stay_within_the_limit_and_come_back(
    seed: int, held: str, limit: int, capacity: int
) -> None:
    of = shop(
        database("exp:300ms", connections=limit, held=held, capacity=capacity, errors=0.1),
        function=caller(run="exp:200ms", errors=0.1, failure="exit", timeout="1s"),
        traffic=[poisson(15, until=Micros(20 * SECOND))],
        idle="exp:2s",
    )
    world = World(of, seed=seed)
    for _ in range(10):
        later(world, "2300ms")
        view = seen(world)
        assert view.running <= view.connections <= limit
    copy = world.copy()
    for each in (world, copy):
        later(each, "30min")
        assert (seen(each).connections, seen(each).running) == (0, 0)
    assert copy.log.digest() == world.log.digest()


def test_a_connection_opened_for_each_request_costs_each_request_its_time() -> None:
    world = played(shop(database(connect="200ms"), traffic=[calls("0s", "5s")]))

    assert durations_ms(world) == [350, 350]


def test_provisioned_environments_hold_connections_before_anybody_calls() -> None:
    of = shop(
        database(connections=3, held="environment"),
        traffic=[calls("10s", count=2, name="rest")],
        setup=[published(), provision(2)],
    )
    world = played(of, until_s=5)
    assert (seen(world).connections, seen(world).calls) == (2, 0)
    later(world, "20s")

    assert seen(world).connections == 3
    assert seen(world).refused == 1
