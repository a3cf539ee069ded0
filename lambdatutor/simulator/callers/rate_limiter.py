"""The rate limiter of adaptive mode: after a throttle, the client itself sends more slowly.

The arithmetic is botocore's (`retries/adaptive.py`, `throttling.py` and `bucket.py` of 1.44.5): a
token bucket whose rate falls to 0.7 of the measured rate with a throttle, and then grows along a
cubic curve. In seconds, as it stands there.
"""

from __future__ import annotations

from lambdatutor.simulator.time import SECOND

_BETA = 0.7
_SCALE = 0.4
_SMOOTHING = 0.8
_BUCKETS_PER_S = 2
_MIN_RATE = 0.5
_MOST_OVER_MEASURED = 2.0
_ALMOST = 1 - 1e-9
"""A token counts as whole from here: sums of floats fall short of 1 by a hair."""


class RateLimiter:
    """How many tries a second one SDK client allows itself."""

    __slots__ = (
        "_capacity",
        "_count",
        "_filled_s",
        "_k",
        "_last_bucket_s",
        "_last_fail_s",
        "_tokens",
        "_w_max",
        "enabled",
        "measured_rate",
        "rate",
    )

    def __init__(self, now_us: int) -> None:
        now_s = now_us / SECOND
        self.enabled = False
        """It waits for the first throttle before it slows anything down."""
        self.rate = 1.0
        """Tries a second."""
        self.measured_rate = 0.0
        self._capacity = 1.0
        self._tokens = 0.0
        self._filled_s = now_s
        self._count = 0
        self._last_bucket_s = float(int(now_s))
        self._w_max = 0.0
        self._k = 0.0
        self._last_fail_s = now_s

    def wait_us(self, now_us: int) -> int:
        """How long until one more try may be sent; 0 for now."""
        if not self.enabled:
            return 0
        self._refill(now_us / SECOND)
        if self._tokens >= _ALMOST:
            return 0
        return int((1.0 - self._tokens) / self.rate * SECOND) + 1

    def take(self) -> None:
        """Send one now."""
        if self.enabled:
            self._tokens = max(0.0, self._tokens - 1.0)

    def heard(self, now_us: int, *, throttled: bool) -> None:
        """An answer came, of whatever kind."""
        now_s = now_us / SECOND
        measured = self._measure(now_s)
        if throttled:
            used = min(measured, self.rate) if self.enabled else measured
            self._w_max = used
            self._k = (used * (1 - _BETA) / _SCALE) ** (1 / 3)
            self._last_fail_s = now_s
            wanted = used * _BETA
            self.enabled = True
        else:
            wanted = _SCALE * (now_s - self._last_fail_s - self._k) ** 3 + self._w_max
        self._set_rate(now_s, min(wanted, _MOST_OVER_MEASURED * measured))

    def _measure(self, now_s: float) -> float:
        """The rate of answers, smoothed over half seconds."""
        bucket_s = int(now_s * _BUCKETS_PER_S) / _BUCKETS_PER_S
        self._count += 1
        if bucket_s > self._last_bucket_s:
            rate = self._count / (bucket_s - self._last_bucket_s)
            self.measured_rate = rate * _SMOOTHING + self.measured_rate * (1 - _SMOOTHING)
            self._count = 0
            self._last_bucket_s = bucket_s
        return self.measured_rate

    def _set_rate(self, now_s: float, rate: float) -> None:
        self._refill(now_s)
        self.rate = max(rate, _MIN_RATE)
        self._capacity = max(rate, 1.0)
        self._tokens = min(self._tokens, self._capacity)

    def _refill(self, now_s: float) -> None:
        grown = (now_s - self._filled_s) * self.rate
        self._tokens = min(self._capacity, self._tokens + grown)
        self._filled_s = now_s
