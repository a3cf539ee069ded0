"""Dead letters: the event itself, sent to the queue or topic in the function's configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import errors, quotas
from lambdatutor.simulator.asynchronous import outcome
from lambdatutor.simulator.asynchronous.delivery import hand_over
from lambdatutor.simulator.asynchronous.destination import hops_after
from lambdatutor.simulator.asynchronous.recursion import RECURSIVE

if TYPE_CHECKING:
    from lambdatutor.simulator.asynchronous.event import Condition, QueuedEvent
    from lambdatutor.simulator.asynchronous.internal_queue import InternalQueue


def send_dead_letter(
    queue: InternalQueue, event: QueuedEvent, condition: Condition, arn: str
) -> None:
    """Send the event as it came (ASY-016); where that fails it is lost (ASY-019)."""
    service, name = queue.service, queue.function.name
    most = quotas.DEAD_LETTER_MESSAGE_BYTES.value
    code, message = _error(event, condition, queue.request_id(event))
    parcel = event.parcel._replace(
        hops=hops_after(event, condition),
        attributes=(
            ("RequestID", queue.request_id(event)),
            ("ErrorCode", str(code)),
            ("ErrorMessage", message.encode(errors="replace")[:most].decode(errors="ignore")),
        ),
    )
    problem = hand_over(service, name, arn, parcel, event.told)
    if problem:
        queue.undelivered += 1
        service.counters.add("DeadLetterErrors", name, service.clock.now_us)
        queue.tell(event, "dead_letter.failed", (arn, problem))
        return
    queue.delivered += 1
    queue.tell(event, "dead_letter.sent", (arn,))


def _error(event: QueuedEvent, condition: Condition, request_id: str) -> tuple[int, str]:
    """ErrorCode and ErrorMessage: 200 for an error of the function (ASY-017).

    What AWS writes for an event that was given up without such an error is not published; the
    simulator writes the status and the message of what turned it away.
    """
    if condition == RECURSIVE:
        refusal = errors.recursive_invocation()
        return refusal.status, refusal.message
    if event.turned_away or not event.attempts or condition == "ZeroReservedConcurrency":
        return 429, "Rate Exceeded."
    return 200, outcome.error_message(event, request_id)
