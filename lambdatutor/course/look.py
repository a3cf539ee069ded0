"""One look at a run: however many measures ask, its records and its account are read once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lambdatutor.course.measuring import Measurable
    from lambdatutor.simulator.bill import FunctionBill
    from lambdatutor.simulator.events import EventLog
    from lambdatutor.simulator.logs.reading import Line
    from lambdatutor.simulator.metric_reading import Window
    from lambdatutor.simulator.period import Statistics
    from lambdatutor.simulator.record import Record
    from lambdatutor.simulator.snapshot import Snapshot


class Look:
    """A run as it stands now; it is of no use once time has passed."""

    def __init__(self, run: Measurable) -> None:
        self._run = run

    def records(self) -> tuple[Record, ...]:
        return self._records

    def open_records(self) -> tuple[Record, ...]:
        return self._open_records

    def snapshot(self) -> Snapshot:
        return self._snapshot

    @property
    def log(self) -> EventLog:
        return self._run.log

    @cached_property
    def _records(self) -> tuple[Record, ...]:
        return self._run.records()

    @cached_property
    def _open_records(self) -> tuple[Record, ...]:
        return self._run.open_records()

    @cached_property
    def _snapshot(self) -> Snapshot:
        return self._run.snapshot()

    def bills(self) -> tuple[FunctionBill, ...]:
        return self._run.bills()

    def logged(self) -> tuple[Line, ...]:
        return self._run.logged()

    def counted(self) -> tuple[tuple[str, str], ...]:
        return self._run.counted()

    def counts(self, metric: str, of: str) -> tuple[tuple[int, Statistics], ...]:
        return self._run.counts(metric, of)

    def statistics(self, name: str, of: str, window: Window) -> tuple[Statistics, ...]:
        return self._run.statistics(name, of, window)
