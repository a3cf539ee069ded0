"""How the account refuses: AWS's code, status and wording, and nothing is changed."""

from __future__ import annotations

from collections import Counter

import pytest
from concurrency_refusals import OF_CONCURRENCY
from recorded_refusals import OF_ASYNCHRONOUS, OF_SETTINGS
from refusals import ARN, INVALID, OF_FUNCTIONS, create_alias, weights
from scenes import opened, provision, reserve
from service_refusals import OF_SERVICES
from source_refusals import OF_MAPPINGS, OF_PERMISSIONS, ORDERS, STREAM, TABLE, permit, poll

from lambdatutor.aws import operations as aws
from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import (
    CreateAlias,
    GetFunction,
    Invoke,
    Operation,
    PublishVersion,
    UpdateFunctionCode,
    UpdateFunctionConfiguration,
)
from lambdatutor.aws.shapes.tables import (
    AttributeDefinition,
    KeySchemaElement,
    StreamSpecification,
)
from lambdatutor.simulator.world import World

ORDERS_TABLE = aws.CreateTable(
    TableName="orders",
    AttributeDefinitions=[AttributeDefinition(AttributeName="id", AttributeType="S")],
    KeySchema=[KeySchemaElement(AttributeName="id", KeyType="HASH")],
    BillingMode="PAY_PER_REQUEST",
    StreamSpecification=StreamSpecification(StreamEnabled=True, StreamViewType="KEYS_ONLY"),
)

OF_LAMBDA = (
    OF_CONCURRENCY + OF_FUNCTIONS + OF_SETTINGS + OF_ASYNCHRONOUS + OF_PERMISSIONS + OF_MAPPINGS
)
REFUSALS = OF_LAMBDA + OF_SERVICES


@pytest.fixture
def world() -> World:
    """Function f with versions 1 to 3; `live` is on 1 with 2 provisioned, `other` on 3.

    It has a URL, a statement in its policy, and reads a queue, a stream and a table's stream.
    """
    return opened(
        setup=[
            PublishVersion(FunctionName="f"),
            UpdateFunctionCode(FunctionName="f", S3Key="two", Publish=True),
            UpdateFunctionCode(FunctionName="f", S3Key="three", Publish=True),
            CreateAlias(FunctionName="f", Name="live", FunctionVersion="1"),
            CreateAlias(FunctionName="f", Name="twin", FunctionVersion="1"),
            CreateAlias(FunctionName="f", Name="other", FunctionVersion="3"),
            CreateAlias(FunctionName="f", Name="head", FunctionVersion="$LATEST"),
            provision(2, "live"),
            provision(2, "3"),
            permit("taken"),
            aws.CreateFunctionUrlConfig(FunctionName="f", AuthType="NONE"),
            aws.CreateQueue(QueueName="orders"),
            aws.CreateQueue(QueueName="free"),
            aws.CreateBucket(Bucket="uploads"),
            aws.CreateStream(StreamName="clicks", ShardCount=1),
            ORDERS_TABLE,
            poll(ORDERS),
            poll(STREAM, StartingPosition="LATEST"),
            poll(TABLE, StartingPosition="LATEST"),
        ]
    )


@pytest.mark.fact(
    "CON-004", "CON-008", "CON-009", "CON-011", "INV-001", "INV-011", "INV-034", "PRC-001",
    "VER-005", "VER-006", "VER-008", "VER-009", "VER-012", "VER-014",
)  # fmt: skip
@pytest.mark.parametrize(
    ("operation", "refusal", "message"),
    REFUSALS,
    ids=[f"{number}-{each[0].name}" for number, each in enumerate(REFUSALS)],
)
def test_refusals_are_worded_by_aws_and_change_nothing(
    world: World, operation: Operation, refusal: tuple[str, int], message: str
) -> None:
    uuids = list(world.service.mappings)
    for number, uuid in enumerate(uuids):
        message = message.replace(f"{{uuid:{number}}}", uuid)
    before = world.snapshot()
    with pytest.raises(AwsError) as refused:
        world.do(operation)

    assert (refused.value.code, refused.value.status) == refusal
    assert refused.value.message == message
    if not isinstance(operation, Invoke):
        assert world.snapshot() == before


def test_a_hundred_refusals_are_listed_and_each_once() -> None:
    """Sixty and more of Lambda's own, of each of its parts, and some of every other service."""
    services = Counter(each[0].service for each in REFUSALS)
    calls = [(each[0], each[2]) for each in REFUSALS]

    assert len(OF_LAMBDA) == services["lambda"] >= 100
    assert all(calls.count(each) == 1 for each in calls)
    assert services.keys() >= {
        "sqs",
        "sns",
        "s3api",
        "events",
        "kinesis",
        "dynamodb",
        "cloudwatch",
        "application-autoscaling",
        "apigateway",
        "deploy",
    }
    assert {each[1][1] for each in REFUSALS} >= {400, 404, 409, 412}


@pytest.mark.fact("VER-010")
def test_both_versions_of_an_alias_need_the_same_role(world: World) -> None:
    other = "arn:aws:iam::123456789012:role/other"
    world.do(UpdateFunctionConfiguration(FunctionName="f", Role=other))
    world.do(PublishVersion(FunctionName="f"))
    with pytest.raises(AwsError, match="must have the same execution role") as refused:
        world.do(create_alias("1", weights(v4=0.5)))

    assert (refused.value.code, refused.value.status) == INVALID


@pytest.mark.fact("CON-010")
def test_provisioned_concurrency_over_the_reservation(world: World) -> None:
    world.do(reserve(5))
    with pytest.raises(AwsError) as refused:
        world.do(provision(2, "2"))

    assert (refused.value.code, refused.value.status) == INVALID
    assert refused.value.message == (
        "Requested Provisioned Concurrency should not be greater than the "
        "reservedConcurrentExecution for function"
    )


def test_an_account_other_than_ours_is_not_reached(world: World) -> None:
    elsewhere = ARN.replace("123456789012", "999999999999") + "f"
    with pytest.raises(AwsError) as refused:
        world.do(GetFunction(FunctionName=elsewhere))

    assert (refused.value.code, refused.value.status) == ("AccessDeniedException", 403)
