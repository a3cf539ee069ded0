"""What a run came to, as one JSON object."""

from __future__ import annotations

import msgspec

from lambdatutor.simulate.parts import FunctionRow, Plain, function_rows, parts
from lambdatutor.simulate.periods import points
from lambdatutor.simulate.play import Done, Run
from lambdatutor.simulator.summary import Summary, summarise
from lambdatutor.simulator.time import SECOND


class Outcome(Summary, frozen=True, kw_only=True):
    """The summary of a run with what it was a run of; the keys of `--json`."""

    seed: int
    scenario: str
    """Its fingerprint: the same one and the same seed give the same numbers."""
    stopped_at_s: float | None
    """Simulated time at which ctrl-c stopped it."""
    wall_s: float
    """How long it took."""
    functions: tuple[FunctionRow, ...]
    parts: dict[str, list[Plain]]
    """Queues, streams, callers and so on, as they stand at the end."""
    actions: tuple[Done, ...]
    """What the scenario does on its way."""
    series: Series


class Series(msgspec.Struct, frozen=True, kw_only=True):
    """The points of the charts, one a period."""

    period_s: float
    requests_per_s: list[float]
    throttles_per_s: list[float]
    most_in_flight: list[float]
    levels: dict[str, list[float]]
    """At the end of each period: what waits, and how far pollers are behind."""


def outcome(run: Run, *, stopped: bool, wall_s: float) -> Outcome:
    world, period_us = run.world, run.levels.period_us
    summary = summarise(world)
    found = points(world, period_us)
    return Outcome(
        **msgspec.structs.asdict(summary),
        seed=world.seed,
        scenario=world.scenario.fingerprint(),
        stopped_at_s=summary.simulated_s if stopped else None,
        wall_s=wall_s,
        functions=function_rows(world, period_us),
        parts=parts(world),
        actions=tuple(run.done),
        series=Series(
            period_s=period_us / SECOND,
            requests_per_s=[each.requests_per_s for each in found],
            throttles_per_s=[each.throttles_per_s for each in found],
            most_in_flight=[each.concurrency for each in found],
            levels=run.levels.whole(),
        ),
    )
