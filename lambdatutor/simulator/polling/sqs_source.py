"""Mappings of queues: what AWS refuses about them, and their pollers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import quotas
from lambdatutor.aws.errors import invalid_parameter_value
from lambdatutor.aws.mapping_rules import check_mapping
from lambdatutor.simulator.polling.source_kind import Proposal, SourceKind
from lambdatutor.simulator.polling.sqs import SqsPoller
from lambdatutor.simulator.queues.queue import Queue
from lambdatutor.simulator.time import SECOND

if TYPE_CHECKING:
    from lambdatutor.simulator.function import Function
    from lambdatutor.simulator.polling.mapping import EventSourceMapping, MappingSettings
    from lambdatutor.simulator.service import Service
    from lambdatutor.simulator.version import Version


NEEDED = ("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes")
"""What the role of a function must allow on its queue (PER-013)."""


def check(service: Service, proposal: Proposal) -> None:
    """Raises `AwsError` where the queue and the function do not go together."""
    settings = proposal.settings
    queue = service.resources.get(proposal.source_arn)
    if not isinstance(queue, Queue):
        raise invalid_parameter_value(
            "Error occurred while ReceiveMessage. SQS Error Code: "
            "AWS.SimpleQueueService.NonExistentQueue. "
            "SQS Error Message: The specified queue does not exist."
        )
    check_mapping(proposal.operation, "fifo queue" if queue.fifo else "queue")
    if not settings.window_us and settings.batch_size > quotas.BATCH_SIZE_WITHOUT_WINDOW.value:
        raise invalid_parameter_value(  # ESM-005
            "Maximum batch window in seconds must be greater than 0 "
            "if maximum batch size is greater than 10"
        )
    _check_pollers(settings)
    denial = service.permissions.first_role_denial(  # ESM-002
        proposal.function.name, NEEDED, proposal.source_arn
    )
    if denial is not None:
        service.cause = service.permissions.tell(denial, service.cause)
        name = denial.action.partition(":")[2]
        raise invalid_parameter_value(
            f"The provided execution role does not have permissions to call {name} on SQS"
        )
    version = _version(proposal.function, proposal.qualifier)
    if version is not None:
        _refuse_longer(queue, version.timeout_us)


def refuse_timeout(service: Service, function: Function, timeout_us: int) -> None:
    """Raises `AwsError` for a timeout of $LATEST that a queue hides messages too short for."""
    for mapping in service.mappings.values():
        queue = service.resources.get(mapping.source_arn)
        if mapping.function != function.name or not isinstance(queue, Queue):
            continue
        if _version(function, mapping.qualifier) is function.latest:
            _refuse_longer(queue, timeout_us)


def _refuse_longer(queue: Queue, timeout_us: int) -> None:
    """The timeout of a function is at most the visibility timeout of its queue (SQS-005)."""
    visibility_us = queue.attributes.visibility_us
    if timeout_us > visibility_us:
        raise invalid_parameter_value(
            f"Queue visibility timeout: {visibility_us // SECOND} seconds is less than "
            f"Function timeout: {timeout_us // SECOND} seconds"
        )


def _check_pollers(settings: MappingSettings) -> None:
    """What an update leaves as it was counts too (SQS-002, SQS-016); AWS's wording is not known."""
    fewest, most = settings.minimum_pollers, settings.maximum_pollers
    if fewest is None or most is None:
        return
    if settings.maximum_concurrency is not None:
        raise invalid_parameter_value(
            "MaximumConcurrency and ProvisionedPollerConfig cannot be used together."
        )
    least = quotas.QUEUE_MIN_POLLERS_MIN.value
    if fewest < least or most < least:
        raise invalid_parameter_value(
            f"MinimumPollers and MaximumPollers of a queue must be at least {least}."
        )
    if fewest > most:
        raise invalid_parameter_value("MinimumPollers must not be greater than MaximumPollers.")


def _version(function: Function, qualifier: str | None) -> Version | None:
    """The version that a mapping runs; None where what it names was deleted."""
    alias = function.aliases.get(qualifier or "")
    number = qualifier if alias is None else alias.version
    return function.latest if number is None else function.versions.get(number)


def poller(service: Service, mapping: EventSourceMapping) -> SqsPoller:
    """The poller; a visibility timeout below what AWS recommends is told (SQS-005)."""
    queue = service.resources.get(mapping.source_arn)
    function = service.functions.get(mapping.function)
    if isinstance(queue, Queue) and function is not None:
        timeout_us, visibility_us = function.latest.timeout_us, queue.attributes.visibility_us
        recommended_us = timeout_us * quotas.VISIBILITY_FACTOR.value + mapping.settings.window_us
        if visibility_us < recommended_us:
            mapping.event = service.note(
                "mapping.narrow",
                mapping.function,
                (
                    mapping.uuid,
                    queue.name,
                    visibility_us // SECOND,
                    timeout_us // SECOND,
                    recommended_us // SECOND,
                ),
                service.cause,
            )
    return SqsPoller(service, mapping)


KIND = SourceKind(quotas.BATCH_SIZE_QUEUE_DEFAULT.value, check, poller)
