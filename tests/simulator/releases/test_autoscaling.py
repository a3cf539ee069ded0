"""Provisioned concurrency that follows its use or the clock, and what CloudWatch sees of it."""

from __future__ import annotations

import pytest
from scenes import calls, function, kinds, later, opened, played, provision, published, records

from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import (
    DeleteFunction,
    DeregisterScalableTarget,
    GetProvisionedConcurrencyConfig,
    Operation,
    PutScalingPolicy,
    PutScheduledAction,
    RegisterScalableTarget,
)
from lambdatutor.aws.shapes.scaling import (
    PredefinedMetricSpecification,
    ScalableTargetAction,
    SuspendedState,
    TargetTrackingScalingPolicyConfiguration,
)
from lambdatutor.simulator.checkpoint import freeze, restore
from lambdatutor.simulator.scenario import Traffic
from lambdatutor.simulator.time import MINUTE, SECOND, Micros
from lambdatutor.simulator.world import World

WHAT = {
    "ServiceNamespace": "lambda",
    "ResourceId": "function:f:1",
    "ScalableDimension": "lambda:function:ProvisionedConcurrency",
}


def target(minimum: int | None = 1, maximum: int | None = 100, **rest: object) -> Operation:
    return RegisterScalableTarget(**WHAT, MinCapacity=minimum, MaxCapacity=maximum, **rest)


def track(value: float = 0.7, **rest: object) -> Operation:
    return PutScalingPolicy(
        PolicyName="p",
        PolicyType="TargetTrackingScaling",
        TargetTrackingScalingPolicyConfiguration=TargetTrackingScalingPolicyConfiguration(
            TargetValue=value,
            PredefinedMetricSpecification=PredefinedMetricSpecification(
                PredefinedMetricType="LambdaProvisionedConcurrencyUtilization"
            ),
            **rest,
        ),
        **WHAT,
    )


def at(schedule: str, minimum: int | None, maximum: int | None, name: str = "a") -> Operation:
    return PutScheduledAction(
        ScheduledActionName=name,
        Schedule=schedule,
        ScalableTargetAction=ScalableTargetAction(MinCapacity=minimum, MaxCapacity=maximum),
        **WHAT,
    )


def busy(count: int, until: str = "1h") -> Traffic:
    """That many requests of half a second, every second."""
    del until
    return Traffic(
        name="t", function="f", qualifier="1", every=Micros(SECOND), count=count, start=Micros(1)
    )


def world_with(count: int, *setup: Operation) -> World:
    return opened(
        function(run="500ms"), traffic=[busy(count)], setup=[published(), *setup],
        preparation="90s",
    )  # fmt: skip


def capacity(world: World) -> int:
    (held,) = world.snapshot().functions[0].provisioned
    return held.requested


@pytest.mark.fact("CON-026")
def test_load_over_the_target_for_three_minutes_scales_out() -> None:
    """9 of 10 are busy: 90 % over a target of 70 %, so ⌈10 × 0.9 ÷ 0.7⌉ = 13 are asked for."""
    world = world_with(9, provision(10), target(), track())
    world.advance(3 * MINUTE - 1)
    assert capacity(world) == 10
    world.advance(3 * MINUTE)
    assert capacity(world) == 13
    (high,) = [event for event in world.log.since(0) if event.kind == "alarm.high"]
    assert high.numbers == {"qualifier": "1", "target": 0.7, "utilisation": 0.9}
    (changed,) = [event for event in world.log.since(0) if event.kind == "capacity.changed"]
    assert (changed.cause, changed.numbers["after"]) == (high.id, 13)


@pytest.mark.fact("CON-026")
def test_load_between_the_two_alarms_changes_nothing() -> None:
    """65 % is below the target of 70 %, and not below nine tenths of it."""
    world = world_with(13, provision(20), target(), track())
    world.advance(20 * MINUTE)

    assert capacity(world) == 20
    assert not {"alarm.high", "alarm.low"} & set(kinds(world))


@pytest.mark.fact("CON-026")
def test_use_below_nine_tenths_of_the_target_scales_in() -> None:
    world = world_with(12, provision(20), target(), track())
    world.advance(3 * MINUTE)

    assert capacity(world) == 18, "⌈20 × 0.6 ÷ 0.7⌉"
    assert "alarm.low" in kinds(world)
    kept = world_with(12, provision(20), target(), track(DisableScaleIn=True))
    kept.advance(20 * MINUTE)
    assert capacity(kept) == 20


@pytest.mark.fact("CON-026")
def test_an_idle_function_has_no_metric_and_does_not_scale_in() -> None:
    world = opened(setup=[published(), provision(20), target(), track()])
    world.advance(60 * MINUTE)

    assert capacity(world) == 20


@pytest.mark.fact("CON-026")
def test_what_is_provisioned_goes_on_serving_while_more_is_allocated() -> None:
    world = world_with(9, provision(10), target(), track())
    world.advance(3 * MINUTE + 30 * SECOND)
    answer = world.do(GetProvisionedConcurrencyConfig(FunctionName="f", Qualifier="1"))
    assert (answer["Status"], answer["AvailableProvisionedConcurrentExecutions"]) == (
        "IN_PROGRESS",
        10,
    )
    world.advance(10 * MINUTE)

    assert all(record.provisioned for record in records(world))
    assert capacity(world) == 13, "9 of 13 are 69 %"
    assert len(world.snapshot().environments) == 13


@pytest.mark.fact("CON-025")
def test_capacity_stays_between_its_bounds() -> None:
    world = world_with(9, provision(10), target(maximum=11), track())
    world.advance(30 * MINUTE)
    assert capacity(world) == 11
    world.do(target(minimum=None, maximum=8))
    assert capacity(world) == 8
    world.do(target(minimum=12, maximum=20))
    assert capacity(world) == 12


@pytest.mark.fact("CON-025")
def test_a_scheduled_action_changes_the_bounds_by_the_clock() -> None:
    world = opened(setup=[published(), target(0, 0)], preparation="60s")
    world.advance(SECOND)
    world.do(at("cron(10 0 * * ? *)", 5, 5, "morning"))
    world.do(at("at(2026-01-01T00:20:00)", 0, 0, "night"))
    world.advance(10 * MINUTE - 1)
    assert world.snapshot().functions[0].provisioned == ()
    world.advance(15 * MINUTE)
    (held,) = world.snapshot().functions[0].provisioned
    assert (held.requested, held.status) == (5, "READY")
    (rang,) = [event for event in world.log.since(0) if event.kind == "schedule.rang"]
    assert rang.at_us == 10 * MINUTE
    world.advance(21 * MINUTE)
    assert world.snapshot().functions[0].provisioned == ()


def test_what_is_suspended_rests() -> None:
    rests = SuspendedState(DynamicScalingOutSuspended=True, ScheduledScalingSuspended=True)
    world = world_with(9, provision(10), target(SuspendedState=rests), track())
    world.do(at("rate(1 minute)", 50, 60))
    world.advance(10 * MINUTE)

    assert capacity(world) == 10


def test_a_cooldown_holds_the_next_step_back() -> None:
    quick = world_with(40, provision(10), target(), track())
    slow = world_with(40, provision(10), target(), track(ScaleOutCooldown=1_800))
    for world in (quick, slow):
        world.advance(25 * MINUTE)

    assert capacity(slow) == 15, "⌈10 × 1 ÷ 0.7⌉, and no more for half an hour"
    assert capacity(quick) > 40


@pytest.mark.fact("CON-025")
def test_only_the_namespace_dimension_and_targets_of_lambda_are_taken() -> None:
    world = opened(setup=[published()])
    wrong = (
        RegisterScalableTarget(**WHAT | {"ServiceNamespace": "ecs"}, MinCapacity=1, MaxCapacity=2),
        RegisterScalableTarget(**WHAT | {"ResourceId": "function:f"}, MinCapacity=1, MaxCapacity=2),
        RegisterScalableTarget(**WHAT | {"ResourceId": "function:f:$LATEST"},
                               MinCapacity=1, MaxCapacity=2),
        target(None, 5),
        target(6, 5),
    )  # fmt: skip
    for operation in wrong:
        with pytest.raises(AwsError) as refused:
            world.do(operation)
        assert refused.value.code == "ValidationException"
    with pytest.raises(AwsError, match="No scalable target registered"):
        world.do(track())
    world.do(target())
    for value in (0.05, 0.95):
        with pytest.raises(AwsError, match=r"between 0\.1 and 0\.9"):
            world.do(track(value))
    for value in (0.1, 0.9):
        world.do(track(value))
    with pytest.raises(AwsError, match="Invalid schedule expression"):
        world.do(at("every day", 1, 2))


def test_after_deregistering_or_deleting_nothing_scales() -> None:
    world = world_with(9, provision(10), target(), track())
    world.advance(MINUTE)
    world.do(DeregisterScalableTarget(**WHAT))
    world.advance(20 * MINUTE)
    assert capacity(world) == 10
    gone = world_with(9, provision(10), target(), track())
    gone.do(at("rate(2 minutes)", 20, 30))
    gone.do(DeleteFunction(FunctionName="f"))
    gone.advance(20 * MINUTE)
    assert gone.snapshot().environments == ()


@pytest.mark.fact("MET-009", "MET-010", "MET-011", "MET-012", "MET-025", "CON-017")
def test_cloudwatch_sees_use_and_spill_over_a_minute_at_a_time() -> None:
    """Every second five come for four places, all through the first minute."""
    world = played(
        function(run="500ms"),
        traffic=[calls(*(f"{at}s" for at in range(60)), qualifier="1", count=5)],
        setup=[published(), provision(4)],
        until="5min",
    )
    counters = world.service.counters
    world.service.measure()
    for of in ("f", "f:1"):
        ((at_us, used),) = counters.periods("ProvisionedConcurrencyUtilization", of)
        assert (at_us, used.maximum) == (0, 1.0)
        assert counters.periods("ProvisionedConcurrentExecutions", of)[0][1].maximum == 4
        assert counters.total("ProvisionedConcurrencyInvocations", of) == 240
        assert counters.total("ProvisionedConcurrencySpilloverInvocations", of) == 60


@pytest.mark.fact("MET-010")
def test_a_request_that_lasts_counts_in_every_minute_it_lasts() -> None:
    world = played(
        function(run="150s", timeout="5min"),
        traffic=[calls("30s", qualifier="1", count=2)],
        setup=[published(), provision(4)],
        until="10min",
    )
    world.service.measure()
    found = world.service.counters.periods("ProvisionedConcurrencyUtilization", "f")

    assert [(at_us // MINUTE, each.maximum) for at_us, each in found] == [
        (0, 0.5), (1, 0.5), (2, 0.5),
    ]  # fmt: skip


def test_scaling_that_is_under_way_survives_a_copy() -> None:
    world = world_with(9, provision(10), target(), track())
    world.do(at("rate(7 minutes)", 20, 30))
    world.advance(3 * MINUTE + SECOND)
    copy = restore(freeze(world))
    for each in (world, copy):
        each.advance(20 * MINUTE)

    assert copy.log.digest() == world.log.digest()
    assert capacity(copy) >= 20


def test_shrinking_lets_what_runs_finish() -> None:
    world = played(
        function(run="30s", timeout="1min"),
        traffic=[calls("0s", qualifier="1", count=5)],
        setup=[published(), provision(6)],
        until="1s",
    )
    world.do(provision(2))
    assert len(world.snapshot().environments) == 5, "the idle one goes at once"
    later(world, "1min")

    assert [r.status for r in records(world)] == ["ok"] * 5
    assert len(world.snapshot().environments) == 2
    assert world.snapshot().account_in_flight == 0
    assert world.snapshot().unreserved == 998


@pytest.mark.fact("CON-026")
def test_three_busy_minutes_with_a_silent_one_between_them_are_no_alarm() -> None:
    busy_seconds = [*range(120), *range(180, 240)]
    world = opened(
        function(run="500ms"),
        traffic=[calls(*(f"{at}s" for at in busy_seconds), qualifier="1", count=9)],
        setup=[published(), provision(10), target(), track()],
    )
    world.advance(10 * MINUTE)

    assert capacity(world) == 10
