"""The messages of one queue: where each of them is, and what time alone changes about that."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Protocol

from lambdatutor.simulator.clock import Bell
from lambdatutor.simulator.queues.message import DELAYED, GONE, HIDDEN, VISIBLE, Message
from lambdatutor.simulator.queues.order import AnyOrder, GroupOrder
from lambdatutor.simulator.queues.waiting import Waiting
from lambdatutor.simulator.time import NEVER, SECOND

if TYPE_CHECKING:
    from lambdatutor.simulator.account import Account
    from lambdatutor.simulator.queues.attributes import QueueAttributes

IN_FLIGHT_LIMIT = 120_000
"""Messages received and not yet deleted, standard and FIFO (SQS Developer Guide, quotas)."""


class Consumer(Protocol):
    """Who waits for messages: the poller of an event source mapping."""

    def wake(self) -> None:
        """Something can be received."""
        ...

    @property
    def idle(self) -> bool:
        """Whether it will take nothing more of what is there, and is done with all it took."""
        ...


class Shelf:
    """Every message is visible, delayed or hidden; delays, visibility and retention end here."""

    def __init__(self, account: Account, name: str, attributes: QueueAttributes) -> None:
        self.account = account
        self.name = name
        self.fifo = name.endswith(".fifo")
        self.attributes = attributes
        self.messages: OrderedDict[Message, None] = OrderedDict()
        """All that are in it, by when they entered."""
        self.delayed = Waiting()
        self.hidden = Waiting()
        self.groups = GroupOrder() if self.fifo else None
        self.order = self.groups or AnyOrder()
        self.consumers: dict[str, Consumer] = {}
        """By the UUID of the mapping."""
        self.expired = 0
        self._in_order = True
        """Its messages were sent in the order they entered, so the first one expires first."""
        self._last_sent_us = 0
        self._bell = Bell(account.clock, self._ring)
        self._rings_us = NEVER

    @property
    def visible(self) -> int:
        return len(self.messages) - self.hidden.count - self.delayed.count

    @property
    def available(self) -> bool:
        """Whether a receive would bring something."""
        if self.hidden.count >= IN_FLIGHT_LIMIT:
            return False
        return self.visible > 0 if self.groups is None else self.groups.ready > 0

    # Places

    def enter(self, message: Message, delay_us: int) -> None:
        """It is in the queue from now on, visible after its delay."""
        now = self.account.clock.now_us
        messages = self.messages
        messages[message] = None
        if message.sent_us < self._last_sent_us:
            self._in_order = False
        self._last_sent_us = message.sent_us
        if len(messages) == 1 or not self._in_order:
            self.ring_by(message.sent_us + self.attributes.retention_us)
        if delay_us:
            message.place = DELAYED
            self.delayed.add(message, now, delay_us)
            self.ring_by(message.until_us)
            self.order.enter(message)
            return
        message.place = VISIBLE
        self.order.enter(message)
        for consumer in self.consumers.values():
            consumer.wake()

    def hide(self, message: Message, now: int, hide_us: int) -> None:
        message.place = HIDDEN
        message.received += 1
        if message.first_received_us < 0:
            message.first_received_us = now
        self.hidden.add(message, now, hide_us)

    def empty(self) -> int:
        """Remove all, and tell how many there were."""
        count = len(self.messages)
        for message in self.messages:
            message.place = GONE
        self.messages.clear()
        self.hidden.clear()
        self.delayed.clear()
        self.order.clear()
        return count

    def remove(self, message: Message) -> None:
        was = message.place
        if was == HIDDEN:
            self.hidden.remove(message)
        elif was == DELAYED:
            self.delayed.remove(message)
        message.place = GONE
        self.order.leave(message, was)
        del self.messages[message]

    # Time

    def ring_by(self, at_us: int) -> None:
        """Look at `at_us` or earlier; a bell that rings before that is left as it is."""
        if at_us >= self._rings_us:
            return
        if self._rings_us != NEVER:
            self._bell.silence()
            self._bell = Bell(self.account.clock, self._ring)
        self._rings_us = max(at_us, self.account.clock.now_us)
        self._bell.set(self._rings_us)

    def look_again(self) -> None:
        """Its attributes are new: something may be due earlier."""
        first = next(iter(self.messages), None)
        if first is not None:
            self.ring_by(first.sent_us + self.attributes.retention_us)

    def _ring(self) -> None:
        self._rings_us = NEVER
        now = self.account.clock.now_us
        expires_us = self._expire(now)
        for message in self.delayed.due(now):
            message.place = VISIBLE
            self.order.appear(message, DELAYED)
        for message in self.hidden.due(now):
            message.place = VISIBLE
            if self.account.log is not None:
                message.event = self.note(
                    "message.returned", message, message.event, message.received
                )
            self.order.appear(message, HIDDEN)
        for at_us in (self.delayed.next_us(), self.hidden.next_us(), expires_us):
            if at_us is not None:
                self.ring_by(at_us)
        self.wake()

    def _expire(self, now: int) -> int | None:
        """Remove what is past its retention (SQS-017), and tell when to look again.

        Dead letters are not in order of sending, so all are looked at, once a second at most.
        """
        retention_us = self.attributes.retention_us
        next_us: int | None = None
        for message in list(self.messages) if not self._in_order else self._past(now):
            expires_us = message.sent_us + retention_us
            if expires_us <= now:
                self.note("message.expired", message, message.event, retention_us // SECOND)
                self.remove(message)
                self.expired += 1
            elif next_us is None or expires_us < next_us:
                next_us = expires_us
        if self._in_order and self.messages:
            return next(iter(self.messages)).sent_us + retention_us
        return None if next_us is None else max(next_us, now + SECOND)

    def _past(self, now: int) -> list[Message]:
        found: list[Message] = []
        for message in self.messages:
            if message.sent_us + self.attributes.retention_us > now:
                break
            found.append(message)
        return found

    def wake(self) -> None:
        """Tell who waits that something can be received."""
        if self.consumers and self.available:
            for consumer in self.consumers.values():
                consumer.wake()

    def note(self, kind: str, message: Message, cause: int, *more: int | str) -> int:
        """Write down what happens to a message."""
        account = self.account
        if account.log is None:
            return -1
        numbers = (self.name, message.number, message.parcel.name, *more)
        return account.note(kind, "", numbers, cause)
