"""What a run leaves in the log and on the bill, one request at a time."""

from __future__ import annotations

from typing import NamedTuple

from lambdatutor.aws import prices
from lambdatutor.simulator.logs import text
from lambdatutor.simulator.logs.request_id import request_id
from lambdatutor.simulator.record import Record
from lambdatutor.simulator.scenario import Scenario

_NEVER_RAN = ("throttled", "refused", "open")


class Receipt(NamedTuple):
    """A request with its line in the log and its price."""

    record: Record
    report: str
    """Empty for a request that was refused: no code ran, so nothing was logged."""
    usd: float


def report_line(record: Record, *, max_memory_used_mb: int = 64) -> str:
    """The REPORT line, tab separated (LOG-002); empty for a request that never ran."""
    if record.status in _NEVER_RAN:
        return ""
    return text.report(record, request_id(record.number), max_memory_used_mb)


def price_usd(record: Record) -> float:
    """What one request costs before the free tier (PRC-003 to PRC-009); refused: nothing."""
    if record.status in _NEVER_RAN:
        return 0.0
    extra_mb = record.storage_mb - prices.EPHEMERAL_STORAGE_FREE_MB
    storage_usd = (
        extra_mb / 1_024 * record.billed_ms / 1_000 * prices.EPHEMERAL_STORAGE_USD_PER_GB_S
    )
    if not record.provisioned:
        return storage_usd + prices.on_demand_usd(
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
    return storage_usd + gb_s * per_gb_s + prices.REQUESTS_USD_PER_MILLION / 1_000_000


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
