"""Operations of Amazon SNS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import operations as aws
from lambdatutor.aws import service_errors as errors
from lambdatutor.simulator.address import arn_of
from lambdatutor.simulator.answers import Answer
from lambdatutor.simulator.control import resource_policies
from lambdatutor.simulator.parcel import Parcel
from lambdatutor.simulator.settings import SettingError
from lambdatutor.simulator.sources.topic import Topic

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from lambdatutor.aws.shapes.messages import MessageAttributeValue
    from lambdatutor.simulator.service import Service

_SIMULATED = {"lambda": "arn:aws:lambda:", "sqs": "arn:aws:sqs:"}
"""Protocols of subscriptions, and how their endpoints begin."""


def create(service: Service, operation: aws.CreateTopic) -> Answer:
    """A topic that is there already is answered in the same way."""
    arn = arn_of(f"sns:{operation.Name}", service.scenario.account)
    is_fifo = (operation.Attributes or {}).get("FifoTopic") == "true"
    if is_fifo != operation.Name.endswith(".fifo"):
        raise errors.invalid_topic_parameter("Topic Name")
    if arn not in service.resources:
        service.resources[arn] = Topic(service, operation.Name, arn)
    return {"TopicArn": arn}


def delete(service: Service, operation: aws.DeleteTopic) -> Answer:
    """Its subscriptions go with it; deleting nothing is no error."""
    if isinstance(service.resources.get(operation.TopicArn), Topic):
        resource_policies.keep(service, operation.TopicArn, "")
        del service.resources[operation.TopicArn]
    return {}


def subscribe(service: Service, operation: aws.Subscribe) -> Answer:
    """Functions can subscribe to standard topics only (PUS-001)."""
    topic = _topic(service, operation.TopicArn)
    protocol, endpoint = operation.Protocol, operation.Endpoint or ""
    if protocol not in _SIMULATED:
        raise SettingError(protocol, "such endpoints are not simulated; use lambda or sqs")
    if not endpoint.startswith(_SIMULATED[protocol]):
        raise errors.invalid_topic_parameter(f"{protocol.upper()} endpoint ARN")
    if topic.fifo and protocol == "lambda":
        raise errors.invalid_topic_parameter(f"Invalid protocol type: {protocol}")
    found = topic.subscribe(protocol, endpoint, operation.Attributes or {})
    return {"SubscriptionArn": found.arn}


def publish(service: Service, operation: aws.Publish) -> Answer:
    topic = _topic(service, operation.TopicArn or operation.TargetArn or "")
    parcel = Parcel(
        body=operation.Message,
        kind="publish",
        group=operation.MessageGroupId or "",
        size_bytes=len(operation.Message.encode(errors="replace")),
        attributes=_texts(operation.MessageAttributes or {}),
    )
    return {"MessageId": topic.publish(parcel, service.cause)}


def _texts(attributes: dict[str, MessageAttributeValue]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value.StringValue or "") for name, value in attributes.items())


def _topic(service: Service, arn: str) -> Topic:
    found = service.resources.get(arn)
    if not isinstance(found, Topic):
        raise errors.topic_not_found()
    return found


HANDLERS: dict[type[aws.Operation], Callable[[Service, Any], Answer]] = {
    aws.CreateTopic: create,
    aws.DeleteTopic: delete,
    aws.Subscribe: subscribe,
    aws.Publish: publish,
}
