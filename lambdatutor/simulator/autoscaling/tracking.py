"""Target tracking: two alarms on one metric, and how far each moves the capacity (CON-026)."""

from __future__ import annotations

import math
from typing import NamedTuple

from lambdatutor.aws import quotas

_LOW_SHARE = 0.9
"""The lower alarm stands at this share of the target."""

_DATAPOINTS = quotas.SCALING_DATAPOINTS.value


class Wanted(NamedTuple):
    """What an alarm asks for."""

    alarm: str
    """`alarm.high` or `alarm.low`."""
    threshold: float
    utilisation: float
    capacity: int


class TargetTracking(NamedTuple):
    """A policy that keeps the utilisation of provisioned concurrency at its target."""

    name: str
    target: float
    """0.1 to 0.9 (CON-025)."""
    scale_out_cooldown_us: int = 0
    scale_in_cooldown_us: int = 0
    scales_in: bool = True

    def wanted(self, last_three: tuple[float, ...], capacity: int) -> Wanted | None:
        """What three minutes in a row ask for; nothing while the alarms are in OK."""
        if len(last_three) < _DATAPOINTS:
            return None  # INSUFFICIENT_DATA: nothing moves (CON-026)
        latest = last_three[-1]
        needed = math.ceil(capacity * latest / self.target - 1e-9)
        if min(last_three) > self.target:
            return Wanted("alarm.high", self.target, latest, needed)
        below = self.target * _LOW_SHARE
        if self.scales_in and max(last_three) < below:
            return Wanted("alarm.low", below, latest, needed)
        return None
