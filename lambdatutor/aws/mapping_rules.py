"""Rules about event source mappings that one call can break."""

from __future__ import annotations

from typing import Literal

from lambdatutor.aws import quotas
from lambdatutor.aws.errors import invalid_parameter_value
from lambdatutor.aws.operations import CreateEventSourceMapping, UpdateEventSourceMapping
from lambdatutor.aws.patterns import is_event_pattern
from lambdatutor.aws.resource_arns import parse_arn

Source = Literal["queue", "fifo queue", "stream", "table"]
"""What a mapping polls here: a standard or a FIFO queue, a Kinesis stream, a table's stream."""

_STREAMS_ONLY = (
    "DestinationConfig",
    "ParallelizationFactor",
    "MaximumRecordAgeInSeconds",
    "MaximumRetryAttempts",
    "BisectBatchOnFunctionError",
    "TumblingWindowInSeconds",
)
_QUEUES_ONLY = ("ScalingConfig", "ProvisionedPollerConfig")


def source_of(arn: str) -> Source | None:
    """What an ARN of an event source names; None for what is not simulated."""
    parsed = parse_arn(arn)
    match parsed and (parsed.service, parsed.kind):
        case ("sqs", _):
            return "fifo queue" if arn.endswith(".fifo") else "queue"
        case ("kinesis", "stream"):
            return "stream"
        case ("dynamodb", "table") if "/stream/" in arn:
            return "table"
        case _:
            return None


def check_new_mapping(operation: CreateEventSourceMapping) -> None:
    """Raises the AwsError of the first rule that a new mapping breaks."""
    arn = operation.EventSourceArn
    source = None if arn is None else source_of(arn)
    if arn is None or source is None:
        raise invalid_parameter_value("Unrecognized event source.")
    if source in {"stream", "table"}:
        _check_start(operation, arn, source)
    check_mapping(operation, source)


def check_mapping(
    operation: CreateEventSourceMapping | UpdateEventSourceMapping, source: Source | None = None
) -> None:
    """Raises the AwsError of the first setting that a mapping of this source cannot have.

    Without the source, which an update does not name, only what holds for every source is looked
    at: who knows the mapping asks again.
    """
    _check_filters(operation)
    age = operation.MaximumRecordAgeInSeconds
    if age is not None and 0 <= age < quotas.RECORD_AGE_MIN_S.value:
        # STR-004; AWS's wording is not recorded.
        raise invalid_parameter_value(
            "MaximumRecordAgeInSeconds must be -1, or between 60 and 604800."
        )
    pollers, scaling = operation.ProvisionedPollerConfig, operation.ScalingConfig
    if pollers and scaling and scaling.MaximumConcurrency is not None:
        # SQS-002; AWS's wording is not recorded.
        raise invalid_parameter_value(
            "MaximumConcurrency and ProvisionedPollerConfig cannot be used together."
        )
    least, most = pollers and pollers.MinimumPollers, pollers and pollers.MaximumPollers
    if least is not None and most is not None and least > most:
        # AWS's wording is not recorded.
        raise invalid_parameter_value("MinimumPollers must not be greater than MaximumPollers.")
    if source is not None:
        _check_kind(operation, source)


def _check_kind(
    operation: CreateEventSourceMapping | UpdateEventSourceMapping, source: Source
) -> None:
    """A queue has no retries of its own, and a stream no maximum concurrency (SQS-018)."""
    queue = source in {"queue", "fifo queue"}
    for parameter in _STREAMS_ONLY if queue else _QUEUES_ONLY:
        if getattr(operation, parameter) is not None:
            raise invalid_parameter_value(
                f"Unsupported {parameter} parameter for given event source mapping type."
            )
    window = operation.MaximumBatchingWindowInSeconds or 0
    size = operation.BatchSize or 0
    if source == "fifo queue":
        if window:
            # SQS-013
            raise invalid_parameter_value("Batching window is not supported for FIFO queues.")
        if size > quotas.BATCH_SIZE_FIFO_MAX.value:
            # ESM-005; AWS's wording is not recorded.
            raise invalid_parameter_value("Batch size of a FIFO queue cannot be greater than 10.")
    unset = isinstance(operation, UpdateEventSourceMapping) and (
        operation.MaximumBatchingWindowInSeconds is None
    )
    if queue and size > quotas.BATCH_SIZE_WITHOUT_WINDOW.value and not window and not unset:
        # ESM-005. An update that names no window keeps the one that is set.
        raise invalid_parameter_value(
            "Maximum batch window in seconds must be greater than 0 "
            "if maximum batch size is greater than 10"
        )


def _check_start(operation: CreateEventSourceMapping, arn: str, source: Source) -> None:
    """A stream is read from somewhere; a table's stream not from a time (STR-007)."""
    if operation.StartingPosition is None:
        raise invalid_parameter_value(
            "1 validation error detected: Value null at 'startingPosition' failed to satisfy "
            "constraint: Member must not be null."
        )
    if source == "table" and operation.StartingPosition == "AT_TIMESTAMP":
        raise invalid_parameter_value(f"Unsupported starting position for arn type: {arn}")


def _check_filters(operation: CreateEventSourceMapping | UpdateEventSourceMapping) -> None:
    filters = (operation.FilterCriteria and operation.FilterCriteria.Filters) or []
    if len(filters) > quotas.FILTERS.value:
        # ESM-009; AWS's wording is not recorded.
        raise invalid_parameter_value("A mapping has at most 5 filters.")
    for one in filters:
        if one.Pattern is None or not is_event_pattern(one.Pattern):
            # ESM-012
            raise invalid_parameter_value("Invalid filter pattern definition.")
