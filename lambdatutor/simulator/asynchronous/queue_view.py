"""How a function's queue is at one moment, as far as a face may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from lambdatutor.simulator.asynchronous.internal_queue import InternalQueue


class RungView(NamedTuple):
    """One step of the ladder of retries: the events that wait for the same try."""

    next_try: int
    """1, 2 or 3."""
    why: Literal["new", "error", "throttle"]
    """What they wait for: their first try, the next one after an error, or a free place."""
    events: int
    """How many of them."""
    next_due_us: int
    """When the first of them is tried."""


class InternalQueueView(NamedTuple):
    """A function's own queue of asynchronous events (ASY-001)."""

    function: str
    waiting: int
    running: int
    oldest_age_us: int
    """Since the oldest event that has not ended was accepted; 0 where there is none."""
    ladder: tuple[RungView, ...]
    received: int
    """AsyncEventsReceived (ASY-023)."""
    copied: int
    """Events that came a second time (ASY-021)."""
    succeeded: int
    retried: int
    """Put back after an error."""
    backed_off: int
    """Put back after a throttle."""
    dropped: int
    """AsyncEventsDropped (ASY-023)."""
    delivered: int
    """Records and dead letters that were taken."""
    undelivered: int
    """Records and dead letters that were lost (ASY-019)."""


def queue_view(queue: InternalQueue) -> InternalQueueView:
    now = queue.service.clock.now_us
    rungs = [
        RungView(attempts + 1, _why(attempts, throttled=throttled), len(heap), heap[0][0])
        for (attempts, throttled), heap in queue.ladder.rungs.items()
        if heap
    ]
    rungs += [
        RungView(attempts + 1, "throttle", events, now)
        for attempts, events in queue.ladder.in_line.items()
        if events
    ]
    waiting = sum(each.events for each in rungs)
    oldest = next(iter(queue.open.values()), None)
    return InternalQueueView(
        function=queue.function.name,
        waiting=waiting,
        running=len(queue.open) - waiting,
        oldest_age_us=now - oldest.accepted_us if oldest else 0,
        ladder=tuple(sorted(rungs)),
        received=queue.received,
        copied=queue.copied,
        succeeded=queue.succeeded,
        retried=queue.retried,
        backed_off=queue.backed_off,
        dropped=queue.dropped,
        delivered=queue.delivered,
        undelivered=queue.undelivered,
    )


def _why(attempts: int, *, throttled: bool) -> Literal["new", "error", "throttle"]:
    if throttled:
        return "throttle"
    return "error" if attempts else "new"
