"""Track 7, concurrency: what its lessons must show, shown by small accounts."""

from __future__ import annotations

from math import ceil

import pytest
from async_scenes import events as sent_async
from lesson_scenes import alias, cost, events, release, run, seconds, view
from queue_scenes import mapping as queue_mapping
from queue_scenes import messages
from queue_scenes import view as queue_view
from queue_words import queue
from scenes import (
    LONG,
    calls,
    code,
    function,
    later,
    poisson,
    provision,
    published,
    reasons,
    records,
    reserve,
    statuses,
)
from stream_scenes import mapping as stream_mapping
from stream_scenes import reader, stream

from lambdatutor.aws import operations as aws
from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.shapes import SnapStart
from lambdatutor.aws.shapes.scaling import (
    PredefinedMetricSpecification,
    ScalableTargetAction,
    TargetTrackingScalingPolicyConfiguration,
)
from lambdatutor.simulator.bill import bills
from lambdatutor.simulator.dependencies.setup import DependencySetup
from lambdatutor.simulator.distributions import parse_distribution
from lambdatutor.simulator.scenario import Traffic
from lambdatutor.simulator.time import MILLISECOND, SECOND, Micros
from lambdatutor.simulator.world import World

RESERVED = "ReservedFunctionConcurrentInvocationLimitExceeded"
POOL = "ConcurrentInvocationLimitExceeded"

# concurrency


@pytest.mark.fact("CON-001")
def test_concurrency_the_formula_against_the_live_count() -> None:
    """Rate times duration: 50 a second for 0.2 s are 10 in flight, and for 0.4 s are 20."""
    for duration, wanted in (("200ms", 10), ("400ms", 20)):
        world = run(function(run=duration), traffic=[Traffic(function="f", rate=50.0)], until="9s")
        assert view(world).in_flight == wanted
        assert max(each.concurrent_executions for each in world.datapoints("f")) <= wanted + 1

    crowd = run(function(run="exp:400ms"), traffic=[poisson(50)], until="10min")
    busy_us = sum(each.duration_us for each in records(crowd))
    assert busy_us / crowd.now_us == pytest.approx(20, rel=0.05)


def test_concurrency_the_shared_thousand() -> None:
    world = run(
        function("f", **LONG), function("g", **LONG),
        traffic=[calls("0s", count=700), calls("1s", function="g", name="b", count=700)],
    )  # fmt: skip

    assert (view(world).in_flight, view(world, "g").in_flight) == (700, 300)
    assert reasons(world) == {POOL: 400}
    shown = world.do(aws.GetAccountSettings())
    assert shown["AccountLimit"]["ConcurrentExecutions"] == 1_000


def test_concurrency_a_raised_quota() -> None:
    """Raising it is a request to AWS, and no call of Lambda: here it is the account's quota."""
    crowd = [calls("0s", count=1_000), calls("11s", name="b", count=500)]
    turned_away = {
        quota: reasons(run(function(**LONG), traffic=crowd, quota=quota))
        for quota in (1_000, 2_000)
    }

    assert turned_away == {1_000: {POOL: 500}, 2_000: {}}


def test_concurrency_a_noisy_neighbour() -> None:
    """A report takes every place; with 100 reserved the checkout does not feel it."""
    traffic = [
        calls("0s", function="report", name="report", count=1_000),
        Traffic(function="checkout", name="orders", rate=20.0, start=Micros(SECOND)),
    ]
    refused: list[int] = []
    for setup in ([], [reserve(100, "checkout")]):
        world = run(function("checkout"), function("report", **LONG), traffic=traffic, setup=setup)
        refused.append(
            sum(each.status == "throttled" for each in records(world) if each.kind == "customer"
                and each.function == "checkout")
        )  # fmt: skip

    assert refused[0] > 1_000
    assert refused[1] == 0


@pytest.mark.fact("CON-027")
def test_concurrency_sizing_a_real_case() -> None:
    """Measure the peak, add a tenth, and the same day fits; half of it does not."""
    day = [poisson(100)]
    seen = run(function(run="exp:500ms"), traffic=day, until="3min")
    peak = max(each.concurrent_executions for each in seen.datapoints("f"))
    assert peak > 50, "the average is 100 × 0.5 s"

    for places, fits in ((ceil(1.1 * peak), True), (peak // 2, False)):
        world = run(function(run="exp:500ms"), traffic=day, setup=[reserve(places)], until="3min")
        assert (reasons(world) == {}) is fits


# reserved-concurrency


def test_reserved_concurrency_is_a_guarantee() -> None:
    world = run(
        function("f", **LONG), function("g", **LONG),
        traffic=[calls("0s", function="g", name="g", count=1_000), calls("1s", count=200)],
        setup=[reserve(200)],
    )  # fmt: skip

    assert (view(world).in_flight, view(world, "g").in_flight) == (200, 800)


def test_reserved_concurrency_is_a_ceiling() -> None:
    world = run(function(**LONG), traffic=[calls("0s", count=9)], setup=[reserve(5)])

    assert (view(world).in_flight, view(world).limit_is) == (5, "reserved")
    assert reasons(world) == {RESERVED: 4}


def test_reserved_concurrency_a_hundred_stay() -> None:
    world = run(function("f"), function("g"), until="0s")
    world.do(reserve(600))
    with pytest.raises(AwsError, match=r"below its minimum value of \[100\]"):
        world.do(reserve(301, "g"))
    world.do(reserve(300, "g"))

    assert world.snapshot().unreserved == 100


def test_reserved_concurrency_0_is_the_off_switch() -> None:
    world = run(function(), traffic=[calls("1s", "20s", "40s")], until="10s")
    world.do(reserve(0))
    later(world, "20s")
    world.do(aws.DeleteFunctionConcurrency(FunctionName="f"))
    later(world, "20s")

    assert statuses(world) == ["ok", "throttled", "ok"]


def test_reserved_concurrency_gives_no_warmth() -> None:
    world = run(function(init="1s"), traffic=[calls("0s", count=3)], setup=[reserve(10)])

    assert [each.cold for each in records(world)] == [True] * 3


def test_reserved_concurrency_is_free() -> None:
    prices = {
        cost(run(function(), traffic=[calls("0s", count=3)], setup=setup, until="1h"))
        for setup in ([], [reserve(800)])
    }

    assert len(prices) == 1


# provisioned-concurrency


def test_provisioned_concurrency_on_a_version_or_an_alias() -> None:
    for qualifier in ("1", "live"):
        world = run(
            function(init="1s"),
            traffic=[calls("1s", qualifier=qualifier)],
            setup=[published(), alias("live"), provision(1, qualifier)],
        )
        assert [(each.provisioned, each.cold) for each in records(world)] == [(True, False)]
    with pytest.raises(AwsError, match="cannot be applied to unpublished function versions"):
        run(function(), setup=[provision(1, "$LATEST")])


def test_provisioned_concurrency_allocation_takes_time() -> None:
    world = run(
        function(init="2s"), traffic=[calls("10s", "150s", qualifier="1")], setup=[published()],
        until="1s",
    )  # fmt: skip
    world.do(provision(5))
    assert view(world).provisioned[0].status == "IN_PROGRESS"
    later(world, "3min")

    assert view(world).provisioned[0].status == "READY"
    assert seconds(world, "provisioned.ready")[0] > 60
    assert [each.cold for each in records(world)] == [True, False]


def test_provisioned_concurrency_spills_over() -> None:
    crowd = [calls("1s", qualifier="1", count=5)]
    world = run(function(init="1s"), traffic=crowd, setup=[published(), provision(3)])

    assert [each.cold for each in records(world)] == [False] * 3 + [True] * 2


def test_provisioned_concurrency_stays_within_the_reserved_number() -> None:
    world = run(function(), setup=[published(), reserve(5), provision(5)], until="1s")
    with pytest.raises(AwsError, match="should not be greater than the reserved"):
        world.do(provision(6))
    with pytest.raises(AwsError, match="should not be lower than function's total"):
        world.do(reserve(4))


TARGET = {
    "ServiceNamespace": "lambda",
    "ResourceId": "function:f:1",
    "ScalableDimension": "lambda:function:ProvisionedConcurrency",
}
SCALABLE = aws.RegisterScalableTarget(**TARGET, MinCapacity=1, MaxCapacity=50)


def held(world: World) -> int:
    return view(world).provisioned[0].requested


def test_provisioned_concurrency_on_a_schedule() -> None:
    """Twenty from five past midnight, and two from ten past."""
    actions = [
        aws.PutScheduledAction(
            ScheduledActionName=f"at {minute}",
            Schedule=f"cron({minute} 0 * * ? *)",
            ScalableTargetAction=ScalableTargetAction(MinCapacity=amount, MaxCapacity=amount),
            **TARGET,
        )
        for minute, amount in ((5, 20), (10, 2))
    ]
    world = run(function(), setup=[published(), provision(2), SCALABLE, *actions], until="4min")
    found = [held(world)]
    for _ in range(2):
        later(world, "5min")
        found.append(held(world))

    assert found == [2, 20, 2]


def test_provisioned_concurrency_follows_its_use() -> None:
    tracking = TargetTrackingScalingPolicyConfiguration(
        TargetValue=0.7,
        PredefinedMetricSpecification=PredefinedMetricSpecification(
            PredefinedMetricType="LambdaProvisionedConcurrencyUtilization"
        ),
    )
    policy = aws.PutScalingPolicy(
        PolicyName="p",
        PolicyType="TargetTrackingScaling",
        TargetTrackingScalingPolicyConfiguration=tracking,
        **TARGET,
    )
    world = run(
        function(run="1s"),
        traffic=[Traffic(function="f", qualifier="1", rate=9.0)],
        setup=[published(), provision(10), SCALABLE, policy],
        until="20min",
    )

    assert 13 <= held(world) <= 15, "9 are 70 % of 13"
    assert events(world, "capacity.changed")


@pytest.mark.fact("PRC-010")
@pytest.mark.parametrize(("busy", "cheaper"), [("400ms", False), ("550ms", False), ("650ms", True)])
def test_provisioned_concurrency_is_cheaper_above_60_percent(busy: str, cheaper: bool) -> None:
    """One request a second, an hour long, in one environment."""
    traffic = [Traffic(function="f", qualifier="1", rate=1.0)]
    of = function(run=busy, memory=1_024)
    plain, provisioned = (
        cost(run(of, traffic=traffic, setup=setup, until="1h"))
        for setup in ([published()], [published(), provision(1)])
    )

    assert (provisioned < plain) is cheaper


# faster-cold-starts

SLOW = {"init": "2s", "run": "100ms"}
SNAPSHOT = aws.UpdateFunctionConfiguration(
    FunctionName="f", SnapStart=SnapStart(ApplyOn="PublishedVersions")
)


def p99_us(world: World) -> int:
    waits = sorted(each.latency_us for each in records(world))
    return waits[ceil(0.99 * len(waits)) - 1]


@pytest.mark.fact("LIF-024")
def test_faster_cold_starts_their_share_is_small() -> None:
    """With steady traffic well under one in a hundred."""
    world = run(function(init="500ms"), traffic=[poisson(20)], until="10min")
    totals = world.snapshot().totals

    assert 0 < totals.cold_starts / totals.accepted < 0.01


def test_faster_cold_starts_a_p99_target() -> None:
    """Whether the p99 meets a cold start depends on their share."""
    often = run(function(**SLOW), traffic=[poisson(20)], until="10min")
    seldom = run(
        function(**SLOW), traffic=[Traffic(function="f", every=Micros(15 * 60 * SECOND))],
        until="12h",
    )  # fmt: skip

    assert p99_us(often) == 100 * MILLISECOND
    assert p99_us(seldom) == 2_100 * MILLISECOND


def test_faster_cold_starts_a_smaller_package_and_lazy_imports() -> None:
    """Less to load in Init; a library that is used seldom is loaded where it is used."""
    small = code(init="400ms", run="100ms")
    world = run(
        function(**SLOW, releases={"small": small}),
        traffic=[calls("0s", qualifier="1"), calls("1s", name="b", qualifier="2")],
        setup=[published(), release("small")],
    )

    assert [each.init_us for each in records(world)] == [2 * SECOND, 400 * MILLISECOND]


def test_faster_cold_starts_snapstart() -> None:
    """A restored snapshot stands in the place of Init."""
    of = function(**SLOW, restore=parse_distribution("300ms"))
    waits = [
        records(run(of, traffic=[calls("1s", qualifier="1")], setup=setup))[0].latency_us
        for setup in ([published()], [SNAPSHOT, published()])
    ]

    assert waits == [2_100 * MILLISECOND, 400 * MILLISECOND]


def test_faster_cold_starts_provisioned() -> None:
    world = run(
        function(**SLOW),
        traffic=[calls("1s", qualifier="1")],
        setup=[published(), provision(1)],
    )

    assert [each.latency_us for each in records(world)] == [100 * MILLISECOND]


def test_faster_cold_starts_the_cost_of_each() -> None:
    """Three hours, one cold request: billed Init, a snapshot that is kept, or a held place."""
    found = {
        name: bills(
            run(
                function(**SLOW, memory=1_024),
                traffic=[calls("1s", qualifier="1")],
                setup=setup,
                until="3h",
            ).service
        )[0]
        for name, setup in (
            ("plain", [published()]),
            ("snapstart", [SNAPSHOT, published()]),
            ("provisioned", [published(), provision(1)]),
        )
    }

    assert found["plain"].run_usd == pytest.approx(2.1 * 16.6667e-6)
    assert found["plain"].snap_start_usd == found["plain"].provisioned_usd == 0
    assert found["snapstart"].snap_start_usd > 0
    assert found["provisioned"].provisioned_usd > found["snapstart"].snap_start_usd
    assert min(found, key=lambda name: found[name].total_usd) == "plain"


# throttling


def test_throttling_429_and_its_reasons() -> None:
    """What turned a request away stands in the answer."""
    world = run(function(**LONG), setup=[reserve(1)], until="0s")
    world.do(aws.Invoke(FunctionName="f"))
    with pytest.raises(AwsError) as refused:
        world.do(aws.Invoke(FunctionName="f"))

    assert (refused.value.code, refused.value.status) == ("TooManyRequestsException", 429)
    assert refused.value.reason == RESERVED


def test_throttling_by_the_reserved_number() -> None:
    world = run(function(**LONG), traffic=[calls("0s", count=5)], setup=[reserve(3)])
    assert reasons(world) == {RESERVED: 2}


def test_throttling_by_the_pool() -> None:
    world = run(function(**LONG), traffic=[calls("0s", count=120)], quota=100)
    assert reasons(world) == {POOL: 20}


def test_throttling_by_a_thousand_environments_in_ten_seconds() -> None:
    world = run(
        function(**LONG),
        traffic=[calls("0s", "10s", count=1_500)],
        quota=9_000,
    )

    assert view(world).in_flight == 2_000
    assert [each.numbers["gate"] for each in events(world, "request.throttled")] == (
        ["scaling"] * 1_000
    )


def test_throttling_by_ten_times_the_rate() -> None:
    """Short requests: two places would be free, and the eleventh a second for each is too many."""
    world = run(
        function(run="1ms", warm=2),
        traffic=[calls(*(f"{10 * at}ms" for at in range(25)))],
        setup=[reserve(2)],
    )

    assert reasons(world) == {"ReservedFunctionInvocationRateLimitExceeded": 5}


# retry-storms


def test_retry_storms_four_callers_side_by_side() -> None:
    """A report takes all places for a minute. Who waits, who comes back, who is lost?"""
    world = run(
        function(run="100ms"),
        function("report", run="1min", timeout="2min"),
        traffic=[
            calls("0s", function="report", kind="report", name="report", count=100),
            calls("1s", name="sync", kind="sync"),
            sent_async("1s", name="async"),
            messages("1s", name="message"),
            calls("1s", to="kinesis:s", name="record"),
        ],
        setup=[queue(visibility=20), queue_mapping(), stream(), stream_mapping()],
        quota=100,
        until="30s",
    )
    assert [each.status for each in world.records() if each.kind == "sync"] == ["throttled"]
    assert world.snapshot().internal_queues[0].waiting == 1
    assert queue_view(world).received == 2, "hidden, and back after its visibility timeout"
    assert reader(world).state == "blocked"

    later(world, "3min")
    served = [each.kind for each in world.records() if each.status == "ok"]
    assert len(served) - served.count("report") == 3
    assert "sync" not in served, "nobody tries again for the one who was told"
    assert (queue_view(world).deleted, reader(world).done) == (1, 1)


def tries(mode: str) -> int:
    """How many requests 200 customers make of a function with ten places."""
    world = run(
        function(run="1s"),
        traffic=[calls("0s", count=200, retries=mode, max_attempts=500)],
        setup=[reserve(10)],
    )
    assert world.snapshot().callers[0].answered > 0
    return world.snapshot().callers[0].tries


def test_retry_storms_without_back_off() -> None:
    assert tries("immediate") > 20 * 200


def test_retry_storms_exponential_with_jitter() -> None:
    assert tries("standard") < 3 * 200


def test_retry_storms_databases_with_too_few_connections() -> None:
    """Lambda scales and the database does not; a ceiling on the function keeps both whole."""
    database = DependencySetup(name="db", latency=parse_distribution("1s"), connections=10)
    found: list[list[str]] = []
    for setup in ([], [reserve(10)]):
        world = run(
            function(run="1s", timeout="10s", calls=("db",)),
            traffic=[sent_async("0s", count=30)],
            setup=setup,
            dependencies=(database,),
            until="20s",
        )
        found.append(statuses(world))
        assert all(each.connections <= 10 for each in world.snapshot().dependencies)

    assert found[0].count("error") == 20
    assert found[1].count("error") == 0
    assert "throttled" in found[1]
