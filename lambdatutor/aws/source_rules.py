"""Rules about what calls functions from outside: topics, buckets, rules, schedules, APIs."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations
from typing import Any

from lambdatutor.aws import quotas, service_errors
from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import (
    CreateBucket,
    CreateSchedule,
    CreateTable,
    CreateTopic,
    Operation,
    Publish,
    PutBucketNotificationConfiguration,
    PutIntegration,
    PutRecord,
    PutRecords,
    PutRule,
    Subscribe,
    UpdateShardCount,
)
from lambdatutor.aws.patterns import is_event_pattern, is_schedule
from lambdatutor.aws.service_errors import validation_exception
from lambdatutor.aws.shapes import NotificationConfigurationFilter

_TOPIC = re.compile(r"[A-Za-z0-9_-]{1,256}(\.fifo)?", re.ASCII)
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", re.ASCII)
_TABLE = re.compile(r"[a-zA-Z0-9_.-]{3,255}", re.ASCII)
_PROTOCOLS = frozenset(
    {"application", "email", "email-json", "firehose", "http", "https", "lambda", "sms", "sqs"}
)
_TOPIC_BYTES = quotas.TOPIC_RECORD_KB.value * 1_024
_INTEGRATION_MIN_MS, _INTEGRATION_MAX_MS = 50, 29_000


def check_source(operation: Operation) -> None:
    """Raises the AwsError of the first rule that the call breaks."""
    check = _CHECKS.get(type(operation))
    if check is not None:
        check(operation)


def _check_topic(operation: CreateTopic) -> None:
    if not _TOPIC.fullmatch(operation.Name):
        raise service_errors.invalid_topic_parameter("Topic Name")


def _check_subscription(operation: Subscribe) -> None:
    if operation.Protocol not in _PROTOCOLS:
        raise service_errors.invalid_topic_parameter("Does not support this protocol string")


def _check_bucket(operation: CreateBucket) -> None:
    if not _BUCKET.fullmatch(operation.Bucket):
        raise service_errors.invalid_bucket_name()


def _check_schedule(operation: CreateSchedule) -> None:
    if not is_schedule(operation.ScheduleExpression, once=True):
        raise validation_exception("Invalid Schedule Expression.")


def _check_stream(operation: PutRecord | PutRecords | UpdateShardCount) -> None:
    if operation.StreamName is None and operation.StreamARN is None:
        raise AwsError("InvalidArgumentException", 400, "StreamName or StreamARN must be provided.")


def _check_integration(operation: PutIntegration) -> None:
    """A REST API waits for at most 29 seconds by default (PUS-005)."""
    timeout_ms = operation.timeoutInMillis
    if timeout_ms is not None and not _INTEGRATION_MIN_MS <= timeout_ms <= _INTEGRATION_MAX_MS:
        raise service_errors.bad_request("Timeout should be between 50 ms and 29000 ms")


def _check_publish(operation: Publish) -> None:
    if operation.TopicArn is None and operation.TargetArn is None:
        raise service_errors.invalid_topic_parameter(
            "TopicArn or TargetArn Reason: no value for required parameter"
        )
    if not operation.Message:
        raise service_errors.invalid_topic_parameter("Empty message")
    if len(operation.Message.encode(errors="replace")) > _TOPIC_BYTES:
        # ASY-025
        raise service_errors.invalid_topic_parameter("Message too long")


def _check_rule(operation: PutRule) -> None:
    """A rule has a pattern or a schedule (PUS-003, PUS-004)."""
    if operation.EventPattern is None and operation.ScheduleExpression is None:
        raise validation_exception(
            "Parameter(s) EventPattern or ScheduleExpression must be specified."
        )
    expression = operation.ScheduleExpression
    if expression is not None and not is_schedule(expression):
        raise service_errors.bad_schedule()
    pattern = operation.EventPattern
    if pattern is not None and not is_event_pattern(pattern):
        raise service_errors.invalid_event_pattern("Filter is not an object")


def _check_notifications(operation: PutBucketNotificationConfiguration) -> None:
    """Two rules for one kind of event must not both fit one key (PUS-002)."""
    configuration = operation.NotificationConfiguration
    told = [
        *(configuration.LambdaFunctionConfigurations or []),
        *(configuration.QueueConfigurations or []),
        *(configuration.TopicConfigurations or []),
    ]
    for one, other in combinations(told, 2):
        if _share_an_event(one.Events, other.Events) and _overlap(one.Filter, other.Filter):
            raise service_errors.invalid_argument(
                "Configurations overlap. Configurations on the same bucket cannot share a common "
                "event type."
            )


def _share_an_event(one: list[str], other: list[str]) -> bool:
    return any(a == b or _covers(a, b) or _covers(b, a) for a in one for b in other)


def _covers(event: str, other: str) -> bool:
    """`s3:ObjectCreated:*` covers `s3:ObjectCreated:Put`."""
    return event.endswith("*") and other.startswith(event[:-1])


def _overlap(
    one: NotificationConfigurationFilter | None, other: NotificationConfigurationFilter | None
) -> bool:
    (prefix, suffix), (other_prefix, other_suffix) = _ends(one), _ends(other)
    return (prefix.startswith(other_prefix) or other_prefix.startswith(prefix)) and (
        suffix.endswith(other_suffix) or other_suffix.endswith(suffix)
    )


def _ends(wanted: NotificationConfigurationFilter | None) -> tuple[str, str]:
    """The prefix and the suffix that a filter asks for."""
    rules = (wanted and wanted.Key and wanted.Key.FilterRules) or []
    found = {(rule.Name or "").lower(): rule.Value or "" for rule in rules}
    return found.get("prefix", ""), found.get("suffix", "")


def _check_table(operation: CreateTable) -> None:
    if not _TABLE.fullmatch(operation.TableName):
        raise validation_exception(
            "TableName must be at least 3 characters long and at most 255 characters long"
        )
    if operation.BillingMode != "PAY_PER_REQUEST" and operation.ProvisionedThroughput is None:
        raise validation_exception("No provisioned throughput specified for the table")


_CHECKS: dict[type[Operation], Callable[[Any], None]] = {
    CreateBucket: _check_bucket,
    CreateSchedule: _check_schedule,
    CreateTable: _check_table,
    CreateTopic: _check_topic,
    Publish: _check_publish,
    PutBucketNotificationConfiguration: _check_notifications,
    PutIntegration: _check_integration,
    PutRecord: _check_stream,
    PutRecords: _check_stream,
    PutRule: _check_rule,
    Subscribe: _check_subscription,
    UpdateShardCount: _check_stream,
}
"""What looks at an operation."""
