"""What became of each request: kept as small tuples, read as records."""

from __future__ import annotations

from typing import Literal, NamedTuple

from lambdatutor.simulator.version import Stamp

Status = Literal["ok", "error", "timeout", "exit", "out-of-memory", "throttled", "refused", "open"]

RecordEntry = tuple[int, str, str, Stamp, int, int, int, int, int, int, bool, bool, int, str, str]
"""A record as it is kept: the fields of `Record`, with one stamp for four of them."""


class Record(NamedTuple):
    """What became of one request; all times in microseconds."""

    number: int
    """Counted from 1 over the whole run, in order of arrival."""
    name: str
    """`Ana`, or empty where the traffic gives no name."""
    kind: str
    function: str
    version: str
    memory_mb: int
    architecture: Literal["x86_64", "arm64"]
    arrived_us: int
    started_us: int
    """When Init, or with a warm environment the handler, began; or when it was refused."""
    ended_us: int
    init_us: int
    """Init Duration as REPORT shows it; 0 when warm."""
    duration_us: int
    """Duration as REPORT shows it (MET-004): without Init."""
    billed_ms: int
    cold: bool
    provisioned: bool
    environment: int
    """0 if refused."""
    status: Status
    reason: str
    """AWS's Reason or error code when refused (INV-042), the error type of an Init that failed
    (LIF-005) or of a call of AWS that was denied, else empty."""
    storage_mb: int = 512
    """The size of /tmp (PRC-009)."""
    snap_start: bool = False
    """It ran on a version with SnapStart: what is billed beside Duration is Restore (SNP-003)."""

    resource: str = ""
    """The version or alias that it named, as `f:live` (MET-025)."""
    weighted: bool = False
    """That alias had weights, so its metrics have the dimension ExecutedVersion."""

    @property
    def latency_us(self) -> int:
        """What the caller waited."""
        return self.ended_us - self.arrived_us

    @property
    def turned_away(self) -> bool:
        """Whether it never ran."""
        return self.status in {"throttled", "refused"}

    @property
    def label(self) -> str:
        """What it is called on screen."""
        return self.name or f"#{self.number}"


def read(entry: RecordEntry) -> Record:
    stamp = entry[3]
    return Record(*entry[:3], *stamp[:4], *entry[4:], *stamp[4:])  # type: ignore[arg-type]  # same order
