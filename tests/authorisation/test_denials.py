"""How each service says no, and which statement is blamed."""

from __future__ import annotations

import pytest
from permitted import (
    HERE,
    INVOKE,
    ROLE,
    F,
    account,
    allow,
    denials,
    deny,
    opened,
    policy,
    refused,
    role,
    told,
    user,
)

from lambdatutor.aws import operations as aws
from lambdatutor.aws.operations import Operation
from lambdatutor.aws.shapes import VpcConfig

QUEUE_URL = f"https://sqs.us-east-1.amazonaws.com/{HERE}/orders"
ANA = f"arn:aws:iam::{HERE}:user/ana"


@pytest.mark.parametrize(
    ("operation", "code"),
    [
        (aws.Invoke(FunctionName="f"), "AccessDeniedException"),
        (aws.CreateStream(StreamName="s", ShardCount=1), "AccessDeniedException"),
        (aws.SendMessage(QueueUrl=QUEUE_URL, MessageBody="x"), "AccessDenied"),
        (aws.CreateTopic(Name="news"), "AuthorizationError"),
        (aws.CreateBucket(Bucket="photos"), "AccessDenied"),
        (aws.GetRole(RoleName="f-role"), "AccessDenied"),
        (aws.DescribeAlarms(), "AccessDenied"),
    ],
)
def test_each_service_has_its_own_word_for_no(operation: Operation, code: str) -> None:
    error = refused(opened(account(users=[user("ana")], caller="ana")), operation)

    assert error.code == code
    assert error.status == (400 if operation.service == "kinesis" else 403)
    assert error.message.startswith(f"User: {ANA} is not authorized to perform: ")


@pytest.mark.parametrize(
    ("operation", "said"),
    [
        (
            aws.SendMessage(QueueUrl=QUEUE_URL, MessageBody="x"),
            (
                f"sqs:sendmessage on resource: arn:aws:sqs:us-east-1:{HERE}:orders because no "
                "identity-based policy allows the sqs:sendmessage action"
            ),
        ),
        (
            aws.Publish(TopicArn=f"arn:aws:sns:us-east-1:{HERE}:news", Message="x"),
            (
                f"SNS:Publish on resource: arn:aws:sns:us-east-1:{HERE}:news because no "
                "identity-based policy allows the SNS:Publish action"
            ),
        ),
        (
            aws.PutObject(Bucket="photos", Key="cat.jpg"),
            (
                's3:PutObject on resource: "arn:aws:s3:::photos/cat.jpg" because no identity-based '
                "policy allows the s3:PutObject action"
            ),
        ),
        (
            aws.GetRole(RoleName="f-role"),
            (
                "iam:GetRole on resource: role f-role because no identity-based policy allows the "
                "iam:GetRole action"
            ),
        ),
        (
            aws.DeletePolicy(PolicyArn=f"arn:aws:iam::{HERE}:policy/own"),
            (
                f"iam:DeletePolicy on resource: policy arn:aws:iam::{HERE}:policy/own because no "
                "identity-based policy allows the iam:DeletePolicy action"
            ),
        ),
        (
            aws.ListFunctions(),
            (
                "lambda:ListFunctions on resource: * because no identity-based policy allows the "
                "lambda:ListFunctions action"
            ),
        ),
        (
            aws.AssumeRole(RoleArn=ROLE, RoleSessionName="ana"),
            "sts:AssumeRole because no role trust policy allows the sts:AssumeRole action",
        ),
    ],
)
def test_each_service_spells_the_request_its_own_way(operation: Operation, said: str) -> None:
    """As IAM's guide has it where it has it, and else as people meet it."""
    users = [user("ana", allow("sts:AssumeRole"))]
    error = refused(opened(account(users=users, caller="ana")), operation)

    assert error.message == f"User: {ANA} is not authorized to perform: {said}"


@pytest.mark.fact("VPC-006")
def test_lambda_hands_on_what_ec2_says_to_who_attaches_to_a_vpc() -> None:
    users = [user("ana", allow("lambda:*"), allow("iam:PassRole"))]
    attach = aws.UpdateFunctionConfiguration(
        FunctionName="f", VpcConfig=VpcConfig(SubnetIds=["subnet-a"], SecurityGroupIds=["sg-a"])
    )
    error = refused(opened(account(users=users, caller="ana")), attach)

    assert (error.code, error.status) == ("AccessDeniedException", 403)
    assert error.message == (
        "Your access has been denied by EC2, please make sure your request credentials have "
        "permission to DescribeSecurityGroups. EC2 Error Code: UnauthorizedOperation. EC2 Error "
        f"Message: You are not authorized to perform this operation. User: {ANA} is not authorized "
        "to perform: ec2:DescribeSecurityGroups because no identity-based policy allows the "
        "ec2:DescribeSecurityGroups action"
    )


def test_a_deny_is_blamed_by_its_sid() -> None:
    ana = user("ana", allow("*"), deny(INVOKE, F, Sid="not-this-one"))
    world = opened(account(users=[ana], caller="ana"))
    error = refused(world, aws.Invoke(FunctionName="f"))
    numbers = denials(world)[0].numbers

    assert "with an explicit deny in an identity-based policy" in error.message
    assert (numbers["layer"], numbers["policy"], numbers["statement"], numbers["element"]) == (
        "identity",
        "own",
        "not-this-one",
        "",
    )
    assert "not-this-one" in told(world, "operation.refused")


def test_the_nearest_statement_is_blamed_and_not_the_first() -> None:
    """Of three that do not allow it, one fails in nothing but its condition."""
    ana = user(
        "ana",
        allow("s3:*", Sid="storage"),
        allow(INVOKE, "arn:aws:lambda:us-east-1:123456789012:function:g", Sid="another"),
        allow(INVOKE, F, Sid="almost", Condition={"Bool": {"aws:MultiFactorAuthPresent": "true"}}),
    )
    world = opened(account(users=[ana], caller="ana"))
    refused(world, aws.Invoke(FunctionName="f"))
    numbers = denials(world)[0].numbers

    assert numbers["statement"] == "almost"
    assert numbers["element"] == "aws:MultiFactorAuthPresent"
    assert "almost of own comes nearest" in told(world, "operation.refused")


def test_a_statement_on_another_service_is_no_attempt() -> None:
    ana = user("ana", allow("s3:*", Sid="storage"))
    world = opened(account(users=[ana], caller="ana"))
    refused(world, aws.Invoke(FunctionName="f"))

    assert denials(world)[0].numbers["statement"] == ""


def test_the_lambda_trap_of_a_qualified_arn_is_told() -> None:
    """`function:f` is not `function:f:live`: the statement is there, and does not match."""
    world = opened(
        account(
            users=[user("ana", allow(INVOKE, F, Sid="invoke"))],
            setup=[
                aws.PublishVersion(FunctionName="f"),
                aws.CreateAlias(FunctionName="f", Name="live", FunctionVersion="1"),
            ],
            caller="ana",
        )
    )
    refused(world, aws.Invoke(FunctionName="f", Qualifier="live"))
    numbers = denials(world)[0].numbers

    assert (numbers["statement"], numbers["element"]) == ("invoke", "Resource")
    assert f"{F}:live" in str(numbers["because"])


def test_a_closed_trust_policy_is_the_layer_to_open() -> None:
    ana = user("ana", allow("sts:AssumeRole"))
    world = opened(account(users=[ana], caller="ana"))
    role = aws.AssumeRole(RoleArn=f"arn:aws:iam::{HERE}:role/f-role", RoleSessionName="ana")

    assert refused(world, role).code == "AccessDenied"
    assert denials(world)[0].numbers["layer"] == "trust"


def test_a_trust_policy_that_denies_is_the_layer_to_open_too() -> None:
    door = policy({"Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole"})
    ana = user("ana", allow("sts:AssumeRole"))
    world = opened(account(users=[ana], roles=[role(name="desk", trusted=door)], caller="ana"))
    assume = aws.AssumeRole(RoleArn=f"arn:aws:iam::{HERE}:role/desk", RoleSessionName="ana")

    assert "with an explicit deny in the role trust policy" in refused(world, assume).message
    assert denials(world)[0].numbers["layer"] == "trust"


def test_a_boundary_is_told_as_a_boundary() -> None:
    ana = user("ana", allow("*"), boundary=policy(allow("s3:*")))
    world = opened(account(users=[ana], caller="ana"))
    error = refused(world, aws.Invoke(FunctionName="f"))

    assert (
        "because no permissions boundary allows the lambda:InvokeFunction action" in error.message
    )
    assert denials(world)[0].numbers["layer"] == "boundary"
