"""A shop: ten minutes of a whole account, with something going on in every service of it."""

from __future__ import annotations

import json

from busy_account import ALARMS, STREAMS
from msgspec.structs import replace
from pools import FUNCTION_ARN
from scenes import code, function, poisson, scenario
from whole_setup import PUSH, SQS, STARVING, VERSIONS

from lambdatutor.aws import operations as aws
from lambdatutor.aws.resource_arns import queue_arn, topic_arn
from lambdatutor.aws.shapes import (
    PutEventsRequestEntry,
)
from lambdatutor.aws.shapes.deployments import (
    AlarmConfiguration,
    AppSpecContent,
    AutoRollbackConfiguration,
    RevisionLocation,
    WatchedAlarm,
)
from lambdatutor.simulator.dependencies.setup import DependencySetup, Outage
from lambdatutor.simulator.distributions import parse_distribution
from lambdatutor.simulator.history import Entry
from lambdatutor.simulator.outside import SetDependency, SetRole, SetSimulator, SetTraffic
from lambdatutor.simulator.polling.mapping import uuid_of
from lambdatutor.simulator.scenario import FunctionSetup, Routing, Scenario, Traffic
from lambdatutor.simulator.time import MINUTE, SECOND, Micros

END = Micros(10 * MINUTE)
QUICK = parse_distribution("10ms")


def _functions() -> tuple[FunctionSetup, ...]:
    """What the shop consists of; f, g and h are busy with queues, streams and events."""
    return (
        function(
            "f",
            run="exp:300ms",
            init="exp:500ms",
            errors=0.05,
            calls=("database",),
            sends=(queue_arn("orders"),),
            releases={"two": code(run="400ms", errors=0.3)},
            background=parse_distribution("2s"),
        ),
        function(
            "g", run="exp:100ms", timeout="5s", each=QUICK, reports_failures=True, errors=0.02
        ),
        function(
            "h",
            run="exp:200ms",
            errors=0.2,
            each=QUICK,
            sends=(queue_arn("echo"), topic_arn("gone")),
        ),
        function("mailer", run="exp:200ms", errors=0.3, sends=(FUNCTION_ARN + "mailer",)),
        function(
            "java",
            runtime_init="2s",
            init="3s",
            run="exp:100ms",
            restore=QUICK,
            releases={"two": code(init="3s", run="exp:90ms")},
        ),
        function("broken", run="100ms", init_errors=0.5, init="1s", tmp=100),
    )


_TRAFFIC: tuple[Traffic, ...] = (
    poisson(2, name="people", function="f", qualifier="live"),
    poisson(0.5, name="letters", to="sqs:orders", poison=0.1),
    Traffic(name="crowd", to="sqs:orders", at=(Micros(4 * MINUTE),), count=120),
    Traffic(name="stray", to="sqs:line.fifo", at=(Micros(MINUTE),)),
    poisson(0.5, name="line", to="sqs:line.fifo", groups=2, poison=0.05),
    poisson(0.1, name="brief", to="sqs:brief"),
    poisson(2, name="clicks", to="kinesis:clicks", groups=5, poison=0.02),
    poisson(0.5, name="items", to="dynamodb:items", groups=3),
    poisson(0.2, name="posts", to="sns:news"),
    poisson(0.1, name="uploads", to="s3:uploads"),
    poisson(0.5, name="calls", to="elasticloadbalancing:doors", kind="visitor"),
    poisson(0.5, name="web", to="apigateway:web", kind="visitor"),
    poisson(0.2, name="links", to="url:f", kind="visitor"),
    poisson(0.3, name="mails", function="mailer", invocation="async"),
    Traffic(name="mailing", function="mailer", invocation="async", at=(Micros(MINUTE),), count=30),
    poisson(1, name="shoppers", function="f", retries="standard", client_timeout=Micros(SECOND)),
    poisson(2, name="eager", function="broken", retries="adaptive", until=Micros(3 * MINUTE)),
)


def whole(routing: Routing = "most-recently-used") -> Scenario:
    """The shop at its opening."""
    return replace(
        scenario(
            *_functions(),
            traffic=_TRAFFIC,
            setup=[*SQS, *STREAMS, *PUSH, *VERSIONS, *ALARMS, STARVING],
            quota=130,
            routing=routing,
            idle="exp:1min",
            preparation="20s",
        ),
        dependencies=(
            DependencySetup(
                name="database",
                connections=4,
                errors=0.01,
                outages=(Outage(start=Micros(5 * MINUTE), until=Micros(5.5 * MINUTE), errors=1.0),),
            ),
        ),
        mapping_preparation=parse_distribution("5s"),
        function_update=parse_distribution("1s"),
        snapshot_creation=parse_distribution("30s"),
        async_duplicates=0.02,
        proactive_init=0.05,
    )


def _deployment(before: str, after: str, alarm: str = "errors") -> aws.Operation:
    named = {"Name": "f", "Alias": "live", "CurrentVersion": before, "TargetVersion": after}
    content = {"Resources": [{"f": {"Type": "AWS::Lambda::Function", "Properties": named}}]}
    return aws.CreateLambdaDeployment(
        applicationName="shop",
        revision=RevisionLocation(
            revisionType="AppSpecContent",
            appSpecContent=AppSpecContent(content=json.dumps(content)),
        ),
        deploymentConfigName="CodeDeployDefault.LambdaLinear10PercentEvery1Minute",
        autoRollbackConfiguration=AutoRollbackConfiguration(
            enabled=True, events=["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"]
        ),
        overrideAlarmConfiguration=AlarmConfiguration(
            enabled=True, alarms=[WatchedAlarm(name=alarm)]
        ),
    )


def _event(number: int) -> aws.Operation:
    entry = PutEventsRequestEntry(Source="shop", DetailType="order", Detail=f'{{"n":{number}}}')
    return aws.PutEvents(Entries=[entry])


def _order() -> aws.Operation:
    """The second one within five minutes is a duplicate."""
    return aws.SendMessage(
        QueueUrl="https://sqs.us-east-1.amazonaws.com/123456789012/line.fifo",
        MessageBody="{}",
        MessageGroupId="orders",
        MessageDeduplicationId="1",
    )


JOURNAL = tuple(
    Entry(round(at_s * SECOND), operation)
    for at_s, operation in (
        (0, aws.GetAccountSettings()),
        (20, aws.UpdateFunctionCode(FunctionName="f", S3Key="two", Publish=True)),
        (25, aws.UpdateFunctionCode(FunctionName="java", S3Key="two", Publish=True)),
        (35, _order()),
        (36, _order()),
        (37, aws.Invoke(FunctionName="nobody")),
        (30, _event(1)),
        (45, aws.ReceiveMessage(QueueUrl="https://sqs.us-east-1.amazonaws.com/123456789012/dead")),
        (60, _deployment("1", "2")),
        (75, aws.UpdateEventSourceMapping(UUID=uuid_of(1), BatchSize=10)),
        (90, aws.UpdateShardCount(
            StreamName="clicks", TargetShardCount=4, ScalingType="UNIFORM_SCALING")),
        (100, aws.PutFunctionConcurrency(FunctionName="g", ReservedConcurrentExecutions=1)),
        (130, aws.DeleteFunctionConcurrency(FunctionName="g")),
        (150, SetDependency(Dependency="database", Field="latency", Value="500ms")),
        (160, SetDependency(Dependency="database", Field="latency", Value="5ms")),
        (170, SetRole(FunctionName="g", Action="sqs:ReceiveMessage", Allowed="no")),
        (185, SetRole(FunctionName="g", Action="sqs:ReceiveMessage", Allowed="yes")),
        (200, aws.StartMessageMoveTask(SourceArn=queue_arn("dead"))),
        (240, SetTraffic(Traffic="people", Field="rate", Value="12")),
        (300, SetTraffic(Traffic="people", Field="rate", Value="1")),
        (310, aws.SetAlarmState(AlarmName="errors", StateValue="ALARM", StateReason="a drill")),
        (320, _event(2)),
        (330, aws.UpdateFunctionConfiguration(FunctionName="h", MemorySize=256)),
        (360, aws.PurgeQueue(QueueUrl="https://sqs.us-east-1.amazonaws.com/123456789012/dead")),
        (400, aws.PutFunctionConcurrency(FunctionName="h", ReservedConcurrentExecutions=5_000)),
        (420, SetSimulator(Setting="idle_timeout", Value="20s")),
        (430, aws.Invoke(FunctionName="f", InvocationType="Event")),
        (440, _deployment("1", "99")),
        (500, aws.DeleteEventSourceMapping(UUID=uuid_of(3))),
        (540, aws.DeleteFunction(FunctionName="mailer")),
    )
)  # fmt: skip
"""What is done to the shop."""
