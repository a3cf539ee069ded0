"""One run as the panels are shown it: lanes, names, waits and rates, kept up with the events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.record import read
from lambdatutor.simulator.series import Series
from lambdatutor.simulator.time import SECOND
from lambdatutor.simulator.timeline import Timeline
from lambdatutor.tui.panels.arrivals import Expected
from lambdatutor.tui.panels.charts import Series as Spark
from lambdatutor.tui.panels.numbers import Numbers
from lambdatutor.tui.panels.strip import StripView
from lambdatutor.tui.panels.timeline_rows import Guess, TimelineView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lambdatutor.simulator.record import Status
    from lambdatutor.simulator.snapshot import Snapshot
    from lambdatutor.simulator.world import World

BARS = 240
"""More than any screen has cells for."""
LANES = 60
"""More than any screen has lines for."""

FAILURES: Mapping[Status, str] = {
    "error": "failed",
    "timeout": "timed out",
    "exit": "its process exited",
    "out-of-memory": "ran out of memory",
}
"""How a request that ran ends badly."""


class Picture:
    """Follows a world forward, and starts anew when it was taken back or exchanged."""

    def __init__(self) -> None:
        self._world: World | None = None
        self._clear()

    def _clear(self) -> None:
        self._timeline = Timeline()
        self._series = Series()
        self._events = 0
        self._records = 0
        self._names: dict[int, str] = {}
        self._arrivals: dict[int, int] = {}
        self._latencies: list[int] = []
        self._cold: dict[int, bool] = {}
        self._failed: dict[int, str] = {}

    def follow(self, world: World, snapshot: Snapshot) -> None:
        """Take in what happened since the last look."""
        if world is not self._world or len(world.log) < self._events:
            self._world = world
            self._clear()
        self._events = len(world.log)
        self._timeline.follow(world.log)
        self._timeline.meet(snapshot.environments)
        self._series.follow(world.log)
        for environment in snapshot.environments:
            request = environment.request
            if request is not None:
                self._names[request.number] = request.name
                self._arrivals[request.number] = request.arrived_us
        meters = world.meters
        for record in map(read, meters.records_since(self._records)):
            self._names[record.number] = record.name
            self._arrivals[record.number] = record.arrived_us
            if not record.turned_away:
                self._latencies.append(record.latency_us)
                self._cold[record.number] = record.cold
            if record.status in FAILURES:
                self._failed[record.number] = FAILURES[record.status]
        self._records = meters.forgotten + len(meters.records)

    @property
    def names(self) -> dict[int, str]:
        """Names of requests by number."""
        return self._names

    def timeline(
        self,
        start_us: int,
        end_us: int,
        now_us: int,
        *,
        guesses: tuple[Guess, ...] = (),
        marks: tuple[int, ...] = (),
        expected: tuple[Expected, ...] = (),
    ) -> TimelineView:
        lanes = self._timeline.lanes(start_us, end_us, LANES)
        refused = tuple((number, at_us) for at_us, number in self._timeline.refused)
        return TimelineView(
            lanes=lanes,
            start_us=start_us,
            end_us=end_us,
            now_us=now_us,
            names=self._names,
            arrivals=self._arrivals,
            refused=refused,
            failed=self._failed,
            marks=marks,
            guesses=guesses,
            expected=expected,
            more=max(0, self._timeline.count(start_us, end_us) - len(lanes)),
        )

    def numbers(self, snapshot: Snapshot) -> Numbers:
        return Numbers.of(snapshot, self._latencies)

    def rates(self, window: tuple[int, int]) -> tuple[Spark, Spark]:
        """Requests and refusals a second over a stretch of time, as the highest of each part."""
        start_us, end_us = window
        parts = max(1, min(BARS, (end_us - start_us) // SECOND))
        peaks = self._series.peaks(start_us, end_us, parts)
        counted = [peaks[at * parts // BARS] for at in range(BARS)]
        requests = tuple(float(each.requests) for each in counted)
        refused = tuple(float(each.refused) for each in counted)
        return (
            Spark("Requests/s", requests, now=f"{max(requests):,.0f} max"),
            Spark("Refused/s", refused, "refused", now=f"{max(refused):,.0f} max"),
        )

    def strip(self, total: int, guess: str) -> StripView:
        ordered = tuple(cold for _, cold in sorted(self._cold.items()))
        return StripView(total, ordered, guess)
