"""What AWS says of concurrency: reserved, provisioned, shared, and how fast it may grow."""

from __future__ import annotations

import pytest
from scenes import (
    LONG,
    calls,
    function,
    later,
    opened,
    played,
    provision,
    published,
    reasons,
    records,
    reserve,
    statuses,
)

from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import (
    DeleteFunction,
    DeleteFunctionConcurrency,
    GetAccountSettings,
    GetFunctionConcurrency,
)
from lambdatutor.simulator.scenario import Traffic
from lambdatutor.simulator.time import SECOND, Micros


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
