"""Amazon SQS: queues and their messages."""

from __future__ import annotations

from typing import TypeAlias

from lambdatutor.aws.operations.operation import SqsOperation
from lambdatutor.aws.shapes.messages import MessageAttributeValue
from lambdatutor.aws.shapes.queues import SendMessageBatchRequestEntry


class CreateQueue(SqsOperation, frozen=True, kw_only=True):
    """Creates a queue."""

    QueueName: str
    Attributes: dict[str, str] | None = None
    """Such as VisibilityTimeout and RedrivePolicy; every value is text."""
    tags: dict[str, str] | None = None


class SetQueueAttributes(SqsOperation, frozen=True, kw_only=True):
    """Changes the attributes that are given."""

    QueueUrl: str
    Attributes: dict[str, str]


class GetQueueAttributes(SqsOperation, frozen=True, kw_only=True):
    """Asks for attributes, such as how many messages wait."""

    QueueUrl: str
    AttributeNames: list[str] | None = None


class SendMessage(SqsOperation, frozen=True, kw_only=True):
    """Puts a message into a queue."""

    QueueUrl: str
    MessageBody: str
    DelaySeconds: int | None = None
    """0 to 900 (SQS-017)."""
    MessageAttributes: dict[str, MessageAttributeValue] | None = None
    MessageDeduplicationId: str | None = None
    MessageGroupId: str | None = None


class SendMessageBatch(SqsOperation, frozen=True, kw_only=True):
    """Puts up to ten messages into a queue."""

    QueueUrl: str
    Entries: list[SendMessageBatchRequestEntry]


class ReceiveMessage(SqsOperation, frozen=True, kw_only=True):
    """Takes messages into sight; they stay in the queue until they are deleted."""

    QueueUrl: str
    AttributeNames: list[str] | None = None
    MessageSystemAttributeNames: list[str] | None = None
    MessageAttributeNames: list[str] | None = None
    MaxNumberOfMessages: int | None = None
    VisibilityTimeout: int | None = None
    """In seconds, 0 to 43,200 (SQS-017)."""
    WaitTimeSeconds: int | None = None
    """How long an empty queue is watched, up to 20 (SQS-017)."""
    ReceiveRequestAttemptId: str | None = None


class DeleteMessage(SqsOperation, frozen=True, kw_only=True):
    """Removes a message that was received."""

    QueueUrl: str
    ReceiptHandle: str


class ChangeMessageVisibility(SqsOperation, frozen=True, kw_only=True):
    """Hides a received message for another time."""

    QueueUrl: str
    ReceiptHandle: str
    VisibilityTimeout: int
    """In seconds from now, 0 to 43,200 (SQS-017)."""


class PurgeQueue(SqsOperation, frozen=True, kw_only=True):
    """Removes every message."""

    QueueUrl: str


class DeleteQueue(SqsOperation, frozen=True, kw_only=True):
    """Deletes a queue with its messages."""

    QueueUrl: str


class StartMessageMoveTask(SqsOperation, frozen=True, kw_only=True):
    """Moves messages out of a dead-letter queue, back to where they came from."""

    SourceArn: str
    DestinationArn: str | None = None
    MaxNumberOfMessagesPerSecond: int | None = None


QueueOperation: TypeAlias = (
    CreateQueue
    | SetQueueAttributes
    | GetQueueAttributes
    | SendMessage
    | SendMessageBatch
    | ReceiveMessage
    | DeleteMessage
    | ChangeMessageVisibility
    | PurgeQueue
    | DeleteQueue
    | StartMessageMoveTask
)
