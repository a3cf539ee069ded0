"""Track 4, two-sides: who may come in and what it may do, and which error means which."""

from __future__ import annotations

import pytest
from permitted import (
    INVOKE,
    ORDERS,
    SESSION,
    F,
    account,
    allow,
    calls,
    denials,
    logged,
    opened,
    played,
    policy,
    refused,
    role,
    statuses,
    told,
    user,
    uses,
)

from lambdatutor.aws import operations as aws
from lambdatutor.aws.shapes.buckets import LambdaFunctionConfiguration, NotificationConfiguration

WRITES = uses("dynamodb:PutItem", "dynamodb:orders")
PHOTOS = aws.CreateBucket(Bucket="photos")
TELL = aws.PutBucketNotificationConfiguration(
    Bucket="photos",
    NotificationConfiguration=NotificationConfiguration(
        LambdaFunctionConfigurations=[
            LambdaFunctionConfiguration(LambdaFunctionArn=F, Events=["s3:ObjectCreated:*"])
        ]
    ),
)
LET_IN = aws.AddPermission(
    FunctionName="f",
    StatementId="photos",
    Action=INVOKE,
    Principal="s3.amazonaws.com",
    SourceArn="arn:aws:s3:::photos",
)


@pytest.mark.fact("PER-001", "PER-010")
def test_a_closed_door_is_the_policy_of_the_function_and_its_code_never_runs() -> None:
    world = opened(account(setup=[PHOTOS]))
    world.do(LET_IN)
    world.do(TELL)
    world.do(aws.RemovePermission(FunctionName="f", StatementId="photos"))
    world.do(aws.PutObject(Bucket="photos", Key="cat.jpg"))
    world.advance(60_000_000)

    assert statuses(world) == []
    (denial,) = denials(world)
    assert denial.numbers["layer"] == "resource"
    assert denial.numbers["caller"] == "s3.amazonaws.com"
    assert "lambda:InvokeFunction on f is denied to s3.amazonaws.com" in told(
        world, "source.dropped"
    )


@pytest.mark.fact("PER-001", "IAM-001")
def test_a_denied_write_is_the_role_and_the_code_has_run() -> None:
    world = played(account(code=WRITES, traffic=[calls("0s")]))

    assert statuses(world) == ["error"]
    (denial,) = denials(world)
    assert (denial.numbers["layer"], denial.numbers["caller"]) == ("identity", SESSION)
    assert (
        "[ERROR] ClientError: An error occurred (AccessDeniedException) when calling the PutItem "
        f"operation: User: {SESSION} is not authorized to perform: dynamodb:PutItem on resource: "
        f"{ORDERS} because no identity-based policy allows the dynamodb:PutItem action"
    ) in logged(world)
    assert told(world, "permission.denied").startswith(
        "dynamodb:PutItem on table/orders is denied to role f-role (as f): "
    )
    assert "is denied to role f-role (as f)" in told(world, "invoke.end")


def test_the_same_request_with_both_sides_open() -> None:
    world = opened(
        account(
            roles=[role(allow("dynamodb:PutItem", ORDERS))], code=WRITES, setup=[PHOTOS, LET_IN]
        )
    )
    world.do(TELL)
    world.do(aws.PutObject(Bucket="photos", Key="cat.jpg"))
    world.advance(60_000_000)

    assert statuses(world) == ["ok"]
    assert denials(world) == []


def test_s3_does_not_take_a_notification_that_would_not_be_let_in() -> None:
    world = opened(account(setup=[PHOTOS]))
    error = refused(world, TELL)

    assert (error.code, error.status) == ("InvalidArgument", 400)
    assert error.message == "Unable to validate the following destination configurations"
    assert "lambda:InvokeFunction on f is denied to" in told(world, "operation.refused")


@pytest.mark.fact("PUS-006")
def test_an_api_without_permission_answers_500_and_the_log_of_the_function_is_empty() -> None:
    api = aws.CreateApi(Name="web", ProtocolType="HTTP", Target=F)
    shut = played(account(setup=[api], traffic=[calls("1s", to="apigateway:web")]))
    # CreateApi with a target adds no permission by itself: the console does.
    open_ = played(
        account(
            setup=[
                api,
                aws.AddPermission(
                    FunctionName="f",
                    StatementId="web",
                    Action=INVOKE,
                    Principal="apigateway.amazonaws.com",
                ),
            ],
            traffic=[calls("1s", to="apigateway:web")],
        )
    )

    assert shut.snapshot().doors[0].statuses == ((500, 1),)
    assert logged(shut) == ""
    assert open_.snapshot().doors[0].statuses == ((200, 1),)
    assert "is denied to apigateway.amazonaws.com" in told(shut, "http.answered")


@pytest.mark.fact("ESM-002", "PER-013")
def test_a_queue_is_read_with_the_role_and_no_door_is_asked() -> None:
    orders = aws.CreateQueue(QueueName="orders", Attributes={"VisibilityTimeout": "60"})
    mapping = aws.CreateEventSourceMapping(
        FunctionName="f", EventSourceArn="arn:aws:sqs:us-east-1:123456789012:orders"
    )
    without = opened(account(setup=[orders]))
    error = refused(without, mapping)
    reads = role(managed=("AWSLambdaSQSQueueExecutionRole",))
    with_ = played(
        account(roles=[reads], setup=[orders, mapping], traffic=[calls("1s", to="sqs:orders")])
    )

    assert (error.code, error.status) == ("InvalidParameterValueException", 400)
    assert error.message == (
        "The provided execution role does not have permissions to call ReceiveMessage on SQS"
    )
    assert "sqs:ReceiveMessage" in told(without, "operation.refused")
    assert statuses(with_) == ["ok"]


def test_the_same_words_and_another_policy_whoever_calls_by_hand() -> None:
    """A person's call fails for a third reason: their own policies, or the function's."""
    ana = user("ana")
    world = opened(account(users=[ana], caller="ana"))
    error = refused(world, aws.Invoke(FunctionName="f"))

    assert (error.code, error.status) == ("AccessDeniedException", 403)
    assert error.message == (
        "User: arn:aws:iam::123456789012:user/ana is not authorized to perform: "
        f"lambda:InvokeFunction on resource: {F} because no identity-based policy allows the "
        "lambda:InvokeFunction action"
    )
    may = opened(account(users=[user("ana", allow(INVOKE, F))], caller="ana"))
    assert may.do(aws.Invoke(FunctionName="f"))["StatusCode"] == 200
    door = policy(allow(INVOKE, F, Principal={"AWS": "arn:aws:iam::123456789012:user/ana"}))
    let_in = opened(account(users=[ana], caller="ana", resources={"lambda:f": door}))
    assert let_in.do(aws.Invoke(FunctionName="f"))["StatusCode"] == 200
