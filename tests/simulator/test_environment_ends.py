"""How execution environments end, are replaced, and what their time costs, by AWS's rules."""

from __future__ import annotations

import pytest
from queue_words import mapping, queue
from scenes import (
    calls,
    code,
    function,
    kinds,
    later,
    moments_of,
    played,
    poisson,
    records,
    statuses,
)

from lambdatutor.aws.operations import (
    Operation,
    UpdateFunctionCode,
    UpdateFunctionConfiguration,
)
from lambdatutor.aws.resource_arns import queue_arn
from lambdatutor.simulator.outside import SetSimulator
from lambdatutor.simulator.time import MINUTE, SECOND, parse


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


def test_who_comes_at_the_moment_an_init_failed_fails_for_the_same_reason() -> None:
    """A poller fills the place that its last batch leaves at once, before that has ended."""
    world = played(
        function(init="1s", init_errors=1.0),
        traffic=[calls("0s", to="sqs:orders", count=40)],
        setup=[
            queue(visibility=60),
            mapping(queue_arn("orders"), function="f", size=1, reports=True),
        ],
        until="30s",
    )
    failed = kinds(world).count("invoke.end")

    assert failed == 40
    assert {record.reason for record in records(world)} == {"Runtime.ExitError"}
    assert kinds(world).count("environment.reset") == failed


def test_an_init_that_fails_now_and_then_leaves_nothing_to_those_that_succeed() -> None:
    """What a request sends when it succeeds is sent, whatever became of the one before it."""
    world = played(
        function(init="100ms", init_errors=0.5, sends=(queue_arn("done"),)),
        traffic=[calls("0s", to="sqs:orders", count=40)],
        setup=[
            queue("done"),
            queue(visibility=60),
            mapping(queue_arn("orders"), function="f", size=1, reports=True),
        ],
        until="30s",
    )
    succeeded = statuses(world).count("ok")

    assert 0 < succeeded < 40
    assert world.snapshot().queues[0].sent == succeeded
