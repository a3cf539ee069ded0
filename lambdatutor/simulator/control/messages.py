"""Messages by hand: sending, receiving, hiding and deleting them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from lambdatutor.aws import operations as aws
from lambdatutor.aws import service_errors
from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.resource_arns import queue_of_url
from lambdatutor.simulator.address import arn_of
from lambdatutor.simulator.parcel import Parcel
from lambdatutor.simulator.queues.message import HIDDEN, Message
from lambdatutor.simulator.queues.queue import Queue
from lambdatutor.simulator.queues.shelf import IN_FLIGHT_LIMIT
from lambdatutor.simulator.randomness import share, stream
from lambdatutor.simulator.time import MILLISECOND, SECOND

if TYPE_CHECKING:
    from lambdatutor.aws.shapes import SendMessageBatchRequestEntry
    from lambdatutor.simulator.answers import Answer
    from lambdatutor.simulator.service import Service


def queue_of(service: Service, url: str) -> Queue:
    """The queue with this URL; raises `AwsError` when there is none."""
    found = service.resources.get(arn_of(f"sqs:{queue_of_url(url)}", service.scenario.account))
    if not isinstance(found, Queue):
        raise service_errors.queue_does_not_exist()
    return found


def send(service: Service, operation: aws.SendMessage) -> Answer:
    return {"MessageId": _send(service, queue_of(service, operation.QueueUrl), operation)}


def send_batch(service: Service, operation: aws.SendMessageBatch) -> Answer:
    """Entries that are refused are told apart from the others; the call itself succeeds."""
    queue = queue_of(service, operation.QueueUrl)
    sent: list[Answer] = []
    failed: list[Answer] = []
    for entry in operation.Entries:
        try:
            sent.append({"Id": entry.Id, "MessageId": _send(service, queue, entry)})
        except AwsError as error:
            told: Answer = {"Id": entry.Id, "SenderFault": True, "Code": error.code}
            failed.append({**told, "Message": error.message})
    return {"Successful": sent, "Failed": failed} if failed else {"Successful": sent}


def receive(service: Service, operation: aws.ReceiveMessage) -> Answer:
    """What can be received now; the answer does not wait for more."""
    queue = queue_of(service, operation.QueueUrl)
    if queue.hidden.count >= IN_FLIGHT_LIMIT and not queue.fifo:
        raise AwsError("OverLimit", 403, f"Too many messages in flight: {IN_FLIGHT_LIMIT}.")
    most, visibility_s = operation.MaxNumberOfMessages or 1, operation.VisibilityTimeout
    visibility_us = None if visibility_s is None else visibility_s * SECOND
    found: list[Message] = []
    while len(found) < most:
        more = queue.receive(most - len(found), visibility_us)
        if not more:
            break
        found += more
    wanted = (operation.AttributeNames or []) + (operation.MessageSystemAttributeNames or [])
    told = [_received(service, each, wanted) for each in found]
    return {"Messages": told} if told else {}


def delete(service: Service, operation: aws.DeleteMessage) -> Answer:
    """An old receipt of a standard queue deletes nothing, and nobody is told."""
    queue = queue_of(service, operation.QueueUrl)
    message, received = _by_receipt(queue, operation.ReceiptHandle)
    if message is not None and queue.delete([(message, received)], service.cause):
        return {}
    if queue.fifo:
        raise service_errors.invalid_queue_parameter(
            f"Value {operation.ReceiptHandle} for parameter ReceiptHandle is invalid. "
            "Reason: The receipt handle has expired."
        )
    return {}


def change_visibility(service: Service, operation: aws.ChangeMessageVisibility) -> Answer:
    queue = queue_of(service, operation.QueueUrl)
    message, received = _by_receipt(queue, operation.ReceiptHandle)
    if message is None or message.received != received or message.place != HIDDEN:
        raise service_errors.message_not_in_flight(
            f"Value {operation.ReceiptHandle} for parameter ReceiptHandle is invalid. "
            "Reason: Message does not exist or is not available for visibility timeout change."
        )
    queue.change_visibility(message, operation.VisibilityTimeout * SECOND)
    return {}


def _send(
    service: Service, queue: Queue, message: aws.SendMessage | SendMessageBatchRequestEntry
) -> str:
    """Put one message in and give its MessageId."""
    body = message.MessageBody
    attributes = message.MessageAttributes or {}
    luck = stream(service.seed, "messages by hand", queue.name).getrandbits(64)
    parcel = Parcel(
        body=body,
        kind="invoke",
        share=share(luck, queue.sent + 1),
        group=message.MessageGroupId or "",
        size_bytes=len(body.encode(errors="replace")),
        attributes=tuple((name, each.StringValue or "") for name, each in attributes.items()),
    )
    if parcel.size_bytes > queue.attributes.largest_bytes:
        raise service_errors.invalid_queue_parameter(
            "One or more parameters are invalid. "
            f"Reason: Message must be shorter than {queue.attributes.largest_bytes} bytes."
        )
    identifier = message.MessageDeduplicationId or ""
    if queue.fifo and not identifier:
        if not queue.attributes.content_based:
            raise service_errors.invalid_queue_parameter(
                "The queue should either have ContentBasedDeduplication enabled or "
                "MessageDeduplicationId provided explicitly"
            )
        identifier = hashlib.sha256(body.encode(errors="replace")).hexdigest()
    delay_s = message.DelaySeconds
    number = queue.send(
        parcel,
        service.cause,
        delay_us=None if delay_s is None else delay_s * SECOND,
        deduplication_id=identifier if queue.fifo else "",
    )
    return Message(parcel, queue.name, number, 0, -1).identifier(service.seed)


def _received(service: Service, message: Message, wanted: list[str]) -> Answer:
    body = message.parcel.body
    known = {
        "ApproximateReceiveCount": str(message.received),
        "ApproximateFirstReceiveTimestamp": str(message.first_received_us // MILLISECOND),
        "SentTimestamp": str(message.sent_us // MILLISECOND),
    }
    if message.parcel.group:
        known["MessageGroupId"] = message.parcel.group
    if message.source:
        known["DeadLetterQueueSourceArn"] = message.source
    found: Answer = {
        "MessageId": message.identifier(service.seed),
        "ReceiptHandle": message.receipt_handle,
        "Body": body,
    }
    attributes = {name: text for name, text in known.items() if name in wanted or "All" in wanted}
    return {**found, "Attributes": attributes} if attributes else found


def _by_receipt(queue: Queue, handle: str) -> tuple[Message | None, int]:
    """The message that a receipt handle means, if it is in the queue, and which receive it was."""
    origin, number, received = (*handle.split("/"), "", "")[:3]
    if not (number.isdigit() and received.isdigit()):
        raise service_errors.receipt_handle_is_invalid(handle)
    for message in queue.messages:
        if message.number == int(number) and message.origin == origin:
            return message, int(received)
    return None, int(received)


HANDLERS = {
    aws.SendMessage: send,
    aws.SendMessageBatch: send_batch,
    aws.ReceiveMessage: receive,
    aws.DeleteMessage: delete,
    aws.ChangeMessageVisibility: change_visibility,
}
