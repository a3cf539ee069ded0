"""An account in which something of everything goes on, for operations in any order."""

from __future__ import annotations

from identity_pools import AWS_OWN, TRUST, WRITES, document
from msgspec.structs import replace
from network_pools import NETWORK
from pools import FUNCTION_ARN, GROUP_ARN, ITEMS_STREAM
from queue_words import mapping, queue
from scenes import code, function, poisson, scenario

from lambdatutor.aws import operations as aws
from lambdatutor.aws.resource_arns import queue_arn, stream_arn, topic_arn
from lambdatutor.aws.shapes import (
    AttributeDefinition,
    DestinationConfig,
    Dimension,
    KeySchemaElement,
    LambdaFunctionConfiguration,
    NotificationConfiguration,
    OnFailure,
    RuleTarget,
    StreamSpecification,
    TargetDescription,
)
from lambdatutor.aws.shapes.policies import Tag
from lambdatutor.simulator.dependencies.setup import DependencySetup
from lambdatutor.simulator.distributions import parse_distribution
from lambdatutor.simulator.scenario import FunctionSetup, Routing, Scenario, Traffic
from lambdatutor.simulator.time import SECOND, Micros

INVOCATIONS_URI = (
    f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{FUNCTION_ARN}g/invocations"
)

QUEUES: tuple[aws.Operation, ...] = (
    queue("dead"),
    queue(visibility=6, dead="dead", most=2),
    queue("line.fifo", visibility=12, ContentBasedDeduplication="true"),
    mapping(queue_arn("orders"), function="g", size=5, window=1, reports=True),
    mapping(queue_arn("line.fifo"), function="h", size=3),
)

STREAMS: tuple[aws.Operation, ...] = (
    aws.CreateStream(StreamName="clicks", ShardCount=2),
    aws.CreateTable(
        TableName="items",
        AttributeDefinitions=[AttributeDefinition(AttributeName="id", AttributeType="S")],
        KeySchema=[KeySchemaElement(AttributeName="id", KeyType="HASH")],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification=StreamSpecification(
            StreamEnabled=True, StreamViewType="NEW_AND_OLD_IMAGES"
        ),
    ),
    mapping(
        stream_arn("clicks"),
        function="g",
        size=20,
        StartingPosition="LATEST",
        ParallelizationFactor=2,
        BisectBatchOnFunctionError=True,
        MaximumRetryAttempts=2,
        DestinationConfig=DestinationConfig(OnFailure=OnFailure(Destination=queue_arn("dead"))),
    ),
    mapping(ITEMS_STREAM, function="f", StartingPosition="TRIM_HORIZON", MaximumRetryAttempts=1),
)

SOURCES: tuple[aws.Operation, ...] = (
    aws.CreateTopic(Name="news"),
    aws.Subscribe(TopicArn=topic_arn("news"), Protocol="lambda", Endpoint=FUNCTION_ARN + "f"),
    aws.Subscribe(TopicArn=topic_arn("news"), Protocol="sqs", Endpoint=queue_arn("orders")),
    aws.CreateBucket(Bucket="uploads"),
    aws.PutBucketNotificationConfiguration(
        Bucket="uploads",
        NotificationConfiguration=NotificationConfiguration(
            LambdaFunctionConfigurations=[
                LambdaFunctionConfiguration(
                    LambdaFunctionArn=FUNCTION_ARN + "f", Events=["s3:ObjectCreated:*"]
                )
            ]
        ),
    ),
    aws.PutRule(Name="nightly", ScheduleExpression="rate(1 minute)"),
    aws.PutTargets(Rule="nightly", Targets=[RuleTarget(Id="g", Arn=FUNCTION_ARN + "g")]),
    aws.PutRule(Name="shop", EventPattern='{"source":["shop"]}'),
    aws.PutTargets(Rule="shop", Targets=[RuleTarget(Id="q", Arn=queue_arn("orders"))]),
    aws.PutFunctionEventInvokeConfig(
        FunctionName="f",
        MaximumRetryAttempts=1,
        DestinationConfig=DestinationConfig(OnFailure=OnFailure(Destination=queue_arn("dead"))),
    ),
    aws.CreateTargetGroup(Name="doors", TargetType="lambda"),
    aws.RegisterTargets(
        TargetGroupArn=GROUP_ARN, Targets=[TargetDescription(Id=FUNCTION_ARN + "f")]
    ),
    aws.CreateRestApi(Name="shop"),
    aws.CreateResource(restApiId="shop", parentId="root", pathPart="cart"),
    aws.PutMethod(restApiId="shop", resourceId="cart", httpMethod="GET", authorizationType="NONE"),
    aws.PutIntegration(
        restApiId="shop",
        resourceId="cart",
        httpMethod="GET",
        type="AWS_PROXY",
        integrationHttpMethod="POST",
        uri=INVOCATIONS_URI,
        timeoutInMillis=1_000,
    ),
    aws.CreateDeployment(restApiId="shop", stageName="prod"),
)

IDENTITIES: tuple[aws.Operation, ...] = (
    aws.CreatePolicy(PolicyName="writes", PolicyDocument=document(Action="sqs:SendMessage")),
    aws.CreateRole(RoleName="writer", AssumeRolePolicyDocument=TRUST),
    aws.AttachRolePolicy(RoleName="writer", PolicyArn=WRITES),
    aws.PutRolePolicy(RoleName="writer", PolicyName="inside", PolicyDocument=document()),
    aws.CreateUser(UserName="ana", Tags=[Tag(Key="team", Value="shop")]),
    aws.AttachUserPolicy(UserName="ana", PolicyArn=AWS_OWN),
)

ALARMS: tuple[aws.Operation, ...] = (
    aws.PutMetricAlarm(
        AlarmName="errors",
        Namespace="AWS/Lambda",
        MetricName="Errors",
        Dimensions=[Dimension(Name="FunctionName", Value="g")],
        Statistic="Sum",
        Period=60,
        EvaluationPeriods=1,
        Threshold=5.0,
        ComparisonOperator="GreaterThanThreshold",
        AlarmActions=[topic_arn("news")],
    ),
    aws.PutCompositeAlarm(AlarmName="both", AlarmRule="ALARM(errors)"),
)

TRAFFIC: tuple[Traffic, ...] = (
    poisson(1, name="letters", to="sqs:orders", poison=0.1),
    poisson(0.5, name="posts", to="sns:news"),
    poisson(4, name="clicks", to="kinesis:clicks", groups=5, poison=0.01),
    poisson(1, name="calls", to="elasticloadbalancing:doors", kind="visitor"),
    poisson(1, name="shop", to="apigateway:shop", kind="visitor"),
    poisson(1, name="line", to="sqs:line.fifo", groups=2, poison=0.05),
    poisson(0.5, name="events", function="f", invocation="async"),
    Traffic(name="shoppers", function="f", every=Micros(2 * SECOND), retries="standard"),
)


def _functions() -> tuple[FunctionSetup, ...]:
    spiky = {"errors": 0.2, "failure": "exit", "init": "exp:1s", "extensions": "external"}
    return (
        function("f", run="exp:300ms", init="exp:500ms", releases={"two": code(run="1s")}),
        function("g", run="lognormal:100ms,p99=4s", timeout="2s", warm=3, **spiky),
        function("h", run="uniform:10ms..2s", init="11s", memory=512, compute=0.5),
    )


def _of(functions: tuple[FunctionSetup, ...], routing: Routing, *, lifetime: bool) -> Scenario:
    return scenario(
        *functions,
        traffic=[
            poisson(8, name="one", function="f", qualifier=None),
            poisson(15, name="two", function="g", kind="ping"),
            poisson(4, name="three", function="f", qualifier="live", count=2),
        ],
        setup=[
            aws.PublishVersion(FunctionName="f"),
            aws.CreateAlias(FunctionName="f", Name="live", FunctionVersion="1"),
        ],
        quota=130,
        routing=routing,
        idle="exp:20s",
        lifetime="uniform:20s..2min" if lifetime else None,
        preparation="5s",
    )


def busy_account(routing: Routing = "most-recently-used", *, lifetime: bool = False) -> Scenario:
    """Three functions with queues, streams, sources, doors, alarms and a database around them.

    30 of its concurrency can be set aside.
    """
    first, second, third = _functions()
    calling = replace(
        first.code, calls=("database",), sends=(queue_arn("orders"), topic_arn("nope"))
    )
    batch = {"each": parse_distribution("10ms"), "reports_failures": True}
    looping = replace(third.code, init=parse_distribution("1s"), sends=(FUNCTION_ARN + "h",))
    functions = (
        replace(first, code=calling),
        replace(second, code=replace(second.code, **batch)),
        replace(third, code=looping),
    )
    bare = _of(functions, routing, lifetime=lifetime)
    calmer = tuple(replace(each, rate=(each.rate or 0) / 4) for each in bare.traffic)
    return replace(
        bare,
        traffic=calmer + TRAFFIC,
        setup=bare.setup + QUEUES + STREAMS + SOURCES + ALARMS + IDENTITIES,
        dependencies=(DependencySetup(name="database", connections=5, errors=0.02),),
        network=NETWORK,
        mapping_preparation=parse_distribution("2s"),
        async_duplicates=0.05,
    )
