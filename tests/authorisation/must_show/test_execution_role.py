"""Track 4, execution-role: who may hand it over, who may take it on, and what it then allows."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from permitted import (
    ORDERS,
    ROLE,
    F,
    account,
    allow,
    calls,
    denials,
    later,
    logged,
    opened,
    played,
    policy,
    refused,
    role,
    statuses,
    told,
    trust,
    user,
    uses,
)

from lambdatutor.aws import operations as aws
from lambdatutor.aws.shapes import FunctionCode
from lambdatutor.simulator.logs.reading import Line
from lambdatutor.simulator.scenario import Code

CANNOT = "The role defined for the function cannot be assumed by Lambda."
CREATE = aws.CreateFunction(
    FunctionName="g",
    Role=ROLE,
    Runtime="python3.13",
    Handler="app.handler",
    Code=FunctionCode(S3Bucket="code", S3Key="g.zip"),
)
WRITES = uses("dynamodb:PutItem", "dynamodb:orders")
EC2_ONLY = trust("ec2.amazonaws.com")


@pytest.mark.fact("PER-001")
def test_a_role_that_does_not_trust_lambda_makes_no_function() -> None:
    world = opened(account(roles=[role(trusted=EC2_ONLY)]))
    error = refused(world, CREATE)

    assert (error.code, error.status, error.message) == (
        "InvalidParameterValueException",
        400,
        CANNOT,
    )
    world.do(
        aws.UpdateAssumeRolePolicy(RoleName="f-role", PolicyDocument=trust("lambda.amazonaws.com"))
    )
    assert world.do(CREATE)["FunctionName"] == "g"


def test_nor_does_a_role_that_is_not_there() -> None:
    world = opened(account())
    missing = "arn:aws:iam::123456789012:role/nobody"
    update = aws.UpdateFunctionConfiguration(FunctionName="f", Role=missing)

    assert refused(world, update).message == CANNOT
    assert world.service.functions["f"].latest.configuration.role == ROLE


@pytest.mark.fact("PER-011")
def test_whoever_creates_a_function_must_be_allowed_to_pass_its_role() -> None:
    creates = allow("lambda:CreateFunction")
    without = opened(account(users=[user("ana", creates)], caller="ana"))
    error = refused(without, CREATE)
    assert error.code == "AccessDeniedException"
    assert f"is not authorized to perform: iam:PassRole on resource: {ROLE}" in error.message

    to_lambda = {"StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}}
    passes = allow("iam:PassRole", ROLE, Condition=to_lambda)
    with_ = opened(account(users=[user("ana", creates, passes)], caller="ana"))
    assert with_.do(CREATE)["FunctionName"] == "g"

    to_ec2 = {"StringEquals": {"iam:PassedToService": "ec2.amazonaws.com"}}
    wrong = allow("iam:PassRole", ROLE, Condition=to_ec2)
    elsewhere = opened(account(users=[user("ana", creates, wrong)], caller="ana"))
    assert "iam:PassRole" in refused(elsewhere, CREATE).message
    assert denials(elsewhere)[0].numbers["element"] == "iam:PassedToService"


@pytest.mark.fact("PER-012")
def test_without_the_logs_actions_it_runs_and_writes_nothing() -> None:
    silent = played(account(roles=[role(managed=())], traffic=[calls("0s")]))
    assert statuses(silent) == ["ok"]
    assert silent.logged() == ()

    silent.do(
        aws.AttachRolePolicy(
            RoleName="f-role",
            PolicyArn="arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
        )
    )
    later(silent, "1s")
    silent.do(aws.Invoke(FunctionName="f"))
    later(silent, "10s")
    assert {line.request for line in _of_requests(silent.logged())} == {2}


def _of_requests(lines: tuple[Line, ...]) -> list[Line]:
    return [line for line in lines if line.request]


LOGS = ("logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents")
GROUP = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/f"


@pytest.mark.fact("PER-012")
@pytest.mark.parametrize("missing", [*LOGS, ""])
def test_each_of_the_three_actions_is_needed_for_a_first_line(missing: str) -> None:
    others = role(allow([each for each in LOGS if each != missing]), managed=())
    world = played(account(roles=[others], traffic=[calls("0s")]))

    assert statuses(world) == ["ok"]
    assert bool(world.logged()) is not bool(missing)


@pytest.mark.parametrize(("resource", "enough"), [(f"{GROUP}:*", True), (GROUP, False)])
def test_the_name_of_a_group_does_not_cover_its_streams(resource: str, enough: bool) -> None:
    named = role(allow(list(LOGS), resource), managed=())
    world = played(account(roles=[named], traffic=[calls("0s")]))

    assert bool(world.logged()) is enough


def test_a_group_that_is_there_needs_no_permission_to_create_one() -> None:
    write_only = role(allow(["logs:CreateLogStream", "logs:PutLogEvents"]), managed=())
    never = played(account(roles=[write_only], traffic=[calls("0s")]))
    assert never.logged() == ()

    world = played(account(traffic=[calls("0s")]))
    before = len(world.logged())
    assert before
    world.do(
        aws.PutRolePolicy(
            RoleName="f-role",
            PolicyName="logs",
            PolicyDocument=policy(allow(["logs:CreateLogStream", "logs:PutLogEvents"])),
        )
    )
    world.do(
        aws.DetachRolePolicy(
            RoleName="f-role",
            PolicyArn="arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
        )
    )
    world.do(aws.Invoke(FunctionName="f"))
    later(world, "10s")
    assert len(world.logged()) > before


def test_a_write_is_denied_and_then_allowed() -> None:
    world = played(account(code=WRITES, traffic=[calls("0s")]))
    world.do(
        aws.PutRolePolicy(
            RoleName="f-role",
            PolicyName="orders",
            PolicyDocument=policy(allow("dynamodb:PutItem", ORDERS)),
        )
    )
    world.do(aws.Invoke(FunctionName="f"))
    later(world, "10s")

    assert statuses(world) == ["error", "ok"]
    assert logged(world).count("ClientError") >= 1


def test_code_that_catches_the_exception_goes_on() -> None:
    catches = uses("dynamodb:PutItem", "dynamodb:orders", on_denied="goes-on")
    world = played(account(code=catches, traffic=[calls("0s")]))

    assert statuses(world) == ["ok"]
    assert len(denials(world)) == 1
    assert "ClientError" not in logged(world)


def test_what_was_caught_is_not_what_the_log_blames() -> None:
    catches = uses("dynamodb:PutItem", "dynamodb:orders", on_denied="goes-on")
    world = played(account(code=replace(catches, errors=1.0), traffic=[calls("0s")]))

    assert statuses(world) == ["error"]
    assert "ClientError" not in logged(world)
    assert "[ERROR] Exception" in logged(world)


@pytest.mark.fact("IAM-020")
def test_what_the_code_may_not_the_service_may() -> None:
    """A Deny on lambda:SourceFunctionArn stops the code, and not Lambda in the role's name."""
    not_by_code = {
        "Effect": "Deny",
        "Action": "sqs:*",
        "Resource": "*",
        "Condition": {"ArnEquals": {"lambda:SourceFunctionArn": F}},
    }
    both = role(not_by_code, managed=("AWSLambdaSQSQueueExecutionRole",))
    orders = aws.CreateQueue(QueueName="orders", Attributes={"VisibilityTimeout": "60"})
    mapping = aws.CreateEventSourceMapping(
        FunctionName="f", EventSourceArn="arn:aws:sqs:us-east-1:123456789012:orders"
    )
    world = played(
        account(
            roles=[both],
            setup=[orders, mapping],
            code=uses("sqs:ReceiveMessage", "sqs:orders"),
            traffic=[calls("1s", to="sqs:orders")],
        )
    )

    assert statuses(world) == ["error"]
    (denial,) = denials(world)
    assert denial.numbers["reason"] == "explicit_deny(identity)"


def test_messages_that_code_sends_need_the_role_too() -> None:
    queue = "arn:aws:sqs:us-east-1:123456789012:done"
    done = aws.CreateQueue(QueueName="done")
    sends = Code(sends=(queue,))
    denied = played(account(code=sends, setup=[done], traffic=[calls("0s")]))
    allowed = played(
        account(
            roles=[role(allow("sqs:SendMessage", queue))],
            code=sends,
            setup=[done],
            traffic=[calls("0s")],
        )
    )

    assert (statuses(denied), denied.snapshot().queues[0].visible) == (["error"], 0)
    assert (statuses(allowed), allowed.snapshot().queues[0].visible) == (["ok"], 1)


def test_a_role_that_loses_lambdas_trust_starts_no_new_environment() -> None:
    """What runs keeps its credentials, in the simulator; AWS does not publish for how long."""
    world = played(account(traffic=[calls("0s")]))
    world.do(aws.UpdateAssumeRolePolicy(RoleName="f-role", PolicyDocument=EC2_ONLY))
    world.do(aws.Invoke(FunctionName="f"))
    error = refused(world, aws.Invoke(FunctionName="f"))

    assert (error.code, error.message) == ("AccessDeniedException", CANNOT)
    assert "look at its trust policy" in told(world, "request.refused")
    later(world, "10s")
    assert statuses(world) == ["ok", "refused", "ok"]
