"""The calls that connect functions with what brings them events."""

from __future__ import annotations

from collections.abc import Iterator

from lambdatutor.aws.mapping_rules import source_of
from lambdatutor.aws.operations import (
    CreateEventSourceMapping,
    CreateSchedule,
    Operation,
    PutBucketNotificationConfiguration,
    PutRule,
    PutTargets,
    Subscribe,
)
from lambdatutor.sam.calling import call, json_text
from lambdatutor.sam.expansion import Resource
from lambdatutor.sam.values import Data, Value, list_of, mapping_of


def mapping(resource: Resource) -> Iterator[Operation]:
    """Of queues and streams; brokers of Kafka and MQ are not simulated."""
    given = dict(resource.properties)
    if source_of(str(given.get("EventSourceArn"))) is None:
        return
    if "KmsKeyArn" in given:
        given["KMSKeyArn"] = given.pop("KmsKeyArn")
    given.pop("LoggingConfig", None)
    yield call(CreateEventSourceMapping, resource, given)


def subscription(resource: Resource) -> Iterator[Operation]:
    given = resource.properties
    attributes: Data = {
        name: json_text(given[name])
        for name in ("FilterPolicy", "FilterPolicyScope", "RedrivePolicy")
        if name in given
    }
    parameters: Data = {each: given.get(each) for each in ("TopicArn", "Protocol", "Endpoint")}
    yield call(Subscribe, resource, parameters | {"Attributes": attributes or None})


def rule(resource: Resource) -> Iterator[Operation]:
    given = resource.properties
    bus = given.get("EventBusName")
    pattern = given.get("EventPattern")
    parameters: Data = {
        "Name": resource.name,
        "EventPattern": None if pattern is None else json_text(pattern),
        "EventBusName": bus,
    }
    for each in ("ScheduleExpression", "State", "Description", "RoleArn"):
        parameters[each] = given.get(each)
    yield call(PutRule, resource, parameters)
    targets = given.get("Targets")
    if targets:
        of: Data = {"Rule": resource.name, "Targets": targets, "EventBusName": bus}
        yield call(PutTargets, resource, of)


def schedule(resource: Resource) -> Iterator[Operation]:
    given = {name: value for name, value in resource.properties.items() if name != "KmsKeyArn"}
    yield call(CreateSchedule, resource, {"Name": resource.name} | given)


def notification(resource: Resource) -> Iterator[Operation]:
    """What a bucket tells; CloudFormation and the API spell the same differently."""
    given = mapping_of(resource.properties.get("NotificationConfiguration"))
    told = [_told(each) for each in map(mapping_of, list_of(given.get("LambdaConfigurations")))]
    if told:
        configuration: Data = {"LambdaFunctionConfigurations": told}
        parameters: Data = {"Bucket": resource.name, "NotificationConfiguration": configuration}
        yield call(PutBucketNotificationConfiguration, resource, parameters)


def _told(given: Data) -> Value:
    rules = mapping_of(mapping_of(given.get("Filter")).get("S3Key")).get("Rules")
    made: Data = {"LambdaFunctionArn": given.get("Function"), "Events": [given.get("Event")]}
    if rules:
        made["Filter"] = {"Key": {"FilterRules": rules}}
    return made
