"""What the parameters of operations may be given, sensible and absurd, by their names."""

from __future__ import annotations

import json
from typing import NamedTuple

from lambdatutor.aws.resource_arns import (
    event_bus_arn,
    queue_arn,
    queue_url,
    stream_arn,
    table_stream_arn,
    topic_arn,
)
from lambdatutor.simulator.polling.mapping import uuid_of

NAMES = ("f", "g", "h")
"""Functions of the account that operations are drawn for."""
QUEUES = ("orders", "dead", "line.fifo")
ROLE = "arn:aws:iam::123456789012:role/lambda-role"
FUNCTION_ARN = "arn:aws:lambda:us-east-1:123456789012:function:"
ITEMS_STREAM = table_stream_arn("items", "2026-01-01T00:00:00.000")
GROUP_ARN = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/doors"

BIGGEST = 2**63 - 1
"""An integer in a call has 64 bits at most; a command line takes smaller ones only."""


class Pool(NamedTuple):
    """What a parameter may be given."""

    sensible: tuple[object, ...]
    absurd: tuple[object, ...]


def of(*sensible: object, no: tuple[object, ...] = ("x", "")) -> Pool:
    return Pool(sensible, no)


def numbers(*sensible: float, no: tuple[float, ...] = (-1, 0, 2**31, BIGGEST)) -> Pool:
    return Pool(sensible, no)


def _redrive(queue: str) -> str:
    return json.dumps({"deadLetterTargetArn": queue_arn(queue), "maxReceiveCount": 2})


def _app_spec(before: str, after: str) -> str:
    named = {"Name": "f", "Alias": "live", "CurrentVersion": before, "TargetVersion": after}
    return json.dumps(
        {"Resources": [{"f": {"Type": "AWS::Lambda::Function", "Properties": named}}]}
    )


_SEND_TO = of(
    *(FUNCTION_ARN + each for each in (*NAMES, "f:live", "nope")),
    *map(queue_arn, (*QUEUES, "nope")),
    *(topic_arn("news"), event_bus_arn(), stream_arn("clicks"), "arn:aws:s3:::uploads"),
)
_FUNCTION_ARN = of(*(FUNCTION_ARN + each for each in NAMES), no=(FUNCTION_ARN + "nope", "x", ""))
_SOURCE = of(
    *map(queue_arn, QUEUES), stream_arn("clicks"), ITEMS_STREAM, no=(queue_arn("no"), "arn:x", "")
)
_SCHEDULE = of(
    *("rate(1 minute)", "rate(2 minutes)", "cron(0/5 * * * ? *)", "at(2026-01-01T00:03:00)"),
    no=("rate(0 minutes)", "rate(1 minutes)", "cron(* * * * * *)", "cron(0 0 L * ? *)", "x", ""),
)
_DATE = of("2026-01-01T00:01:00Z", "2026-01-01T00:02:00Z", no=("2025-12-31T00:00:00Z", "soon", ""))
_PATTERN = of('{"kind":["order"]}', '{"source":["shop"]}', "{}", no=("[]", "{", "", "3"))
_RULE = of("nightly", "shop", no=("nope", ""))
_ALIAS = of("live", "beta", no=("2024", "no such", ""))

BY_NAME: dict[str, Pool] = {
    "FunctionName": of(
        *NAMES * 3,
        *("f:live", "f:1", FUNCTION_ARN + "f", FUNCTION_ARN + "g:live"),
        no=(
            *("k", "nope", "", "g:$LATEST", "a b", "f" * 65),
            FUNCTION_ARN.replace("us-east-1", "eu-west-1") + "f",
            FUNCTION_ARN.replace("123456789012", "999999999999") + "f",
        ),
    ),
    "Qualifier": of("1", "2", "live", "live", "beta", "$LATEST", no=("99", "x", "", "no such")),
    "FunctionVersion": of("1", "2", "3", "$LATEST", no=("99", "x", "")),
    "RevisionId": of(None, no=("stale",)),
    "ReservedConcurrentExecutions": numbers(0, 1, 3, 8, 13, 20, 29, 30, no=(31, 100, -1, 2**31)),
    "ProvisionedConcurrentExecutions": numbers(1, 2, 3, 5, 8, no=(20, 31, 0, -1, BIGGEST)),
    "MemorySize": numbers(128, 512, 1_769, 10_240, no=(64, 10_241, 40_000)),
    "Timeout": numbers(1, 3, 900, no=(0, 901, 6_000)),
    "Role": of(ROLE, "arn:aws:iam::123456789012:role/other", no=("r1", "")),
    "Runtime": of("python3.13", "java21", no=("cobol",)),
    "S3Key": of("two", "three", no=()),
    "ZipFile": of("f.zip"),
    "Size": numbers(512, 1_024, no=(0, 99_999)),
    "Architectures": of(["arm64"], ["x86_64"], no=(["X86_64"], [])),
    "AdditionalVersionWeights": of(
        *({"1": 0.1}, {"2": 0.5}, {}), no=({"1": 2.0}, {"99": 0.5}, {"1": 0.1, "2": 0.1})
    ),
    "ApplyOn": of("PublishedVersions", "None"),
    "InvocationType": of("RequestResponse", "Event", "DryRun", no=("Later",)),
    "Payload": of("{}", no=("no json",)),
    "RecursiveLoop": of("Allow", "Terminate"),
    "MaximumRetryAttempts": numbers(0, 1, 2, no=(-1, 3, 185, 186, BIGGEST)),
    "MaximumEventAgeInSeconds": numbers(60, 90, 21_600, no=(0, 59, 21_601, BIGGEST)),
    "TargetArn": _SEND_TO,
    "Destination": _SEND_TO,
    "DestinationArn": _SEND_TO,
    "Endpoint": _SEND_TO,
    "Arn": _SEND_TO,
    "LambdaFunctionArn": _FUNCTION_ARN,
    "Target": _FUNCTION_ARN,
    "uri": of(
        f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{FUNCTION_ARN}f/invocations"
    ),
    "QueueName": of(*QUEUES, "new", "new.fifo", no=("a b", "", "x" * 300)),
    "QueueUrl": of(*map(queue_url, (*QUEUES, "orders")), no=(queue_url("nope"), "orders", "")),
    "QueueArn": _SOURCE,
    "SourceArn": _SOURCE,
    "EventSourceArn": _SOURCE,
    "UUID": of(*map(uuid_of, (1, 2, 3)), no=("no-such-uuid", "")),
    "ReceiptHandle": of(
        *(f"{queue}/{number}/{time}" for queue in QUEUES for number in (1, 2) for time in (1, 2)),
        no=("x", "//", "", "orders/1/x"),
    ),
    "MaxNumberOfMessages": numbers(1, 10, no=(0, 11)),
    "VisibilityTimeout": numbers(0, 1, 5, 30, 43_200, no=(43_201, -1)),
    "WaitTimeSeconds": numbers(0, 20, no=(21, -1)),
    "DelaySeconds": numbers(0, 1, 10, 900, no=(901, -1)),
    "MessageGroupId": of("one", "two", no=("",)),
    "MessageDeduplicationId": of("1", "2", no=("",)),
    "BatchSize": numbers(1, 3, 10, 100, no=(0, 10_001, -1)),
    "MaximumBatchingWindowInSeconds": numbers(0, 1, 5, no=(301, -1)),
    "ParallelizationFactor": numbers(1, 2, 5, no=(0, 11)),
    "MaximumRecordAgeInSeconds": numbers(-1, 60, no=(0, 59, 604_801)),
    "TumblingWindowInSeconds": numbers(0, 15, no=(901, -1)),
    "MaximumConcurrency": numbers(2, 5, no=(1, 1_001)),
    "MinimumPollers": numbers(2, 5, no=(0, 201)),
    "MaximumPollers": numbers(5, 10, no=(1, 10_001)),
    "Pattern": _PATTERN,
    "EventPattern": _PATTERN,
    "StartingPosition": of("LATEST", "TRIM_HORIZON", "AT_TIMESTAMP"),
    "StartingPositionTimestamp": _DATE,
    "FunctionResponseTypes": of([], ["ReportBatchItemFailures"], no=(["x"],)),
    "TopicArn": of(topic_arn("news"), no=(topic_arn("nope"), "x", "")),
    "Protocol": of("lambda", "sqs", no=("email", "http", "")),
    "DataType": of("String", no=("x", "")),
    "Bucket": of("uploads", "new-bucket", no=("nope", "X", "")),
    "Key": of("a.jpg", "in/b.jpg", "c.txt", no=("",)),
    "Events": of(["s3:ObjectCreated:*"], ["s3:ObjectCreated:Put"], no=(["x"], [])),
    "Rule": _RULE,
    "EventBusName": of(None, "default", event_bus_arn(), no=("other", "")),
    "State": of("ENABLED", "DISABLED"),
    "ScheduleExpression": _SCHEDULE,
    "Schedule": _SCHEDULE,
    "ScheduleExpressionTimezone": of(None, "UTC", no=("Europe/Berlin",)),
    "GroupName": of(None, "default"),
    "StartDate": _DATE,
    "EndDate": _DATE,
    "StartTime": _DATE,
    "EndTime": _DATE,
    "Mode": of("OFF", "Active", no=("FLEXIBLE", "x")),
    "Source": of("shop", no=("aws.x", "")),
    "DetailType": of("order", no=("",)),
    "Detail": of("{}", '{"kind":"order"}', no=("[]", "{", "")),
    "StreamName": of("clicks", "clicks", "new-stream", no=("nope", "a b", "")),
    "StreamARN": of(None, stream_arn("clicks"), no=(stream_arn("nope"), "x")),
    "ShardCount": numbers(1, 2, 4, no=(0, -1, 100_000)),
    "TargetShardCount": numbers(1, 2, 3, 4, 8, no=(0, -1, BIGGEST)),
    "ScalingType": of("UNIFORM_SCALING"),
    "StreamMode": of("ON_DEMAND", "PROVISIONED"),
    "PartitionKey": of("a", "b", "c", no=("", "k" * 300)),
    "ExplicitHashKey": of(None, "0", "1", str(2**127), no=(str(2**128), "x", "")),
    "TableName": of("items", "items", "new-table", no=("nope", "a b", "")),
    "AttributeDefinitions": of(None, no=()),
    "AttributeName": of("id", "at"),
    "AttributeType": of("S", "N"),
    "KeyType": of("HASH", "RANGE"),
    "BillingMode": of("PAY_PER_REQUEST", "PROVISIONED"),
    "StreamViewType": of("NEW_AND_OLD_IMAGES", "KEYS_ONLY"),
    "ConditionExpression": of(
        None, "attribute_exists(id)", "attribute_not_exists(id)", no=("a = b", "")
    ),
    "AlarmName": of("errors", "both", "new", no=("", "x" * 300)),
    "AlarmNames": of(["errors"], ["both"], ["errors", "both"], no=(["nope"], [])),
    "AlarmRule": of("ALARM(errors)", "NOT OK(errors)", no=("ALARM(nope)", "ALARM(both)", "x", "")),
    "StateValue": of("OK", "ALARM", "INSUFFICIENT_DATA"),
    "MetricName": of("Errors", "Throttles", "Invocations", "Duration", no=("Nonsense", "")),
    "Namespace": of("AWS/Lambda", no=("AWS/SQS", "Mine", "")),
    "Statistic": of("Sum", "Average", "Maximum", "SampleCount"),
    "Statistics": of(["Sum"], ["Average", "Maximum"], no=(["x"], [])),
    "ExtendedStatistic": of(None, no=("p99", "p50", "p0", "x")),
    "ExtendedStatistics": of(None, no=(["p99"], ["x"])),
    "Stat": of("Sum", "p90"),
    "Unit": of(None, no=("Seconds", "x")),
    "Period": numbers(60, 60, 300, no=(10, 61, 0, -1, BIGGEST)),
    "EvaluationPeriods": numbers(1, 2, 3, no=(0, -1, BIGGEST)),
    "DatapointsToAlarm": numbers(1, no=(0, 5, -1)),
    "ComparisonOperator": of("GreaterThanThreshold", "LessThanThreshold"),
    "TreatMissingData": of("breaching", "notBreaching", "ignore", "missing"),
    "AlarmActions": of([topic_arn("news")], [FUNCTION_ARN + "f"], [], no=(["x"],)),
    "OKActions": of([topic_arn("news")], [topic_arn("nope")], [], no=()),
    "InsufficientDataActions": of([topic_arn("news")], [], no=()),
    "Metrics": of(None, no=([],)),
    "Dimensions": of(None, no=()),
    "Value": of("f", "g", "orders", no=("",)),
    "Expression": of("errors / invocations", "m1 * 100", no=("m1 +", "x y", "")),
    "ServiceNamespace": of("lambda", no=("ecs", "")),
    "ScalableDimension": of("lambda:function:ProvisionedConcurrency"),
    "ResourceId": of("function:f:live", "function:f:1", no=("function:f", "function:f:9", "x", "")),
    "MinCapacity": numbers(0, 1, 2, no=(-1, 50, BIGGEST)),
    "MaxCapacity": numbers(2, 5, 10, no=(-1, 0, BIGGEST)),
    "TargetValue": numbers(0.5, 0.7, 0.9, no=(0.0, 1.5, -1.0)),
    "ScaleOutCooldown": numbers(0, 10, no=(-1, BIGGEST)),
    "ScaleInCooldown": numbers(0, 10, no=(-1, BIGGEST)),
    "PolicyType": of("TargetTrackingScaling", no=("StepScaling", "x")),
    "PredefinedMetricType": of("LambdaProvisionedConcurrencyUtilization"),
    "applicationName": of("app"),
    "deploymentConfigName": of(
        *("CodeDeployDefault.LambdaAllAtOnce", "CodeDeployDefault.LambdaCanary10Percent5Minutes"),
        "CodeDeployDefault.LambdaLinear10PercentEvery1Minute",
    ),
    "revisionType": of("AppSpecContent", no=("S3",)),
    "content": of(
        *(_app_spec("1", "2"), _app_spec("2", "1"), _app_spec("1", "99")), no=("{}", "x", "")
    ),
    "events": of(["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"], no=(["x"], [])),
    "deploymentId": of("d-NOSUCH123"),
    "ProtocolType": of("HTTP", no=("WEBSOCKET",)),
    "restApiId": of("shop", no=("nope", "")),
    "parentId": of("root", "cart", no=("nope",)),
    "resourceId": of("root", "cart", no=("nope",)),
    "pathPart": of("cart", "x", no=("{proxy+}", "")),
    "httpMethod": of("GET", "POST", "ANY"),
    "authorizationType": of("NONE"),
    "type": of("AWS_PROXY", no=("HTTP", "x")),
    "timeoutInMillis": numbers(50, 1_000, 29_000, no=(0, 49, BIGGEST)),
    "TargetType": of("lambda", no=("ip", "x")),
    "TargetGroupArn": of(GROUP_ARN),
    "Id": of("one", "two", FUNCTION_ARN + "f", no=("",)),
    "StatementId": of("s1", "s2", no=("a b", "")),
    "Action": of("lambda:InvokeFunction", "lambda:InvokeFunctionUrl", no=("s3:PutObject", "x")),
    "Principal": of("sns.amazonaws.com", "*", "123456789012"),
    "FunctionUrlAuthType": of(None, no=("NONE", "x")),
    "InvokedViaFunctionUrl": of(None, no=(True,)),
    "AuthType": of("NONE", "AWS_IAM"),
    "InvokeMode": of("BUFFERED", no=("RESPONSE_STREAM", "x")),
    "Name": of("new", "news", "uploads", no=("a b", "", "x" * 300)),
}
"""By the name of a parameter, at whatever depth."""

_QUEUE = {
    name: of(
        *({"VisibilityTimeout": "6"}, {"DelaySeconds": "1"}, {"MessageRetentionPeriod": "60"}),
        *({"RedrivePolicy": _redrive("dead")}, {"ContentBasedDeduplication": "true"}),
        *({"FifoQueue": "true"}, {}),
        no=(
            *({"VisibilityTimeout": "٣"}, {"Nonsense": "1"}, {"RedrivePolicy": "[]"}),
            *({"RedrivePolicy": "{"}, {"RedrivePolicy": _redrive("orders")}, {"DelaySeconds": ""}),
            {"RedriveAllowPolicy": '{"redrivePermission":"denyAll"}'},
        ),
    )
    for name in ("CreateQueue", "SetQueueAttributes")
}
BY_OPERATION: dict[tuple[str, str], Pool] = {
    **{(name, "Attributes"): pool for name, pool in _QUEUE.items()},
    ("CreateTopic", "Attributes"): of({}, {"FifoTopic": "true"}, no=({"FifoTopic": "x"},)),
    ("Subscribe", "Attributes"): of(
        *({}, {"RawMessageDelivery": "true"}, {"RedrivePolicy": _redrive("dead")}),
        {"FilterPolicy": '{"shop":["north"]}'},
        no=(
            *({"FilterPolicy": "{"}, {"FilterPolicy": "3"}, {"Nonsense": "x"}),
            *({"RedrivePolicy": "[]"}, {"RedrivePolicy": '{"deadLetterTargetArn":3}'}),
        ),
    ),
    **{(f"{verb}Alias", "Name"): _ALIAS for verb in ("Create", "Update", "Delete", "Get")},
    **{(f"{verb}Rule", "Name"): _RULE for verb in ("Put", "Enable", "Disable")},
    ("CreateRestApi", "Name"): of("shop", no=("",)),
    ("CreateTargetGroup", "Name"): of("doors", no=("", "a b")),
    ("RegisterTargets", "Id"): _FUNCTION_ARN,
    ("CreateTable", "AttributeDefinitions"): of(
        [{"AttributeName": "id", "AttributeType": "S"}], no=(None, [])
    ),
    ("CreateTable", "KeySchema"): of([{"AttributeName": "id", "KeyType": "HASH"}], no=(None, [])),
    ("PutItem", "Item"): of({"id": {"S": "1"}}, {"id": {"S": "2"}, "n": {"N": "1"}}, no=({},)),
    ("GetMetricStatistics", "StartTime"): of("2026-01-01T00:00:00Z", no=("soon", "")),
    ("PutMetricAlarm", "Dimensions"): of(
        None, [{"Name": "FunctionName", "Value": "f"}], no=([{"Name": "", "Value": "f"}],)
    ),
}
"""Where one operation's parameter means something else."""
