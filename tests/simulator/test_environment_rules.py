"""What AWS says of execution environments, each rule in a scenario small enough to do by hand."""

from __future__ import annotations

import pytest
from scenes import calls, code, function, kinds, later, opened, played, poisson, records, statuses

from lambdatutor.aws.operations import (
    Operation,
    PublishVersion,
    PutProvisionedConcurrencyConfig,
    UpdateFunctionCode,
    UpdateFunctionConfiguration,
)
from lambdatutor.simulator.outside import SetSimulator
from lambdatutor.simulator.time import MILLISECOND, MINUTE, SECOND, parse
from lambdatutor.simulator.world import World


def provision(amount: int, qualifier: str = "1", name: str = "f") -> Operation:
    return PutProvisionedConcurrencyConfig(
        FunctionName=name, Qualifier=qualifier, ProvisionedConcurrentExecutions=amount
    )


def moments_of(world: World, kind: str) -> list[int]:
    """When events of a kind happened, in milliseconds."""
    return [event.at_us // MILLISECOND for event in world.log.since(0) if event.kind == kind]


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


@pytest.mark.fact("LIF-014")
@pytest.mark.parametrize(
    ("extensions", "millis"), [("none", 0), ("internal", 500), ("external", 2_000)]
)
def test_shutdown_takes_as_long_as_extensions_may(extensions: str, millis: int) -> None:
    world = played(
        function(run="1s", extensions=extensions), traffic=[calls("0s")], idle="10s", until="1min"
    )

    assert moments_of(world, "shutdown.start") == [11_000]
    assert moments_of(world, "environment.gone") == [11_000 + millis]


@pytest.mark.fact("LIF-015")
def test_the_idle_life_is_a_setting_and_counts_from_the_last_use() -> None:
    world = played(
        function(run="1s"), traffic=[calls("0s", "30s", "59s")], idle="30s", until="5min"
    )

    assert [record.cold for record in records(world)] == [True, False, False]
    assert moments_of(world, "environment.gone") == [90_000]
    world = played(function(run="1s"), traffic=[calls("0s", "31001ms")], idle="30s", until="5min")
    assert [record.cold for record in records(world)] == [True, True]


@pytest.mark.fact("LIF-015")
def test_an_idle_life_is_drawn_anew_each_time() -> None:
    world = played(
        function(run="1s"), traffic=[calls("0s", "10min", "20min")],
        idle="uniform:1min..9min", until="1h",
    )  # fmt: skip
    gone = moments_of(world, "environment.gone")
    lives = [at - start for at, start in zip(gone, (1_000, 601_000, 1_201_000), strict=True)]

    assert len(set(lives)) == 3
    assert all(60_000 <= life <= 540_000 for life in lives)


@pytest.mark.fact("LIF-015")
@pytest.mark.parametrize(("value", "gone_ms"), [("5s", 20_000), ("25s", 26_000), ("2min", 121_000)])
def test_a_changed_idle_life_holds_for_those_that_are_idle_already(
    value: str, gone_ms: int
) -> None:
    world = played(function(run="1s"), traffic=[calls("0s")], idle="1min", until="20s")
    world.do(SetSimulator(Setting="idle_timeout", Value=value))
    later(world, "10min")

    assert moments_of(world, "environment.gone") == [gone_ms]


@pytest.mark.fact("LIF-016")
def test_an_environment_ends_after_some_hours_even_when_it_is_always_busy() -> None:
    always = calls(*(f"{at}s" for at in range(0, 200, 5)))
    world = played(function(run="4s", timeout="5s"), traffic=[always], lifetime="1min",
                   until="10min")  # fmt: skip

    whys = [e.numbers["why"] for e in world.log.since(0) if e.kind == "shutdown.start"]
    assert whys[:3] == ["lifetime"] * 3
    assert sum(record.cold for record in records(world)) == 4
    assert statuses(world) == ["ok"] * 40, "none is cut off"
    assert all(
        at % 60_000 == 0 or at % 5_000 == 4_000 for at in moments_of(world, "shutdown.start")
    )


@pytest.mark.fact("LIF-017")
@pytest.mark.parametrize(
    "update",
    [
        UpdateFunctionCode(FunctionName="f", S3Key="two"),
        UpdateFunctionConfiguration(FunctionName="f", MemorySize=512),
    ],
)
def test_an_update_retires_what_stands_and_lets_what_runs_finish(update: Operation) -> None:
    new = code(run="1s", init="100ms")
    world = played(
        function(run="10s", timeout="1min", releases={"two": new}),
        traffic=[calls("0s", count=2), calls("15s", "30s", name="b")],
        until="16s",
    )
    world.do(update)
    later(world, "1s")

    assert [each.phase for each in world.snapshot().environments] == ["invoke"]
    later(world, "5min")
    third, fourth = records(world)[2:]
    assert (third.environment, third.ended_us) == (2, 25 * SECOND)
    assert (fourth.environment, fourth.cold) == (3, True)
    assert third.memory_mb == 128, "it runs, and is billed, as it began"
    assert fourth.memory_mb == world.snapshot().functions[0].memory_mb
    whys = [e.numbers["why"] for e in world.log.since(0) if e.kind == "shutdown.start"]
    assert whys[:2] == ["replaced", "replaced"]


@pytest.mark.fact("LIF-017")
def test_an_update_during_init_lets_the_waiting_request_be_served_there() -> None:
    world = played(function(init="5s", run="1s"), traffic=[calls("0s", "10s")], until="2s")
    world.do(UpdateFunctionConfiguration(FunctionName="f", MemorySize=256))
    later(world, "1min")
    first, second = records(world)

    assert (first.environment, first.status, first.memory_mb) == (1, "ok", 128)
    assert (second.environment, second.cold) == (2, True)


@pytest.mark.fact("LIF-021", "LIF-022")
def test_init_is_billed_and_milliseconds_are_rounded_up_once() -> None:
    """AWS's own example: 250.06 ms of Duration and 100.77 ms of Init are 351 ms."""
    world = played(function(init="100770us", run="250060us"), traffic=[calls("0s", "10s")])
    cold, warm = records(world)

    assert (cold.billed_ms, cold.init_us, cold.duration_us) == (351, 100_770, 250_060)
    assert (warm.billed_ms, warm.init_us) == (251, 0)
    exact = played(function(run="250ms"), traffic=[calls("0s")])
    assert records(exact)[0].billed_ms == 250


@pytest.mark.fact("LIF-028", "PRC-002")
@pytest.mark.parametrize(
    ("memory", "compute", "seconds"),
    [(1_769, 1.0, 1), (3_008, 1.0, 1), (884, 1.0, 1_769 / 884), (128, 0.0, 1),
     (1_769 // 2, 0.5, 0.5 + 0.5 * 1_769 / 884)],
)  # fmt: skip
def test_memory_brings_cpu_to_the_handler_and_not_to_init(
    memory: int, compute: float, seconds: float
) -> None:
    world = played(
        function(memory=memory, compute=compute, init="1s", run="1s"), traffic=[calls("0s")]
    )
    (record,) = records(world)

    assert record.duration_us == pytest.approx(seconds * SECOND, abs=1)
    assert record.init_us == SECOND


def test_a_warm_account_begins_without_a_cold_start() -> None:
    world = played(function(init="1s", warm=2), traffic=[calls("0s", count=3)])

    assert [record.cold for record in records(world)] == [False, False, True]


@pytest.mark.parametrize("routing", ["most-recently-used", "newest-created", "oldest", "random"])
def test_every_environment_ends_when_nobody_calls_any_more(routing: str) -> None:
    world = played(
        function(run="exp:2s", timeout="15min"),
        traffic=[poisson(20, until=parse("2min"))],
        routing=routing,
        idle="exp:30s",
        until="2h",
    )
    snapshot = world.snapshot()

    assert snapshot.finished
    assert snapshot.environments == ()
    assert snapshot.account_in_flight == 0
    assert world.meters.environments_gone == world.service.built > 10
    assert world.now_us == 120 * MINUTE
