"""Small worlds for what seldom happens, by the kind of event that is to be seen in each."""

from __future__ import annotations

from contextlib import suppress

import network_rare_scenes
from a_judge import Nobody, judged
from pools import FUNCTION_ARN, ITEMS_STREAM
from queue_words import mapping
from scenes import calls, function, later, opened, played, provision, published

from lambdatutor.aws import operations as aws
from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.resource_arns import queue_arn, stream_arn
from lambdatutor.aws.shapes import (
    AttributeDefinition,
    DeadLetterConfig,
    DestinationConfig,
    Dimension,
    KeySchemaElement,
    OnFailure,
    ProvisionedThroughput,
    PutEventsRequestEntry,
    RuleTarget,
    ScalableTargetAction,
    SnapStart,
    StreamSpecification,
    TargetTrackingScalingPolicyConfiguration,
)
from lambdatutor.simulator.outside import SetCaller
from lambdatutor.simulator.scenario import Scenario
from lambdatutor.simulator.time import SECOND
from lambdatutor.simulator.world import World

SNAPSTART = aws.UpdateFunctionConfiguration(
    FunctionName="f", SnapStart=SnapStart(ApplyOn="PublishedVersions")
)
CLICKS = aws.CreateStream(StreamName="clicks", ShardCount=1)
CAPACITY = {
    "ServiceNamespace": "lambda",
    "ResourceId": "function:f:1",
    "ScalableDimension": "lambda:function:ProvisionedConcurrency",
}
TARGET = aws.RegisterScalableTarget(**CAPACITY, MinCapacity=1, MaxCapacity=20)


def _low() -> World:
    policy = aws.PutScalingPolicy(
        **CAPACITY,
        PolicyName="half",
        PolicyType="TargetTrackingScaling",
        TargetTrackingScalingPolicyConfiguration=TargetTrackingScalingPolicyConfiguration(
            TargetValue=0.9
        ),
    )
    return played(
        function(run="10min", timeout="15min"),
        traffic=[calls("0s", qualifier="1")],
        setup=[published(), provision(10), TARGET, policy],
        until="20min",
    )


def _capacity_refused() -> World:
    action = aws.PutScheduledAction(
        **CAPACITY,
        ScheduledActionName="too many",
        Schedule="at(2026-01-01T00:01:00)",
        ScalableTargetAction=ScalableTargetAction(MinCapacity=950, MaxCapacity=950),
    )
    return played(setup=[published(), TARGET, action], until="3min")


def _restore_failed() -> World:
    return played(
        function(after_restore_fails=True),
        traffic=[calls("1s", qualifier="1")],
        setup=[SNAPSTART, published()],
    )


def _snapshot_failed() -> World:
    world = opened(function(init="1s", init_errors=1.0), setup=[SNAPSTART])
    world.do(published())
    world.advance(60_000_000)
    return world


def _provisioned_failed() -> World:
    world = opened(function(init="2s", init_errors=1.0), setup=[published()])
    world.do(provision(3))
    world.advance(300_000_000)
    return world


TABLE = aws.CreateTable(
    TableName="items",
    AttributeDefinitions=[AttributeDefinition(AttributeName="id", AttributeType="S")],
    KeySchema=[KeySchemaElement(AttributeName="id", KeyType="HASH")],
    ProvisionedThroughput=ProvisionedThroughput(ReadCapacityUnits=1, WriteCapacityUnits=1),
    StreamSpecification=StreamSpecification(StreamEnabled=True, StreamViewType="KEYS_ONLY"),
)


def _table() -> World:
    return played(traffic=[calls("1s", to="dynamodb:items", count=1_100, groups=1)], setup=[TABLE])


def _starved() -> World:
    """An alarm of which the datapoints end."""
    alarm = aws.PutMetricAlarm(
        AlarmName="silence",
        Namespace="AWS/Lambda",
        MetricName="Invocations",
        Dimensions=[Dimension(Name="FunctionName", Value="f")],
        Statistic="Sum",
        Period=60,
        EvaluationPeriods=1,
        Threshold=0.0,
        ComparisonOperator="GreaterThanThreshold",
    )
    return played(traffic=[calls("70s", "130s")], setup=[alarm], until="15min")


def _stream_full() -> World:
    """An event of a bus finds a full shard too, and waits."""
    target = RuleTarget(Id="s", Arn=stream_arn("clicks"))
    world = played(
        traffic=[calls("60s", to="kinesis:clicks", count=1_100, groups=1)],
        setup=[
            CLICKS,
            aws.PutRule(Name="shop", EventPattern='{"source":["shop"]}'),
            aws.PutTargets(Rule="shop", Targets=[target]),
        ],
    )
    entry = PutEventsRequestEntry(Source="shop", DetailType="order", Detail="{}")
    world.do(aws.PutEvents(Entries=[entry]))
    return later(world, "30s")


def _crowd() -> World:
    """More than two read one stream of a table."""
    names = ("f", "g", "h")
    return played(
        *map(function, names),
        setup=[
            TABLE,
            *(mapping(ITEMS_STREAM, function=each, StartingPosition="LATEST") for each in names),
        ],
    )


def _expired() -> World:
    reading = mapping(stream_arn("clicks"), function="f", StartingPosition="TRIM_HORIZON")
    return played(
        function(errors=1.0),
        traffic=[calls("1s", to="kinesis:clicks")],
        setup=[CLICKS, reading],
        until="25h",
    )


def _untold() -> World:
    told = DestinationConfig(OnFailure=OnFailure(Destination=queue_arn("gone")))
    reading = mapping(
        stream_arn("clicks"),
        function="f",
        StartingPosition="TRIM_HORIZON",
        MaximumRetryAttempts=0,
        DestinationConfig=told,
    )
    return played(
        function(errors=1.0),
        traffic=[calls("1s", to="kinesis:clicks")],
        setup=[CLICKS, aws.CreateQueue(QueueName="gone"), reading,
               aws.DeleteQueue(QueueUrl="https://sqs.us-east-1.amazonaws.com/123456789012/gone")],
        until="3min",
    )  # fmt: skip


def _dead_letter_failed() -> World:
    nowhere = aws.UpdateFunctionConfiguration(
        FunctionName="f", DeadLetterConfig=DeadLetterConfig(TargetArn=queue_arn("gone"))
    )
    return played(
        function(errors=1.0),
        traffic=[calls("1s", invocation="async")],
        setup=[nowhere],
        until="5min",
    )


def _http_timed_out() -> World:
    api = aws.CreateApi(Name="web", ProtocolType="HTTP", Target=FUNCTION_ARN + "f")
    return played(
        function(run="40s", timeout="1min"),
        traffic=[calls("1s", to="apigateway:web")],
        setup=[api],
        until="2min",
    )


def _init_timeout() -> World:
    return played(function(init="11s"), traffic=[calls("0s")])


def _judged(scenario: Scenario, judge: Nobody) -> World:
    """A run in which nobody may call, and no role can be assumed."""
    world = World(judged(scenario), authoriser=judge)
    world.advance(SECOND)
    return world


def _denied() -> World:
    world = _judged(opened().scenario, Nobody())
    with suppress(AwsError):
        world.do(aws.GetAccountSettings())
    return world


def _not_assumed() -> World:
    judge = Nobody()
    judge.trusted = False
    return _judged(opened(traffic=[calls("0s")]).scenario, judge)


def _other_caller() -> World:
    world = opened()
    world.do(SetCaller(Caller="ana"))
    world.do(SetCaller(Caller=""))
    return world


def _story() -> World:
    """Somebody in the story publishes a version, and then the person at the keys does."""
    publish = aws.PublishVersion(FunctionName="f")
    world = World(Scenario(functions=(function(),)), script=((0, publish),))
    world.do(publish)
    world.advance(SECOND)
    world.do(publish)
    return world


RARE = {
    "alarm.low": _low,
    "alarm.starved": _starved,
    "batch.untold": _untold,
    "caller.changed": _other_caller,
    "capacity.refused": _capacity_refused,
    "dead_letter.failed": _dead_letter_failed,
    "http.timed_out": _http_timed_out,
    "init.timeout": _init_timeout,
    "operation.scripted": _story,
    "item.refused": _table,
    "permission.denied": _denied,
    "provisioned.failed": _provisioned_failed,
    "record.refused": _stream_full,
    "records.expired": _expired,
    "restore.failed": _restore_failed,
    "role.not_assumed": _not_assumed,
    "snapshot.failed": _snapshot_failed,
    "source.waits": _stream_full,
    "stream.crowded": _crowd,
    **network_rare_scenes.RARE,
}
"""What neither the rich scene nor the whole account shows."""
