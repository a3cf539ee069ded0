"""What is nested in the parameters of queues."""

from __future__ import annotations

from lambdatutor.aws.shapes.messages import MessageAttributeValue
from lambdatutor.aws.shapes.shape import Shape


class SendMessageBatchRequestEntry(Shape, frozen=True, kw_only=True):
    """One message of a batch."""

    Id: str
    MessageBody: str
    DelaySeconds: int | None = None
    """0 to 900 (SQS-017)."""
    MessageAttributes: dict[str, MessageAttributeValue] | None = None
    MessageDeduplicationId: str | None = None
    MessageGroupId: str | None = None
