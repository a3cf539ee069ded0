"""Event source mappings: what polls a queue or a stream, and invokes a function."""

from __future__ import annotations

from typing import TypeAlias

from lambdatutor.aws.operations.operation import Operation
from lambdatutor.aws.shapes.destinations import DestinationConfig
from lambdatutor.aws.shapes.mappings import (
    EventSourceMappingMetricsConfig,
    FilterCriteria,
    ProvisionedPollerConfig,
    ScalingConfig,
)


class CreateEventSourceMapping(Operation, frozen=True, kw_only=True):
    """Lets Lambda poll a source and invoke a function with batches (ESM-001)."""

    FunctionName: str
    EventSourceArn: str | None = None
    """The queue, the stream of a table, or the stream of shards."""
    StartingPosition: str | None = None
    """`TRIM_HORIZON`, `LATEST` or `AT_TIMESTAMP`; streams need one (STR-007)."""
    StartingPositionTimestamp: str | None = None
    """For `AT_TIMESTAMP`, such as 2026-01-31T12:00:00Z."""
    BatchSize: int | None = None
    """Records at most in one invocation; without it 10 for queues, 100 elsewhere (ESM-005)."""
    Enabled: bool | None = None
    FilterCriteria: FilterCriteria | None = None
    MaximumBatchingWindowInSeconds: int | None = None
    """How long records are gathered, 0 to 300 (ESM-004)."""
    ParallelizationFactor: int | None = None
    """Batches of one shard at the same time, 1 to 10 (STR-001)."""
    DestinationConfig: DestinationConfig | None = None
    MaximumRecordAgeInSeconds: int | None = None
    """60 to 604,800, or -1 for ever (STR-004)."""
    BisectBatchOnFunctionError: bool | None = None
    """Halves a batch that failed before it is tried again (STR-005)."""
    MaximumRetryAttempts: int | None = None
    """0 to 10,000, or -1 for ever, as when not given (STR-004)."""
    TumblingWindowInSeconds: int | None = None
    """0 to 900 (STR-014)."""
    FunctionResponseTypes: list[str] | None = None
    """`ReportBatchItemFailures`, or none (SQS-010)."""
    ScalingConfig: ScalingConfig | None = None
    KMSKeyArn: str | None = None
    MetricsConfig: EventSourceMappingMetricsConfig | None = None
    ProvisionedPollerConfig: ProvisionedPollerConfig | None = None
    Tags: dict[str, str] | None = None


class UpdateEventSourceMapping(Operation, frozen=True, kw_only=True):
    """Changes the settings that are given."""

    UUID: str
    FunctionName: str | None = None
    BatchSize: int | None = None
    """Records at most in one invocation; without it 10 for queues, 100 elsewhere (ESM-005)."""
    Enabled: bool | None = None
    FilterCriteria: FilterCriteria | None = None
    MaximumBatchingWindowInSeconds: int | None = None
    """How long records are gathered, 0 to 300 (ESM-004)."""
    ParallelizationFactor: int | None = None
    """Batches of one shard at the same time, 1 to 10 (STR-001)."""
    DestinationConfig: DestinationConfig | None = None
    MaximumRecordAgeInSeconds: int | None = None
    """60 to 604,800, or -1 for ever (STR-004)."""
    BisectBatchOnFunctionError: bool | None = None
    """Halves a batch that failed before it is tried again (STR-005)."""
    MaximumRetryAttempts: int | None = None
    """0 to 10,000, or -1 for ever (STR-004)."""
    TumblingWindowInSeconds: int | None = None
    """0 to 900 (STR-014)."""
    FunctionResponseTypes: list[str] | None = None
    """`ReportBatchItemFailures`, or none (SQS-010)."""
    ScalingConfig: ScalingConfig | None = None
    KMSKeyArn: str | None = None
    MetricsConfig: EventSourceMappingMetricsConfig | None = None
    ProvisionedPollerConfig: ProvisionedPollerConfig | None = None


class DeleteEventSourceMapping(Operation, frozen=True, kw_only=True):
    """Stops the polling for good."""

    UUID: str


class GetEventSourceMapping(Operation, frozen=True, kw_only=True):
    """Asks for the settings and the state of a mapping."""

    UUID: str


class ListEventSourceMappings(Operation, frozen=True, kw_only=True):
    """Asks for the mappings of a function or of a source."""

    EventSourceArn: str | None = None
    """The queue, the stream of a table, or the stream of shards."""
    FunctionName: str | None = None
    Marker: str | None = None
    MaxItems: int | None = None


MappingOperation: TypeAlias = (
    CreateEventSourceMapping
    | UpdateEventSourceMapping
    | DeleteEventSourceMapping
    | GetEventSourceMapping
    | ListEventSourceMappings
)
