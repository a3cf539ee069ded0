"""What queues and topics have in common."""

from __future__ import annotations

from lambdatutor.aws.shapes.shape import Shape


class MessageAttributeValue(Shape, frozen=True, kw_only=True):
    """One attribute of a message."""

    DataType: str
    StringValue: str | None = None
