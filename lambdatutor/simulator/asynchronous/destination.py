"""Destinations: a record of how an event ended, sent to what the function's settings name."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import msgspec

from lambdatutor.simulator.asynchronous import outcome
from lambdatutor.simulator.asynchronous.delivery import hand_over, service_of
from lambdatutor.simulator.asynchronous.recursion import RECURSIVE
from lambdatutor.simulator.dates import date
from lambdatutor.simulator.parcel import Parcel
from lambdatutor.simulator.randomness import stream

if TYPE_CHECKING:
    from lambdatutor.simulator.asynchronous.event import Condition, QueuedEvent
    from lambdatutor.simulator.asynchronous.internal_queue import InternalQueue


def send_record(queue: InternalQueue, event: QueuedEvent, condition: Condition, arn: str) -> None:
    """Tell a destination; where it cannot be told, the record is lost (ASY-019)."""
    service, name = queue.service, queue.function.name
    record = record_of(queue, event, condition)
    body = _wrapped(queue, event, arn, record, succeeded=condition == "Success")
    parcel = Parcel(
        body=body,
        kind=event.parcel.kind,
        name=event.parcel.name,
        share=event.parcel.share,
        # The body of an event may stand for a larger one.
        size_bytes=len(body) - len(event.parcel.body) + event.parcel.size_bytes,
        hops=hops_after(event, condition),
        attributes=_attributes(queue, event, arn),
    )
    problem = hand_over(service, name, arn, parcel, event.told)
    if problem:
        queue.undelivered += 1
        service.counters.add("DestinationDeliveryFailures", name, service.clock.now_us)
        queue.tell(event, "destination.failed", (arn, condition, problem))
        return
    queue.delivered += 1
    queue.tell(event, "destination.told", (arn, condition))


def hops_after(event: QueuedEvent, condition: Condition) -> int:
    """How many functions stand before who gets it; a chain that was stopped ends there."""
    if condition == RECURSIVE:
        return 0
    return event.parcel.hops + (1 if event.attempts else 0)


def record_of(queue: InternalQueue, event: QueuedEvent, condition: Condition) -> dict[str, object]:
    """The JSON that a destination gets (ASY-011, ASY-012)."""
    request_id = queue.request_id(event)
    record: dict[str, object] = {
        "version": "1.0",
        "timestamp": date(queue.service.clock.now_us),
        "requestContext": {
            "requestId": request_id,
            "functionArn": queue.qualified_arn(event.qualifier),
            "condition": condition,
            "approximateInvokeCount": event.attempts,
        },
        "requestPayload": _payload(event.parcel.body),
    }
    if event.version is not None:
        context: dict[str, object] = {
            "statusCode": 200,
            "executedVersion": event.version.number,
        }
        if event.status != "ok":
            context["functionError"] = outcome.FUNCTION_ERROR
        record["responseContext"] = context
        record["responsePayload"] = outcome.payload(event, request_id)
    return record


def _payload(body: str) -> object:
    """The event as it came; text that is no JSON stands there as text."""
    try:
        msgspec.json.decode(body)
    except msgspec.MsgspecError:
        return body
    return msgspec.Raw(body.encode(errors="replace"))


def _wrapped(
    queue: InternalQueue,
    event: QueuedEvent,
    arn: str,
    record: dict[str, object],
    *,
    succeeded: bool,
) -> str:
    """The record; for an event bus it is the detail of an event of Lambda's (ASY-014)."""
    content: dict[str, object] = record
    if service_of(arn) == "events":
        result = "Success" if succeeded else "Failure"
        account = queue.service.scenario.account
        content = {
            "version": "0",
            "detail-type": f"Lambda Function Invocation Result - {result}",
            "source": "lambda",
            "account": account.account_id,
            "time": record["timestamp"],
            "region": account.region,
            "resources": [arn, queue.qualified_arn(event.qualifier)],
            "detail": record,
        }
    return msgspec.json.encode(content).decode()


def _attributes(queue: InternalQueue, event: QueuedEvent, arn: str) -> tuple[tuple[str, str], ...]:
    """A bucket's object has a key (ASY-026)."""
    if service_of(arn) != "s3":
        return ()
    name = queue.function.name
    bits = stream(queue.service.seed, "object-keys", name, str(event.number)).getrandbits(128)
    day, clock = date(queue.service.clock.now_us)[:19].replace(":", ".").split("T")
    folder = f"aws/lambda/async/{name}/{day.replace('-', '/')}"
    return (("Key", f"{folder}/{day}T{clock}-{UUID(int=bits, version=4)}"),)
