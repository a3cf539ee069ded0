"""What is nested in the parameters of DynamoDB tables."""

from __future__ import annotations

from lambdatutor.aws.shapes.shape import Shape


class AttributeDefinition(Shape, frozen=True, kw_only=True):
    """A key attribute and its type."""

    AttributeName: str
    AttributeType: str


class KeySchemaElement(Shape, frozen=True, kw_only=True):
    """A part of the primary key."""

    AttributeName: str
    KeyType: str


class ProvisionedThroughput(Shape, frozen=True, kw_only=True):
    """Reads and writes a second that are paid for."""

    ReadCapacityUnits: int
    WriteCapacityUnits: int


class StreamSpecification(Shape, frozen=True, kw_only=True):
    """Whether changes go to a stream, and what of them."""

    StreamEnabled: bool
    StreamViewType: str | None = None
    """What of a change is kept: `NEW_IMAGE`, `OLD_IMAGE`, `NEW_AND_OLD_IMAGES` or `KEYS_ONLY`."""


class AttributeValue(Shape, frozen=True, kw_only=True):
    """One value, under the letters of its type. Items are flat here: no lists and maps."""

    S: str | None = None
    N: str | None = None
    B: str | None = None
    BOOL: bool | None = None
    NULL: bool | None = None
    SS: list[str] | None = None
    NS: list[str] | None = None
