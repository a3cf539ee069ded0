"""What an event runs on, how often it comes, and what a deletion does to it."""

from __future__ import annotations

import pytest
from async_scenes import (
    SQS,
    Shelf,
    broken,
    config,
    events,
    fails,
    lambda_arn,
    metric,
    queue,
    seen,
    starts_s,
)
from msgspec.structs import replace
from scenes import (
    code,
    function,
    later,
    opened,
    played,
    provision,
    published,
    records,
    scenario,
    statuses,
)

from lambdatutor.aws.operations import (
    CreateAlias,
    DeleteAlias,
    DeleteFunction,
    UpdateFunctionCode,
)
from lambdatutor.simulator.parcel import Parcel
from lambdatutor.simulator.time import MINUTE
from lambdatutor.simulator.world import World


@pytest.mark.fact("ASY-021")
def test_an_event_may_come_twice_without_an_error() -> None:
    of = replace(scenario(function(), traffic=[events("0s", count=400)]), async_duplicates=0.1)
    world = World(of)
    world.advance(MINUTE)

    view = seen(world)
    assert view.received == metric(world, "AsyncEventsReceived") == 400
    assert 20 < view.copied < 65
    assert view.succeeded == 400 + view.copied == statuses(world).count("ok")


@pytest.mark.fact("ASY-021")
def test_no_event_comes_twice_unless_the_scenario_says_so() -> None:
    world = played(function(), traffic=[events("0s", count=400)])

    assert (seen(world).copied, seen(world).succeeded) == (0, 400)


@pytest.mark.fact("ASY-021")
def test_a_copy_has_the_request_id_of_its_event() -> None:
    of = replace(scenario(function(), traffic=[events("0s")]), async_duplicates=1.0)
    world = World(of)
    shelf = Shelf(world, SQS)
    fails(world, "1min", config(success=SQS))

    first, second = (each["requestContext"]["requestId"] for each in shelf.bodies)
    assert first == second
    assert starts_s(world) == [0, 1]


@pytest.mark.fact("LIF-018", "LIF-017")
def test_a_waiting_event_runs_with_the_code_of_the_moment_it_is_tried() -> None:
    world = played(
        function(run="0s", errors=1.0, releases={"fixed": code(run="0s")}),
        traffic=[events("0s")],
        until="10s",
    )
    world.do(UpdateFunctionCode(FunctionName="f", S3Bucket="code", S3Key="fixed"))
    later(world, "10min")

    assert statuses(world) == ["error", "ok"]


@pytest.mark.fact("LIF-018", "VER-007")
def test_an_alias_is_looked_up_at_each_try() -> None:
    world = opened(
        broken(releases={"fixed": code(run="0s")}),
        setup=[
            published(),
            CreateAlias(FunctionName="f", Name="live", FunctionVersion="1"),
        ],
    )
    world.service.deliver(lambda_arn("f", "live"), Parcel(), -1)
    later(world, "1s")
    world.do(UpdateFunctionCode(FunctionName="f", S3Bucket="code", S3Key="fixed", Publish=True))
    world.service.functions["f"].aliases["live"].version = "2"
    later(world, "10min")

    assert [(each.version, each.status) for each in records(world)] == [("1", "error"), ("2", "ok")]


def test_provisioned_environments_serve_events_too() -> None:
    world = opened(function(), setup=[published(), provision(2)])
    for _ in range(2):
        world.service.deliver(lambda_arn("f", "1"), Parcel(), -1)
    later(world, "10s")

    assert [each.provisioned for each in world.records()] == [True, True]


def test_a_deleted_function_takes_its_events_along() -> None:
    world = played(broken(), traffic=[events("0s", count=3)], until="10s")
    kept = queue(world)
    world.do(DeleteFunction(FunctionName="f"))
    later(world, "1h")

    assert (kept.lost, kept.dropped, kept.idle) == (3, 0, True)
    assert world.service.deliver(lambda_arn("f"), Parcel(), -1) == "ResourceNotFoundException"
    assert world.finished


def test_what_runs_while_its_function_is_deleted_ends_in_its_environment() -> None:
    world = played(function(run="2s"), broken_name(), traffic=[events("0s")], until="1s")
    kept = queue(world)
    world.do(DeleteFunction(FunctionName="f"))
    later(world, "1min")

    assert (kept.succeeded, kept.lost) == (1, 0)


def broken_name() -> object:
    return broken(name="other")


def test_events_of_a_deleted_alias_are_lost() -> None:
    world = opened(
        broken(),
        setup=[published(), CreateAlias(FunctionName="f", Name="live", FunctionVersion="1")],
    )
    world.service.deliver(lambda_arn("f", "live"), Parcel(), -1)
    later(world, "1s")
    world.do(DeleteAlias(FunctionName="f", Name="live"))
    later(world, "1h")

    assert queue(world).lost == 1
    assert world.finished
