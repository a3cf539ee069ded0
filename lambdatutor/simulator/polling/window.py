"""The batching window of a queue's mapping: messages are gathered before they are sent on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import quotas
from lambdatutor.simulator.polling import intake
from lambdatutor.simulator.time import SECOND

if TYPE_CHECKING:
    from lambdatutor.simulator.polling.batch import Batch
    from lambdatutor.simulator.polling.sqs import SqsPoller
    from lambdatutor.simulator.queues.queue import Queue

LONGEST_WAIT_US = quotas.LONG_POLL_S.value * SECOND
"""A batch may wait so long where messages are few, even with a shorter window (SQS-013)."""


class Window:
    """At most one batch at a time, open until its window ends, it is full or has 6 MB (ESM-003)."""

    def __init__(self, poller: SqsPoller) -> None:
        self.poller = poller
        self.batch: Batch | None = None

    def gather(self, queue: Queue) -> None:
        """Put what is visible into the open batch, and close it when it is full."""
        poller, settings = self.poller, self.poller.mapping.settings
        batch = self.batch
        if batch is None:
            batch = self.batch = poller.new_batch(queue)
            poller.in_flight += 1
            poller.peak = max(poller.peak, poller.in_flight)
            batch.wait(self, settings.window_us)
        intake.receive(poller, queue, batch, settings.batch_size - len(batch.messages))
        if len(batch.messages) >= settings.batch_size:
            self._close(batch, "size")
        elif queue.available and batch.messages:
            self._close(batch, "bytes")

    def rings(self, batch: Batch) -> None:
        """The window is over; where messages are few it may take longer (SQS-013)."""
        poller = self.poller
        if len(batch.messages) == 1 and not batch.waited:
            batch.waited = True
            longer_us = min(
                poller.service.scenario.quiet_window_wait.at(batch.messages[0].parcel.share),
                LONGEST_WAIT_US - poller.mapping.settings.window_us,
            )
            if longer_us > 0:
                batch.wait(self, longer_us)
                return
        self._close(batch, "window")
        poller.poll()

    def give_up(self, why: str) -> None:
        batch = self.batch
        if batch is not None:
            self.batch = None
            self.poller.give_up(batch, why)

    def _close(self, batch: Batch, closed_by: str) -> None:
        batch.bell.silence()
        self.batch = None
        self.poller.in_flight -= 1
        self.poller.dispatch(batch, closed_by)
