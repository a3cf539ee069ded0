"""What CloudWatch sees of provisioned concurrency, a minute at a time (MET-009 to MET-012)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.time import MINUTE

if TYPE_CHECKING:
    from lambdatutor.simulator.counters import Counters

_RECENT = 3


class ProvisionedMeter:
    """Counts of the minute that is under way, and the utilisation of those before."""

    __slots__ = ("ends_us", "invocations", "of", "peak", "recent", "spilled")

    def __init__(self, function: str, qualifier: str, now_us: int) -> None:
        self.of = (function, f"{function}:{qualifier}")
        """The dimensions FunctionName and Resource (MET-025)."""
        self.ends_us = now_us - now_us % MINUTE + MINUTE
        self.peak = 0
        """The most that were busy at once in this minute."""
        self.invocations = 0
        self.spilled = 0
        self.recent: tuple[tuple[int, float], ...] = ()
        """The end of a minute and its utilisation, of the last three that had one."""

    def close(self, counters: Counters, now_us: int, busy: int, configured: int) -> None:
        """End every minute that is over; `busy` has been so since the last change."""
        while self.ends_us <= now_us:
            if not (self.peak or self.invocations or self.spilled or busy):
                break  # nothing is emitted while nothing is called (CON-026)
            self._emit(counters, configured)
            self.peak, self.invocations, self.spilled = busy, 0, 0
            self.ends_us += MINUTE
        if self.ends_us <= now_us:
            self.ends_us = now_us - now_us % MINUTE + MINUTE

    def _emit(self, counters: Counters, configured: int) -> None:
        at_us = self.ends_us - 1
        values: list[tuple[str, float]] = []
        if self.peak and configured:
            utilisation = self.peak / configured
            self.recent = (*self.recent, (self.ends_us, utilisation))[-_RECENT:]
            values += [
                ("ProvisionedConcurrentExecutions", self.peak),
                ("ProvisionedConcurrencyUtilization", utilisation),
            ]
        if self.invocations:
            values.append(("ProvisionedConcurrencyInvocations", self.invocations))
        if self.spilled:
            values.append(("ProvisionedConcurrencySpilloverInvocations", self.spilled))
        for metric, value in values:
            for each in self.of:
                counters.add(metric, each, at_us, value)

    def last_three(self, now_us: int) -> tuple[float, ...]:
        """The utilisation of the last three minutes, if each of them had one (CON-026)."""
        wanted = [now_us - 2 * MINUTE, now_us - MINUTE, now_us]
        if [ends_us for ends_us, _ in self.recent] != wanted:
            return ()
        return tuple(utilisation for _, utilisation in self.recent)
