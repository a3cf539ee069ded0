"""What AWS says of the bill, of CloudWatch's metrics, of REPORT and of the answer to Invoke."""

from __future__ import annotations

import pytest
from a_judge import Nobody, judged
from scenes import (
    calls,
    code,
    function,
    later,
    opened,
    played,
    poisson,
    records,
    scenario,
    statuses,
)

from lambdatutor.aws import prices
from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import (
    DeleteProvisionedConcurrencyConfig,
    Invoke,
    PublishVersion,
    PutFunctionConcurrency,
    PutProvisionedConcurrencyConfig,
)
from lambdatutor.simulator.metrics import Datapoint
from lambdatutor.simulator.time import MINUTE, SECOND, Micros
from lambdatutor.simulator.world import EVERY_MINUTE, EVERY_SECOND, World

RESERVE_ONE = PutFunctionConcurrency(FunctionName="f", ReservedConcurrentExecutions=1)


def cost(world: World) -> float:
    return world.snapshot().totals.cost_usd


@pytest.mark.fact("PRC-003", "PRC-004", "PRC-005", "PRC-008")
@pytest.mark.parametrize(("architecture", "price"), [("x86_64", 1.66667e-5), ("arm64", 1.33334e-5)])
def test_an_invocation_costs_its_gigabyte_seconds_and_its_request(
    architecture: str, price: float
) -> None:
    world = played(
        function(run="100ms", memory=512, architecture=architecture), traffic=[calls("0s")]
    )

    assert cost(world) == pytest.approx(0.5 * 0.1 * price + 2e-7)
    assert cost(world) == pytest.approx(
        prices.on_demand_usd(memory_mb=512, billed_ms=100, architecture=architecture)
    )


@pytest.mark.fact("PRC-005", "MET-003")
def test_errors_are_paid_for_and_throttles_are_not() -> None:
    failing = played(function(errors=1.0), traffic=[calls("0s", count=3)])
    assert cost(failing) == pytest.approx(3 * (0.125 * 0.2 * 1.66667e-5 + 2e-7))
    throttled = played(traffic=[calls("0s", count=3)], setup=[RESERVE_ONE])
    assert cost(throttled) == pytest.approx(0.125 * 0.2 * 1.66667e-5 + 2e-7)


@pytest.mark.fact("LIF-021", "PRC-008")
def test_init_is_on_the_bill() -> None:
    world = played(function(init="1s", run="1s", memory=1_024), traffic=[calls("0s")])

    assert world.snapshot().totals.billed_mb_ms == 2_000 * 1_024


@pytest.mark.fact("PRC-007")
@pytest.mark.parametrize(("architecture", "held", "run"),
    [("x86_64", 4.1667e-6, 9.7222e-6), ("arm64", 3.3334e-6, 7.7778e-6)])  # fmt: skip
def test_provisioned_concurrency_costs_while_it_is_configured_and_when_it_runs(
    architecture: str, held: float, run: float
) -> None:
    """Rounded up to five minutes, from asking to giving back."""
    world = opened(
        function(run="2s", memory=2_048, architecture=architecture),
        traffic=[calls("1min", qualifier="1")],
        setup=[
            PublishVersion(FunctionName="f"),
            PutProvisionedConcurrencyConfig(
                FunctionName="f", Qualifier="1", ProvisionedConcurrentExecutions=3
            ),
        ],
    )
    later(world, "2min")
    ran = 2 * 2 * run + 2e-7
    block = 3 * 2 * 300 * held
    assert cost(world) == pytest.approx(ran + block)
    later(world, "4min")
    assert cost(world) == pytest.approx(ran + 2 * block)
    world.do(DeleteProvisionedConcurrencyConfig(FunctionName="f", Qualifier="1"))
    assert cost(world) == pytest.approx(ran + 2 * block)
    later(world, "1h")
    assert cost(world) == pytest.approx(ran + 2 * block)


@pytest.mark.fact("PRC-007")
def test_spill_over_is_billed_as_on_demand() -> None:
    world = played(
        function(run="1s", memory=1_024),
        traffic=[calls("0s", qualifier="1", count=2)],
        setup=[
            PublishVersion(FunctionName="f"),
            PutProvisionedConcurrencyConfig(
                FunctionName="f", Qualifier="1", ProvisionedConcurrentExecutions=1
            ),
        ],
    )

    expected = 300 * 4.1667e-6 + 9.7222e-6 + 1.66667e-5 + 2 * 2e-7
    assert cost(world) == pytest.approx(expected)


@pytest.mark.fact("MET-001", "MET-002", "MET-003", "MET-004", "LOG-002")
def test_the_metrics_of_a_minute() -> None:
    slow = calls("0s", name="slow", run=code(run="10s").run)
    world = played(
        function(init="1s", run="2s"),
        traffic=[slow, calls("1s", "6s", "10s", "70s", name="b")],
        setup=[RESERVE_ONE],
        until="2min",
    )
    first, second = world.datapoints("f")

    assert statuses(world) == ["timeout", "throttled", "ok", "ok", "ok"]
    assert first == Datapoint(
        start_us=0,
        invocations=3,
        errors=1,
        throttles=1,
        cold_starts=1,
        concurrent_executions=1,
        # The second one has the repeated Init in its Duration: (3 + 3 + 2) ÷ 3.
        duration_average_us=pytest.approx(8 * SECOND / 3),
        duration_max_us=3 * SECOND,
        duration_p99_us=pytest.approx(3 * SECOND, rel=0.001),
    )
    assert (second.start_us, second.invocations, second.errors) == (MINUTE, 1, 0)
    assert [record.init_us for record in records(world)] == [SECOND, 0, 0, 0, 0]


@pytest.mark.fact("MET-002")
def test_an_error_belongs_to_the_minute_in_which_it_began() -> None:
    world = played(
        function(run="10s", timeout="1min", errors=1.0), traffic=[calls("55s")], until="2min"
    )
    first, second = world.datapoints("f")

    assert (first.start_us, first.errors, first.concurrent_executions) == (0, 1, 1)
    assert (second.errors, second.concurrent_executions) == (0, 1)


@pytest.mark.fact("MET-006")
@pytest.mark.parametrize("periods", [(EVERY_SECOND, EVERY_MINUTE), (EVERY_MINUTE,)])
def test_concurrent_executions_are_the_most_at_once_in_each_period(
    periods: tuple[tuple[Micros, int], ...],
) -> None:
    of = scenario(
        function(run="3s", timeout="1min"),
        traffic=[calls("5s", count=7), calls("20s", name="b", count=2), calls("2min", name="c")],
    )
    world = World(of, periods=periods)
    world.advance(3 * MINUTE)
    minutes = {each.start_us: each.concurrent_executions for each in world.datapoints("f")}

    assert minutes == {0: 7, 2 * MINUTE: 1}
    if EVERY_SECOND in periods:
        seconds = {
            each.start_us // SECOND: each.concurrent_executions
            for each in world.datapoints("f", SECOND)
        }
        # What ends at the very end of 7.999… s is in flight all through it.
        assert seconds == {5: 7, 6: 7, 7: 7, 8: 7, 20: 2, 21: 2, 22: 2, 23: 2} | {
            120: 1, 121: 1, 122: 1, 123: 1
        }  # fmt: skip


@pytest.mark.fact("MET-006")
def test_the_period_that_is_not_over_yet_is_measured_too() -> None:
    world = played(function(run="1min", timeout="2min"), traffic=[calls("0s", count=4)], until="9s")

    (minute,) = world.datapoints("f")
    assert minute.concurrent_executions == 4


def test_metrics_agree_with_the_records() -> None:
    of = scenario(
        function(run="exp:1s", init="exp:300ms", errors=0.1),
        traffic=[poisson(30)],
        setup=[PutFunctionConcurrency(FunctionName="f", ReservedConcurrentExecutions=30)],
    )
    world = World(of, periods=(EVERY_SECOND, EVERY_MINUTE))
    world.advance(5 * MINUTE)
    ended = [record for record in world.records() if record.status != "throttled"]
    for period_us in (SECOND, MINUTE):
        datapoints = world.datapoints("f", period_us)
        assert sum(each.invocations for each in datapoints) == len(ended)
        assert sum(each.errors for each in datapoints) == sum(r.status != "ok" for r in ended)
        assert sum(each.throttles for each in datapoints) == world.meters.throttles > 0
        assert sum(each.cold_starts for each in datapoints) == sum(r.cold for r in ended)
        for each in datapoints:
            inside = sorted(
                r.duration_us
                for r in ended
                if each.start_us <= r.started_us < each.start_us + period_us
            )
            assert each.invocations == len(inside)
            assert each.duration_max_us == max(inside, default=0)
            if inside:
                assert each.duration_average_us == pytest.approx(sum(inside) / len(inside))
                rank = -(-99 * len(inside) // 100) - 1
                assert each.duration_p99_us == pytest.approx(inside[rank], rel=0.001, abs=1)
    assert world.meters.durations.percentile(0.5) == pytest.approx(
        sorted(r.duration_us for r in ended)[-(-len(ended) // 2) - 1], rel=0.001
    )
    with pytest.raises(ValueError, match="7"):
        world.datapoints("f", 7)


def test_the_oldest_datapoints_make_room() -> None:
    world = World(scenario(traffic=[poisson(5)]), periods=((SECOND, 10),))
    world.advance(MINUTE)
    datapoints = world.datapoints("f", SECOND)

    assert len(datapoints) <= 10
    assert datapoints[-1].start_us >= 58 * SECOND


def test_counters_are_the_same_whether_events_and_records_are_kept() -> None:
    of = scenario(
        function(run="exp:1s", init="exp:300ms", errors=0.1), traffic=[poisson(30)], idle="exp:20s"
    )
    seen: list[object] = []
    for keep in (True, False):
        periods = (EVERY_SECOND, EVERY_MINUTE)
        world = World(of, keep_events=keep, keep_records=keep, periods=periods)
        world.advance(5 * MINUTE)
        seen.append((world.snapshot(), world.datapoints("f"), world.datapoints("f", SECOND)))
        assert bool(world.records()) is keep
        assert bool(world.log.entries) is keep

    assert seen[0] == seen[1]


@pytest.mark.fact("INV-002", "INV-003")
def test_a_call_by_hand_is_answered_at_once_and_ends_in_its_own_time() -> None:
    world = opened(function(errors=1.0, init="1s"))
    answer = world.do(Invoke(FunctionName="f"))

    assert answer == {"StatusCode": 200, "ExecutedVersion": "$LATEST", "Request": 1}
    assert world.snapshot().functions[0].in_flight == 1
    later(world, "1min")
    assert statuses(world) == ["error"]
    assert world.records()[0].kind == "invoke"
    assert world.do(Invoke(FunctionName="f", InvocationType="DryRun")) == {"StatusCode": 204}
    assert world.snapshot().totals.requests == 1


@pytest.mark.fact("INV-041", "INV-042", "INV-043")
def test_a_call_by_hand_is_throttled_like_any_other() -> None:
    world = opened(setup=[RESERVE_ONE])
    world.do(Invoke(FunctionName="f"))
    with pytest.raises(AwsError) as refused:
        world.do(Invoke(FunctionName="f"))

    error = refused.value
    assert (error.code, error.status) == ("TooManyRequestsException", 429)
    assert error.message == "Rate Exceeded."
    assert error.reason == "ReservedFunctionConcurrentInvocationLimitExceeded"
    assert world.snapshot().totals.throttles == 1


def test_an_asynchronous_call_by_hand_is_answered_at_once() -> None:
    assert opened().do(Invoke(FunctionName="f", InvocationType="Event")) == {"StatusCode": 202}


def test_what_is_not_allowed_changes_nothing() -> None:
    world = World(judged(scenario()), authoriser=Nobody())
    before = world.snapshot()
    with pytest.raises(AwsError) as refused:
        world.do(RESERVE_ONE)

    assert refused.value.status == 403
    assert world.snapshot() == before
    assert [event.kind for event in world.log.since(0)][-1] == "operation.refused"
