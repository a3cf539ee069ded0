"""What calls a function, as SAM has it."""

from __future__ import annotations

import pytest
import yaml

from lambdatutor.aws.command_line import from_cli
from lambdatutor.aws.sam import to_sam

QUEUE = "arn:aws:sqs:us-east-1:123456789012:paid-orders"
STREAM = "arn:aws:kinesis:us-east-1:123456789012:stream/clicks"
TABLE = "arn:aws:dynamodb:us-east-1:123456789012:table/orders/stream/2026-01-01T00:00:00.000"
FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:f"
MAP = "create-event-source-mapping --function-name f --event-source-arn"
ASYNC = "put-function-event-invoke-config --function-name f"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            f"{MAP} {QUEUE} --batch-size 5 --scaling-config MaximumConcurrency=2",
            {
                "Events": {
                    "PaidOrders": {
                        "Type": "SQS",
                        "Properties": {
                            "Queue": QUEUE,
                            "BatchSize": 5,
                            "ScalingConfig": {"MaximumConcurrency": 2},
                        },
                    }
                }
            },
        ),
        (
            f"{MAP} {STREAM} --starting-position LATEST --no-enabled",
            {
                "Events": {
                    "Clicks": {
                        "Type": "Kinesis",
                        "Properties": {
                            "Stream": STREAM,
                            "StartingPosition": "LATEST",
                            "Enabled": False,
                        },
                    }
                }
            },
        ),
        (
            (
                f"{MAP} {TABLE} --starting-position LATEST"
                ' --filter-criteria \'{"Filters": [{"Pattern": "{}"}, {"Pattern": "[]"}]}\''
            ),
            {
                "Events": {
                    "Orders": {
                        "Type": "DynamoDB",
                        "Properties": {
                            "Stream": TABLE,
                            "StartingPosition": "LATEST",
                            "FilterCriteria": {"Filters": [{"Pattern": "{}"}, {"Pattern": "[]"}]},
                        },
                    }
                }
            },
        ),
        (
            (
                f"{ASYNC} --maximum-retry-attempts 0"
                f" --destination-config OnFailure={{Destination={QUEUE}}}"
            ),
            {
                "EventInvokeConfig": {
                    "MaximumRetryAttempts": 0,
                    "DestinationConfig": {"OnFailure": {"Type": "SQS", "Destination": QUEUE}},
                }
            },
        ),
        (
            f"{ASYNC} --qualifier live --maximum-retry-attempts 1",
            {"AutoPublishAlias": "live", "EventInvokeConfig": {"MaximumRetryAttempts": 1}},
        ),
        (
            "events put-rule --name nightly --schedule-expression 'rate(1 day)' --state DISABLED",
            {
                "Events": {
                    "Nightly": {
                        "Type": "Schedule",
                        "Properties": {
                            "Name": "nightly",
                            "State": "DISABLED",
                            "Schedule": "rate(1 day)",
                        },
                    }
                }
            },
        ),
        (
            (
                "events put-rule --name paid --event-pattern"
                ' \'{"source": ["shop"], "detail": {"n": [{"exists": true}, null, 1]}}\''
            ),
            {
                "Events": {
                    "Paid": {
                        "Type": "EventBridgeRule",
                        "Properties": {
                            "Name": "paid",
                            "Pattern": {
                                "source": ["shop"],
                                "detail": {"n": [{"exists": True}, None, 1]},
                            },
                        },
                    }
                }
            },
        ),
        (
            (
                "scheduler create-schedule --name once --schedule-expression 'rate(1 hour)'"
                f" --flexible-time-window Mode=OFF --target Arn={FUNCTION},RoleArn=r,Input=hi"
            ),
            {
                "Events": {
                    "Once": {
                        "Type": "ScheduleV2",
                        "Properties": {
                            "Name": "once",
                            "FlexibleTimeWindow": {"Mode": "OFF"},
                            "ScheduleExpression": "rate(1 hour)",
                            "RoleArn": "r",
                            "Input": "hi",
                        },
                    }
                }
            },
        ),
        (
            (
                "sns subscribe --protocol lambda --topic-arn"
                f" arn:aws:sns:us-east-1:123456789012:news --notification-endpoint {FUNCTION}"
            ),
            {
                "Events": {
                    "News": {
                        "Type": "SNS",
                        "Properties": {"Topic": "arn:aws:sns:us-east-1:123456789012:news"},
                    }
                }
            },
        ),
        (
            "create-function-url-config --function-name f --auth-type NONE",
            {"FunctionUrlConfig": {"AuthType": "NONE"}},
        ),
        (
            "put-function-recursion-config --function-name f --recursive-loop Allow",
            {"RecursiveLoop": "Allow"},
        ),
    ],
)
def test_what_calls_a_function_becomes_properties(line: str, expected: dict[str, object]) -> None:
    assert yaml.safe_load(to_sam(from_cli(line)) or "") == expected


@pytest.mark.parametrize(
    "line",
    [
        "sqs create-queue --queue-name orders",
        "sns subscribe --protocol email --topic-arn t --notification-endpoint a@example.com",
        "s3api create-bucket --bucket photos",
        f"{MAP} arn:aws:kafka:us-east-1:123456789012:cluster/c/1",
        f"{ASYNC} --qualifier 7 --maximum-retry-attempts 1",
        "events put-rule --name broken --event-pattern '[]'",
        (
            "scheduler create-schedule --name once --schedule-expression 'rate(1 hour)'"
            f" --flexible-time-window Mode=OFF --target Arn={QUEUE},RoleArn=r"
        ),
    ],
)
def test_what_sam_has_no_property_for_has_no_sam(line: str) -> None:
    assert to_sam(from_cli(line)) is None
