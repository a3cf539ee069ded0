"""How a queue stands at one moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.queues.queue import Queue
from lambdatutor.simulator.queues.queue_view import QueueView

if TYPE_CHECKING:
    from lambdatutor.simulator.account import Account


def queue_views(account: Account) -> tuple[QueueView, ...]:
    return tuple(_view(each) for each in account.resources.values() if isinstance(each, Queue))


def _view(queue: Queue) -> QueueView:
    redrive = queue.attributes.redrive
    return QueueView(
        name=queue.name,
        arn=queue.arn,
        fifo=queue.fifo,
        visible=queue.visible,
        in_flight=queue.hidden.count,
        delayed=queue.delayed.count,
        oldest_us=queue.oldest_us,
        dlq="" if redrive is None else redrive.target,
        sent=queue.sent,
        received=queue.received,
        deleted=queue.deleted,
        dead_letters_in=queue.moved_in,
        moved_out=queue.moved_out,
        expired=queue.expired,
        visibility_us=queue.attributes.visibility_us,
        most_receives=0 if redrive is None else redrive.most_receives,
    )
