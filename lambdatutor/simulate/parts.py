"""The parts of an account as a run left them: each function, queue, stream, caller and so on."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import msgspec

if TYPE_CHECKING:
    from lambdatutor.simulator.time import Micros
    from lambdatutor.simulator.world import World

Plain = dict[str, object]
"""A view as an object of JSON."""

_NO_PARTS = frozenset(
    {
        *("at_us", "account_limit", "account_in_flight", "unreserved", "functions"),
        *("environments", "totals", "finished"),
    }
)
"""What a snapshot holds beside its parts."""


class FunctionRow(msgspec.Struct, frozen=True, kw_only=True):
    """One function over the whole run, deleted or not."""

    name: str
    requests: int
    """Those that have ended, or run, or were throttled."""
    errors: int
    throttles: int
    cold_starts: int
    most_in_flight: int
    """Requests at once."""
    duration_average_ms: float
    """Without Init (MET-004)."""
    duration_max_ms: float
    cost_usd: float


def function_rows(world: World, period_us: Micros) -> tuple[FunctionRow, ...]:
    """Every function that there is or was, in order of their names."""
    running = {each.name: each.in_flight for each in world.snapshot().functions}
    rows: list[FunctionRow] = []
    for bill in world.bills():
        points = world.datapoints(bill.function, period_us)
        ended = sum(each.invocations for each in points)
        busy_us = sum(each.duration_average_us * each.invocations for each in points)
        throttles = sum(each.throttles for each in points)
        rows.append(
            FunctionRow(
                name=bill.function,
                requests=ended + throttles + running.get(bill.function, 0),
                errors=sum(each.errors for each in points),
                throttles=throttles,
                cold_starts=sum(each.cold_starts for each in points),
                most_in_flight=max((each.concurrent_executions for each in points), default=0),
                duration_average_ms=busy_us / ended / 1_000 if ended else 0.0,
                duration_max_ms=max((each.duration_max_us for each in points), default=0) / 1_000,
                cost_usd=bill.total_usd,
            )
        )
    return tuple(rows)


def parts(world: World) -> dict[str, list[Plain]]:
    """Everything else in the account, by the name of its part in a snapshot."""
    snapshot = world.snapshot()._asdict()
    return {
        name: [cast("Plain", plain(each)) for each in cast("tuple[object, ...]", views)]
        for name, views in snapshot.items()
        if name not in _NO_PARTS and isinstance(views, tuple)
    }


def plain(value: object) -> object:
    """Views as objects and lists, all the way down."""
    if not isinstance(value, tuple):
        return value
    entries = cast("tuple[object, ...]", value)
    names = cast("tuple[str, ...] | None", getattr(entries, "_fields", None))
    if names is None:
        return [plain(each) for each in entries]
    return {name: plain(each) for name, each in zip(names, entries, strict=True)}
