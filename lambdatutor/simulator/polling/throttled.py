"""Batches that found no place in the function, and are tried again while they are hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws.errors import Reason
from lambdatutor.simulator.time import SECOND

if TYPE_CHECKING:
    from lambdatutor.simulator.polling.batch import Batch
    from lambdatutor.simulator.polling.sqs import SqsPoller

FIRST_RETRY_US, LAST_RETRY_US = SECOND, 16 * SECOND
"""How long a throttled batch waits: twice as long each time. AWS publishes no numbers (SQS-008)."""

REASONS = (
    Reason.CONCURRENT_INVOCATION_LIMIT,
    Reason.RESERVED_CONCURRENT_INVOCATION_LIMIT,
    Reason.FUNCTION_INVOCATION_RATE_LIMIT,
    Reason.RESERVED_FUNCTION_INVOCATION_RATE_LIMIT,
)
"""Why a request is throttled; each other answer is final."""


class Throttled:
    """The batches of one mapping that wait for the next try."""

    def __init__(self, poller: SqsPoller) -> None:
        self.poller = poller
        self.batches: dict[Batch, None] = {}

    def add(self, batch: Batch, reason: str) -> None:
        """Try again later, or when its messages are visible again at the latest (SQS-008)."""
        poller = self.poller
        left_us = batch.until_us - poller.service.clock.now_us
        wait_us = min(FIRST_RETRY_US << min(batch.tries, 4), LAST_RETRY_US, max(0, left_us))
        batch.tries += 1
        batch.event = poller.tell("batch.throttled", batch, reason, wait_us)
        self.batches[batch] = None
        batch.wait(self, wait_us)
        poller.scaling.shrink("throttles")

    def rings(self, batch: Batch) -> None:
        del self.batches[batch]
        poller = self.poller
        if poller.service.clock.now_us < batch.until_us:
            poller.invoke(batch)
        else:
            poller.give_up(batch, "its messages are visible to others again")
        poller.poll()

    def give_up(self, why: str) -> None:
        for batch in list(self.batches):
            self.poller.give_up(batch, why)
        self.batches.clear()
