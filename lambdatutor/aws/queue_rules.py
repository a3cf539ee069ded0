"""Rules about queues and their messages that one call can break, in SQS's own words (SQS-017)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

import msgspec

from lambdatutor.aws import quotas, service_errors
from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import (
    ChangeMessageVisibility,
    CreateQueue,
    Operation,
    ReceiveMessage,
    SendMessage,
    SendMessageBatch,
    SetQueueAttributes,
)
from lambdatutor.aws.resource_arns import parse_arn, queue_of_url
from lambdatutor.aws.shapes import SendMessageBatchRequestEntry

_NAME = re.compile(r"[A-Za-z0-9_-]{1,80}", re.ASCII)
_WHOLE = re.compile(r"\d{1,10}", re.ASCII)
_MOST_DELAY_S = 900
_RANGES = {
    "DelaySeconds": (0, _MOST_DELAY_S),
    "MaximumMessageSize": (1_024, quotas.MESSAGE_BYTES.value),
    "MessageRetentionPeriod": (60, quotas.MESSAGE_RETENTION_MAX_S.value),
    "ReceiveMessageWaitTimeSeconds": (0, quotas.LONG_POLL_S.value),
    "VisibilityTimeout": (0, quotas.VISIBILITY_MAX_S.value),
}
_OTHER_ATTRIBUTES = frozenset(
    {
        "ContentBasedDeduplication",
        "DeduplicationScope",
        "FifoQueue",
        "FifoThroughputLimit",
        "KmsDataKeyReusePeriodSeconds",
        "KmsMasterKeyId",
        "Policy",
        "RedriveAllowPolicy",
        "RedrivePolicy",
        "SqsManagedSseEnabled",
    }
)
_MOST_RECEIVES = 1_000


def check_queue(operation: Operation) -> None:
    """Raises the AwsError of the first rule of SQS that the call breaks."""
    url: str | None = getattr(operation, "QueueUrl", None)
    if url is not None and queue_of_url(url) is None:
        raise service_errors.queue_does_not_exist()
    match operation:
        case CreateQueue(QueueName=name, Attributes=attributes):
            _check_name(name, attributes or {})
            _check_attributes(attributes or {})
        case SetQueueAttributes(Attributes=attributes):
            _check_attributes(attributes)
        case SendMessage():
            _check_message(operation, fifo=operation.QueueUrl.endswith(".fifo"))
        case SendMessageBatch(Entries=entries):
            _check_batch(entries, fifo=operation.QueueUrl.endswith(".fifo"))
        case ReceiveMessage():
            _check_receive(operation)
        case ChangeMessageVisibility(VisibilityTimeout=timeout_s):
            _check_between("VisibilityTimeout", timeout_s, 0, quotas.VISIBILITY_MAX_S.value)
        case _:
            pass


def redrive_policy(text: str) -> tuple[str, int] | None:
    """The dead-letter queue's ARN and maxReceiveCount of a RedrivePolicy; None if it is none.

    The count may be a number or text, and is 10 when it is left out (SQS-009).
    """
    try:
        policy = cast("object", msgspec.json.decode(text))
    except (msgspec.MsgspecError, RecursionError, UnicodeEncodeError):
        return None
    if not isinstance(policy, dict):
        return None
    values = cast("dict[str, object]", policy)
    arn = parse_arn(str(values.get("deadLetterTargetArn")))
    count = str(values.get("maxReceiveCount", quotas.MAX_RECEIVES_DEFAULT.value))
    if arn is None or arn.service != "sqs" or not _WHOLE.fullmatch(count):
        return None
    return (str(arn), int(count)) if 1 <= int(count) <= _MOST_RECEIVES else None


def _check_name(name: str, attributes: Mapping[str, str]) -> None:
    fifo = attributes.get("FifoQueue") == "true"
    if fifo:
        if not (name.endswith(".fifo") and _NAME.fullmatch(name[:-5]) and len(name) <= 80):
            raise service_errors.invalid_queue_parameter(
                "The name of a FIFO queue can only include alphanumeric characters, hyphens, or "
                "underscores, must end with .fifo suffix and be 1 to 80 in length."
            )
    elif not _NAME.fullmatch(name):
        raise service_errors.invalid_queue_parameter(
            "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length"
        )


def _check_attributes(attributes: Mapping[str, str]) -> None:
    for name, value in attributes.items():
        if name in _RANGES:
            least, most = _RANGES[name]
            if not _WHOLE.fullmatch(value) or not least <= int(value) <= most:
                raise service_errors.invalid_attribute_value(name)
        elif name not in _OTHER_ATTRIBUTES or (name == "FifoQueue" and value != "true"):
            # A standard queue is one that does not say FifoQueue.
            raise service_errors.invalid_attribute_name(_printable(name))
        elif name == "RedrivePolicy" and value and redrive_policy(value) is None:
            raise service_errors.invalid_queue_parameter(
                f"Value {_printable(value)} for parameter RedrivePolicy is invalid. "
                "Reason: It needs a deadLetterTargetArn, and a maxReceiveCount from 1 to 1000."
            )


def _check_message(message: SendMessage | SendMessageBatchRequestEntry, *, fifo: bool) -> None:
    if not message.MessageBody:
        raise service_errors.missing_queue_parameter("MessageBody")
    if _size(message) > quotas.MESSAGE_BYTES.value:
        raise service_errors.invalid_queue_parameter(
            "One or more parameters are invalid. "
            f"Reason: Message must be shorter than {quotas.MESSAGE_BYTES.value} bytes."
        )
    delay_s = message.DelaySeconds
    if delay_s is not None and not 0 <= delay_s <= _MOST_DELAY_S:
        raise _out_of_range(
            "DelaySeconds", delay_s, f"DelaySeconds must be >= 0 and <= {_MOST_DELAY_S}."
        )
    if not fifo:
        return
    if message.MessageGroupId is None:
        raise service_errors.missing_queue_parameter("MessageGroupId")
    if delay_s:
        reason = "The request include parameter that is not valid for this queue type."
        raise _out_of_range("DelaySeconds", delay_s, reason)


def _check_batch(entries: list[SendMessageBatchRequestEntry], *, fifo: bool) -> None:
    if not entries:
        raise service_errors.empty_batch()
    if len(entries) > quotas.QUEUE_RECEIVE.value:
        raise service_errors.too_many_entries(len(entries), quotas.QUEUE_RECEIVE.value)
    ids = [entry.Id for entry in entries]
    twice = next((one for one in ids if ids.count(one) > 1), None)
    if twice is not None:
        raise service_errors.batch_ids_not_distinct(_printable(twice))
    size = sum(map(_size, entries))
    if size > quotas.MESSAGE_BYTES.value:
        raise service_errors.batch_too_long(quotas.MESSAGE_BYTES.value, size)
    for entry in entries:
        _check_message(entry, fifo=fifo)


def _check_receive(operation: ReceiveMessage) -> None:
    count = operation.MaxNumberOfMessages
    if count is not None and not 1 <= count <= quotas.QUEUE_RECEIVE.value:
        reason = "Must be between 1 and 10, if provided."
        raise _out_of_range("MaxNumberOfMessages", count, reason)
    _check_between("WaitTimeSeconds", operation.WaitTimeSeconds, 0, quotas.LONG_POLL_S.value)
    _check_between(
        "VisibilityTimeout", operation.VisibilityTimeout, 0, quotas.VISIBILITY_MAX_S.value
    )


def _check_between(name: str, value: int | None, least: int, most: int) -> None:
    if value is not None and not least <= value <= most:
        raise _out_of_range(name, value, f"Must be >= {least} and <= {most}, if provided.")


def _out_of_range(name: str, value: int, reason: str) -> AwsError:
    return service_errors.invalid_queue_parameter(
        f"Value {value} for parameter {name} is invalid. Reason: {reason}"
    )


def _size(message: SendMessage | SendMessageBatchRequestEntry) -> int:
    """The body and the attributes, in bytes."""
    attributes = message.MessageAttributes or {}
    texts = [message.MessageBody]
    for name, attribute in attributes.items():
        texts += [name, attribute.DataType, attribute.StringValue or ""]
    return sum(len(text.encode(errors="replace")) for text in texts)


def _printable(text: str) -> str:
    return "".join(one if one.isprintable() else "\ufffd" for one in text)
