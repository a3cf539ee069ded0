"""What calls a function, as the Events of an AWS::Serverless::Function and what goes with them."""

from __future__ import annotations

import re
from typing import cast

import msgspec

from lambdatutor.aws.mapping_rules import source_of
from lambdatutor.aws.operations import (
    CreateEventSourceMapping,
    CreateSchedule,
    Operation,
    PutFunctionEventInvokeConfig,
    PutRule,
    Subscribe,
    UpdateFunctionEventInvokeConfig,
)
from lambdatutor.aws.patterns import is_event_pattern
from lambdatutor.aws.resource_arns import parse_arn
from lambdatutor.aws.shapes import DestinationConfig

_POLLED = {
    "queue": ("SQS", "Queue"),
    "fifo queue": ("SQS", "Queue"),
    "stream": ("Kinesis", "Stream"),
    "table": ("DynamoDB", "Stream"),
}
"""SAM's type of event for each kind of source, and its name of the source's ARN."""

_DESTINATIONS = {
    "sqs": "SQS",
    "sns": "SNS",
    "lambda": "Lambda",
    "events": "EventBridge",
    "s3": "S3Bucket",
}
_LETTERS = re.compile(r"[A-Za-z0-9]+")


def event(operation: Operation) -> dict[str, object]:
    """The Events property with one entry; empty where SAM has none."""
    match operation:
        case CreateEventSourceMapping(EventSourceArn=str() as arn):
            return _polled(operation, arn)
        case PutRule():
            return _rule(operation)
        case CreateSchedule(Target=target) if ":lambda:" in target.Arn:
            return _schedule(operation)
        case Subscribe(Protocol="lambda", TopicArn=arn):
            values: dict[str, object] = {"Topic": arn}
            return _events(_name(arn), "SNS", values)
        case _:
            return {}


def event_invoke_config(
    operation: PutFunctionEventInvokeConfig | UpdateFunctionEventInvokeConfig,
) -> dict[str, object]:
    """The settings of asynchronous events; SAM wants the type of each destination."""
    values = _plain(operation)
    found = {
        name: values[name]
        for name in ("MaximumRetryAttempts", "MaximumEventAgeInSeconds")
        if name in values
    }
    destinations = _destinations(operation.DestinationConfig)
    return found | ({"DestinationConfig": destinations} if destinations else {})


def _polled(operation: CreateEventSourceMapping, arn: str) -> dict[str, object]:
    source = source_of(arn)
    if source is None:
        return {}
    kind, reference = _POLLED[source]
    values = _plain(operation)
    for name in ("operation", "FunctionName", "EventSourceArn", "Tags"):
        values.pop(name, None)
    if "KMSKeyArn" in values:
        values["KmsKeyArn"] = values.pop("KMSKeyArn")
    return _events(_name(arn), kind, {reference: arn, **values})


def _rule(operation: PutRule) -> dict[str, object]:
    properties: dict[str, object] = {"Name": operation.Name}
    if operation.Description is not None:
        properties["Description"] = operation.Description
    if operation.State is not None:
        properties["State"] = operation.State
    if operation.EventPattern is not None:
        if not is_event_pattern(operation.EventPattern):
            return {}
        properties["Pattern"] = cast("object", msgspec.json.decode(operation.EventPattern))
        if operation.EventBusName is not None:
            properties["EventBusName"] = operation.EventBusName
        return _events(operation.Name, "EventBridgeRule", properties)
    if operation.ScheduleExpression is None:
        return {}
    properties["Schedule"] = operation.ScheduleExpression
    return _events(operation.Name, "Schedule", properties)


def _schedule(operation: CreateSchedule) -> dict[str, object]:
    """A schedule's properties are SAM's but for its target, which is the function itself."""
    properties = _plain(operation)
    properties.pop("operation")
    target = cast("dict[str, object]", properties.pop("Target"))
    for name in ("RoleArn", "Input", "RetryPolicy"):
        if name in target:
            properties[name] = target[name]
    return _events(operation.Name, "ScheduleV2", properties)


def _events(name: str, kind: str, properties: dict[str, object]) -> dict[str, object]:
    logical = "".join(part[:1].upper() + part[1:] for part in _LETTERS.findall(name)) or "Event"
    return {"Events": {logical: {"Type": kind, "Properties": properties}}}


def _name(arn: str) -> str:
    parsed = parse_arn(arn)
    return parsed.name if parsed is not None else arn.rpartition(":")[2]


def _destinations(configuration: DestinationConfig | None) -> dict[str, object]:
    found: dict[str, object] = {}
    for outcome in ("OnSuccess", "OnFailure"):
        one = getattr(configuration, outcome, None)
        arn: str | None = getattr(one, "Destination", None)
        parsed = parse_arn(arn) if arn else None
        if parsed is not None and parsed.service in _DESTINATIONS:
            found[outcome] = {"Type": _DESTINATIONS[parsed.service], "Destination": arn}
    return found


def _plain(operation: Operation) -> dict[str, object]:
    return cast("dict[str, object]", msgspec.to_builtins(operation))
