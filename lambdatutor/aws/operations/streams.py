"""Amazon Kinesis Data Streams."""

from __future__ import annotations

from typing import TypeAlias

from lambdatutor.aws.operations.operation import KinesisOperation
from lambdatutor.aws.shapes.streams import PutRecordsRequestEntry, StreamModeDetails


class CreateStream(KinesisOperation, frozen=True, kw_only=True):
    """Creates a stream of shards."""

    StreamName: str
    ShardCount: int | None = None
    StreamModeDetails: StreamModeDetails | None = None


class PutRecord(KinesisOperation, frozen=True, kw_only=True):
    """Puts a record into the shard of its key."""

    Data: str
    PartitionKey: str | None = None
    StreamName: str | None = None
    ExplicitHashKey: str | None = None
    SequenceNumberForOrdering: str | None = None
    StreamARN: str | None = None


class PutRecords(KinesisOperation, frozen=True, kw_only=True):
    """Puts up to 500 records into the shards of their keys."""

    Records: list[PutRecordsRequestEntry]
    StreamName: str | None = None
    StreamARN: str | None = None


class UpdateShardCount(KinesisOperation, frozen=True, kw_only=True):
    """Splits or merges shards."""

    TargetShardCount: int
    ScalingType: str
    StreamName: str | None = None
    StreamARN: str | None = None


StreamOperation: TypeAlias = CreateStream | PutRecord | PutRecords | UpdateShardCount
