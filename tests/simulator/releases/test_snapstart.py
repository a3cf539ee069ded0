"""SnapStart: a snapshot at publish, a restore in each new environment, and what it costs."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from scenes import (
    ROLE,
    calls,
    function,
    kinds,
    later,
    opened,
    played,
    provision,
    published,
    records,
)
from scenes import scenario as scene

from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import (
    CreateFunction,
    DeleteFunction,
    GetFunctionConfiguration,
    Invoke,
    Operation,
    PublishVersion,
    UpdateFunctionConfiguration,
)
from lambdatutor.aws.shapes import EphemeralStorage, FunctionCode, SnapStart
from lambdatutor.simulator.bill import bills
from lambdatutor.simulator.checkpoint import freeze, restore
from lambdatutor.simulator.distributions import parse_distribution
from lambdatutor.simulator.time import HOUR, MILLISECOND, SECOND
from lambdatutor.simulator.timeline import Timeline
from lambdatutor.simulator.world import World

ON = UpdateFunctionConfiguration(FunctionName="f", SnapStart=SnapStart(ApplyOn="PublishedVersions"))
OFF = UpdateFunctionConfiguration(FunctionName="f", SnapStart=SnapStart(ApplyOn="None"))


def runtime(name: str) -> Operation:
    return UpdateFunctionConfiguration(FunctionName="f", Runtime=name)


RESTORED = {
    "init": "4s",
    "run": "1s",
    "timeout": "30s",
    "restore": parse_distribution("300ms"),
    "after_restore": 100 * MILLISECOND,
}


def state(world: World) -> object:
    return world.do(GetFunctionConfiguration(FunctionName="f", Qualifier="1"))["State"]


@pytest.mark.fact("SNP-003")
def test_a_new_environment_restores_the_snapshot_instead_of_running_init() -> None:
    world = played(
        function(**RESTORED), traffic=[calls("0s", "10s", qualifier="1")], setup=[ON, published()]
    )
    cold, warm = records(world)

    assert (cold.cold, cold.latency_us, cold.duration_us) == (True, 1_300_000, SECOND)
    assert (warm.cold, warm.latency_us) == (False, SECOND)
    assert (cold.billed_ms, warm.billed_ms) == (1_100, 1_000), "only the hooks are billed"
    assert "init.start" not in kinds(world)
    timeline = Timeline()
    timeline.follow(world.log)
    (lane,) = timeline.lanes(0, 60 * SECOND)
    assert [(s.phase, s.start_us) for s in lane.spans[:2]] == [("restore", 0), ("invoke", 300_000)]


@pytest.mark.fact("SNP-001")
def test_latest_never_starts_from_a_snapshot() -> None:
    world = played(function(**RESTORED), traffic=[calls("0s")], setup=[ON, published()])

    assert records(world)[0].init_us == 4 * SECOND
    assert "restore.start" not in kinds(world)


@pytest.mark.fact("SNP-003", "SNP-004")
def test_a_version_is_pending_until_its_snapshot_is_there() -> None:
    """Init takes 4 s, and the rest of it 60 s (a setting)."""
    of = replace(
        scene(
            function(**RESTORED),
            traffic=[calls("30s", "70s", qualifier="1")],
            setup=[ON],
        ),
        snapshot_creation=parse_distribution("60s"),
    )
    world = World(of)
    world.advance(SECOND)
    assert world.do(PublishVersion(FunctionName="f"))["State"] == "Pending"
    with pytest.raises(AwsError) as refused:
        world.do(Invoke(FunctionName="f", Qualifier="1"))
    assert (refused.value.code, refused.value.status) == ("SnapStartNotReadyException", 409)
    world.advance(64 * SECOND)
    assert state(world) == "Pending"
    world.advance(65 * SECOND)
    assert state(world) == "Active"
    later(world, "1min")
    assert [(r.status, r.reason) for r in records(world)[1:]] == [
        ("refused", "SnapStartNotReadyException"),
        ("ok", ""),
    ]


@pytest.mark.fact("LIF-004", "SNP-003")
@pytest.mark.parametrize(("init", "ends"), [("129s", "Active"), ("131s", "Failed")])
def test_init_for_a_snapshot_may_take_far_longer_than_ten_seconds(init: str, ends: str) -> None:
    world = opened(function(init=init), setup=[ON])
    world.advance(SECOND)
    world.do(published())
    later(world, "5min")

    assert state(world) == ends


@pytest.mark.fact("SNP-003")
def test_hooks_that_take_over_ten_seconds_end_the_restore_with_status_408() -> None:
    world = played(
        function(**RESTORED | {"restore": parse_distribution("12s"), "after_restore": 11 * SECOND}),
        traffic=[calls("0s", qualifier="1")],
        setup=[ON, published()],
    )
    (record,) = records(world)

    assert (record.status, record.reason) == ("refused", "SnapStartTimeoutException")
    assert record.ended_us == 11 * SECOND, "1 s of loading and the 10 s that the hooks may take"
    assert world.meters.errors == 0
    assert world.snapshot().account_in_flight == 0


@pytest.mark.fact("SNP-004")
def test_a_hook_that_raises_refuses_the_request() -> None:
    world = played(
        function(**RESTORED | {"after_restore_fails": True}),
        traffic=[calls("0s", qualifier="1")],
        setup=[ON, published()],
    )

    assert [(r.status, r.reason) for r in records(world)] == [("refused", "SnapStartException")]


@pytest.mark.fact("SNP-001")
@pytest.mark.parametrize(
    ("name", "taken"),
    [("python3.12", True), ("python3.11", False), ("java11", True), ("java8.al2", False),
     ("dotnet8", True), ("dotnet6", False), ("nodejs22.x", False), ("provided.al2023", False)],
)  # fmt: skip
def test_some_runtimes_have_it_and_others_do_not(name: str, taken: bool) -> None:
    world = opened(setup=[runtime(name)])
    if taken:
        assert "SnapStart" in world.do(ON)
        return
    with pytest.raises(AwsError, match=f"{name} is not supported for SnapStart"):
        world.do(ON)


@pytest.mark.fact("SNP-001")
def test_a_container_image_has_no_snapshot() -> None:
    create = CreateFunction(
        FunctionName="new",
        Role=ROLE,
        Code=FunctionCode(ImageUri="image"),
        PackageType="Image",
        SnapStart=SnapStart(ApplyOn="PublishedVersions"),
    )
    with pytest.raises(AwsError, match="Container images"):
        opened().do(create)


@pytest.mark.fact("SNP-002")
def test_it_excludes_provisioned_concurrency_and_a_larger_tmp() -> None:
    world = opened(setup=[ON, published()])
    with pytest.raises(AwsError, match="SnapStart"):
        world.do(provision(1))
    large = EphemeralStorage(Size=1_024)
    with pytest.raises(AwsError, match="512 MB"):
        world.do(UpdateFunctionConfiguration(FunctionName="f", EphemeralStorage=large))
    world.do(OFF)
    world.do(UpdateFunctionConfiguration(FunctionName="f", EphemeralStorage=large))
    with pytest.raises(AwsError, match="512 MB"):
        world.do(ON)


@pytest.mark.fact("SNP-003", "SNP-006")
def test_every_environment_restores_one_and_the_same_init() -> None:
    """Each Init takes another time; with SnapStart there was one, before the first request."""
    three = calls("20s", qualifier="1", count=3)
    behaviour = RESTORED | {"init": "uniform:1s..9s"}
    plain = played(function(**behaviour), traffic=[three], setup=[published()])
    world = opened(function(**behaviour), traffic=[three], setup=[ON])
    world.advance(1)
    world.do(published())
    later(world, "1min")

    assert len({record.init_us for record in records(plain)}) == 3
    assert kinds(world).count("snapshot.ready") == 1
    assert {record.latency_us for record in records(world)} == {1_300_000}


@pytest.mark.fact("SNP-007")
@pytest.mark.parametrize(("name", "paid"), [("python3.13", 1.0), ("dotnet8", 1.0), ("java21", 0.0)])
def test_caching_and_restores_are_paid_for_but_not_with_java(name: str, paid: float) -> None:
    world = opened(
        function(**RESTORED, memory=2_048),
        traffic=[calls("1s", qualifier="1", count=2)],
        setup=[runtime(name), ON, published()],
    )
    world.advance(HOUR)
    cached, restored = 1.5046e-6, 0.0001397998
    expected = paid * 2 * (3 * 3_600 * cached + 2 * restored)
    assert bills(world.service)[0].snap_start_usd == pytest.approx(expected), "at least 3 h"
    world.advance(5 * HOUR)
    expected = paid * 2 * (5 * 3_600 * cached + 2 * restored)
    assert bills(world.service)[0].snap_start_usd == pytest.approx(expected)
    world.do(DeleteFunction(FunctionName="f", Qualifier="1"))
    world.advance(9 * HOUR)
    assert bills(world.service)[0].snap_start_usd == pytest.approx(expected), "it is gone"
    assert world.snapshot().totals.cost_usd == pytest.approx(bills(world.service)[0].total_usd)


@pytest.mark.fact("LIF-023")
def test_such_an_environment_says_snap_start() -> None:
    world = played(
        function(**RESTORED), traffic=[calls("0s", qualifier="1")], setup=[ON, published()]
    )

    assert [each.initialization for each in world.snapshot().environments] == ["snap-start"]


def test_a_snapshot_that_is_being_made_survives_a_copy() -> None:
    world = opened(function(**RESTORED), traffic=[calls("2s", "9s", qualifier="1")], setup=[ON])
    world.advance(SECOND)
    world.do(published())
    world.advance(2 * SECOND)
    copy = restore(freeze(world))
    for each in (world, copy):
        each.advance(60 * SECOND)

    assert copy.log.digest() == world.log.digest()
    assert [record.status for record in records(copy)] == ["refused", "ok"]
