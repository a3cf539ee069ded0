"""What AWS says of execution environments, each rule in a scenario small enough to do by hand."""

from __future__ import annotations

import pytest
from scenes import (
    calls,
    code,
    function,
    kinds,
    later,
    moments_of,
    opened,
    played,
    provision,
    records,
    statuses,
)

from lambdatutor.aws.operations import (
    PublishVersion,
)
from lambdatutor.simulator.time import MILLISECOND, SECOND


@pytest.mark.fact("LIF-001")
def test_init_is_extensions_then_runtime_then_code() -> None:
    world = opened(
        function(init="1s", extension_init="300ms", runtime_init="200ms"), traffic=[calls("0s")]
    )
    seen: list[str] = []
    for millis in (1, 299, 301, 499, 501, 999, 1_001):
        world.advance(millis * MILLISECOND)
        seen.append(world.snapshot().environments[0].phase)

    extension, runtime, own = "extension-init", "runtime-init", "function-init"
    assert seen == [extension, extension, runtime, runtime, own, own, "invoke"]
    (start,) = [each for each in world.log.since(0) if each.kind == "init.start"]
    assert list(start.numbers.values()) == [300_000, 200_000, 500_000]


@pytest.mark.fact("LIF-001")
def test_parts_of_init_never_make_it_longer() -> None:
    world = played(function(init="250ms", extension_init="200ms", runtime_init="100ms"),
                   traffic=[calls("0s")])  # fmt: skip
    (start,) = [each for each in world.log.since(0) if each.kind == "init.start"]

    assert list(start.numbers.values()) == [200_000, 50_000, 0]


@pytest.mark.fact("LIF-002", "LIF-003")
def test_init_over_ten_seconds_starts_again_inside_the_invocation() -> None:
    world = played(function(init="12s", run="1s", timeout="30s"), traffic=[calls("0s", "40s")])
    first, second = records(world)

    assert moments_of(world, "init.timeout") == [10_000]
    assert moments_of(world, "invoke.start") == [10_000, 40_000]
    assert (first.status, first.cold, first.init_us) == ("ok", True, 0)
    assert first.duration_us == 13 * SECOND
    assert first.ended_us == 23 * SECOND
    assert (second.cold, second.duration_us) == (False, SECOND)


@pytest.mark.fact("LIF-002")
def test_init_of_exactly_ten_seconds_is_in_time() -> None:
    world = played(function(init="10s"), traffic=[calls("0s")])

    assert "init.timeout" not in kinds(world)
    assert records(world)[0].init_us == 10 * SECOND


@pytest.mark.fact("LIF-003", "LIF-008")
def test_the_second_init_is_bounded_by_the_timeout_of_the_function() -> None:
    world = played(function(init="12s", timeout="3s"), traffic=[calls("0s")])
    (record,) = records(world)

    assert (record.status, record.duration_us) == ("timeout", 3 * SECOND)


@pytest.mark.fact("LIF-004")
@pytest.mark.parametrize(
    ("init", "timeout", "ends_s"),
    [
        ("129s", "3s", None),
        ("131s", "3s", 130),
        ("199s", "200s", None),
        ("201s", "200s", 200),
        ("1000s", "900s", 900),
    ],
)
def test_provisioned_init_may_take_far_longer(init: str, timeout: str, ends_s: int | None) -> None:
    world = opened(function(init=init, timeout=timeout), preparation="60s")
    world.do(PublishVersion(FunctionName="f"))
    world.do(provision(1))
    later(world, "20min")

    given_up = moments_of(world, "init.timeout")
    assert given_up == ([] if ends_s is None else [(60 + ends_s) * 1_000])


@pytest.mark.fact("LIF-006")
def test_two_requests_at_once_need_two_environments() -> None:
    world = played(traffic=[calls("0s", count=2)])

    assert [record.environment for record in records(world)] == [1, 2]
    assert [record.cold for record in records(world)] == [True, True]


@pytest.mark.fact("LIF-007", "LIF-013")
def test_an_idle_environment_is_used_again_and_frozen_in_between() -> None:
    world = played(function(init="1s", run="1s"), traffic=[calls("0s", "5s", "9s")], until="4s")

    (environment,) = world.snapshot().environments
    assert (environment.phase, environment.since_us) == ("frozen", 2 * SECOND)
    later(world, "1min")
    assert [record.environment for record in records(world)] == [1, 1, 1]
    assert [record.cold for record in records(world)] == [True, False, False]
    assert [record.latency_us for record in records(world)] == [2 * SECOND, SECOND, SECOND]


@pytest.mark.fact("LIF-007")
def test_versions_do_not_share_environments() -> None:
    world = played(
        traffic=[calls("0s"), calls("5s", name="b", qualifier="1"), calls("9s", name="c")],
        setup=[PublishVersion(FunctionName="f")],
    )

    assert [record.environment for record in records(world)] == [1, 2, 1]


@pytest.mark.fact("LIF-007")
@pytest.mark.parametrize(
    ("routing", "taken"), [("most-recently-used", 1), ("newest-created", 3), ("oldest", 1)]
)
def test_which_idle_environment_is_taken_is_a_setting(routing: str, taken: int) -> None:
    """Environment 1 was built first and busy last; AWS does not say which one it takes."""
    long_one = calls("0s", name="long", run=code(run="3s").run)
    world = played(
        function(run="1s"),
        traffic=[long_one, calls("0s", name="short", count=2), calls("10s", name="next")],
        routing=routing,
    )

    assert records(world)[-1].environment == taken


@pytest.mark.fact("LIF-007")
def test_random_routing_takes_each_about_as_often() -> None:
    world = played(
        traffic=[calls("0s", count=4), calls(*(f"{at}s" for at in range(5, 405)), name="b")],
        routing="random",
        until="10min",
    )
    taken = [record.environment for record in records(world)[4:]]

    assert {taken.count(number) // 50 for number in (1, 2, 3, 4)} <= {1, 2}


@pytest.mark.fact("LIF-008", "LIF-009", "LIF-011", "LIF-012")
def test_after_a_timeout_init_runs_again_inside_the_next_invocation() -> None:
    slow = calls("0s", name="slow", run=code(run="1min").run)
    world = played(function(init="500ms", run="1s"), traffic=[slow, calls("10s", "20s")])
    first, second, third = records(world)

    assert (first.status, first.duration_us, first.init_us) == ("timeout", 3 * SECOND, 500_000)
    assert first.billed_ms == 3_500
    assert "environment.reset" in kinds(world)
    assert {record.environment for record in (first, second, third)} == {1}, (
        "it is still there, and so are its files"
    )
    assert (second.cold, second.init_us) == (False, 0)
    assert second.duration_us == 1_500_000, "the suppressed init is part of Duration"
    assert third.duration_us == SECOND
    assert moments_of(world, "init.start") == [0]


@pytest.mark.fact("LIF-008")
def test_a_handler_may_take_exactly_its_timeout() -> None:
    assert statuses(played(function(run="3s"), traffic=[calls("0s")])) == ["ok"]
    assert statuses(played(function(run="3000001us"), traffic=[calls("0s")])) == ["timeout"]


@pytest.mark.fact("LIF-009", "LIF-010")
@pytest.mark.parametrize(
    ("failure", "status", "again_us"),
    [("exception", "error", 0), ("exit", "exit", 500_000)],
)
def test_an_exception_keeps_the_process_and_an_exit_does_not(
    failure: str, status: str, again_us: int
) -> None:
    world = played(
        function(init="500ms", run="1s", errors=1.0, failure=failure), traffic=[calls("0s", "10s")]
    )
    first, second = records(world)

    assert (first.status, second.status) == (status, status)
    assert ("environment.reset" in kinds(world)) == bool(again_us)
    assert second.duration_us == SECOND + again_us


@pytest.mark.fact("LIF-009")
def test_too_little_memory_kills_the_process() -> None:
    world = played(function(max_memory_used=129), traffic=[calls("0s")])
    assert statuses(world) == ["out-of-memory"]
    assert world.snapshot().environments[0].phase == "reset"
    assert statuses(played(function(max_memory_used=128), traffic=[calls("0s")])) == ["ok"]
