"""What AWS says of versions and aliases."""

from __future__ import annotations

import pytest
from scenes import ROLE, calls, code, function, later, opened, played, poisson, records, statuses

from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import (
    CreateAlias,
    CreateFunction,
    DeleteAlias,
    DeleteFunction,
    GetAlias,
    GetFunction,
    Operation,
    PublishVersion,
    UpdateAlias,
    UpdateFunctionCode,
    UpdateFunctionConfiguration,
)
from lambdatutor.aws.shapes import (
    AliasRoutingConfiguration,
    Environment,
    EphemeralStorage,
    FunctionCode,
)
from lambdatutor.simulator.time import SECOND
from lambdatutor.simulator.world import World


def deploy(*, publish: bool = True, key: str = "two") -> Operation:
    return UpdateFunctionCode(FunctionName="f", S3Key=key, Publish=publish)


def alias(version: str = "1", weights: dict[str, float] | None = None) -> Operation:
    routing = AliasRoutingConfiguration(AdditionalVersionWeights=weights) if weights else None
    return CreateAlias(
        FunctionName="f", Name="live", FunctionVersion=version, RoutingConfig=routing
    )


def versions(world: World) -> tuple[str, ...]:
    return world.snapshot().functions[0].versions


def configuration(world: World, qualifier: str | None = None) -> dict[str, object]:
    answer = world.do(GetFunction(FunctionName="f", Qualifier=qualifier))["Configuration"]
    assert isinstance(answer, dict)
    return answer


@pytest.mark.fact("VER-001")
def test_versions_are_numbered_from_one_and_no_number_comes_twice() -> None:
    world = opened()
    assert world.do(PublishVersion(FunctionName="f"))["Version"] == "1"
    assert world.do(deploy())["Version"] == "2"
    world.do(DeleteFunction(FunctionName="f", Qualifier="2"))
    assert world.do(deploy(key="three"))["Version"] == "3"
    world.do(DeleteFunction(FunctionName="f"))
    create = CreateFunction(
        FunctionName="f", Role=ROLE, Code=FunctionCode(ZipFile="f.zip"), Publish=True
    )
    assert world.do(create)["Version"] == "4"
    assert versions(world) == ("4",)


@pytest.mark.fact("VER-002")
def test_publishing_without_a_change_gives_the_version_that_is_there() -> None:
    world = opened(setup=[PublishVersion(FunctionName="f")])

    assert world.do(PublishVersion(FunctionName="f"))["Version"] == "1"
    assert versions(world) == ("1",)
    world.do(UpdateFunctionConfiguration(FunctionName="f", Description="new"))
    assert world.do(PublishVersion(FunctionName="f"))["Version"] == "2"


@pytest.mark.fact("VER-003")
def test_a_published_version_never_changes() -> None:
    world = opened(function(memory=128), setup=[PublishVersion(FunctionName="f")])
    before = configuration(world, "1")
    world.do(
        UpdateFunctionConfiguration(
            FunctionName="f",
            MemorySize=1_024,
            Timeout=60,
            Runtime="python3.12",
            Handler="app.handler",
            Environment=Environment(Variables={"STAGE": "test"}),
            EphemeralStorage=EphemeralStorage(Size=1_024),
        )
    )
    after = configuration(world, "1")

    assert {key: before[key] for key in before if key != "RevisionId"} == {
        key: after[key] for key in after if key != "RevisionId"
    }
    latest = configuration(world)
    assert (latest["MemorySize"], latest["Timeout"]) == (1_024, 60)
    assert latest["Environment"] == {"Variables": {"STAGE": "test"}}
    assert latest["EphemeralStorage"] == {"Size": 1_024}
    assert latest["Version"] == "$LATEST"


@pytest.mark.fact("VER-003")
def test_a_published_version_keeps_its_warm_environments_through_an_update() -> None:
    world = played(
        function(releases={"two": code(run="1s")}),
        traffic=[calls("0s", "20s", qualifier="1"), calls("21s", name="b")],
        setup=[PublishVersion(FunctionName="f")],
        until="10s",
    )
    world.do(deploy(publish=False))
    later(world, "1min")

    assert [(r.version, r.cold, r.duration_us) for r in records(world)] == [
        ("1", True, 200_000),
        ("1", False, 200_000),
        ("$LATEST", True, SECOND),
    ]


@pytest.mark.fact("VER-004", "VER-011")
def test_no_qualifier_means_latest() -> None:
    world = played(
        traffic=[
            calls("0s"),
            calls("1s", name="b", qualifier="$LATEST"),
            calls("2s", name="c", qualifier="1"),
            calls("3s", name="d", qualifier="live"),
        ],
        setup=[PublishVersion(FunctionName="f"), alias()],
    )

    assert [record.version for record in records(world)] == ["$LATEST", "$LATEST", "1", "1"]


def weighted(weight: float) -> World:
    return played(
        traffic=[poisson(50, qualifier="live")],
        setup=[PublishVersion(FunctionName="f"), deploy(), alias("1", {"2": weight})],
    )


@pytest.mark.fact("VER-007", "VER-011")
@pytest.mark.parametrize("weight", [0.0, 0.1, 0.9, 1.0])
def test_the_additional_version_gets_its_weight_and_the_primary_the_rest(weight: float) -> None:
    chosen = [record.version for record in weighted(weight).records()]

    assert set(chosen) <= {"1", "2"}
    assert chosen.count("2") / len(chosen) == pytest.approx(weight, abs=0.02)


@pytest.mark.fact("VER-007")
def test_an_alias_that_moves_takes_the_next_request() -> None:
    world = played(
        traffic=[calls("0s", "10s", "20s", qualifier="live")],
        setup=[PublishVersion(FunctionName="f"), deploy(), alias("1")],
        until="5s",
    )
    world.do(UpdateAlias(FunctionName="f", Name="live", FunctionVersion="2"))
    later(world, "10s")
    empty = AliasRoutingConfiguration(AdditionalVersionWeights={})
    world.do(UpdateAlias(FunctionName="f", Name="live", FunctionVersion="1", RoutingConfig=empty))
    later(world, "1min")

    assert [record.version for record in records(world)] == ["1", "2", "1"]


@pytest.mark.fact("VER-008")
def test_an_alias_without_weights_may_point_at_latest() -> None:
    world = opened()
    answer = world.do(alias("$LATEST"))

    assert answer["FunctionVersion"] == "$LATEST"
    assert world.do(GetAlias(FunctionName="f", Name="live")) == answer


@pytest.mark.fact("VER-012")
def test_a_version_is_deleted_once_no_alias_points_at_it() -> None:
    world = opened(setup=[PublishVersion(FunctionName="f"), deploy(), alias("1", {"2": 0.5})])
    for number in ("1", "2"):
        with pytest.raises(AwsError, match="live"):
            world.do(DeleteFunction(FunctionName="f", Qualifier=number))
    world.do(DeleteAlias(FunctionName="f", Name="live"))
    world.do(DeleteFunction(FunctionName="f", Qualifier="1"))

    assert versions(world) == ("2",)
    world.do(DeleteFunction(FunctionName="f:1"))  # deleting it again is no error


@pytest.mark.fact("VER-014")
def test_a_revision_that_is_current_is_taken_and_a_stale_one_refused() -> None:
    world = opened(setup=[PublishVersion(FunctionName="f"), deploy(), alias("1")])
    revision = str(configuration(world)["RevisionId"])
    fresh = UpdateFunctionConfiguration(FunctionName="f", Timeout=9, RevisionId=revision)
    world.do(fresh)
    with pytest.raises(AwsError) as refused:
        world.do(fresh)
    assert refused.value.status == 412

    held = str(world.do(GetAlias(FunctionName="f", Name="live"))["RevisionId"])
    move = UpdateAlias(FunctionName="f", Name="live", FunctionVersion="2", RevisionId=held)
    world.do(move)
    with pytest.raises(AwsError) as refused:
        world.do(move)
    assert refused.value.code == "PreconditionFailedException"


def test_a_deleted_function_is_gone_for_callers_and_what_runs_ends() -> None:
    world = played(function(run="10s", timeout="1min"), traffic=[calls("0s", "5s")], until="1s")
    world.do(DeleteFunction(FunctionName="f"))
    later(world, "1min")

    assert statuses(world) == ["ok", "refused"]
    assert records(world)[1].reason == "ResourceNotFoundException"
    assert world.snapshot().environments == ()


def test_a_new_function_runs_at_once_with_the_defaults_of_aws() -> None:
    world = opened(traffic=[calls("1s", function="new")])
    answer = world.do(
        CreateFunction(FunctionName="new", Role=ROLE, Code=FunctionCode(ZipFile="f.zip"))
    )
    later(world, "1min")

    assert (answer["MemorySize"], answer["Timeout"]) == (128, 3)  # PRC-001, INV-034
    assert answer["EphemeralStorage"] == {"Size": 512}  # LIF-019
    assert statuses(world) == ["ok"]
