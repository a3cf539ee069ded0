"""The meters of a run: counts, the bill, the spread of durations, and metrics by period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.bill import MB_MS_PER_GB_S
from lambdatutor.simulator.events import kept_from
from lambdatutor.simulator.flights import Flights
from lambdatutor.simulator.histogram import Histogram
from lambdatutor.simulator.metrics import Metrics
from lambdatutor.simulator.time import Micros

if TYPE_CHECKING:
    from lambdatutor.simulator.record import RecordEntry
    from lambdatutor.simulator.version import Stamp


class Meters:
    """What is counted. Requests are noted one by one and folded into the counts many at a time."""

    def __init__(
        self,
        *,
        keep_records: bool,
        periods: tuple[tuple[Micros, int], ...],
        room: int | None = None,
    ) -> None:
        self.keep_records = keep_records
        self.room = room
        """How many records are kept at least; the oldest make place. None keeps all."""
        self.forgotten = 0
        """Records that made place."""
        self.records: list[RecordEntry] = []
        """In order of ending; all of them, or those not yet folded."""
        self.folded = 0
        self.metrics = tuple(Metrics(period, room) for period, room in periods)
        self.flights: Flights | None = None
        """Where one function's own count does not tell what was in flight."""
        self.throttles = 0
        self.refused = 0
        self.refusals: dict[str, int] = {}
        """The same by AWS's error code."""
        self.errors = 0
        self.cold_starts = 0
        self.ended = 0
        """Accepted requests that have ended."""
        self.busy_us = 0
        """Time that environments have spent on requests that have ended, Init included."""
        self.durations = Histogram()
        self.billed_mb_ms: dict[tuple[str, str, bool], int] = {}
        """By function, architecture, and whether it ran in a provisioned environment."""
        self.ended_of: dict[str, int] = {}
        """Accepted requests that have ended, by function."""
        self.storage_mb_ms: dict[str, int] = {}
        """What is paid for of /tmp times billed time, by function (PRC-009)."""
        self.snap_start_usd: dict[str, float] = {}
        """What snapshots of deleted versions came to, by function (SNP-007)."""
        self.environments_gone = 0
        self.lifetimes_us = 0
        self.provisioned_mb_us: dict[tuple[str, str], int] = {}
        """Memory times the time that provisioned concurrency was configured, by function and
        architecture."""

    def keep(self, period_us: Micros, room: int) -> None:
        """Keep metrics of one more period length; what has ended so far counts if it is kept."""
        self.fold()
        more = Metrics(period_us, room)
        more.fold(self.records)
        self.metrics = (*self.metrics, more)

    def finest_for(self, period_us: int) -> Metrics | None:
        """What periods of this length are put together from: the longest that is kept and fits."""
        fitting = [each for each in self.metrics if period_us % each.period_us == 0]
        return max(fitting, key=lambda each: each.period_us, default=None)

    @property
    def served(self) -> int:
        """Ended without an error."""
        return self.ended - self.errors

    def environment_gone(self, lifetime_us: int) -> None:
        self.environments_gone += 1
        self.lifetimes_us += lifetime_us

    def provisioned_for(self, function: str, architecture: str, memory_mb: int, us: int) -> None:
        """Charge a time in which provisioned concurrency was configured (PRC-007)."""
        so_far = self.provisioned_mb_us.get((function, architecture), 0)
        self.provisioned_mb_us[function, architecture] = so_far + memory_mb * us

    def provisioned_init(self, function: str, architecture: str, memory_mb: int, us: int) -> None:
        """Charge Init of a provisioned environment, used or not (CON-031)."""
        key = (function, architecture, True)
        self.billed_mb_ms[key] = self.billed_mb_ms.get(key, 0) + memory_mb * -(-us // 1_000)

    def storage_for(self, function: str, mb_ms: int) -> None:
        """Charge what is beyond the free part of /tmp (PRC-009)."""
        self.storage_mb_ms[function] = self.storage_mb_ms.get(function, 0) + mb_ms

    def fold(self) -> None:
        """Bring all counts up to date."""
        entries = self.records[self.folded :] if self.folded else self.records
        durations: list[int] = []
        of, on_pool, run_mb_ms, runs = _NOBODY, False, 0, 0
        for _, _, _, stamp, _, begun_us, ended_us, _, us, ms, cold, pool, _, status, why in entries:
            if status == "throttled":
                self.throttles += 1
                continue
            if status == "refused":
                self.refused += 1
                self.refusals[why] = self.refusals.get(why, 0) + 1
                continue
            durations.append(us)
            self.busy_us += ended_us - begun_us
            if status != "ok":
                self.errors += 1
            if cold:
                self.cold_starts += 1
            if stamp is not of or pool is not on_pool:
                self._bill(of, run_mb_ms, runs, provisioned=on_pool)
                of, on_pool, run_mb_ms, runs = stamp, pool, 0, 0
            run_mb_ms += stamp[2] * ms
            runs += 1
        self._bill(of, run_mb_ms, runs, provisioned=on_pool)
        self.ended += len(durations)
        self.durations.add(durations)
        for metrics in self.metrics:
            metrics.fold(entries)
        if self.flights is not None:
            self.flights.fold(entries)
        if self.keep_records:
            self.folded = len(self.records)
        else:
            self.records.clear()

    def make_room(self) -> None:
        """Forget the oldest records, as an event log does."""
        if self.room is not None and len(self.records) >= 2 * self.room:
            self.fold()
            first = kept_from(self.forgotten + len(self.records), self.room)
            gone = first - self.forgotten
            self.records = self.records[gone:]
            self.forgotten = first
            self.folded = max(0, self.folded - gone)

    def records_since(self, number: int) -> list[RecordEntry]:
        """Those after the first `number` that ended, as far as they are kept."""
        return self.records[max(0, number - self.forgotten) :]

    def _bill(self, stamp: Stamp, mb_ms: int, runs: int, *, provisioned: bool) -> None:
        """Note what came of several requests on one version, one after the other."""
        if runs:
            key = (stamp[0], stamp[3], provisioned)
            self.billed_mb_ms[key] = self.billed_mb_ms.get(key, 0) + mb_ms
            self.ended_of[stamp[0]] = self.ended_of.get(stamp[0], 0) + runs

    def billed_gb_s(self) -> float:
        return sum(self.billed_mb_ms.values()) / MB_MS_PER_GB_S


_NOBODY: Stamp = ("", "", 0, "x86_64")
