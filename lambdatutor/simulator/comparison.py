"""Two futures side by side: what the same time brought in each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lambdatutor.simulator.record import Record
    from lambdatutor.simulator.world import World


class Row(NamedTuple):
    """One measure in both futures; times in microseconds, money in dollars."""

    what: str
    unit: str
    """`count`, `time` or `usd`."""
    first: float
    second: float


def compare(first: World, second: World) -> tuple[Row, ...]:
    """Lay two worlds side by side; fair when both stand at the same moment."""
    one, other = _measured(first), _measured(second)
    return tuple(Row(what, unit, one[what, unit], other[what, unit]) for what, unit in one)


def _measured(world: World) -> dict[tuple[str, str], float]:
    totals = world.snapshot().totals
    waits = sorted(each.latency_us for each in world.records() if _answered(each))
    return {
        ("Requests", "count"): totals.requests,
        ("Answered", "count"): totals.served,
        ("Refused", "count"): totals.throttles + totals.refused,
        ("Errors", "count"): totals.errors,
        ("Cold starts", "count"): totals.cold_starts,
        ("Latency p50", "time"): _percentile(waits, 0.50),
        ("Latency p99", "time"): _percentile(waits, 0.99),
        ("Environments built", "count"): world.service.built,
        ("Cost", "usd"): totals.cost_usd,
    }


def _answered(record: Record) -> bool:
    return not record.turned_away


def _percentile(values: list[int], share: float) -> float:
    """The smallest value that `share` of all do not exceed; 0 when there are none."""
    if not values:
        return 0.0
    return values[max(0, -(-int(share * 100) * len(values) // 100) - 1)]
