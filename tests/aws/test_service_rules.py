"""What the other services refuse from looking at a call alone, each in its own words."""

from __future__ import annotations

import pytest

from lambdatutor.aws.command_line import from_cli
from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import (
    OPERATIONS,
)
from lambdatutor.aws.parameter_constraints import constraints_of
from lambdatutor.aws.resource_arns import queue_url
from lambdatutor.aws.validation import validate

URL = queue_url("orders")
SEND = f"sqs send-message --queue-url {URL} --message-body hi"
RECEIVE = f"sqs receive-message --queue-url {URL}"
NEW_QUEUE = "sqs create-queue --queue-name orders"
ALARM = (
    "cloudwatch put-metric-alarm --alarm-name a --namespace AWS/Lambda --metric-name Errors"
    " --statistic Sum --comparison-operator GreaterThanThreshold --threshold 0"
)
SCALED = (
    "--service-namespace lambda --resource-id function:f:live"
    " --scalable-dimension lambda:function:ProvisionedConcurrency"
)
RULE = "events put-rule --name nightly"
INTEGRATE = "apigateway put-integration --rest-api-id a --resource-id r --http-method ANY"


@pytest.mark.parametrize(
    "line",
    [
        NEW_QUEUE,
        f"{NEW_QUEUE} --attributes VisibilityTimeout=43200,DelaySeconds=900",
        "sqs create-queue --queue-name orders.fifo --attributes FifoQueue=true",
        f"{SEND} --delay-seconds 900",
        f"{RECEIVE} --max-number-of-messages 10 --wait-time-seconds 20",
        f"{ALARM} --period 10 --evaluation-periods 5",
        f"{ALARM} --period 3600 --evaluation-periods 168",
        f"{ALARM} --period 60 --evaluation-periods 1440 --datapoints-to-alarm 1440",
        (
            f"application-autoscaling register-scalable-target {SCALED} --min-capacity 1"
            " --max-capacity 1"
        ),
        f"{RULE} --schedule-expression 'rate(1 minute)'",
        f"{RULE} --schedule-expression 'cron(0 8 * * ? *)'",
        f'{RULE} --event-pattern \'{{"source": ["shop"]}}\'',
        (
            "scheduler create-schedule --name once --schedule-expression 'at(2026-01-01T00:00:00)'"
            " --flexible-time-window Mode=OFF --target Arn=arn:aws:lambda:us-east-1:123456789012"
            ":function:f,RoleArn=arn:aws:iam::123456789012:role/run"
        ),
        f"{INTEGRATE} --type AWS_PROXY --timeout-in-millis 29000",
        "kinesis put-record --stream-name clicks --partition-key a --data hi",
        (
            "dynamodb create-table --table-name orders --billing-mode PAY_PER_REQUEST"
            " --key-schema AttributeName=id,KeyType=HASH"
            " --attribute-definitions AttributeName=id,AttributeType=S"
        ),
        "sns publish --topic-arn arn:aws:sns:us-east-1:123456789012:news --message hi",
        "elbv2 create-target-group --name pay --target-type lambda",
    ],
)
def test_a_good_call_passes(line: str) -> None:
    validate(from_cli(f"aws {line}"))


@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        (
            "sqs create-queue --queue-name 'a b'",
            "InvalidParameterValue",
            "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length",
        ),
        ("sqs create-queue --queue-name a.fifo", "InvalidParameterValue", "Can only include"),
        (
            f"{NEW_QUEUE} --attributes FifoQueue=true",
            "InvalidParameterValue",
            "The name of a FIFO queue can only include",
        ),
        (
            f"{NEW_QUEUE} --attributes VisibilityTimeout=43201",
            "InvalidAttributeValue",
            "Invalid value for the parameter VisibilityTimeout.",
        ),
        (
            f"{NEW_QUEUE} --attributes DelaySeconds=soon",
            "InvalidAttributeValue",
            "Invalid value for the parameter DelaySeconds.",
        ),
        (
            f"{NEW_QUEUE} --attributes Colour=red",
            "InvalidAttributeName",
            "Unknown Attribute Colour.",
        ),
        (
            f"{NEW_QUEUE} --attributes FifoQueue=false",
            "InvalidAttributeName",
            "Unknown Attribute FifoQueue.",
        ),
        (
            "sqs purge-queue --queue-url nowhere",
            "AWS.SimpleQueueService.NonExistentQueue",
            "The specified queue does not exist.",
        ),
        (
            f"{SEND} --delay-seconds 901",
            "InvalidParameterValue",
            (
                "Value 901 for parameter DelaySeconds is invalid. "
                "Reason: DelaySeconds must be >= 0 and <= 900."
            ),
        ),
        (
            f"sqs send-message --queue-url {URL}.fifo --message-body hi",
            "MissingParameter",
            "The request must contain the parameter MessageGroupId.",
        ),
        (
            f"{RECEIVE} --max-number-of-messages 11",
            "InvalidParameterValue",
            (
                "Value 11 for parameter MaxNumberOfMessages is invalid. "
                "Reason: Must be between 1 and 10, if provided."
            ),
        ),
        (
            (
                f"sqs send-message-batch --queue-url {URL} --entries Id=a,MessageBody=1"
                " Id=a,MessageBody=2"
            ),
            "AWS.SimpleQueueService.BatchEntryIdsNotDistinct",
            "Id a repeated.",
        ),
        (
            f"sqs send-message-batch --queue-url {URL} --entries '[]'",
            "AWS.SimpleQueueService.EmptyBatchRequest",
            "There should be at least one request in the batch.",
        ),
        (
            f"{ALARM} --period 45 --evaluation-periods 1",
            "ValidationError",
            "Period must be 10, 20, 30 or a multiple of 60",
        ),
        (
            f"{ALARM} --period 60 --evaluation-periods 1441",
            "ValidationError",
            (
                "Metrics cannot be checked across more than a day "
                "(EvaluationPeriods * Period must be <= 86400)."
            ),
        ),
        (
            f"{ALARM} --period 3600 --evaluation-periods 169",
            "ValidationError",
            "Metrics cannot be checked across more than a week",
        ),
        (
            f"{ALARM} --period 60 --evaluation-periods 1 --extended-statistic p99",
            "InvalidParameterCombination",
            "Exactly one of Statistic and ExtendedStatistic must be specified.",
        ),
        (
            f"sqs send-message-batch --queue-url {URL} --entries "
            + " ".join(f"Id=a{number},MessageBody=1" for number in range(11)),
            "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
            "Maximum number of entries per request are 10. You have sent 11.",
        ),
        (
            f"{RULE} --schedule-expression 'at(2026-01-01T00:00:00)'",
            "ValidationException",
            "Parameter ScheduleExpression is not valid.",
        ),
        (
            "dynamodb create-table --table-name orders",
            "ValidationException",
            "No provisioned throughput specified for the table",
        ),
        (
            f"{ALARM} --period 60 --evaluation-periods 2 --datapoints-to-alarm 3",
            "ValidationError",
            "DatapointsToAlarm must be less than or equal to EvaluationPeriods",
        ),
        (
            f"{ALARM} --period 0 --evaluation-periods 1",
            "ValidationError",
            (
                "1 validation error detected: Value '0' at 'period' failed to satisfy constraint: "
                "Member must have value greater than or equal to 1"
            ),
        ),
        (
            f"{ALARM} --period 60 --evaluation-periods 1 --treat-missing-data maybe",
            "ValidationError",
            "The value of TreatMissingData must be one of",
        ),
        (
            (
                "application-autoscaling register-scalable-target --service-namespace ecs"
                " --resource-id service/a --scalable-dimension ecs:service:DesiredCount"
            ),
            "ValidationException",
            "Unsupported service namespace, resource type or scalable dimension",
        ),
        (
            (
                f"application-autoscaling register-scalable-target {SCALED}"
                " --min-capacity 2 --max-capacity 1"
            ),
            "ValidationException",
            "Maximum capacity cannot be less than minimum capacity",
        ),
        (
            (
                f"application-autoscaling put-scaling-policy {SCALED} --policy-name p"
                " --target-tracking-scaling-policy-configuration TargetValue=0.95"
            ),
            "ValidationException",
            "TargetValue must be between 0.1 and 0.9",
        ),
        (
            RULE,
            "ValidationException",
            "Parameter(s) EventPattern or ScheduleExpression must be specified.",
        ),
        (
            f"{RULE} --schedule-expression 'rate(1 minutes)'",
            "ValidationException",
            "Parameter ScheduleExpression is not valid.",
        ),
        (
            f"{RULE} --schedule-expression 'rate(2 minute)'",
            "ValidationException",
            "Parameter ScheduleExpression is not valid.",
        ),
        (
            f'{RULE} --event-pattern \'{{"source": "shop"}}\'',
            "InvalidEventPatternException",
            "Event pattern is not valid.",
        ),
        (
            "events put-targets --rule nightly --targets Id=a,Arn=x Id='b c',Arn=y",
            "ValidationException",
            "1 validation error detected: Value 'b c' at 'targets.2.member.id' failed to satisfy",
        ),
        (
            f"{INTEGRATE} --type AWS_PROXY --timeout-in-millis 29001",
            "BadRequestException",
            "Timeout should be between 50 ms and 29000 ms",
        ),
        (
            "kinesis put-record --partition-key a --data hi",
            "InvalidArgumentException",
            "StreamName or StreamARN must be provided.",
        ),
        (
            "s3api create-bucket --bucket Photos",
            "InvalidBucketName",
            "The specified bucket is not valid.",
        ),
        (
            "sns publish --message hi",
            "InvalidParameter",
            "Invalid parameter: TopicArn or TargetArn Reason: no value for required parameter",
        ),
        (
            "sns subscribe --topic-arn t --protocol pigeon",
            "InvalidParameter",
            "Invalid parameter: Does not support this protocol string",
        ),
        (
            "dynamodb create-table --table-name t",
            "ValidationException",
            "TableName must be at least 3 characters long and at most 255 characters long",
        ),
    ],
)
def test_a_service_refuses_with_its_own_code_and_words(line: str, code: str, message: str) -> None:
    with pytest.raises(AwsError) as caught:
        validate(from_cli(f"aws {line}"))

    assert caught.value.code == code
    assert caught.value.message.startswith(message)


def test_constraints_are_looked_up_by_the_operations_service() -> None:
    assert constraints_of("CreateAlias", "Name") != constraints_of("PutRule", "Name")
    assert constraints_of("CreateTargetGroup", "Name") == ()
    assert {kind.service for kind in OPERATIONS.values()} > {"lambda", "sqs"}
