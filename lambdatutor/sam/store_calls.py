"""The calls that make what a function reads and writes."""

from __future__ import annotations

from collections.abc import Iterator

from lambdatutor.aws.operations import (
    CreateBucket,
    CreateQueue,
    CreateStream,
    CreateTable,
    CreateTopic,
    Operation,
)
from lambdatutor.sam.calling import call, json_text
from lambdatutor.sam.expansion import Resource
from lambdatutor.sam.values import Data, Value

_NO_ATTRIBUTES = frozenset({"QueueName", "TopicName", "Tags", "Subscription", "DisplayName"})
_TABLE = (
    "AttributeDefinitions",
    "KeySchema",
    "BillingMode",
    "ProvisionedThroughput",
)


def queue(resource: Resource) -> Iterator[Operation]:
    found = _attributes(resource)
    yield call(CreateQueue, resource, {"QueueName": resource.name, "Attributes": found})


def topic(resource: Resource) -> Iterator[Operation]:
    found = _attributes(resource)
    yield call(CreateTopic, resource, {"Name": resource.name, "Attributes": found})


def stream(resource: Resource) -> Iterator[Operation]:
    given = resource.properties
    parameters: Data = {"StreamName": resource.name}
    parameters |= {
        name: given[name] for name in ("ShardCount", "StreamModeDetails") if name in given
    }
    yield call(CreateStream, resource, parameters)


def table(resource: Resource) -> Iterator[Operation]:
    given = resource.properties
    parameters: Data = {"TableName": resource.name}
    parameters |= {name: given[name] for name in _TABLE if name in given}
    streamed = given.get("StreamSpecification")
    if isinstance(streamed, dict):
        view = streamed.get("StreamViewType")
        parameters["StreamSpecification"] = {"StreamEnabled": True, "StreamViewType": view}
    yield call(CreateTable, resource, parameters)


def bucket(resource: Resource) -> Iterator[Operation]:
    yield call(CreateBucket, resource, {"Bucket": resource.name})


def _attributes(resource: Resource) -> Value:
    """Attributes are all text in the calls of SQS and SNS."""
    found: Data = {}
    for name, value in resource.properties.items():
        if name in _NO_ATTRIBUTES or value is False:
            continue
        found[name] = "true" if value is True else _text(value)
    return found or None


def _text(value: Value) -> str:
    return json_text(value) if isinstance(value, dict | list) else str(value)
