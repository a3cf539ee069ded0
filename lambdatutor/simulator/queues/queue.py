"""A queue: what is sent to it, received from it, comes back, is deleted or given up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.queues.deduplication import Deduplication
from lambdatutor.simulator.queues.message import GONE, HIDDEN, Message
from lambdatutor.simulator.queues.shelf import IN_FLIGHT_LIMIT, Shelf
from lambdatutor.simulator.time import NEVER, SECOND

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lambdatutor.simulator.account import Account
    from lambdatutor.simulator.parcel import Parcel
    from lambdatutor.simulator.queues.attributes import QueueAttributes
    from lambdatutor.simulator.queues.move_task import MoveTask

_ANY_SIZE = 1 << 62
"""Bytes: more than any number of messages."""


class Queue(Shelf):
    """One queue. Every message in it is visible, delayed or hidden."""

    def __init__(self, account: Account, arn: str, attributes: QueueAttributes) -> None:
        super().__init__(account, arn.rpartition(":")[2], attributes)
        self.arn = arn
        self.created_us = account.clock.now_us
        self.deduplication = Deduplication()
        self.task: MoveTask | None = None
        """What moves its messages back to where they came from."""
        self.purged_us = -NEVER
        self.sent = self.received = self.deleted = 0
        """How many there were of each, over the whole run."""
        self.moved_in = self.moved_out = self.purged = 0

    # What is in it

    @property
    def oldest_us(self) -> int:
        """The age of the message that has been in it longest; 0 when it is empty."""
        if not self.messages:
            return 0
        return self.account.clock.now_us - next(iter(self.messages)).entered_us

    @property
    def idle(self) -> bool:
        """Whether nothing in it moves: what is visible may stay."""
        return (
            not self.delayed.count
            and not self.hidden.count
            and self.task is None
            and all(each.idle for each in self.consumers.values())
        )

    # In

    def accept(self, parcel: Parcel, cause: int) -> str:
        """Take a message in; the answer is SQS's error code, or nothing."""
        code = self.objection(parcel)
        if code:
            self.account.note("message.refused", "", (self.name, code), cause)
            return code
        self.send(parcel, cause)
        return ""

    def objection(self, parcel: Parcel) -> str:
        """SQS's error code for a message that it would not take."""
        if self.fifo and not parcel.group:
            return "MissingParameter"
        return "InvalidParameterValue" if parcel.size_bytes > self.attributes.largest_bytes else ""

    def send(
        self,
        parcel: Parcel,
        cause: int,
        *,
        delay_us: int | None = None,
        deduplication_id: str = "",
    ) -> int:
        """Put a message in and give its number; a duplicate gives the number of the first.

        A parcel without an id counts as unlike all others.
        """
        account = self.account
        now = account.clock.now_us
        if deduplication_id:
            first = self.deduplication.seen(deduplication_id, now)
            if first:
                numbers = (self.name, first, deduplication_id)
                account.note("message.duplicate", "", numbers, cause)
                return first
            self.deduplication.note(deduplication_id, self.sent + 1, now)
        self.sent += 1
        message = Message(parcel, self.name, self.sent, now, cause)
        if account.log is not None:
            message.event = self.note("message.sent", message, cause)
        account.counters.add("NumberOfMessagesSent", self.name, now)
        self.enter(message, self.attributes.delay_us if delay_us is None else delay_us)
        return self.sent

    def take_over(self, message: Message, source_arn: str, event: int) -> None:
        """A dead letter of another queue; a standard one keeps the moment it was sent."""
        now = self.account.clock.now_us
        message.source = source_arn
        message.received = 0
        message.first_received_us = -1
        message.entered_us = now
        message.event = event
        if self.fifo:
            message.sent_us = now
        self.moved_in += 1
        self.enter(message, 0)

    # Out

    def receive(
        self, most: int, visibility_us: int | None = None, *, room_bytes: int = _ANY_SIZE
    ) -> list[Message]:
        """Hide up to `most` messages and give them; of a FIFO queue, those of one group.

        Messages that were received too often go to the dead-letter queue instead (SQS-009).
        """
        now = self.account.clock.now_us
        hide_us = self.attributes.visibility_us if visibility_us is None else visibility_us
        most = min(most, IN_FLIGHT_LIMIT - self.hidden.count)
        taken: list[Message] = []
        while not taken:
            found = self.order.take(most, room_bytes) if most > 0 else []
            if not found:
                return taken
            for message in found:
                if not self._gives_up(message):
                    self.hide(message, now, hide_us)
                    taken.append(message)
        self.received += len(taken)
        self.ring_by(now + hide_us)
        account = self.account
        account.counters.add("NumberOfMessagesReceived", self.name, now, len(taken))
        if account.log is not None:
            numbers = (self.name, len(taken))
            event = account.note("messages.received", "", numbers, taken[0].event)
            for message in taken:
                message.event = event
        return taken

    def _gives_up(self, message: Message) -> bool:
        """Move it to the dead-letter queue, if it has been received too often."""
        redrive = self.attributes.redrive
        if redrive is None or message.received < redrive.most_receives:
            return False
        target = self.account.resources.get(redrive.target)
        if not isinstance(target, Queue):
            return False
        numbers = (message.received, redrive.most_receives, target.name)
        event = self.note("message.dead_lettered", message, message.event, *numbers)
        message.place = GONE  # from here; the other queue gives it a place of its own
        self.order.leave(message, HIDDEN)
        self._detach(message)
        target.take_over(message, self.arn, event)
        return True

    def holds(self, message: Message, received: int) -> bool:
        """Whether a receipt is the latest of a message that is here."""
        return message.received == received and message in self.messages

    def delete(self, receipts: Iterable[tuple[Message, int]], cause: int) -> int:
        """Remove what was received, and tell how many; an old receipt removes nothing."""
        count = 0
        for message, received in receipts:
            if self.holds(message, received) and (not self.fifo or message.place == HIDDEN):
                self.remove(message)
                count += 1
        self.deleted += count
        if count:
            now = self.account.clock.now_us
            self.account.counters.add("NumberOfMessagesDeleted", self.name, now, count)
            self.account.note("messages.deleted", "", (self.name, count), cause)
            self.wake()
        return count

    def move_out(self, most: int) -> list[Message]:
        """Take visible messages away, for a task that moves them elsewhere."""
        found = self.order.take(most, _ANY_SIZE)
        for message in found:
            message.place = GONE
            self.order.leave(message, HIDDEN)
            self._detach(message)
        return found

    def change_visibility(self, message: Message, visibility_us: int) -> None:
        """Hide a hidden message for so long from now on."""
        now = self.account.clock.now_us
        self.hidden.remove(message)
        self.hidden.add(message, now, visibility_us)
        self.ring_by(message.until_us)

    def purge(self) -> int:
        """Remove every message, hidden ones too."""
        count = self.empty()
        self.purged += count
        self.purged_us = self.account.clock.now_us
        self.account.note("queue.purged", "", (self.name, count), self.account.cause)
        return count

    def _detach(self, message: Message) -> None:
        del self.messages[message]
        self.moved_out += 1

    def close(self) -> None:
        """It is deleted, and its messages with it."""
        self.empty()
        self._bell.silence()

    # Reports

    def measure(self, at_us: int) -> None:
        """CloudWatch's view of it, once a period."""
        counters, name = self.account.counters, self.name
        counters.add("ApproximateNumberOfMessagesVisible", name, at_us, self.visible)
        counters.add("ApproximateNumberOfMessagesNotVisible", name, at_us, self.hidden.count)
        counters.add("ApproximateNumberOfMessagesDelayed", name, at_us, self.delayed.count)
        oldest_s = self.oldest_us // SECOND
        counters.add("ApproximateAgeOfOldestMessage", name, at_us, oldest_s)
