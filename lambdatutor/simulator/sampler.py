"""What is measured once a period: the most requests that were in flight at once (MET-006)."""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING

from lambdatutor.simulator.clock import Bell

if TYPE_CHECKING:
    from lambdatutor.simulator.account import Account
    from lambdatutor.simulator.metrics import Metrics


class Sampler:
    """Writes the peak of each function into the periods that it belongs to."""

    def __init__(self, account: Account, metrics: tuple[Metrics, ...]) -> None:
        self.account = account
        self.metrics = metrics
        self.every_us = gcd(*(each.period_us for each in metrics))
        self.bell = Bell(account.clock, self._ring)
        if metrics:
            self.bell.set_first(self.every_us)

    def note(self, at_us: int) -> None:
        """Bring the peaks of the periods that hold `at_us` up to date."""
        for function in self.account.functions.values():
            if function.peak:
                for metrics in self.metrics:
                    metrics.peak(function.name, at_us, function.peak)

    def _ring(self) -> None:
        now = self.account.clock.now_us
        self.note(now - 1)
        for function in self.account.functions.values():
            function.peak = function.in_flight
        self.bell.set_first(now + self.every_us)
