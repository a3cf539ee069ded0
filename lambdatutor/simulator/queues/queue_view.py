"""How a queue stands at one moment: what a snapshot holds of it."""

from __future__ import annotations

from typing import NamedTuple


class QueueView(NamedTuple):
    """One queue."""

    name: str
    arn: str
    fifo: bool
    visible: int
    in_flight: int
    """Received, and neither deleted nor visible again."""
    delayed: int
    oldest_us: int
    """The age of the oldest message."""
    dlq: str
    """The ARN of its dead-letter queue, or nothing."""
    sent: int
    received: int
    """Each time a message was received counts."""
    deleted: int
    dead_letters_in: int
    """That other queues gave up."""
    moved_out: int
    """To its dead-letter queue, or back from here."""
    expired: int
    visibility_us: int
    most_receives: int
    """maxReceiveCount; 0 where no dead-letter queue is set."""
