"""Which deduplication ids a FIFO queue has seen in the last five minutes."""

from __future__ import annotations

from collections import OrderedDict

from lambdatutor.simulator.time import MINUTE

INTERVAL_US = 5 * MINUTE
"""SQS's deduplication interval."""


class Deduplication:
    """Ids with the number of the message that brought each."""

    __slots__ = ("_seen",)

    def __init__(self) -> None:
        self._seen: OrderedDict[str, tuple[int, int]] = OrderedDict()
        """Until when, and the message's number; in order of time."""

    def seen(self, identifier: str, now_us: int) -> int:
        """The number of the message that brought this id less than five minutes ago, or 0."""
        while self._seen:
            oldest = next(iter(self._seen))
            if self._seen[oldest][0] > now_us:
                break
            del self._seen[oldest]
        return self._seen.get(identifier, (0, 0))[1]

    def note(self, identifier: str, number: int, now_us: int) -> None:
        self._seen[identifier] = (now_us + INTERVAL_US, number)
