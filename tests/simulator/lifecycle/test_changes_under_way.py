"""A function that is being created or updated, and who may do what meanwhile."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from scenes import ROLE, calls, code, function, later, published, records, scenario

from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import (
    CreateFunction,
    DeleteFunction,
    GetFunctionConfiguration,
    Invoke,
    PublishVersion,
    UpdateFunctionCode,
    UpdateFunctionConfiguration,
)
from lambdatutor.aws.shapes import FunctionCode
from lambdatutor.simulator.checkpoint import freeze, restore
from lambdatutor.simulator.distributions import parse_distribution
from lambdatutor.simulator.time import SECOND
from lambdatutor.simulator.world import World


def slow_world(*traffic: object, setup: tuple[object, ...] = ()) -> World:
    """Creating takes 5 s, updating 10 s."""
    of = scenario(
        function(run="100ms", releases={"two": code(run="1s")}), traffic=traffic, setup=setup
    )
    return World(
        replace(
            of,
            function_creation=parse_distribution("5s"),
            function_update=parse_distribution("10s"),
        )
    )


def create(name: str = "new") -> CreateFunction:
    return CreateFunction(FunctionName=name, Role=ROLE, Code=FunctionCode(ZipFile="f.zip"))


def state(world: World, name: str = "f") -> tuple[object, object]:
    answer = world.do(GetFunctionConfiguration(FunctionName=name))
    return answer["State"], answer["LastUpdateStatus"]


@pytest.mark.fact("INV-045", "INV-047")
def test_a_new_function_is_pending_and_cannot_be_invoked() -> None:
    world = slow_world()
    world.advance(SECOND)
    answer = world.do(create())
    assert (answer["State"], answer["StateReasonCode"], answer["Version"]) == (
        "Pending",
        "Creating",
        "$LATEST",
    )
    with pytest.raises(AwsError, match="currently in the following state: Pending") as refused:
        world.do(Invoke(FunctionName="new"))
    assert (refused.value.code, refused.value.status) == ("ResourceConflictException", 409)
    with pytest.raises(AwsError, match="state: Pending"):
        world.do(PublishVersion(FunctionName="new"))
    later(world, "5s")
    assert state(world, "new") == ("Active", "Successful")
    assert world.do(Invoke(FunctionName="new"))["StatusCode"] == 200


@pytest.mark.fact("INV-047", "LIF-017")
def test_requests_run_the_old_code_until_the_update_is_successful() -> None:
    world = slow_world(calls("1s", "5s", "9s", "11s", "15s"))
    answer = world.do(UpdateFunctionCode(FunctionName="f", S3Key="two"))
    assert answer["LastUpdateStatus"] == "InProgress"
    world.advance(6 * SECOND)
    assert state(world) == ("Active", "InProgress")
    later(world, "1min")

    assert state(world) == ("Active", "Successful")
    assert [r.duration_us for r in records(world)] == [100_000] * 3 + [SECOND] * 2
    assert [r.cold for r in records(world)] == [True, False, False, True, False]


@pytest.mark.fact("INV-047")
@pytest.mark.parametrize(
    "second",
    [
        UpdateFunctionCode(FunctionName="f", S3Key="two"),
        UpdateFunctionConfiguration(FunctionName="f", MemorySize=256),
        PublishVersion(FunctionName="f"),
    ],
)
def test_one_change_at_a_time(second: object) -> None:
    world = slow_world()
    world.advance(SECOND)
    world.do(UpdateFunctionConfiguration(FunctionName="f", MemorySize=512))
    with pytest.raises(AwsError) as refused:
        world.do(second)

    assert refused.value.status == 409
    assert refused.value.message == (
        "The operation cannot be performed at this time. An update is in progress for resource: "
        "arn:aws:lambda:us-east-1:123456789012:function:f"
    )
    later(world, "10s")
    world.do(second)


@pytest.mark.fact("INV-047", "VER-001")
def test_a_version_published_along_with_an_update_runs_once_it_is_done() -> None:
    world = slow_world(calls("5s", "15s", qualifier="1"))
    answer = world.do(UpdateFunctionCode(FunctionName="f", S3Key="two", Publish=True))
    later(world, "1min")

    assert answer["Version"] == "1"
    assert [(r.status, r.reason) for r in records(world)] == [
        ("refused", "ResourceConflictException"),
        ("ok", ""),
    ]
    assert records(world)[1].duration_us == SECOND


def test_a_function_can_be_deleted_while_it_is_changing() -> None:
    world = slow_world()
    world.advance(SECOND)
    world.do(UpdateFunctionCode(FunctionName="f", S3Key="two"))
    world.do(DeleteFunction(FunctionName="f"))
    world.do(create("f"))
    later(world, "1min")

    assert state(world) == ("Active", "Successful")
    assert world.snapshot().functions[0].versions == ()


def test_what_stands_when_a_run_opens_has_been_there_for_long() -> None:
    world = slow_world(setup=(create(), published()))
    assert state(world, "new") == ("Active", "Successful")


@pytest.mark.fact("INV-046")
def test_states_and_statuses_are_those_of_aws() -> None:
    world = slow_world()
    seen = {state(world)}
    world.advance(SECOND)
    world.do(create())
    world.do(UpdateFunctionConfiguration(FunctionName="f", Timeout=9))
    seen |= {state(world), state(world, "new")}

    assert seen == {("Active", "Successful"), ("Active", "InProgress"), ("Pending", "Successful")}


def test_a_change_that_is_under_way_survives_a_copy() -> None:
    world = slow_world(calls("5s", "15s"))
    world.do(UpdateFunctionCode(FunctionName="f", S3Key="two"))
    world.advance(6 * SECOND)
    copy = restore(freeze(world))
    for each in (world, copy):
        each.advance(60 * SECOND)

    assert copy.log.digest() == world.log.digest()
    assert [r.duration_us for r in records(copy)] == [100_000, SECOND]
