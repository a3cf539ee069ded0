"""The one place where time on the wall becomes simulated time."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import Protocol

from lambdatutor.simulator.time import DAY, SECOND
from lambdatutor.tui.speed import FASTEST

BUDGET_S = 0.025
"""How long one tick may compute, so that a key is answered at once."""

LONGEST_GAP_S = 0.25
"""A program that slept (ctrl+z, a closed lid) goes on from where it was, without a leap."""

AT_MOST = 2_000
"""Events between two looks at the clock."""

SETTLING_S = 0.5
"""Over how long the shown speed is averaged."""


class Plays(Protocol):
    """What a ticker plays: answers with the simulated time gained, and whether to go on."""

    def __call__(self, dt_us: int, at_most: int) -> tuple[int, bool]: ...


class Ticker:
    """Plays at the asked speed as far as the budget of a tick allows, and knows the real speed."""

    def __init__(self, clock: Callable[[], float] = perf_counter) -> None:
        self._clock = clock
        self._last_s = clock()
        self._rest_us = 0.0
        self.speed = 1.0
        """The asked one: simulated seconds a second."""
        self.real_speed = 1.0
        """The one that is kept."""
        self.hurry = 1.0
        """By how much a stretch in which nothing happens passes faster."""
        self.running = False

    def start(self) -> None:
        self.running = True
        self._last_s = self._clock()
        self._rest_us = 0.0
        self.real_speed = self.speed if self.speed != FASTEST else 0.0

    def stop(self) -> None:
        self.running = False

    @property
    def going(self) -> float:
        """The speed that is aimed at now."""
        return self.speed * self.hurry

    @property
    def keeps_up(self) -> bool:
        """Whether simulated time runs as fast as asked, or nearly."""
        return self.speed != FASTEST and self.real_speed >= 0.8 * self.going

    def tick(self, plays: Plays) -> None:
        """Play what the time since the last tick is worth; what the budget forbids is dropped."""
        now_s = self._clock()
        gone_s = min(now_s - self._last_s, LONGEST_GAP_S)
        self._last_s = now_s
        if not self.running or gone_s <= 0:
            return
        owed = float(DAY) if self.speed == FASTEST else gone_s * self.going * SECOND + self._rest_us
        due_us = int(owed)
        self._rest_us = owed - due_us
        gained_us = 0
        while gained_us < due_us:
            step_us, goes_on = plays(due_us - gained_us, AT_MOST)
            gained_us += step_us
            if not goes_on or self._clock() - now_s > BUDGET_S:
                break
        share = min(1.0, gone_s / SETTLING_S)
        self.real_speed += share * (gained_us / SECOND / gone_s - self.real_speed)
