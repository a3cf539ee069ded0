"""What AWS says of provisioned concurrency."""

from __future__ import annotations

import pytest
from scenes import (
    calls,
    function,
    later,
    opened,
    played,
    poisson,
    provision,
    published,
    records,
    reserve,
    statuses,
)

from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import (
    CreateAlias,
    DeleteFunction,
    DeleteProvisionedConcurrencyConfig,
    GetProvisionedConcurrencyConfig,
    ListProvisionedConcurrencyConfigs,
    UpdateAlias,
    UpdateFunctionCode,
)
from lambdatutor.aws.shapes import AliasRoutingConfiguration
from lambdatutor.simulator.scenario import Traffic
from lambdatutor.simulator.time import HOUR, MILLISECOND, SECOND, Micros
from lambdatutor.simulator.world import World


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


@pytest.mark.fact("CON-023", "CON-018")
def test_events_have_no_limit_on_their_rate_in_provisioned_ones_either() -> None:
    """150 events in a second and 10 units: all are served, and leave callers their 100."""
    moments = tuple(f"{at}ms" for at in range(0, 1_000, 10))
    world = played(
        function(run="1ms"),
        traffic=[
            poisson(150, qualifier="1", invocation="async", kind="event", until=SECOND),
            calls(*moments, qualifier="1", name="callers"),
        ],
        setup=[published(), reserve(10), provision(10)],
    )

    assert len(records(world)) > 200
    assert set(statuses(world)) == {"ok"}
    assert all(record.provisioned for record in records(world))


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
        lifetime="60500ms",
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


def test_a_place_whose_init_fails_is_built_again_until_it_stands() -> None:
    """The amount that was asked for stays, however often a new environment fails."""
    world = opened(
        function(init="1s", init_errors=0.5),
        setup=[published(), provision(5)],
        lifetime="uniform:20min..40min",
    )
    seen: list[int] = []
    for _ in range(8):
        later(world, "1h")
        seen.append(sum(each.provisioned for each in world.snapshot().environments))
    failed = sum(each.kind == "init.failed" for each in world.log.since(0))

    assert failed > 20
    assert min(seen) >= 4, seen
    world.do(DeleteProvisionedConcurrencyConfig(FunctionName="f", Qualifier="1"))
    later(world, "2h")
    assert not world.snapshot().environments
