"""What is measured once a period: the most in flight at once, and levels such as queues' depths."""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING

from lambdatutor.simulator.clock import Bell
from lambdatutor.simulator.counters import Counters
from lambdatutor.simulator.flights import ACCOUNT, UNRESERVED, Flights
from lambdatutor.simulator.time import MINUTE, Micros

if TYPE_CHECKING:
    from lambdatutor.simulator.account import Account

CLAIMED = "+"
"""What UnreservedConcurrentExecutions and all that is allocated come to (MET-008)."""

MINUTES_KEPT = 15 * 24 * 60
"""As long as CloudWatch keeps data points of one minute."""


class Sampler:
    """Writes levels and peaks into the periods that they belong to.

    Whatever is kept besides, there are minutes: alarms look at them. Only a world that is opened
    without metrics has none, until an alarm asks.
    """

    def __init__(self, account: Account) -> None:
        self.account = account
        self.every_us: int = MINUTE
        self.bell = Bell(account.clock, self._ring)
        self.rings = False
        account.sampler = self
        metrics = account.meters.metrics
        if metrics:
            shortest = min(metrics, key=lambda each: each.period_us)
            if shortest.period_us < MINUTE:
                account.counters.finer = Counters(Micros(shortest.period_us), shortest.room)
            self.keep_minutes()

    def keep_minutes(self) -> None:
        """See that minutes are kept from now on."""
        if self.rings:
            return
        self.rings = True
        meters, now = self.account.meters, self.account.clock.now_us
        if meters.finest_for(MINUTE) is None:
            meters.keep(MINUTE, MINUTES_KEPT)
        self.every_us = gcd(MINUTE, *(each.period_us for each in meters.metrics))
        self.follow()
        self.bell.set_first(now - now % self.every_us + self.every_us)

    def note(self, at_us: int) -> None:
        """Bring the peaks of the periods that hold `at_us` up to date."""
        account, metrics = self.account, self.account.meters.metrics
        account.measure()
        peaks = {each.name: each.peak for each in account.functions.values() if each.peak}
        peaks |= self._over_functions(peaks)
        for of, peak in peaks.items():
            for each in metrics:
                each.peak(of, at_us, peak)

    def _over_functions(self, peaks: dict[str, int]) -> dict[str, int]:
        """Of the account, and of versions and aliases."""
        account = self.account
        most = max(peaks.values(), default=0)
        flights = account.meters.flights
        if flights is None:
            found = {ACCOUNT: most}
            if all(each.reserved is None for each in account.functions.values()):
                found[UNRESERVED] = most
            return found
        account.meters.fold()
        found = flights.peaks(account)
        # A function may be busy since before its requests were followed.
        found[ACCOUNT] = max(most, found.get(ACCOUNT, 0))
        return {of: peak for of, peak in found.items() if peak}

    def follow(self) -> None:
        """Follow single requests as soon as functions' own counts do not tell all."""
        account = self.account
        functions = account.functions.values()
        if account.meters.flights is None and (
            len(functions) > 1 or any(each.published for each in functions)
        ):
            account.meters.flights = Flights()

    def _ring(self) -> None:
        account, now = self.account, self.account.clock.now_us
        self.note(now - 1)
        self._claim(now)
        self._measure(now)
        for function in account.functions.values():
            function.peak = function.in_flight
        if account.meters.flights is not None:
            account.meters.flights.begin()
        self.follow()
        self.bell.set_first(now + self.every_us)

    def _claim(self, now: int) -> None:
        """In the periods that end now (MET-008)."""
        functions = self.account.functions.values()
        reserved = sum(each.reserved or 0 for each in functions)
        provisioned = sum(each.claimed for each in functions if each.reserved is None)
        for each in self.account.meters.metrics:
            if now % each.period_us == 0:
                claimed = each.peak_of(UNRESERVED, now - 1) + reserved + provisioned
                each.peak(CLAIMED, now - 1, claimed)

    def _measure(self, now: int) -> None:
        """Levels: into the minutes once a minute, and into what is finer each time."""
        account, minutes = self.account, self.account.counters
        if now % MINUTE and minutes.finer is None:
            return
        if now % MINUTE and minutes.finer is not None:
            account.counters = minutes.finer
        try:
            for gauge in account.gauges.values():
                gauge.measure(now - 1)
        finally:
            account.counters = minutes
