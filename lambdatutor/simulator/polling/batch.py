"""A batch of messages of a queue, and the request that carries it to the function."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from lambdatutor.simulator.clock import Bell
from lambdatutor.simulator.request import Request

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lambdatutor.simulator.polling.sqs import SqsPoller
    from lambdatutor.simulator.queues.message import Message
    from lambdatutor.simulator.version import Version


class Waits(Protocol):
    """What a batch waits in: an open window, or the next try after a throttle."""

    def rings(self, batch: Batch) -> None:
        """Its time is over."""
        ...


class Batch:
    """Messages that were received together, or within one batching window."""

    __slots__ = (
        "bell",
        "event",
        "malformed",
        "messages",
        "number",
        "poller",
        "receipts",
        "reported",
        "room_bytes",
        "tries",
        "until_us",
        "waited",
        "waits_in",
    )

    def __init__(self, poller: SqsPoller, number: int, room_bytes: int, until_us: int) -> None:
        self.poller = poller
        self.number = number
        """Counted from 1 over the mapping."""
        self.messages: list[Message] = []
        self.receipts: list[int] = []
        """How often each had been received when it came: the receipt of this one receive."""
        self.room_bytes = room_bytes
        """How much more it may hold (ESM-003)."""
        self.until_us = until_us
        """When its first messages are visible to others again."""
        self.reported: list[Message] = []
        """What the code names in batchItemFailures (SQS-010)."""
        self.malformed = False
        """That list cannot be read (SQS-011)."""
        self.tries = 0
        """How often it was throttled."""
        self.event = -1
        self.waited = False
        """Its window was over, and it waited on (SQS-013)."""
        self.waits_in: Waits | None = None
        self.bell = Bell(poller.service.clock, self._ring)

    def add(self, messages: list[Message]) -> None:
        self.messages += messages
        for message in messages:
            self.receipts.append(message.received)
            self.room_bytes -= message.parcel.size_bytes

    def pairs(self) -> Iterator[tuple[Message, int]]:
        """Each message with its receipt."""
        return zip(self.messages, self.receipts, strict=True)

    def wait(self, waits_in: Waits, wait_us: int) -> None:
        """Tell `waits_in` when that time is over."""
        clock = self.poller.service.clock
        self.bell.silence()
        self.waits_in = waits_in
        self.bell = Bell(clock, self._ring)
        self.bell.set(clock.now_us + wait_us)

    def _ring(self) -> None:
        if self.waits_in is not None:
            self.waits_in.rings(self)

    def works(self, version: Version, duration_us: int, status: str) -> tuple[int, str]:
        """How long the code is busy with the messages, and how it ends.

        It goes through them in order. It fails at the first that is poison, or reports it where it
        can; of a FIFO queue it reports all that follow as well (SQS-012).
        """
        code = version.configuration.code
        each, slowdown = code.each, version.slowdown
        self.malformed = code.malformed_report
        self.reported = []
        in_order = self.poller.in_order and not code.goes_on
        for place, message in enumerate(self.messages):
            parcel = message.parcel
            duration_us += int(each.at(parcel.share) * slowdown + 0.5)
            if not parcel.poison:
                continue
            if not code.reports_failures:
                failure = "error" if code.failure == "exception" else code.failure
                return duration_us, failure if status == "ok" else status
            if in_order:
                self.reported = self.messages[place:]
                break
            self.reported.append(message)
        return duration_us, status


class BatchRequest(Request):
    """One invocation with one batch."""

    __slots__ = ("batch", "hops")

    def __init__(self, batch: Batch, number: int, index: int, arrived_us: int) -> None:
        first = batch.messages[0].parcel
        super().__init__(batch.poller, number, index, arrived_us, first.share)
        self.batch = batch
        self.hops = max(each.parcel.hops for each in batch.messages)

    @property
    def name(self) -> str:
        """A message that is alone in its batch lends its name."""
        messages = self.batch.messages
        return messages[0].parcel.name if len(messages) == 1 else f"{len(messages)} messages"
