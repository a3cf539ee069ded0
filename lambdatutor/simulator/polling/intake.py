"""Receiving messages for a batch: what the filters let pass stays, the rest is deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lambdatutor.aws import quotas
from lambdatutor.simulator.polling.filters import fields, passes

if TYPE_CHECKING:
    from lambdatutor.simulator.polling.batch import Batch
    from lambdatutor.simulator.polling.sqs import SqsPoller
    from lambdatutor.simulator.queues.message import Message
    from lambdatutor.simulator.queues.queue import Queue

RECEIVE_MOST = quotas.QUEUE_RECEIVE.value
"""Messages of one poll (SQS-014)."""


def receive(poller: SqsPoller, queue: Queue, batch: Batch, most: int) -> bool:
    """Put up to `most` messages into a batch; whether the queue gave any."""
    messages = queue.receive(most, room_bytes=batch.room_bytes)
    if poller.scaling.provisioned:
        poller.throughput.note(sum(each.parcel.size_bytes for each in messages))
    poller.count("PolledEventCount", len(messages))
    batch.add(_filtered(poller, queue, messages) if poller.mapping.patterns else messages)
    return bool(messages)


def _filtered(poller: SqsPoller, queue: Queue, messages: list[Message]) -> list[Message]:
    """Those that a filter lets pass; the others are deleted (ESM-010)."""
    kept: list[Message] = []
    dropped: list[tuple[Message, int]] = []
    for message in messages:
        if passes(poller.mapping.patterns, _record(message, queue.arn)):
            kept.append(message)
        else:
            dropped.append((message, message.received))
    if dropped:
        numbers = (poller.mapping.uuid, queue.arn, len(dropped))
        cause = dropped[0][0].event
        event = poller.service.note("records.filtered", poller.function, numbers, cause)
        poller.count("FilteredOutEventCount", len(dropped))
        poller.count("DeletedEventCount", queue.delete(dropped, event))
    return kept


def _record(message: Message, arn: str) -> dict[str, Any]:
    """What a filter sees of a message: the fields of its record (SQS-015)."""
    parcel = message.parcel
    attributes = {"ApproximateReceiveCount": str(message.received)}
    if parcel.group:
        attributes["MessageGroupId"] = parcel.group
    return {
        "body": fields(parcel.body),
        "attributes": attributes,
        "messageAttributes": {
            name: {"stringValue": text, "dataType": "String"} for name, text in parcel.attributes
        },
        "eventSource": "aws:sqs",
        "eventSourceARN": arn,
        "awsRegion": arn.split(":")[3],
    }
