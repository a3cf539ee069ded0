"""What AWS says of destinations and dead letters: who gets what, and when it is lost."""

from __future__ import annotations

import re

import pytest
from async_scenes import (
    BUCKET,
    BUS,
    SNS,
    SQS,
    Shelf,
    broken,
    config,
    fails,
    lambda_arn,
    metric,
    seen,
)
from scenes import function, later, opened, published, statuses

from lambdatutor.aws.operations import (
    CreateAlias,
    Invoke,
)
from lambdatutor.simulator.outside import SetRole
from lambdatutor.simulator.parcel import Parcel
from lambdatutor.simulator.scenario import FunctionSetup
from lambdatutor.simulator.world import World

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def sent(world: World, body: str = '{"order":7}') -> World:
    world.do(Invoke(FunctionName="f", InvocationType="Event", Payload=body))
    return later(world, "1h")


def told(of: FunctionSetup, arn: str = SQS, **settings: object) -> tuple[World, dict[str, object]]:
    """The record of one event."""
    world = opened(of)
    shelf = Shelf(world, arn)
    world.do(config(**settings))
    sent(world)
    (body,) = shelf.bodies
    return world, body


@pytest.mark.fact("ASY-008", "ASY-010", "ASY-011", "ASY-012", "INV-004", "INV-020")
def test_the_record_of_a_failure_says_how_it_ended_and_what_was_asked() -> None:
    _, record = told(broken(), failure=SQS)
    request_id = record["requestContext"]["requestId"]

    assert UUID.fullmatch(request_id)
    assert record == {
        "version": "1.0",
        "timestamp": "2026-01-01T00:03:00.000Z",
        "requestContext": {
            "requestId": request_id,
            "functionArn": lambda_arn("f", "$LATEST"),
            "condition": "RetriesExhausted",
            "approximateInvokeCount": 3,
        },
        "requestPayload": {"order": 7},
        "responseContext": {
            "statusCode": 200,
            "executedVersion": "$LATEST",
            "functionError": "Unhandled",
        },
        "responsePayload": {
            "errorMessage": "The simulated code raised an exception.",
            "errorType": "Exception",
            "requestId": request_id,
            "stackTrace": [],
        },
    }


@pytest.mark.fact("ASY-010", "ASY-011", "INV-025")
def test_the_record_of_a_success_carries_the_answer() -> None:
    _, record = told(function(run="0s"), success=SQS)

    assert record["requestContext"]["condition"] == "Success"
    assert record["requestContext"]["approximateInvokeCount"] == 1
    assert record["responseContext"] == {"statusCode": 200, "executedVersion": "$LATEST"}
    assert record["responsePayload"] is None


def test_a_success_goes_to_one_place_and_a_failure_to_another() -> None:
    world = opened(function(run="0s", errors=0.5))
    good, bad = Shelf(world, SQS), Shelf(world, SNS)
    world.do(config(success=SQS, failure=SNS, retries=0))
    for _ in range(60):
        world.do(Invoke(FunctionName="f", InvocationType="Event"))
    later(world, "1h")

    assert len(good.parcels) == seen(world).succeeded == statuses(world).count("ok")
    assert len(bad.parcels) == seen(world).dropped == statuses(world).count("error")
    assert seen(world).delivered == 60


@pytest.mark.fact("INV-036", "INV-037", "INV-038", "ASY-011")
@pytest.mark.parametrize(
    ("behaviour", "kind", "message"),
    [
        (
            {"run": "5s"},
            "Sandbox.Timedout",
            "RequestId: {} Error: Task timed out after 3.00 seconds",
        ),
        (
            {"errors": 1.0, "failure": "exit"},
            "Runtime.ExitError",
            "RequestId: {} Error: Runtime exited without providing a reason",
        ),
        (
            {"max_memory_used": 200},
            "Runtime.OutOfMemory",
            "RequestId: {} Error: Runtime exited with error: signal: killed",
        ),
    ],
)
def test_a_record_names_the_error(behaviour: dict[str, object], kind: str, message: str) -> None:
    _, record = told(function(**behaviour), failure=SQS, retries=0)

    said = message.format(record["requestContext"]["requestId"])
    assert record["responsePayload"] == {"errorMessage": said, "errorType": kind}


@pytest.mark.fact("ASY-012", "VER-004")
def test_a_record_names_what_was_called_and_what_ran() -> None:
    world = opened(
        broken(),
        setup=[published(), CreateAlias(FunctionName="f", Name="live", FunctionVersion="1")],
    )
    shelf = Shelf(world, SQS)
    world.do(config(failure=SQS, retries=0, qualifier="live"))
    world.do(Invoke(FunctionName="f", Qualifier="live", InvocationType="Event"))
    later(world, "1min")

    (record,) = shelf.bodies
    assert record["requestContext"]["functionArn"] == lambda_arn("f", "live")
    assert record["responseContext"]["executedVersion"] == "1"


@pytest.mark.fact("ASY-013")
@pytest.mark.parametrize("arn", [SQS, SNS, BUS, BUCKET])
def test_failures_go_to_a_queue_a_topic_a_bus_or_a_bucket(arn: str) -> None:
    world = opened(broken())
    shelf = Shelf(world, arn)
    fails(world, "1s", config(failure=arn, retries=0))
    sent(world)

    assert len(shelf.parcels) == 1


@pytest.mark.fact("ASY-013")
def test_a_record_runs_another_function() -> None:
    world = opened(broken(), function("g", run="0s"))
    world.do(config(failure=lambda_arn("g"), retries=0))
    sent(world)

    assert [(each.function, each.status) for each in world.records()] == [
        ("f", "error"),
        ("g", "ok"),
    ]


@pytest.mark.fact("ASY-014")
@pytest.mark.parametrize(
    ("errors", "settings", "result"),
    [(0.0, {"success": BUS}, "Success"), (1.0, {"failure": BUS, "retries": 0}, "Failure")],
)
def test_a_bus_gets_the_record_as_detail_of_an_event(
    errors: float, settings: dict[str, object], result: str
) -> None:
    _, event = told(function(run="0s", errors=errors), BUS, **settings)

    assert event["source"] == "lambda"
    assert event["detail-type"] == f"Lambda Function Invocation Result - {result}"
    assert event["detail"]["requestPayload"] == {"order": 7}
    assert event["resources"] == [BUS, lambda_arn("f", "$LATEST")]


@pytest.mark.fact("ASY-026")
def test_an_object_is_named_after_function_and_day() -> None:
    world = opened(broken())
    shelf = Shelf(world, BUCKET)
    world.do(config(failure=BUCKET))
    sent(world)

    (key,) = (dict(each.attributes)["Key"] for each in shelf.parcels)
    folder, found = key.rsplit("-00.03.00-", 1) if "-00.03.00-" in key else key.split("T00.03.00-")
    assert folder == "aws/lambda/async/f/2026/01/01/2026-01-01"
    assert UUID.fullmatch(found)


@pytest.mark.fact("ASY-019")
def test_a_destination_that_turns_the_record_away_is_no_destination() -> None:
    world = opened(broken())
    Shelf(world, SQS, refuses="InvalidParameterValue")
    world.do(config(failure=SQS, retries=0))
    sent(world)

    assert metric(world, "DestinationDeliveryFailures") == 1


@pytest.mark.fact("ASY-020")
@pytest.mark.parametrize(
    ("arn", "action"),
    [
        (SQS, "sqs:SendMessage"),
        (SNS, "sns:Publish"),
        (BUS, "events:PutEvents"),
        (BUCKET, "s3:PutObject"),
        (BUCKET, "s3:ListBucket"),
        (lambda_arn("g"), "lambda:InvokeFunction"),
    ],
)
def test_the_role_must_be_allowed_to_tell_a_destination(arn: str, action: str) -> None:
    world = opened(broken(), function("g"))
    shelf = Shelf(world, arn) if ":lambda:" not in arn else None
    world.do(config(failure=arn, retries=0))
    world.do(SetRole(FunctionName="f", Action=action, Allowed="no"))
    sent(world)
    assert metric(world, "DestinationDeliveryFailures") == 1
    assert not (shelf.parcels if shelf else statuses(world)[1:])

    world.do(SetRole(FunctionName="f", Action=action, Allowed="yes"))
    sent(world)
    assert metric(world, "DestinationDeliveryFailures") == 1
    assert seen(world).delivered == 1


@pytest.mark.fact("ASY-025")
def test_a_topic_takes_no_record_above_256_kb() -> None:
    world = opened(broken())
    topic, queue = Shelf(world, SNS), Shelf(world, SQS)
    world.do(config(failure=SNS, retries=0))
    for size in (261_000, 262_144):
        world.service.deliver(lambda_arn("f"), Parcel(size_bytes=size), -1)
    later(world, "1min")
    assert len(topic.parcels) == 1
    assert metric(world, "DestinationDeliveryFailures") == 1

    world.do(config(failure=SQS, retries=0))
    world.service.deliver(lambda_arn("f"), Parcel(size_bytes=1_000_000), -1)
    later(world, "1min")
    assert len(queue.parcels) == 1


def test_an_event_that_is_no_json_stands_in_its_record_as_text() -> None:
    world = opened(broken())
    shelf = Shelf(world, SQS)
    world.do(config(failure=SQS, retries=0))
    world.service.deliver(lambda_arn("f"), Parcel(body="not json"), -1)
    later(world, "1min")

    assert shelf.bodies[0]["requestPayload"] == "not json"
