"""Which stretch of a run is worth looking at, guessed from what its scenario says."""

from __future__ import annotations

from typing import NamedTuple

from lambdatutor.simulator.scenario import Scenario, Traffic
from lambdatutor.simulator.time import MINUTE, SECOND

_SHORTEST_US = 2 * SECOND
_UNKNOWN_US = 30 * SECOND


class Horizon(NamedTuple):
    """The window that shows a whole run, or as much of it as can be known."""

    start_us: int
    end_us: int
    first_us: int = 0
    """When the first request arrives."""
    known: bool = True
    """False: traffic goes on, and the window has to follow it."""


NOWHERE = Horizon(0, 1)
"""For a screen without a run."""


def horizon(scenario: Scenario) -> Horizon:
    """From a little before the first request until everything scripted is over."""
    first = min((_first(each) for each in scenario.traffic), default=0)
    if scenario.until is not None:
        early = first if first > scenario.until // 2 else 0
        return Horizon(_before(early, scenario.until), int(scenario.until), first)
    lasts = [_last(each) for each in scenario.traffic]
    if not lasts or None in lasts:
        return Horizon(0, _UNKNOWN_US, first, known=False)
    end = max(last for last in lasts if last is not None) + _longest_answer(scenario)
    end = max(end + end // 20, _SHORTEST_US)
    start = first if end - first < first else 0
    return Horizon(_before(start, end), end, first)


def _before(first_us: int, end_us: int) -> int:
    return max(0, first_us - (end_us - first_us) // 8) if first_us else 0


def _first(traffic: Traffic) -> int:
    at = traffic.at
    if isinstance(at, tuple):
        return min(at, default=0)
    return int(at) if at is not None else int(traffic.start)


def _last(traffic: Traffic) -> int | None:
    """When its last request arrives; None if that cannot be known."""
    if isinstance(traffic.at, tuple):
        return max(traffic.at, default=0)
    if traffic.at is not None:
        return traffic.at
    if traffic.every == "off":
        return 0
    if traffic.every is not None and traffic.times is not None:
        return traffic.start + traffic.every * max(0, traffic.times - 1)
    return traffic.until


def _longest_answer(scenario: Scenario) -> int:
    """How long a cold request takes, about."""
    takes = [
        function.code.init.mean() + function.code.run.mean() for function in scenario.functions
    ]
    return min(round(max(takes, default=SECOND)), 5 * MINUTE)
