"""Lambda's prices in us-east-1, in US dollars; `SOURCES` says which fact each stands on."""

from __future__ import annotations

from typing import Literal, NamedTuple

Architecture = Literal["x86_64", "arm64"]


class Tier(NamedTuple):
    """A stretch of a month's use, and what it costs."""

    up_to_gb_s: float
    """The end of the stretch; infinity for the last one."""
    usd_per_gb_s: float


X86_TIERS = (
    Tier(6e9, 0.0000166667),
    Tier(15e9, 0.0000150000),
    Tier(float("inf"), 0.0000133334),
)
ARM64_TIERS = (
    Tier(7.5e9, 0.0000133334),
    Tier(18.75e9, 0.0000120001),
    Tier(float("inf"), 0.0000106667),
)
X86_USD_PER_GB_S = 0.0000166667
ARM64_USD_PER_GB_S = 0.0000133334
REQUESTS_USD_PER_MILLION = 0.20
FREE_REQUESTS_PER_MONTH = 1_000_000
FREE_GB_S_PER_MONTH = 400_000
"""Not for provisioned concurrency."""
PROVISIONED_IDLE_X86_USD_PER_GB_S = 0.0000041667
"""For as long as it is configured, used or not."""
PROVISIONED_RUN_X86_USD_PER_GB_S = 0.0000097222
PROVISIONED_IDLE_ARM64_USD_PER_GB_S = 0.0000033334
PROVISIONED_RUN_ARM64_USD_PER_GB_S = 0.0000077778
EPHEMERAL_STORAGE_USD_PER_GB_S = 0.0000000309
EPHEMERAL_STORAGE_FREE_MB = 512
SNAPSTART_CACHE_USD_PER_GB_S = 0.0000015046
"""For at least three hours; Java pays nothing for its snapshots."""
SNAPSTART_RESTORE_USD_PER_GB = 0.0001397998
QUEUE_POLLER_USD_PER_H = 0.00925
"""For each provisioned poller of a queue."""
STREAMED_USD_PER_GB = 0.008
STREAMED_FREE_GIB_PER_MONTH = 100

SOURCES: dict[str, str] = {
    "X86_TIERS": "PRC-003",
    "ARM64_TIERS": "PRC-004",
    "X86_USD_PER_GB_S": "PRC-003",
    "ARM64_USD_PER_GB_S": "PRC-004",
    "REQUESTS_USD_PER_MILLION": "PRC-005",
    "FREE_REQUESTS_PER_MONTH": "PRC-006",
    "FREE_GB_S_PER_MONTH": "PRC-006",
    "PROVISIONED_IDLE_X86_USD_PER_GB_S": "PRC-007",
    "PROVISIONED_RUN_X86_USD_PER_GB_S": "PRC-007",
    "PROVISIONED_IDLE_ARM64_USD_PER_GB_S": "PRC-007",
    "PROVISIONED_RUN_ARM64_USD_PER_GB_S": "PRC-007",
    "EPHEMERAL_STORAGE_USD_PER_GB_S": "PRC-009",
    "EPHEMERAL_STORAGE_FREE_MB": "PRC-009",
    "SNAPSTART_CACHE_USD_PER_GB_S": "SNP-007",
    "SNAPSTART_RESTORE_USD_PER_GB": "SNP-007",
    "QUEUE_POLLER_USD_PER_H": "SQS-016",
    "STREAMED_USD_PER_GB": "PRC-013",
    "STREAMED_FREE_GIB_PER_MONTH": "PRC-013",
}
"""The fact id of every price."""


def on_demand_usd(
    *, memory_mb: int, billed_ms: int, architecture: Architecture = "x86_64"
) -> float:
    """What one on-demand invocation costs at the first tier, before the free tier (PRC-008)."""
    per_gb_s = X86_USD_PER_GB_S if architecture == "x86_64" else ARM64_USD_PER_GB_S
    gb_s = memory_mb / 1024 * billed_ms / 1000
    return gb_s * per_gb_s + REQUESTS_USD_PER_MILLION / 1_000_000
