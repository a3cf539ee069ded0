"""What becomes of the messages of a batch when its invocation has ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.polling.mapping import CALL_FAILED, OK

if TYPE_CHECKING:
    from lambdatutor.simulator.polling.batch import Batch
    from lambdatutor.simulator.polling.sqs import SqsPoller


def settle(poller: SqsPoller, batch: Batch, status: str, cause: int) -> bool:
    """Delete what was done, and leave the rest hidden until its time is over (SQS-006).

    The answer is whether the function failed.
    """
    batch.event = cause
    if status != "ok":
        _fail(poller, batch, status)
        return True
    kept = batch.reported if poller.mapping.settings.reports_failures else []
    if poller.mapping.settings.reports_failures and batch.malformed:
        _fail(poller, batch, "malformed")  # SQS-011
        return False
    poller.mapping.last_result = OK
    queue, deleted = poller.queue, 0
    denial = poller.denial("sqs:DeleteMessage")
    if denial is not None:
        batch.event = poller.service.permissions.tell(denial, cause, function=poller.function)
    elif queue is not None:
        staying = dict.fromkeys(kept)
        done = [pair for pair in batch.pairs() if pair[0] not in staying] if kept else batch.pairs()
        deleted = queue.delete(done, cause)
        poller.count("DeletedEventCount", deleted)
    if kept:
        poller.count("FailedInvokeEventCount", len(kept))
    if poller.service.log is not None:
        event = poller.tell("batch.succeeded", batch, deleted, len(kept))
        for message in kept or batch.messages:
            message.event = event
    return False


def _fail(poller: SqsPoller, batch: Batch, why: str) -> None:
    poller.mapping.last_result = CALL_FAILED
    poller.count("FailedInvokeEventCount", len(batch.messages))
    left_us = max(0, batch.until_us - poller.service.clock.now_us)
    event = poller.tell("batch.failed", batch, len(batch.messages), why, left_us)
    if event >= 0:
        for message in batch.messages:
            message.event = event
