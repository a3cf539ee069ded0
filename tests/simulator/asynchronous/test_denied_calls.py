"""A call of AWS that the role does not allow is one exception, whoever tells of it."""

from __future__ import annotations

import pytest
from async_scenes import SNS, SQS, Shelf, config
from scenes import function, later, opened, scenario

from lambdatutor.aws.operations import Invoke, UpdateFunctionConfiguration
from lambdatutor.aws.shapes import DeadLetterConfig
from lambdatutor.course.report_lines import receipts
from lambdatutor.simulator.aws_call import AwsCall
from lambdatutor.simulator.outside import SetRole
from lambdatutor.simulator.scenario import FunctionSetup
from lambdatutor.simulator.world import World

PUT = AwsCall(action="dynamodb:PutItem", resource="dynamodb:orders")
WRITES = function(run="0s", uses=(PUT,))
SAYS = (
    "An error occurred (AccessDeniedException) when calling the PutItem operation: User: "
    "arn:aws:sts::123456789012:assumed-role/lambda-role/f is not authorized to perform: "
    "dynamodb:PutItem on resource: arn:aws:dynamodb:us-east-1:123456789012:table/orders because no "
    "identity-based policy allows the dynamodb:PutItem action"
)


def denied(of: FunctionSetup = WRITES) -> World:
    world = opened(of)
    world.do(SetRole(FunctionName="f", Action=PUT.action, Allowed="no"))
    return world


def logged(world: World, beginning: str) -> list[str]:
    return [line.message for line in world.logged() if line.message.startswith(beginning)]


@pytest.mark.fact("LOG-003")
def test_the_bill_shows_the_report_line_that_stands_in_the_log() -> None:
    world = denied()
    world.do(Invoke(FunctionName="f"))
    later(world, "1min")

    (receipt,) = receipts(world.records(), scenario(WRITES))
    (report,) = logged(world, "REPORT")
    assert receipt.report.partition("Duration")[2] == report.partition("Duration")[2]
    assert "Status: error\tError Type: ClientError" in receipt.report
    assert logged(world, "[ERROR]")[0].startswith(f"[ERROR] ClientError: {SAYS}\n")


@pytest.mark.fact("ASY-017", "INV-020")
def test_the_dead_letter_and_the_record_of_the_failure_tell_of_the_same_exception() -> None:
    world = denied()
    letters, records = Shelf(world, SQS), Shelf(world, SNS)
    letter_to = DeadLetterConfig(TargetArn=SQS)
    world.do(UpdateFunctionConfiguration(FunctionName="f", DeadLetterConfig=letter_to))
    world.do(config(failure=SNS, retries=0))
    world.do(Invoke(FunctionName="f", InvocationType="Event"))
    later(world, "1h")

    assert dict(letters.parcels[0].attributes)["ErrorMessage"] == SAYS
    payload = records.bodies[0]["responsePayload"]
    assert isinstance(payload, dict)
    assert (payload["errorType"], payload["errorMessage"]) == ("ClientError", SAYS)


def test_a_run_that_fails_of_itself_has_no_part_in_it() -> None:
    """Neither one that the code's own error ends, nor a later one that is allowed its call."""
    world = denied(function(run="0s", uses=(PUT,), errors=1.0))
    world.do(Invoke(FunctionName="f"))
    later(world, "1min")
    assert [record.reason for record in world.records()] == [""]

    world = denied()
    world.do(Invoke(FunctionName="f"))
    later(world, "1min")
    world.do(SetRole(FunctionName="f", Action=PUT.action, Allowed="yes"))
    world.do(Invoke(FunctionName="f"))
    later(world, "1min")
    found = [(record.status, record.reason) for record in world.records()]
    assert found == [("error", "ClientError"), ("ok", "")]


def test_time_runs_out_before_an_exception_that_would_have_come_later() -> None:
    world = denied(function(run="9s", timeout="3s", uses=(PUT,)))
    world.do(Invoke(FunctionName="f"))
    later(world, "1min")

    assert [(record.status, record.reason) for record in world.records()] == [("timeout", "")]
    assert not logged(world, "[ERROR]")
