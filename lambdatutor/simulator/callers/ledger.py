"""What became of the customers of one client: counts, and how long they waited in all."""

from __future__ import annotations

from typing import NamedTuple

from lambdatutor.simulator.histogram import Histogram


class CallerView(NamedTuple):
    """A client that tries again, at one moment."""

    name: str
    """The traffic's."""
    mode: str
    customers: int
    """All that came; each is answered, failed, given up on, or waiting."""
    answered: int
    failed: int
    """Answered, but the function had failed: HTTP says 200 all the same (INV-003)."""
    given_up: int
    waiting: int
    tries: int
    """Requests made for all of them."""
    timeouts: int
    """Tries that the client did not wait for any longer."""
    quota: int | None
    """What is left of the retry quota; None where the mode has none."""
    rate: float | None
    """Tries a second that the client allows itself; None unless it limits itself."""
    p50_us: float
    p99_us: float
    """Of the time from a customer's first try to the end, over all tries."""


class Ledger:
    """Counts that grow."""

    __slots__ = ("answered", "customers", "failed", "given_up", "latency", "timeouts", "tries")

    def __init__(self) -> None:
        self.customers = 0
        self.answered = 0
        self.failed = 0
        self.given_up = 0
        self.tries = 0
        self.timeouts = 0
        self.latency = Histogram()
        """From the first try to the end, also of those who were given up on."""

    @property
    def waiting(self) -> int:
        return self.customers - self.answered - self.failed - self.given_up
