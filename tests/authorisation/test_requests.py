"""What a call asks to be allowed: the action, the ARN, and the keys a condition may look at."""

from __future__ import annotations

import re

import pytest
from permitted import HERE, ROLE, F, account, opened, role

from lambdatutor.authorisation.need import Need
from lambdatutor.authorisation.requests import requests_of
from lambdatutor.aws import operations as aws
from lambdatutor.aws.operations import OPERATIONS, Operation
from lambdatutor.aws.shapes import FunctionCode
from lambdatutor.aws.shapes.schedules import FlexibleTimeWindow, ScheduleTarget
from lambdatutor.simulator.world import World

QUEUE = f"arn:aws:sqs:us-east-1:{HERE}:orders"
QUEUE_URL = f"https://sqs.us-east-1.amazonaws.com/{HERE}/orders"
EVERYTHING_NAMED = re.compile(r"\*|arn:aws:[a-z0-9-]+:[a-z0-9-]*:(\d{12}|aws)?:\S+")


@pytest.fixture(scope="module")
def world() -> World:
    orders = aws.CreateQueue(QueueName="orders", Attributes={"VisibilityTimeout": "60"})
    reads = role(managed=("AWSLambdaSQSQueueExecutionRole",))
    mapping = aws.CreateEventSourceMapping(FunctionName="f", EventSourceArn=QUEUE)
    return opened(account(roles=[reads], setup=[orders, mapping]))


def asked(world: World, operation: Operation) -> list[tuple[str, str]]:
    return [each[:2] for each in requests_of(operation, world.service)]


def keys(world: World, operation: Operation) -> dict[str, object]:
    """The condition keys of the call itself."""
    return dict(requests_of(operation, world.service)[0].context)


@pytest.mark.parametrize(
    ("operation", "action", "resource"),
    [
        (aws.Invoke(FunctionName="f"), "lambda:InvokeFunction", F),
        (aws.Invoke(FunctionName="f", Qualifier="live"), "lambda:InvokeFunction", f"{F}:live"),
        (aws.Invoke(FunctionName="f:live"), "lambda:InvokeFunction", f"{F}:live"),
        (aws.Invoke(FunctionName=f"{F}:2"), "lambda:InvokeFunction", f"{F}:2"),
        (aws.GetFunction(FunctionName="f"), "lambda:GetFunction", F),
        (aws.ListFunctions(), "lambda:ListFunctions", "*"),
        (aws.GetAccountSettings(), "lambda:GetAccountSettings", "*"),
        (aws.SendMessage(QueueUrl=QUEUE_URL, MessageBody="x"), "sqs:SendMessage", QUEUE),
        (aws.CreateQueue(QueueName="orders"), "sqs:CreateQueue", QUEUE),
        (aws.CreateBucket(Bucket="photos"), "s3:CreateBucket", "arn:aws:s3:::photos"),
        (
            aws.PutObject(Bucket="photos", Key="a/b.jpg"),
            "s3:PutObject",
            "arn:aws:s3:::photos/a/b.jpg",
        ),
        (
            aws.PutRolePolicy(RoleName="f-role", PolicyName="p", PolicyDocument="{}"),
            "iam:PutRolePolicy",
            ROLE,
        ),
        (aws.AssumeRole(RoleArn=ROLE, RoleSessionName="ana"), "sts:AssumeRole", ROLE),
        (aws.GetCallerIdentity(), "sts:GetCallerIdentity", "*"),
        (aws.CreateRestApi(Name="a"), "apigateway:POST", "arn:aws:apigateway:us-east-1::/restapis"),
    ],
)
def test_the_call_itself(world: World, operation: Operation, action: str, resource: str) -> None:
    assert asked(world, operation) == [(action, resource)]


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_operation_asks_for_something_that_can_stand_in_a_policy(
    world: World, name: str
) -> None:
    from any_named import named

    found = requests_of(named(OPERATIONS[name]), world.service)

    assert found
    for each in found:
        assert re.fullmatch(r"[a-z0-9-]+:[A-Za-z0-9]+", each.action), each
        assert EVERYTHING_NAMED.fullmatch(each.resource), each


@pytest.mark.fact("PER-011")
def test_a_role_that_is_handed_over_is_asked_for_too(world: World) -> None:
    create = aws.CreateFunction(
        FunctionName="g", Role=ROLE, Code=FunctionCode(S3Bucket="code", S3Key="g")
    )
    schedule = aws.CreateSchedule(
        Name="daily",
        FlexibleTimeWindow=FlexibleTimeWindow(Mode="OFF"),
        ScheduleExpression="rate(1 day)",
        Target=ScheduleTarget(Arn=F, RoleArn=ROLE),
    )
    first, passed = requests_of(create, world.service)
    _, to_scheduler = requests_of(schedule, world.service)

    assert first.action == "lambda:CreateFunction"
    assert passed[:2] == ("iam:PassRole", ROLE)
    assert ("iam:PassedToService", "lambda.amazonaws.com") in passed.context
    assert ("iam:PassedToService", "scheduler.amazonaws.com") in to_scheduler.context
    assert asked(world, aws.UpdateFunctionConfiguration(FunctionName="f", Timeout=5)) == [
        ("lambda:UpdateFunctionConfiguration", F)
    ]


@pytest.mark.fact("IAM-021")
def test_mappings_are_told_apart_by_the_function_alone(world: World) -> None:
    create = aws.CreateEventSourceMapping(FunctionName="f", EventSourceArn=QUEUE)
    (uuid,) = world.service.mappings
    delete = aws.DeleteEventSourceMapping(UUID=uuid)

    assert asked(world, create) == [("lambda:CreateEventSourceMapping", "*")]
    assert keys(world, create) == {"lambda:FunctionArn": F}
    assert keys(world, delete) == {"lambda:FunctionArn": F}


@pytest.mark.fact("IAM-021")
def test_what_lambda_says_of_a_call(world: World) -> None:
    permission = aws.AddPermission(
        FunctionName="f", StatementId="s", Action="lambda:InvokeFunction", Principal="*"
    )
    url = aws.CreateFunctionUrlConfig(FunctionName="f", AuthType="NONE")

    assert keys(world, permission) == {"lambda:Principal": "*"}
    assert keys(world, url) == {"lambda:FunctionUrlAuthType": "NONE"}


def test_a_policy_is_a_key_of_what_attaches_it_and_of_nothing_else(world: World) -> None:
    """By IAM's own page of actions, resources and condition keys."""
    arn = f"arn:aws:iam::{HERE}:policy/own"

    attach = aws.AttachRolePolicy(RoleName="f-role", PolicyArn=arn)
    assert keys(world, attach) == {"iam:PolicyARN": arn}
    assert keys(world, aws.DeletePolicy(PolicyArn=arn)) == {}


@pytest.mark.fact("VPC-006")
def test_attaching_to_a_vpc_reads_it_in_the_callers_name(world: World) -> None:
    from lambdatutor.aws.shapes import VpcConfig

    attach = aws.UpdateFunctionConfiguration(
        FunctionName="f", VpcConfig=VpcConfig(SubnetIds=["subnet-1"], SecurityGroupIds=["sg-1"])
    )
    found = requests_of(attach, world.service)

    assert keys(world, attach) == {
        "lambda:SubnetIds": ("subnet-1",),
        "lambda:SecurityGroupIds": ("sg-1",),
    }
    assert found[1:] == tuple(
        Need(f"ec2:{name}", "*")
        for name in (
            "DescribeSecurityGroups",
            "DescribeSubnets",
            "DescribeVpcs",
            "GetSecurityGroupsForVpc",
        )
    )


def test_alarms_are_deleted_one_by_one(world: World) -> None:
    prefix = f"arn:aws:cloudwatch:us-east-1:{HERE}:alarm:"
    assert asked(world, aws.DeleteAlarms(AlarmNames=["a", "b"])) == [
        ("cloudwatch:DeleteAlarms", f"{prefix}a"),
        ("cloudwatch:DeleteAlarms", f"{prefix}b"),
    ]
