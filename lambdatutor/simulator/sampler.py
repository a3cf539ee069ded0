"""What is measured once a period: the most requests that were in flight at once (MET-006)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.clock import Bell

if TYPE_CHECKING:
    from lambdatutor.simulator.account import Account
    from lambdatutor.simulator.metrics import Metrics


class Sampler:
    """Writes the peak of each function into the period that ends."""

    def __init__(self, account: Account, metrics: Metrics) -> None:
        self.account = account
        self.metrics = metrics
        self.bell = Bell(account.clock, self._ring)
        self.bell.set(metrics.period_us)

    def _ring(self) -> None:
        now = self.account.clock.now_us
        for function in self.account.functions.values():
            if function.peak:
                self.metrics.peak(function.name, now - 1, function.peak)
            function.peak = function.in_flight
        self.bell.set(now + self.metrics.period_us)
