"""A message move task: dead letters go back to where they came from, so many a second."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from lambdatutor.simulator.clock import Bell
from lambdatutor.simulator.queues.queue import Queue
from lambdatutor.simulator.randomness import stream
from lambdatutor.simulator.time import SECOND

if TYPE_CHECKING:
    from lambdatutor.simulator.queues.message import Message

MOST_PER_SECOND = 500
"""What SQS allows, and what is taken where no rate is given: AWS publishes no other."""


class MoveTask:
    """One StartMessageMoveTask at work; moved messages are new ones where they arrive."""

    def __init__(self, queue: Queue, destination_arn: str | None, per_second: int | None) -> None:
        self.queue = queue
        self.destination_arn = destination_arn
        """None: each goes to the queue that gave it up."""
        self.per_second = per_second or MOST_PER_SECOND
        self.to_move = queue.visible
        self.moved = 0
        account = queue.account
        luck = stream(account.seed, "move tasks", queue.name, str(account.clock.now_us))
        self.handle = str(UUID(int=luck.getrandbits(128), version=4))
        self.cause = account.cause
        self._bell = Bell(account.clock, self._ring)

    def start(self) -> None:
        self.queue.task = self
        self._bell.set(self.queue.account.clock.now_us)

    def cancel(self) -> None:
        self._bell.silence()
        self.queue.task = None

    def _ring(self) -> None:
        left = min(self.per_second, self.to_move - self.moved)
        while left > 0:
            found = self.queue.move_out(left)
            if not found:
                break
            for message in found:
                self._move(message)
            left -= len(found)
            self.moved += len(found)
        if left > 0 or self.moved >= self.to_move:
            self.queue.task = None
            return
        self._bell.set(self.queue.account.clock.now_us + SECOND)

    def _move(self, message: Message) -> None:
        """Without a place to go it stays where it was."""
        queue = self.queue
        account = queue.account
        target = account.resources.get(self.destination_arn or message.source)
        if not isinstance(target, Queue):
            target = queue
        numbers = (queue.name, message.number, message.parcel.name, target.name)
        cause = account.note("message.redriven", "", numbers, self.cause)
        if target is queue:
            queue.take_over(message, message.source, cause)
        else:
            target.send(message.parcel, cause, delay_us=0)
