"""What provisioned pollers may read in one second (SQS-016)."""

from __future__ import annotations

from lambdatutor.aws import quotas
from lambdatutor.simulator.time import SECOND

POLLS_PER_S = quotas.POLLS_PER_POLLER_PER_S.value
"""Of one poller."""

BYTES_PER_S = 1_048_576
"""Of one poller."""


class Throughput:
    """Polls and bytes in the second that runs."""

    __slots__ = ("_bytes", "_polls", "ends_us")

    def __init__(self) -> None:
        self.ends_us = 0
        """When the next second begins."""
        self._polls = self._bytes = 0

    def has_room(self, pollers: int, now_us: int) -> bool:
        """Whether one more poll is allowed in this second."""
        if now_us >= self.ends_us:
            self.ends_us = now_us - now_us % SECOND + SECOND
            self._polls = self._bytes = 0
        return self._polls < pollers * POLLS_PER_S and self._bytes < pollers * BYTES_PER_S

    def note(self, size_bytes: int) -> None:
        """One poll brought so much."""
        self._polls += 1
        self._bytes += size_bytes
