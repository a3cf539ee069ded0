"""What a run leaves in the log and on the bill, one request at a time."""

from __future__ import annotations

from hashlib import sha256
from typing import NamedTuple

from lambdatutor.aws import prices
from lambdatutor.simulator.record import Record
from lambdatutor.simulator.scenario import Scenario

_STATUS = {
    "timeout": "Status: timeout",
    "error": "Status: error\tError Type: Exception",
    "exit": "Status: error\tError Type: Runtime.ExitError",
    "out-of-memory": "Status: error\tError Type: Runtime.OutOfMemory",
}
"""What a failed invoke appends to its line (LOG-003)."""

_NEVER_RAN = ("throttled", "refused", "open")


class Receipt(NamedTuple):
    """A request with its line in the log and its price."""

    record: Record
    report: str
    """Empty for a request that was refused: no code ran, so nothing was logged."""
    usd: float


def request_id(number: int) -> str:
    """An id of the shape AWS gives, the same in every run for the request of that number."""
    digits = sha256(f"request {number}".encode()).hexdigest()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:32]))


def report_line(record: Record, *, max_memory_used_mb: int = 64) -> str:
    """The REPORT line, tab separated (LOG-002); empty for a request that never ran."""
    if record.status in _NEVER_RAN:
        return ""
    fields = [
        f"REPORT RequestId: {request_id(record.number)}",
        f"Duration: {record.duration_us / 1_000:.2f} ms",
        f"Billed Duration: {record.billed_ms} ms",
        f"Memory Size: {record.memory_mb} MB",
        f"Max Memory Used: {min(max_memory_used_mb, record.memory_mb)} MB",
    ]
    if record.init_us and not record.provisioned:
        fields.append(f"Init Duration: {record.init_us / 1_000:.2f} ms")
    if record.status in _STATUS:
        fields.append(_STATUS[record.status])
    return "\t".join(fields) + "\t"


def log_lines(record: Record, *, max_memory_used_mb: int = 64) -> tuple[str, ...]:
    """START, END and REPORT of one request (LOG-001)."""
    if record.status in _NEVER_RAN:
        return ()
    known_as = request_id(record.number)
    return (
        f"START RequestId: {known_as} Version: {record.version}",
        f"END RequestId: {known_as}",
        report_line(record, max_memory_used_mb=max_memory_used_mb),
    )


def price_usd(record: Record) -> float:
    """What one request costs before the free tier (PRC-003, PRC-005, PRC-007); refused: nothing."""
    if record.status in _NEVER_RAN:
        return 0.0
    if not record.provisioned:
        return prices.on_demand_usd(
            memory_mb=record.memory_mb,
            billed_ms=record.billed_ms,
            architecture=record.architecture,
        )
    per_gb_s = (
        prices.PROVISIONED_RUN_X86_USD_PER_GB_S
        if record.architecture == "x86_64"
        else prices.PROVISIONED_RUN_ARM64_USD_PER_GB_S
    )
    gb_s = record.memory_mb / 1_024 * record.billed_ms / 1_000
    return gb_s * per_gb_s + prices.REQUESTS_USD_PER_MILLION / 1_000_000


def receipts(records: tuple[Record, ...], scenario: Scenario) -> tuple[Receipt, ...]:
    """A receipt for each request, in the order of arrival."""
    used = {function.name: function.code.max_memory_used for function in scenario.functions}
    return tuple(
        Receipt(
            record,
            report_line(record, max_memory_used_mb=used.get(record.function, 64)),
            price_usd(record),
        )
        for record in sorted(records, key=lambda each: each.number)
    )
