"""Amazon SNS: topics and their subscribers."""

from __future__ import annotations

from typing import TypeAlias

from lambdatutor.aws.operations.operation import SnsOperation
from lambdatutor.aws.shapes.messages import MessageAttributeValue


class CreateTopic(SnsOperation, frozen=True, kw_only=True):
    """Creates a topic."""

    Name: str
    Attributes: dict[str, str] | None = None


class Subscribe(SnsOperation, frozen=True, kw_only=True):
    """Has every message of a topic sent to an endpoint."""

    TopicArn: str
    Protocol: str
    Endpoint: str | None = None
    """An ARN for `lambda` and `sqs`; the AWS CLI's flag is --notification-endpoint."""
    Attributes: dict[str, str] | None = None
    ReturnSubscriptionArn: bool | None = None


class Publish(SnsOperation, frozen=True, kw_only=True):
    """Sends a message to the subscribers of a topic."""

    Message: str
    TopicArn: str | None = None
    TargetArn: str | None = None
    Subject: str | None = None
    MessageStructure: str | None = None
    MessageAttributes: dict[str, MessageAttributeValue] | None = None
    MessageDeduplicationId: str | None = None
    MessageGroupId: str | None = None


class DeleteTopic(SnsOperation, frozen=True, kw_only=True):
    """Deletes a topic with its subscriptions."""

    TopicArn: str


class SetTopicAttributes(SnsOperation, frozen=True, kw_only=True):
    """Changes one attribute of a topic, such as its policy."""

    TopicArn: str
    AttributeName: str
    AttributeValue: str | None = None


class GetTopicAttributes(SnsOperation, frozen=True, kw_only=True):
    """Asks for the attributes of a topic, its policy among them."""

    TopicArn: str


TopicOperation: TypeAlias = (
    CreateTopic | Subscribe | Publish | DeleteTopic | SetTopicAttributes | GetTopicAttributes
)
