"""The meters of a run: counts, the bill, the spread of durations, and metrics by period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import prices
from lambdatutor.simulator.histogram import Histogram
from lambdatutor.simulator.metrics import Metrics
from lambdatutor.simulator.time import Micros

if TYPE_CHECKING:
    from lambdatutor.simulator.record import RecordEntry

_MB_MS_PER_GB_S = 1024 * 1000


class Meters:
    """What is counted. Requests are noted one by one and folded into the counts many at a time."""

    def __init__(self, *, keep_records: bool, periods: tuple[tuple[Micros, int], ...]) -> None:
        self.keep_records = keep_records
        self.records: list[RecordEntry] = []
        """In order of ending; all of them, or those not yet folded."""
        self.folded = 0
        self.metrics = tuple(Metrics(period, room) for period, room in periods)
        self.throttles = 0
        self.refused = 0
        self.errors = 0
        self.cold_starts = 0
        self.ended = 0
        """Accepted requests that have ended."""
        self.busy_us = 0
        """Time that environments have spent on requests that have ended, Init included."""
        self.durations = Histogram()
        self.billed_mb_ms: dict[tuple[str, bool], int] = {}
        """By architecture, and whether it ran in a provisioned environment."""
        self.environments_gone = 0
        self.lifetimes_us = 0
        self.provisioned_mb_us: dict[str, int] = {}
        """Memory times the time that provisioned concurrency was configured, by architecture."""

    @property
    def served(self) -> int:
        """Ended without an error."""
        return self.ended - self.errors

    def environment_gone(self, lifetime_us: int) -> None:
        self.environments_gone += 1
        self.lifetimes_us += lifetime_us

    def provisioned_for(self, architecture: str, memory_mb: int, us: int) -> None:
        """Charge a time in which provisioned concurrency was configured (PRC-007)."""
        so_far = self.provisioned_mb_us.get(architecture, 0)
        self.provisioned_mb_us[architecture] = so_far + memory_mb * us

    def fold(self) -> None:
        """Bring all counts up to date."""
        entries = self.records[self.folded :] if self.folded else self.records
        billed = self.billed_mb_ms
        durations: list[int] = []
        for _, _, _, stamp, _, started_us, ended_us, _, us, ms, cold, pool, _, status, _ in entries:
            if status == "throttled":
                self.throttles += 1
                continue
            if status == "refused":
                self.refused += 1
                continue
            durations.append(us)
            self.busy_us += ended_us - started_us
            if status != "ok":
                self.errors += 1
            if cold:
                self.cold_starts += 1
            billed[stamp[3], pool] = billed.get((stamp[3], pool), 0) + stamp[2] * ms
        self.ended += len(durations)
        self.durations.add(durations)
        for metrics in self.metrics:
            metrics.fold(entries)
        if self.keep_records:
            self.folded = len(self.records)
        else:
            self.records.clear()

    def billed_gb_s(self) -> float:
        return sum(self.billed_mb_ms.values()) / _MB_MS_PER_GB_S

    def cost_usd(self, open_provisioned_mb_us: dict[str, int]) -> float:
        """The bill at the first tier, free tier off (PRC-003 to PRC-008)."""
        total = self.ended * prices.REQUESTS_USD_PER_MILLION / 1_000_000
        for (architecture, provisioned), mb_ms in self.billed_mb_ms.items():
            per_gb_s = RUN_USD_PER_GB_S[architecture, provisioned]
            total += mb_ms / _MB_MS_PER_GB_S * per_gb_s
        for held in (self.provisioned_mb_us, open_provisioned_mb_us):
            for architecture, mb_us in held.items():
                total += mb_us / 1_000 / _MB_MS_PER_GB_S * HELD_USD_PER_GB_S[architecture]
        return total


RUN_USD_PER_GB_S = {
    ("x86_64", False): prices.X86_USD_PER_GB_S,
    ("arm64", False): prices.ARM64_USD_PER_GB_S,
    ("x86_64", True): prices.PROVISIONED_RUN_X86_USD_PER_GB_S,
    ("arm64", True): prices.PROVISIONED_RUN_ARM64_USD_PER_GB_S,
}
HELD_USD_PER_GB_S = {
    "x86_64": prices.PROVISIONED_IDLE_X86_USD_PER_GB_S,
    "arm64": prices.PROVISIONED_IDLE_ARM64_USD_PER_GB_S,
}
