"""Events that Lambda polls for: a mapping, and a managed policy for the role (SAM-008)."""

from __future__ import annotations

from typing import NamedTuple

from lambdatutor.sam.destinations import POLICY_NAMES, sending
from lambdatutor.sam.expansion import Resource
from lambdatutor.sam.function import Event
from lambdatutor.sam.roles import Role
from lambdatutor.sam.values import Data, mapping_of


class Pull(NamedTuple):
    """A type of event that is polled for."""

    source: str
    """The property that names the source."""
    managed: str
    """The policy of AWS that lets a role read it."""
    positioned: bool = True
    """Whether it needs a StartingPosition."""


PULLS = {
    "SQS": Pull("Queue", "AWSLambdaSQSQueueExecutionRole", positioned=False),
    "Kinesis": Pull("Stream", "AWSLambdaKinesisExecutionRole"),
    "DynamoDB": Pull("Stream", "AWSLambdaDynamoDBExecutionRole"),
    "MSK": Pull("Stream", "AWSLambdaMSKExecutionRole"),
}

_PASSED_ON = (
    "StartingPosition",
    "StartingPositionTimestamp",
    "BatchSize",
    "Enabled",
    "MaximumBatchingWindowInSeconds",
    "MaximumRetryAttempts",
    "BisectBatchOnFunctionError",
    "MaximumRecordAgeInSeconds",
    "ParallelizationFactor",
    "Topics",
    "SourceAccessConfigurations",
    "TumblingWindowInSeconds",
    "FunctionResponseTypes",
    "FilterCriteria",
    "KmsKeyArn",
    "ScalingConfig",
    "ProvisionedPollerConfig",
    "MetricsConfig",
    "LoggingConfig",
)


def pull(event: Event, role: Role) -> list[Resource]:
    """The mapping; the role gets what it needs to read, and to send what failed."""
    kind = PULLS[event.type]
    properties: Data = {
        "FunctionName": event.function.called,
        "EventSourceArn": event.needed(kind.source),
    }
    if kind.positioned:
        event.needed("StartingPosition")
    properties |= event.picked(*_PASSED_ON)
    role.attach(kind.managed, event.origin)
    given = mapping_of(event.properties.get("DestinationConfig"))
    if given:
        properties["DestinationConfig"] = _destination(event, given, role)
    return [event.resource("AWS::Lambda::EventSourceMapping", properties)]


def _destination(event: Event, given: Data, role: Role) -> Data:
    """SAM wants the type of a destination, and CloudFormation does not know that property."""
    on_failure = dict(mapping_of(given.get("OnFailure")))
    kind = on_failure.pop("Type", None)
    if isinstance(kind, str):
        statements = sending(kind, on_failure.get("Destination"))
        if kind not in {"SQS", "SNS", "S3", "Kafka"}:
            problem = f"the Type of a destination is SQS, SNS, S3 or Kafka, and not {kind}."
            raise event.fault(problem, "Properties", "DestinationConfig")
        if statements:
            role.put(f"{event.logical_id}{POLICY_NAMES[kind]}", statements, event.origin)
    return {"OnFailure": on_failure}
