"""Limits on concurrency: how many requests may be in flight, how fast environments may be added."""

from __future__ import annotations

from lambdatutor.aws import quotas
from lambdatutor.simulator.time import SECOND, Micros


class ConcurrencyLimit:
    """Requests in flight on demand against what is allowed: one function's own, or the shared pool.

    Provisioned environments have their place set aside and are not counted here (CON-013, CON-017).
    """

    __slots__ = ("capacity", "in_flight", "in_window", "rate", "window_ends_us", "window_us")

    def __init__(self, window_us: Micros) -> None:
        self.capacity = 0
        self.in_flight = 0
        self.rate = 0
        """Synchronous requests allowed in one window (CON-021)."""
        self.in_window = 0
        self.window_us = window_us
        self.window_ends_us = 0

    def allow(self, capacity: int, concurrency: int) -> None:
        """Set what is allowed: `capacity` on demand, and the rate that goes with `concurrency`."""
        self.capacity = capacity
        per_second = quotas.REQUESTS_PER_CONCURRENCY.value * concurrency
        self.rate = int(per_second * self.window_us // SECOND)

    def open_window(self, now_us: int) -> None:
        """Count the rate from nothing again (CON-021, CON-022)."""
        self.in_window = 0
        self.window_ends_us = now_us - now_us % self.window_us + self.window_us


_PRICE_US = SECOND // quotas.SCALING_REFILL_PER_S.value
"""A new environment takes one token, and a token grows back in this time (CON-020)."""

_FULL_US = quotas.SCALING_BURST.value * _PRICE_US


class ScalingBucket:
    """How many environments a function may add now: 1,000 at once, then 100 a second (CON-019).

    The level is counted in microseconds of refilling, so it stays a whole number.
    """

    __slots__ = ("_filled_at_us", "_level_us")

    def __init__(self) -> None:
        self._level_us: int = _FULL_US
        self._filled_at_us = 0

    def level_us(self, now_us: int) -> int:
        return min(_FULL_US, self._level_us + now_us - self._filled_at_us)

    def tokens(self, now_us: int) -> int:
        return self.level_us(now_us) // _PRICE_US

    def take(self, now_us: int) -> None:
        self._level_us = self.level_us(now_us) - _PRICE_US
        self._filled_at_us = now_us
