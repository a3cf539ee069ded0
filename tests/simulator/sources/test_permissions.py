"""The resource-based policy of a function, as AddPermission makes it and sources meet it."""

from __future__ import annotations

import json

import pytest
from msgspec.structs import replace
from scenes import ROLE, opened, published
from source_scenes import permission

from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import (
    AddPermission,
    CreateAlias,
    CreateFunction,
    DeleteFunction,
    GetPolicy,
    Operation,
    RemovePermission,
)
from lambdatutor.aws.shapes import FunctionCode
from lambdatutor.simulator.sources.policy import INVOKE
from lambdatutor.simulator.world import World

TOPIC = "arn:aws:sns:us-east-1:123456789012:news"


def required() -> World:
    world = World(replace(opened().scenario, source_permissions="required"))
    for each in (published(), CreateAlias(FunctionName="f", Name="live", FunctionVersion="1")):
        world.do(each)
    return world


def lets_in(world: World, source: str = TOPIC, qualifier: str | None = None) -> bool:
    return world.service.permits_source("f", "sns.amazonaws.com", source, qualifier=qualifier)


def statement(world: World, **rest: object) -> dict[str, object]:
    made = world.do(permission(str(rest.pop("principal", "sns.amazonaws.com")), **rest))
    return json.loads(str(made["Statement"]))


@pytest.mark.fact("PER-003", "PER-005")
def test_a_permission_is_one_allow_statement() -> None:
    world = required()
    made = statement(world, source_arn=TOPIC, SourceAccount="123456789012")
    document = json.loads(str(world.do(GetPolicy(FunctionName="f"))["Policy"]))

    assert made == {
        "Sid": "s1",
        "Effect": "Allow",
        "Principal": {"Service": "sns.amazonaws.com"},
        "Action": "lambda:InvokeFunction",
        "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f",
        "Condition": {
            "StringEquals": {"AWS:SourceAccount": "123456789012"},
            "ArnLike": {"AWS:SourceArn": TOPIC},
        },
    }
    assert (document["Version"], document["Id"]) == ("2012-10-17", "default")
    assert document["Statement"] == [made]


@pytest.mark.fact("PER-004")
@pytest.mark.parametrize(
    ("principal", "shown"),
    [
        ("s3.amazonaws.com", {"Service": "s3.amazonaws.com"}),
        ("alexa-appkit.amazon.com", {"Service": "alexa-appkit.amazon.com"}),
        ("210987654321", {"AWS": "arn:aws:iam::210987654321:root"}),
        ("arn:aws:iam::210987654321:user/ana", {"AWS": "arn:aws:iam::210987654321:user/ana"}),
        ("*", "*"),
    ],
)
def test_principals_have_four_forms(principal: str, shown: object) -> None:
    assert statement(required(), principal=principal)["Principal"] == shown


@pytest.mark.fact("PUS-008", "PER-010")
def test_only_the_policy_decides_about_a_source() -> None:
    world = required()
    assert not lets_in(world)
    world.do(permission("s3.amazonaws.com"))
    assert not lets_in(world)
    world.do(permission("sns.amazonaws.com", TOPIC, sid="s2"))
    assert lets_in(world)
    assert not lets_in(world, f"{TOPIC}2")
    world.do(RemovePermission(FunctionName="f", StatementId="s2"))
    assert not lets_in(world)
    world.do(permission("sns.amazonaws.com", f"{TOPIC}*", sid="s3"))
    assert lets_in(world, f"{TOPIC}2")


@pytest.mark.fact("PER-008", "PER-005")
def test_a_statement_for_another_account_lets_nobody_of_ours_in() -> None:
    world = required()
    world.do(permission("sns.amazonaws.com", SourceAccount="210987654321"))
    assert not lets_in(world)


@pytest.mark.fact("PER-007")
def test_a_statement_counts_for_the_qualifier_it_was_added_to_and_for_no_other() -> None:
    world = required()
    world.do(permission("sns.amazonaws.com", Qualifier="live"))

    assert lets_in(world, qualifier="live")
    assert not lets_in(world)
    assert not lets_in(world, qualifier="1")
    made = statement(world, sid="s2", Qualifier="1")
    assert str(made["Resource"]).endswith(":function:f:1")


@pytest.mark.fact("PER-002")
def test_a_policy_holds_twenty_kilobytes() -> None:
    world = required()
    fits = 77
    for number in range(fits):
        world.do(permission("sns.amazonaws.com", TOPIC, sid=f"statement-{number:03}"))
    with pytest.raises(AwsError) as error:
        world.do(permission("sns.amazonaws.com", TOPIC, sid="statement-999"))
    policy = str(world.do(GetPolicy(FunctionName="f"))["Policy"])

    assert error.value.code == "PolicyLengthExceededException"
    assert 20_000 < len(policy) <= 20_480


@pytest.mark.fact("PER-006")
@pytest.mark.parametrize(
    ("operation", "code", "message"),
    [
        (
            permission("sns.amazonaws.com", Qualifier="$LATEST"),
            "InvalidParameterValueException",
            "We currently do not support adding policies for $LATEST.",
        ),
        (
            permission("invalid.nowhere"),
            "InvalidParameterValueException",
            "The provided principal was invalid. Please check the principal and try again.",
        ),
        (
            permission("s3.amazonaws.com", sid="taken"),
            "ResourceConflictException",
            (
                "The statement id (taken) provided already exists. "
                "Please provide a new statement id, or remove the existing statement."
            ),
        ),
        (
            permission("s3.amazonaws.com", RevisionId="00000000-0000-4000-8000-000000000099"),
            "PreconditionFailedException",
            (
                "The Revision Id provided does not match the latest Revision Id. "
                "Call the GetPolicy API to retrieve the latest Revision Id"
            ),
        ),
        (
            RemovePermission(FunctionName="f", StatementId="non-existent"),
            "ResourceNotFoundException",
            "Statement non-existent is not found in resource policy.",
        ),
        (
            RemovePermission(FunctionName="nope", StatementId="s1"),
            "ResourceNotFoundException",
            "No policy found for: arn:aws:lambda:us-east-1:123456789012:function:nope",
        ),
        (
            AddPermission(
                FunctionName="nope", StatementId="s", Action=INVOKE, Principal="s3.amazonaws.com"
            ),
            "ResourceNotFoundException",
            "Function not found: arn:aws:lambda:us-east-1:123456789012:function:nope",
        ),
        (
            permission("s3.amazonaws.com", Qualifier="gone"),
            "ResourceNotFoundException",
            "Cannot find alias arn: arn:aws:lambda:us-east-1:123456789012:function:f:gone",
        ),
        (
            GetPolicy(FunctionName="f", Qualifier="1"),
            "ResourceNotFoundException",
            "The resource you requested does not exist.",
        ),
    ],
)
def test_refusals(operation: Operation, code: str, message: str) -> None:
    world = required()
    world.do(permission("sns.amazonaws.com", sid="taken"))
    with pytest.raises(AwsError) as error:
        world.do(operation)

    assert (error.value.code, error.value.message) == (code, message)


def test_a_function_takes_its_policy_with_it() -> None:
    world = required()
    world.do(permission("sns.amazonaws.com"))
    world.do(DeleteFunction(FunctionName="f"))
    world.do(
        CreateFunction(
            FunctionName="f",
            Role=ROLE,
            Handler="a.b",
            Runtime="python3.13",
            Code=FunctionCode(S3Bucket="code", S3Key="a"),
        )
    )

    assert not lets_in(world)
