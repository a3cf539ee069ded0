"""What is nested in the parameters of Kinesis streams."""

from __future__ import annotations

from lambdatutor.aws.shapes.shape import Shape


class StreamModeDetails(Shape, frozen=True, kw_only=True):
    """Who minds the number of shards."""

    StreamMode: str


class PutRecordsRequestEntry(Shape, frozen=True, kw_only=True):
    """One record."""

    Data: str
    ExplicitHashKey: str | None = None
    PartitionKey: str | None = None
