"""How many batches of one queue may be in flight at once, and how that grows and shrinks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import quotas
from lambdatutor.simulator.clock import Bell
from lambdatutor.simulator.time import MINUTE

if TYPE_CHECKING:
    from lambdatutor.simulator.polling.sqs import SqsPoller

GROWS_EVERY_US = MINUTE // quotas.QUEUE_POLLERS_PER_MINUTE.value
"""One more at a time (SQS-001)."""

PER_POLLER = quotas.CONCURRENCY_PER_POLLER.value
"""Batches in flight of one provisioned poller (SQS-016)."""

PROVISIONED_GROWS_EVERY_US = MINUTE * PER_POLLER // quotas.PROVISIONED_POLLERS_PER_MINUTE.value
"""One poller more at a time (SQS-016)."""

TOLD_EVERY = 5
"""So many pollers more or less are worth an event."""


class Scaling:
    """The pollers of one mapping.

    AWS publishes where they begin, how fast they grow and where that ends. How fast they fall is
    the simulator's own: a failed or throttled batch costs one (SQS-007), and after a minute there
    are no more than that minute needed.
    """

    def __init__(self, poller: SqsPoller) -> None:
        self.poller = poller
        self.growing = self._settling = False
        clock = poller.service.clock
        self._grows = Bell(clock, self._grow)
        self._settles = Bell(clock, self._settle)
        self.pollers = self._told = 0
        self.configure()

    def configure(self) -> None:
        """Begin anew, as the mapping's settings say."""
        settings = self.poller.mapping.settings
        self.provisioned = settings.minimum_pollers is not None
        if self.provisioned:
            self.per_poller, self._every_us = PER_POLLER, PROVISIONED_GROWS_EVERY_US
            self.least = settings.minimum_pollers or quotas.QUEUE_MIN_POLLERS_MIN.value
            self.most = settings.maximum_pollers or quotas.QUEUE_MAX_POLLERS_DEFAULT.value
            pollers = self.least
        else:
            self.per_poller, self._every_us = 1, GROWS_EVERY_US
            most = quotas.QUEUE_POLLERS_MAX.value
            self.most = min(most, settings.maximum_concurrency or most)
            # The groups of a FIFO queue are what its batches are limited by (SQS-004).
            self.least = self.most if self.poller.in_order else quotas.QUEUE_POLLERS_MIN.value
            pollers = (
                self.most
                if self.poller.in_order
                else min(quotas.QUEUE_POLLERS_INITIAL.value, self.most)
            )
        first = not self.pollers
        if first:
            self._told = pollers
        if pollers != self.pollers:
            self._set(pollers, "settings", tell=not first)

    @property
    def limit(self) -> int:
        """Batches in flight at most."""
        return self.pollers * self.per_poller

    @property
    def at_most(self) -> bool:
        return self.pollers >= self.most

    def grow_later(self) -> None:
        """All are busy, and messages wait."""
        if not self.growing and not self.at_most:
            self.growing = True
            self._grows.set(self.poller.service.clock.now_us + self._every_us)

    def _grow(self) -> None:
        self.growing = False
        if self.at_most or not self.poller.short_of_room:
            return
        self._set(self.pollers + 1, "backlog", tell=self.pollers + 1 == self.most)
        self.settle_later()
        self.poller.poll()

    def shrink(self, why: str) -> None:
        """One less after a failure; provisioned pollers stay."""
        if not self.provisioned and self.pollers > self.least:
            self._set(self.pollers - 1, why, tell=self.pollers - 1 == self.least)

    def settle_later(self) -> None:
        """See in a minute how many that minute needed."""
        if not self._settling and self.pollers > self.least:
            self._settling = True
            self.poller.peak = self.poller.in_flight
            self._settles.set(self.poller.service.clock.now_us + MINUTE)

    def _settle(self) -> None:
        self._settling = False
        needed = max(self.least, -(-self.poller.peak // self.per_poller))
        if needed < self.pollers:
            self._set(needed, "quiet", tell=True)
        self.settle_later()

    def _set(self, pollers: int, why: str, *, tell: bool) -> None:
        self.pollers = pollers
        poller, service = self.poller, self.poller.service
        if self.provisioned:
            now = service.clock.now_us
            service.counters.add("ProvisionedPollers", poller.mapping.uuid, now, pollers)
        if tell or abs(pollers - self._told) >= TOLD_EVERY:
            self._told = pollers
            numbers = (poller.mapping.uuid, poller.queue_name, pollers, why)
            service.note("pollers.scaled", poller.function, numbers, poller.last_event)
