"""How large messages may be, where failed ones go, and which notifications exclude each other."""

from __future__ import annotations

import json

import pytest

from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import (
    Publish,
    PutBucketNotificationConfiguration,
    SendMessage,
    SendMessageBatch,
)
from lambdatutor.aws.queue_rules import redrive_policy
from lambdatutor.aws.resource_arns import queue_arn, queue_url
from lambdatutor.aws.shapes import (
    FilterRule,
    LambdaFunctionConfiguration,
    NotificationConfiguration,
    NotificationConfigurationFilter,
    S3KeyFilter,
    SendMessageBatchRequestEntry,
)
from lambdatutor.aws.validation import validate

URL = queue_url("orders")


@pytest.mark.parametrize(("size", "fits"), [(1_048_576, True), (1_048_577, False)])
def test_a_message_may_be_as_large_as_the_limit(size: int, *, fits: bool) -> None:
    operation = SendMessage(QueueUrl=URL, MessageBody="x" * size)

    if fits:
        validate(operation)
    else:
        with pytest.raises(AwsError, match="Message must be shorter than 1048576 bytes"):
            validate(operation)


@pytest.mark.parametrize(("size", "fits"), [(524_288, True), (524_289, False)])
def test_a_batch_is_measured_as_one(size: int, *, fits: bool) -> None:
    entries = [
        SendMessageBatchRequestEntry(Id="a", MessageBody="x" * 524_288),
        SendMessageBatchRequestEntry(Id="b", MessageBody="x" * size),
    ]
    operation = SendMessageBatch(QueueUrl=URL, Entries=entries)

    if fits:
        validate(operation)
    else:
        with pytest.raises(AwsError, match="You have sent 1048577 bytes"):
            validate(operation)


@pytest.mark.parametrize(("size", "fits"), [(262_144, True), (262_145, False)])
def test_a_topic_takes_less_than_a_queue(size: int, *, fits: bool) -> None:
    """ASY-025"""
    operation = Publish(TopicArn="t", Message="x" * size)

    if fits:
        validate(operation)
    else:
        with pytest.raises(AwsError, match="Message too long"):
            validate(operation)


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ({"deadLetterTargetArn": queue_arn("dead"), "maxReceiveCount": 5}, 5),
        ({"deadLetterTargetArn": queue_arn("dead"), "maxReceiveCount": "5"}, 5),
        ({"deadLetterTargetArn": queue_arn("dead")}, 10),
        ({"deadLetterTargetArn": queue_arn("dead"), "maxReceiveCount": 0}, None),
        ({"deadLetterTargetArn": queue_arn("dead"), "maxReceiveCount": 1_001}, None),
        ({"maxReceiveCount": 5}, None),
    ],
)
def test_a_redrive_policy_names_a_queue_and_a_count(
    policy: dict[str, object], expected: int | None
) -> None:
    found = redrive_policy(json.dumps(policy))

    assert found == (None if expected is None else (queue_arn("dead"), expected))


def told(events: str, prefix: str, suffix: str) -> LambdaFunctionConfiguration:
    rules = [FilterRule(Name="prefix", Value=prefix), FilterRule(Name="suffix", Value=suffix)]
    return LambdaFunctionConfiguration(
        LambdaFunctionArn="arn:aws:lambda:us-east-1:123456789012:function:f",
        Events=[events],
        Filter=NotificationConfigurationFilter(Key=S3KeyFilter(FilterRules=rules)),
    )


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        (("s3:ObjectCreated:*", "a/", ".jpg"), ("s3:ObjectCreated:Put", "a/b/", ".jpg"), True),
        (("s3:ObjectCreated:*", "a/", ".jpg"), ("s3:ObjectCreated:*", "a/", ".png"), False),
        (("s3:ObjectCreated:*", "a/", ".jpg"), ("s3:ObjectCreated:*", "b/", ".jpg"), False),
        (("s3:ObjectCreated:*", "", ""), ("s3:ObjectRemoved:*", "", ""), False),
        (("s3:ObjectCreated:Put", "", ".jpg"), ("s3:ObjectCreated:Put", "a", ""), True),
    ],
)
def test_rules_of_a_bucket_overlap_if_prefixes_and_suffixes_do(
    one: tuple[str, str, str], other: tuple[str, str, str], *, overlap: bool
) -> None:
    """PUS-002"""
    configuration = NotificationConfiguration(
        LambdaFunctionConfigurations=[told(*one), told(*other)]
    )
    operation = PutBucketNotificationConfiguration(
        Bucket="photos", NotificationConfiguration=configuration
    )

    if overlap:
        with pytest.raises(AwsError, match="Configurations overlap"):
            validate(operation)
    else:
        validate(operation)
