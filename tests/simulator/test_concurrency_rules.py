"""What AWS says of concurrency: reserved, provisioned, shared, and how fast it may grow."""

from __future__ import annotations

import pytest
from scenes import calls, function, later, opened, played, records, statuses

from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import (
    CreateAlias,
    DeleteFunction,
    DeleteFunctionConcurrency,
    DeleteProvisionedConcurrencyConfig,
    GetAccountSettings,
    GetFunctionConcurrency,
    GetProvisionedConcurrencyConfig,
    ListProvisionedConcurrencyConfigs,
    Operation,
    PublishVersion,
    PutFunctionConcurrency,
    PutProvisionedConcurrencyConfig,
    UpdateAlias,
    UpdateFunctionCode,
)
from lambdatutor.aws.shapes import AliasRoutingConfiguration
from lambdatutor.simulator.scenario import Traffic
from lambdatutor.simulator.time import HOUR, MILLISECOND, SECOND, Micros
from lambdatutor.simulator.world import World

LONG = {"run": "5min", "timeout": "15min"}


def reserve(amount: int, name: str = "f") -> Operation:
    return PutFunctionConcurrency(FunctionName=name, ReservedConcurrentExecutions=amount)


def provision(amount: int, qualifier: str = "1", name: str = "f") -> Operation:
    return PutProvisionedConcurrencyConfig(
        FunctionName=name, Qualifier=qualifier, ProvisionedConcurrentExecutions=amount
    )


def published(name: str = "f") -> Operation:
    return PublishVersion(FunctionName=name)


def reasons(world: World) -> dict[str, int]:
    """How many were turned away, by AWS's Reason."""
    found: dict[str, int] = {}
    for record in world.records():
        if record.status == "throttled":
            found[record.reason] = found.get(record.reason, 0) + 1
    return found


@pytest.mark.fact("CON-002", "INV-041", "INV-043")
def test_functions_share_the_thousand_of_their_account() -> None:
    world = played(
        function("f", **LONG),
        function("g", **LONG),
        traffic=[calls("0s", count=600), calls("1s", name="b", function="g", count=600)],
    )

    assert [each.in_flight for each in world.snapshot().functions] == [600, 400]
    assert reasons(world) == {"ConcurrentInvocationLimitExceeded": 200}
    assert world.snapshot().account_in_flight == 1_000


@pytest.mark.fact("CON-003", "CON-004")
def test_at_most_nine_hundred_can_be_reserved_in_all() -> None:
    world = opened(function("f"), function("g"))
    world.do(reserve(500, "f"))
    world.do(reserve(400, "g"))
    with pytest.raises(AwsError, match=r"below its minimum value of \[100\]"):
        world.do(reserve(401, "g"))
    world.do(reserve(499, "f"))
    world.do(reserve(401, "g"))

    assert world.snapshot().unreserved == 100


@pytest.mark.fact("CON-005", "INV-043")
def test_reserved_concurrency_is_a_cap_and_builds_nothing() -> None:
    world = played(function(**LONG), traffic=[calls("0s", count=8)], setup=[reserve(5)])

    assert world.snapshot().functions[0].in_flight == 5
    assert reasons(world) == {"ReservedFunctionConcurrentInvocationLimitExceeded": 3}
    assert all(each.cold for each in world.open_records())
    assert opened(setup=[reserve(5)]).snapshot().environments == ()


@pytest.mark.fact("CON-005")
def test_the_cap_covers_all_versions_together() -> None:
    world = played(
        function(**LONG),
        traffic=[calls("0s", count=3), calls("1s", name="b", qualifier="1", count=3)],
        setup=[published(), reserve(4)],
    )

    assert world.snapshot().functions[0].in_flight == 4


@pytest.mark.fact("CON-006")
def test_reserved_places_are_kept_even_when_nobody_uses_them() -> None:
    world = played(
        function("f"),
        function("g", **LONG),
        traffic=[calls("0s", function="g", count=1_000)],
        setup=[reserve(300, "f")],
    )

    assert world.snapshot().functions[1].in_flight == 700
    assert world.snapshot().functions[1].limit == world.snapshot().unreserved == 700


@pytest.mark.fact("CON-007")
def test_reserving_zero_stops_a_function_and_does_not_cut_off_what_runs() -> None:
    world = played(function(run="2s"), traffic=[calls("0s", "3s")], until="1s")
    world.do(reserve(0))
    later(world, "1min")

    assert statuses(world) == ["ok", "throttled"]
    assert reasons(world) == {"ReservedFunctionConcurrentInvocationLimitExceeded": 1}


@pytest.mark.fact("CON-006", "CON-024")
def test_giving_the_reservation_back_returns_to_the_pool_with_what_is_in_flight() -> None:
    world = played(function(**LONG), traffic=[calls("0s", count=5)], setup=[reserve(5)], until="1s")
    assert world.snapshot().account_in_flight == 0
    world.do(DeleteFunctionConcurrency(FunctionName="f"))

    assert world.snapshot().account_in_flight == 5
    assert world.do(GetFunctionConcurrency(FunctionName="f")) == {}
    world.do(reserve(3))
    assert world.snapshot().account_in_flight == 0
    assert world.do(GetFunctionConcurrency(FunctionName="f")) == {"ReservedConcurrentExecutions": 3}
    later(world, "20min")
    assert world.service.functions["f"].limit.in_flight == 0


@pytest.mark.fact("CON-024")
def test_a_deleted_function_gives_its_places_back_when_its_requests_end() -> None:
    world = played(
        function("f", **LONG),
        function("g", **LONG),
        traffic=[calls("0s", count=1_000), calls("1min", "6min", name="b", function="g")],
        until="30s",
    )
    world.do(DeleteFunction(FunctionName="f"))
    assert world.snapshot().account_in_flight == 1_000
    later(world, "30min")

    assert statuses(world)[1_000:] == ["throttled", "ok"]
    assert world.snapshot().account_in_flight == 0
    assert world.snapshot().environments == ()


@pytest.mark.fact("CON-012")
def test_provisioned_concurrency_without_a_reservation_comes_out_of_the_pool() -> None:
    world = opened(setup=[published()])
    with pytest.raises(AwsError, match="UnreservedConcurrentExecution below its minimum"):
        world.do(provision(901))
    world.do(provision(900))

    assert world.snapshot().unreserved == 100


@pytest.mark.fact("CON-010", "CON-011")
def test_provisioned_concurrency_stays_within_the_reservation() -> None:
    world = opened(setup=[published(), reserve(10), provision(4)])
    world.do(UpdateFunctionCode(FunctionName="f", S3Key="two", Publish=True))
    with pytest.raises(AwsError, match="should not be greater than the reserved"):
        world.do(provision(7, "2"))
    world.do(provision(6, "2"))
    with pytest.raises(AwsError, match=r"ReservedConcurrentExecutions  9 .* \[10\]"):
        world.do(reserve(9))
    world.do(provision(3))
    world.do(reserve(9))

    assert world.snapshot().unreserved == 991


@pytest.mark.fact("CON-013")
def test_with_all_of_the_reservation_provisioned_latest_is_throttled() -> None:
    world = played(
        function(run="1s"),
        traffic=[calls("0s"), calls("5s", name="b", qualifier="1")],
        setup=[published(), reserve(2), provision(2)],
    )
    first, second = records(world)

    assert first.reason == "ReservedFunctionConcurrentInvocationLimitExceeded"
    assert (second.status, second.provisioned, second.cold) == ("ok", True, False)


@pytest.mark.fact("CON-014", "CON-015", "CON-016")
def test_provisioned_concurrency_is_used_when_all_of_it_is_there() -> None:
    """90 s of preparation, 500 environments at 6,000 a minute, 2 s of Init: 90 + 4.99 + 2 s."""
    every_second = Traffic(name="t", function="f", qualifier="1", every=Micros(SECOND))
    world = opened(
        function(init="2s", run="100ms"),
        traffic=[every_second],
        setup=[published()],
        preparation="90s",
    )
    asked = world.do(provision(500))
    seen: dict[int, object] = {}
    for at_s in (1, 89, 95, 96, 97):
        world.advance(at_s * SECOND)
        seen[at_s] = world.do(GetProvisionedConcurrencyConfig(FunctionName="f", Qualifier="1"))

    waiting = {
        "RequestedProvisionedConcurrentExecutions": 500,
        "AllocatedProvisionedConcurrentExecutions": 0,
        "AvailableProvisionedConcurrentExecutions": 0,
        "Status": "IN_PROGRESS",
    }
    assert asked == seen[1] == seen[89] == seen[95] == seen[96] == waiting
    assert seen[97] == {**waiting, "Status": "READY"} | {
        "AllocatedProvisionedConcurrentExecutions": 500,
        "AvailableProvisionedConcurrentExecutions": 500,
    }
    later(world, "10s")
    (ready,) = [e.at_us for e in world.log.since(0) if e.kind == "provisioned.ready"]
    assert ready == 96_990 * MILLISECOND
    by_pool = {record.provisioned for record in records(world) if record.arrived_us > ready}
    before = {record.provisioned for record in records(world) if record.arrived_us < ready}
    assert (before, by_pool) == ({False}, {True})


@pytest.mark.fact("CON-016")
def test_the_preparation_takes_one_to_two_minutes() -> None:
    for seed in range(8):
        world = opened(setup=[published()], preparation="uniform:60s..120s", seed=seed)
        world.do(provision(1))
        world.advance(HOUR)
        (ready,) = [e.at_us for e in world.log.since(0) if e.kind == "provisioned.ready"]

        assert 60 * SECOND <= ready <= 120 * SECOND


@pytest.mark.fact("CON-017")
def test_what_goes_beyond_spills_over_to_on_demand() -> None:
    crowd = calls("0s", qualifier="1", count=5)
    free = played(function(run="1s", init="1s"), traffic=[crowd], setup=[published(), provision(2)])
    tight = played(
        function(run="1s", init="1s"),
        traffic=[crowd],
        setup=[published(), reserve(3), provision(2)],
    )

    assert [(r.provisioned, r.cold) for r in records(free)] == [(True, False)] * 2 + [
        (False, True)
    ] * 3
    assert statuses(tight) == ["ok"] * 3 + ["throttled"] * 2
    assert [record.provisioned for record in records(tight)][:3] == [True, True, False]


@pytest.mark.fact("CON-018")
def test_ten_requests_a_second_and_unit_is_what_provisioned_ones_serve() -> None:
    """Each takes 1 ms, so one environment is always free; the eleventh of a second spills over."""
    crowd = calls(*(f"{at}ms" for at in range(0, 2_000, 20)), qualifier="1")
    world = played(function(run="1ms"), traffic=[crowd], setup=[published(), provision(3)])

    for second in (0, 1):
        inside = [r for r in records(world) if r.arrived_us // SECOND == second]
        assert [record.provisioned for record in inside] == [True] * 30 + [False] * 20


@pytest.mark.fact("CON-019", "CON-020", "INV-044")
def test_each_function_has_a_scaling_bucket_of_its_own() -> None:
    world = played(
        function("f", **LONG),
        function("g", **LONG),
        traffic=[calls("0s", count=1_200), calls("0s", name="b", function="g", count=1_200)],
        quota=5_000,
    )
    snapshot = world.snapshot()

    assert [each.in_flight for each in snapshot.functions] == [1_000, 1_000]
    assert reasons(world) == {"FunctionInvocationRateLimitExceeded": 400}


@pytest.mark.fact("CON-020")
def test_warm_environments_and_provisioned_ones_take_nothing_from_the_bucket() -> None:
    world = opened(
        function(run="1s", warm=300), traffic=[calls("0s", count=300)], setup=[published()]
    )
    world.do(provision(500))
    world.advance(10 * SECOND)

    assert world.snapshot().functions[0].scaling_tokens == 1_000


@pytest.mark.fact("CON-021", "CON-022", "INV-044")
def test_the_request_rate_is_ten_times_the_reservation() -> None:
    """One environment may serve all of it: the rule bounds the total, not each environment."""
    quick = function(run="1ms")
    crowd = calls(*(f"{at}ms" for at in range(0, 1_000, 20)), "1s", "1020ms")
    world = played(quick, traffic=[crowd], setup=[reserve(3)])

    assert statuses(world) == ["ok"] * 30 + ["throttled"] * 20 + ["ok"] * 2
    assert reasons(world) == {"ReservedFunctionInvocationRateLimitExceeded": 20}
    assert {record.environment for record in records(world)} == {0, 1}


@pytest.mark.fact("CON-021", "INV-044")
def test_the_account_takes_ten_thousand_synchronous_requests_a_second() -> None:
    crowd = Traffic(function="f", every=Micros(80), times=12_500)
    world = played(function(run="50us", warm=1), traffic=[crowd])

    assert statuses(world) == ["ok"] * 10_000 + ["throttled"] * 2_500
    assert reasons(world) == {"FunctionInvocationRateLimitExceeded": 2_500}


@pytest.mark.fact("CON-024")
def test_the_gates_are_asked_in_the_order_of_aws() -> None:
    """Concurrency, then new environments, then the rate."""
    full = played(function(**LONG), traffic=[calls("0s", count=1_300)], quota=1_100, until="1s")
    gates = [e.numbers["gate"] for e in full.log.since(0) if e.kind == "request.throttled"]
    assert gates == ["scaling"] * 300

    both = played(function(**LONG), traffic=[calls("0s", count=30)], setup=[reserve(1)])
    gates = [e.numbers["gate"] for e in both.log.since(0) if e.kind == "request.throttled"]
    assert gates == ["concurrency"] * 29


@pytest.mark.fact("CON-028", "MET-006")
def test_what_is_set_aside_and_idle_is_no_concurrent_execution() -> None:
    world = played(
        function(run="1s"),
        traffic=[calls("0s", qualifier="1", count=2)],
        setup=[published(), reserve(50), provision(20)],
        until="2min",
    )

    assert [each.concurrent_executions for each in world.datapoints("f")] == [2]


@pytest.mark.fact("CON-029")
def test_account_settings() -> None:
    world = opened(function("f"), function("g"), setup=[reserve(250)])
    answer = world.do(GetAccountSettings())

    assert answer == {
        "AccountLimit": {
            "TotalCodeSize": 80_530_636_800,
            "CodeSizeUnzipped": 262_144_000,
            "CodeSizeZipped": 52_428_800,
            "ConcurrentExecutions": 1_000,
            "UnreservedConcurrentExecutions": 750,
        },
        "AccountUsage": {"FunctionCount": 2},
    }


def with_two_versions() -> World:
    return opened(
        function(run="1s"),
        setup=[
            published(),
            UpdateFunctionCode(FunctionName="f", S3Key="two", Publish=True),
            CreateAlias(FunctionName="f", Name="live", FunctionVersion="1"),
            provision(10, "live"),
        ],
    )


@pytest.mark.fact("CON-030")
def test_a_moved_alias_takes_its_provisioned_concurrency_along() -> None:
    world = with_two_versions()
    world.do(UpdateAlias(FunctionName="f", Name="live", FunctionVersion="2"))
    (held,) = world.snapshot().functions[0].provisioned
    assert (held.version, held.status, held.available) == ("2", "IN_PROGRESS", 0)
    later(world, "5min")

    assert {each.version for each in world.snapshot().environments} == {"2"}
    assert len(world.snapshot().environments) == 10
    assert world.snapshot().unreserved == 990


@pytest.mark.fact("CON-030")
def test_a_weighted_alias_splits_its_provisioned_concurrency() -> None:
    world = with_two_versions()
    world.do(
        UpdateAlias(
            FunctionName="f",
            Name="live",
            RoutingConfig=AliasRoutingConfiguration(AdditionalVersionWeights={"2": 0.3}),
        )
    )
    later(world, "5min")
    versions = [each.version for each in world.snapshot().environments]

    assert (versions.count("1"), versions.count("2")) == (7, 3)


def test_provisioned_concurrency_can_be_given_back_while_it_serves() -> None:
    world = played(
        function(run="10s", timeout="1min"),
        traffic=[calls("0s", qualifier="1", count=2), calls("5s", name="b", qualifier="1")],
        setup=[published(), provision(4)],
        until="1s",
    )
    world.do(DeleteProvisionedConcurrencyConfig(FunctionName="f", Qualifier="1"))

    assert len(world.snapshot().environments) == 2
    assert world.snapshot().account_in_flight == 2
    later(world, "1min")
    assert statuses(world) == ["ok"] * 3
    assert records(world)[2].cold
    assert world.snapshot().account_in_flight == 0
    assert world.do(ListProvisionedConcurrencyConfigs(FunctionName="f")) == {
        "ProvisionedConcurrencyConfigs": []
    }


def test_giving_back_what_is_being_allocated_leaves_nothing_behind() -> None:
    for at in ("30s", "90s", "95s", "100s"):
        world = opened(function(init="8s"), setup=[published()], preparation="90s")
        world.do(provision(300))
        later(world, at)
        world.do(DeleteProvisionedConcurrencyConfig(FunctionName="f", Qualifier="1"))
        later(world, "10min")

        assert world.snapshot().environments == ()
        assert world.snapshot().unreserved == 1_000


def test_provisioned_environments_are_replaced_when_they_end_of_age() -> None:
    """Also when the concurrency is given back while a replacement is in Init."""
    world = opened(
        function(run="1s", init="20s"),
        traffic=[Traffic(name="t", function="f", qualifier="1", every=Micros(5 * SECOND))],
        setup=[published(), provision(1)],
        lifetime="1min",
    )
    world.advance(60 * SECOND)
    later(world, "5s")
    assert [each.provisioned for each in world.snapshot().environments] == [True, False]
    world.do(DeleteProvisionedConcurrencyConfig(FunctionName="f", Qualifier="1"))
    later(world, "2min")
    assert {each.provisioned for each in world.snapshot().environments} == {False}

    kept = opened(
        function(run="1s", init="20s"),
        traffic=[Traffic(name="t", function="f", qualifier="1", every=Micros(5 * SECOND))],
        setup=[published(), provision(1)],
        lifetime="1min",
    )
    later(kept, "10min")
    assert sum(r.provisioned for r in kept.records()) > 60
    assert sum(each.provisioned for each in kept.snapshot().environments) == 1


def test_deleting_a_version_gives_its_provisioned_concurrency_back() -> None:
    world = opened(setup=[published(), provision(30)])
    world.do(DeleteFunction(FunctionName="f", Qualifier="1"))

    assert world.snapshot().functions[0].provisioned == ()
    assert world.snapshot().environments == ()
    assert world.snapshot().unreserved == 1_000
