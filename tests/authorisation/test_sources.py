"""Sources that Lambda reads with the function's role: what it needs, and what a lack leads to."""

from __future__ import annotations

import pytest
from permitted import (
    HERE,
    F,
    account,
    allow,
    calls,
    later,
    opened,
    played,
    refused,
    role,
    sentences,
    statuses,
    told,
)

from lambdatutor.aws import operations as aws
from lambdatutor.aws.shapes import DestinationConfig, OnSuccess
from lambdatutor.aws.shapes.metrics import Dimension
from lambdatutor.aws.shapes.target_groups import TargetDescription
from lambdatutor.simulator.scenario import Code

QUEUE = f"arn:aws:sqs:us-east-1:{HERE}:orders"
STREAM = f"arn:aws:kinesis:us-east-1:{HERE}:stream/clicks"
ORDERS = aws.CreateQueue(QueueName="orders", Attributes={"VisibilityTimeout": "60"})
CLICKS = aws.CreateStream(StreamName="clicks", ShardCount=1)
OF_QUEUE = aws.CreateEventSourceMapping(FunctionName="f", EventSourceArn=QUEUE)
OF_STREAM = aws.CreateEventSourceMapping(
    FunctionName="f", EventSourceArn=STREAM, StartingPosition="TRIM_HORIZON"
)


@pytest.mark.fact("ESM-002", "PER-013")
@pytest.mark.parametrize("missing", ["ReceiveMessage", "DeleteMessage", "GetQueueAttributes"])
def test_a_mapping_of_a_queue_names_the_action_that_the_role_lacks(missing: str) -> None:
    all_but_one = [
        f"sqs:{name}"
        for name in ("ReceiveMessage", "DeleteMessage", "GetQueueAttributes")
        if name != missing
    ]
    world = opened(account(roles=[role(allow(all_but_one, QUEUE))], setup=[ORDERS]))

    assert refused(world, OF_QUEUE).message == (
        f"The provided execution role does not have permissions to call {missing} on SQS"
    )


@pytest.mark.fact("PER-015")
@pytest.mark.parametrize(
    ("managed", "fine"),
    [("AWSLambdaKinesisExecutionRole", True), ("AWSLambdaDynamoDBExecutionRole", False)],
)
def test_a_mapping_of_a_stream(managed: str, *, fine: bool) -> None:
    world = opened(account(roles=[role(managed=(managed,))], setup=[CLICKS]))
    if fine:
        assert world.do(OF_STREAM)["State"] == "Creating"
    else:
        assert "Cannot access stream" in refused(world, OF_STREAM).message


@pytest.mark.fact("ESM-002")
def test_a_poller_stops_when_its_role_may_not_read_and_goes_on_when_it_may() -> None:
    reads = "arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole"
    world = played(
        account(
            roles=[role(managed=("AWSLambdaSQSQueueExecutionRole",))],
            setup=[ORDERS, OF_QUEUE],
            traffic=[calls("10min", to="sqs:orders")],
        )
    )
    world.do(aws.DetachRolePolicy(RoleName="f-role", PolicyArn=reads))
    later(world, "15min")
    assert statuses(world) == []
    assert "sqs:ReceiveMessage on orders is denied to role f-role (as f)" in told(
        world, "mapping.denied"
    )

    world.do(aws.AttachRolePolicy(RoleName="f-role", PolicyArn=reads))
    later(world, "5min")
    assert statuses(world) == ["ok"]


@pytest.mark.fact("PER-013")
def test_a_batch_that_may_not_be_deleted_comes_again() -> None:
    world = played(
        account(
            roles=[role(allow("sqs:*", QUEUE))],
            setup=[ORDERS, OF_QUEUE],
            traffic=[calls("2min", to="sqs:orders")],
        )
    )
    world.do(
        aws.PutRolePolicy(
            RoleName="f-role",
            PolicyName="own",
            PolicyDocument='{"Version":"2012-10-17","Statement":[{"Effect":"Allow",'  # type: ignore[arg-type]  any text is a policy
            '"Action":"sqs:ReceiveMessage","Resource":"*"}]}',
        )
    )
    later(world, "5min")

    assert len(statuses(world)) > 1
    assert "sqs:DeleteMessage on orders is denied to" in told(world, "batch.succeeded")


@pytest.mark.fact("ASY-019", "ASY-020")
def test_a_destination_is_told_with_the_role() -> None:
    tell = aws.PutFunctionEventInvokeConfig(
        FunctionName="f",
        DestinationConfig=DestinationConfig(OnSuccess=OnSuccess(Destination=QUEUE)),
    )
    may_not = opened(account(setup=[ORDERS]))
    said = refused(may_not, tell).message
    assert said.endswith(f"role does not have permissions to call SendMessage on {QUEUE}")

    world = played(
        account(
            roles=[role(allow("sqs:SendMessage", QUEUE))],
            setup=[ORDERS, tell],
            traffic=[calls("0s", invocation="async"), calls("2min", name="b", invocation="async")],
            code=Code(),
        )
    )
    world.do(aws.DeleteRolePolicy(RoleName="f-role", PolicyName="own"))
    later(world, "5min")
    queue = world.snapshot().internal_queues[0]

    assert (queue.delivered, queue.undelivered) == (1, 1)
    assert "is denied to role f-role (as f)" in sentences(world)


@pytest.mark.fact("ESM-002", "PER-015")
def test_a_stream_that_may_not_be_read_any_more() -> None:
    world = played(
        account(
            roles=[role(managed=("AWSLambdaKinesisExecutionRole",))],
            setup=[CLICKS, OF_STREAM],
            traffic=[calls("5min", to="kinesis:clicks")],
        )
    )
    world.do(
        aws.DetachRolePolicy(
            RoleName="f-role",
            PolicyArn="arn:aws:iam::aws:policy/service-role/AWSLambdaKinesisExecutionRole",
        )
    )
    later(world, "10min")

    assert statuses(world) == []
    assert "kinesis:GetRecords on stream/clicks is denied to" in told(world, "mapping.denied")


@pytest.mark.fact("PUS-008")
def test_an_alarm_calls_a_function_only_if_its_policy_lets_it_in() -> None:
    alarm = aws.PutMetricAlarm(
        AlarmName="calls",
        Namespace="AWS/Lambda",
        MetricName="Invocations",
        Dimensions=[Dimension(Name="FunctionName", Value="f")],
        Statistic="Sum",
        Period=60,
        EvaluationPeriods=1,
        Threshold=0.0,
        ComparisonOperator="GreaterThanThreshold",
        AlarmActions=[F],
    )
    let_in = aws.AddPermission(
        FunctionName="f",
        StatementId="alarm",
        Action="lambda:InvokeFunction",
        Principal="lambda.alarms.cloudwatch.amazonaws.com",
    )
    traffic = [calls("30s")]
    shut = played(account(setup=[alarm], traffic=traffic), "5min")
    open_ = played(account(setup=[alarm, let_in], traffic=traffic), "5min")

    assert len(statuses(shut)) == 1
    assert "is denied to lambda.alarms.cloudwatch.amazonaws.com" in told(
        shut, "alarm.action_failed"
    )
    assert len(statuses(open_)) == 2


@pytest.mark.fact("PUS-007", "PUS-008")
def test_a_load_balancer_registers_only_a_function_that_lets_it_in() -> None:
    group = aws.CreateTargetGroup(Name="web", TargetType="lambda")
    arn = f"arn:aws:elasticloadbalancing:us-east-1:{HERE}:targetgroup/web"
    register = aws.RegisterTargets(TargetGroupArn=arn, Targets=[TargetDescription(Id=F)])
    world = opened(account(setup=[group]))
    error = refused(world, register)

    assert (error.code, error.status) == ("AccessDenied", 403)
    assert "is denied to elasticloadbalancing.amazonaws.com" in told(world, "operation.refused")
    world.do(
        aws.AddPermission(
            FunctionName="f",
            StatementId="web",
            Action="lambda:InvokeFunction",
            Principal="elasticloadbalancing.amazonaws.com",
        )
    )
    assert world.do(register) == {}
