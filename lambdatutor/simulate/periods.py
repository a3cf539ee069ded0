"""How long a period of the charts is, and what happened in each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lambdatutor.simulator.time import DAY, HOUR, MINUTE, SECOND, Micros

if TYPE_CHECKING:
    from lambdatutor.simulator.world import World

MOST = 240
"""Points of a chart: as many as a wide terminal shows, and few enough to keep."""

_LENGTHS = tuple(
    Micros(number * unit)
    for unit, numbers in (
        (SECOND, (1, 2, 5, 10, 15, 30)),
        (MINUTE, (1, 2, 5, 10, 15, 30)),
        (HOUR, (1, 2, 3, 6, 12)),
        (DAY, (1, 2)),
    )
    for number in numbers
)


def period_for(until_us: int | None) -> Micros:
    """The shortest round period that gives a run of that length no more than `MOST` points."""
    if until_us is None:
        return MINUTE
    return next((each for each in _LENGTHS if until_us <= MOST * each), _LENGTHS[-1])


class Point(NamedTuple):
    """One period over all functions."""

    requests_per_s: float = 0.0
    throttles_per_s: float = 0.0
    concurrency: float = 0.0
    """The most requests in flight at once; over several functions, the sum of each one's."""


def points(world: World, period_us: Micros) -> list[Point]:
    """Every period from the opening until now, also those in which nothing happened.

    The last one may not be over: its rates are those of the part that has been.
    """
    found = [Point()] * -(-world.now_us // period_us)
    for function in world.snapshot().functions:
        for each in world.datapoints(function.name, period_us):
            place = each.start_us // period_us
            if place < len(found):
                before = found[place]
                seconds = _length_us(place, period_us, world.now_us) / SECOND
                came = each.invocations + each.throttles
                found[place] = Point(
                    before.requests_per_s + came / seconds,
                    before.throttles_per_s + each.throttles / seconds,
                    before.concurrency + each.concurrent_executions,
                )
    return found


def _length_us(place: int, period_us: int, now_us: int) -> float:
    """How long a period has been; a sliver counts as half of one, or one request were a peak."""
    return max(min(period_us, now_us - place * period_us), period_us / 2)
