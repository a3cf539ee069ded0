"""What is particular to mappings of streams: defaults, refusals and pollers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import quotas
from lambdatutor.aws.errors import invalid_parameter_value
from lambdatutor.aws.mapping_rules import check_mapping
from lambdatutor.aws.operations import CreateEventSourceMapping
from lambdatutor.simulator.asynchronous.delivery import service_of
from lambdatutor.simulator.dates import moment
from lambdatutor.simulator.polling.source_kind import Proposal, SourceKind
from lambdatutor.simulator.streams.poller import StreamPoller
from lambdatutor.simulator.streams.stream import Stream

if TYPE_CHECKING:
    from lambdatutor.simulator.polling.mapping import EventSourceMapping
    from lambdatutor.simulator.service import Service

_DESTINATIONS = ("sqs", "sns", "s3", "kafka")
"""What can be told of a discarded batch (STR-009)."""


_NEEDED = ("GetRecords", "GetShardIterator", "DescribeStream")
"""What the role of a function must allow on its stream (PER-014, PER-015)."""


def check(service: Service, proposal: Proposal) -> None:
    """Raises the AwsError with which Lambda refuses a mapping of a stream."""
    operation, arn = proposal.operation, proposal.source_arn
    stream = service.resources.get(arn)
    if not isinstance(stream, Stream):
        raise invalid_parameter_value(f"Stream not found: {arn}")
    check_mapping(operation, "table" if stream.service == "dynamodb" else "stream")
    if isinstance(operation, CreateEventSourceMapping):
        _check_timestamp(operation)
    needed = tuple(f"{stream.service}:{name}" for name in _NEEDED)
    denial = service.permissions.first_role_denial(proposal.function.name, needed, arn)  # ESM-002
    if denial is not None:
        service.cause = service.permissions.tell(denial, service.cause)
        raise invalid_parameter_value(
            f"Cannot access stream {arn}. Please ensure the role can perform the GetRecords, "
            "GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM."
        )
    wanted = operation.DestinationConfig
    if wanted is not None and wanted.OnSuccess is not None and wanted.OnSuccess.Destination:
        raise invalid_parameter_value(
            "Unsupported DestinationConfig parameter for given event source mapping type."
        )
    destination = proposal.settings.on_failure
    if destination and service_of(destination) not in _DESTINATIONS:
        raise invalid_parameter_value(
            f"The provided destination config ARN {destination} is invalid."
        )


def _check_timestamp(operation: CreateEventSourceMapping) -> None:
    """AT_TIMESTAMP needs a time, and nothing else has one; AWS's wording is not recorded."""
    position, timestamp = operation.StartingPosition, operation.StartingPositionTimestamp
    if position != "AT_TIMESTAMP" and timestamp is not None:
        raise invalid_parameter_value(
            "StartingPositionTimestamp can only be given with StartingPosition AT_TIMESTAMP."
        )
    if position == "AT_TIMESTAMP" and moment(timestamp or "") is None:
        raise invalid_parameter_value(
            "StartingPosition AT_TIMESTAMP needs a StartingPositionTimestamp "
            "such as 2026-01-01T00:05:00Z."
        )


def poller(service: Service, mapping: EventSourceMapping) -> StreamPoller:
    stream = service.resources[mapping.source_arn]
    if not isinstance(stream, Stream):
        raise TypeError(stream)
    return StreamPoller(service, mapping, stream)


STREAM = SourceKind(quotas.BATCH_SIZE_STREAM_DEFAULT.value, check, poller)
"""A stream of Kinesis or of a table (ESM-005)."""

SOURCES = {"kinesis": STREAM, "dynamodb": STREAM}
"""By the service in the ARN of a source."""
