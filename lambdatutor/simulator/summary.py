"""A whole run in one row of numbers: shares, means over time, percentiles and the bill."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from lambdatutor.simulator.time import SECOND
from lambdatutor.simulator.view import totals

if TYPE_CHECKING:
    from lambdatutor.simulator.world import World


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What a run came to, from its opening to now; what is still open counts up to now."""

    simulated_s: float
    requests: int
    """All that arrived."""
    accepted: int
    throttles: int
    refused: int
    """Turned away for another reason than a limit."""
    refusals: dict[str, int]
    """The same by AWS's error code, such as `AccessDeniedException`."""
    cold_starts: int
    errors: int
    cold_start_share: float
    """Of the accepted requests; 0 to 1."""
    throttle_share: float
    """Of all requests; 0 to 1."""
    mean_environments: float
    """How many existed, on average over time."""
    mean_running: float
    """How many were busy with a request, Init for it included."""
    mean_idle: float
    """How many existed without a request: idle, provisioned and waiting, or shutting down."""
    mean_lifetime_s: float
    """From creation to the end, of the environments that are gone; 0 when none is."""
    duration_p50_ms: float
    """Of Duration as REPORT shows it, without Init (MET-004); 0 when nothing has ended."""
    duration_p99_ms: float
    billed_gb_seconds: float
    cost_usd: float
    """At the first tier, free tier off (PRC-003 to PRC-008)."""


def summarise(world: World) -> Summary:
    now = world.now_us
    counts, meters = totals(world.service), world.meters
    existed_us, busy_us = meters.lifetimes_us, meters.busy_us
    for environment in world.service.environments.values():
        existed_us += now - environment.created_us
        if environment.request is not None:
            since = environment.started_us if environment.cold else environment.since_us
            busy_us += now - since
    return Summary(
        simulated_s=now / SECOND,
        requests=counts.requests,
        accepted=counts.accepted,
        throttles=counts.throttles,
        refused=counts.refused,
        refusals=dict(meters.refusals),
        cold_starts=counts.cold_starts,
        errors=counts.errors,
        cold_start_share=_share(counts.cold_starts, counts.accepted),
        throttle_share=_share(counts.throttles, counts.requests),
        mean_environments=_share(existed_us, now),
        mean_running=_share(busy_us, now),
        mean_idle=_share(existed_us - busy_us, now),
        mean_lifetime_s=_share(meters.lifetimes_us, meters.environments_gone) / SECOND,
        duration_p50_ms=meters.durations.percentile(0.50) / 1_000,
        duration_p99_ms=meters.durations.percentile(0.99) / 1_000,
        billed_gb_seconds=meters.billed_gb_s(),
        cost_usd=counts.cost_usd,
    )


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
