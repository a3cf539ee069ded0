"""The bill: what each function came to, at the first tier and without the free tier."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lambdatutor.aws import prices

if TYPE_CHECKING:
    from lambdatutor.simulator.service import Service

MB_MS_PER_GB_S = 1_024 * 1_000
"""Memory is set in MB and time is billed in milliseconds; prices are by the GB-second."""


class FunctionBill(NamedTuple):
    """What one function costs, in US dollars (PRC-003 to PRC-009)."""

    function: str
    requests: int
    """Invocations that are billed: errors are, throttles are not (PRC-005)."""
    requests_usd: float
    run_usd: float
    """Memory times billed time on demand, Init included (LIF-021)."""
    provisioned_usd: float
    """For holding it, and for what ran in it (PRC-007)."""
    storage_usd: float
    """What /tmp is larger than 512 MB (PRC-009)."""
    snap_start_usd: float
    """Caching and restores of snapshots (SNP-007)."""

    @property
    def total_usd(self) -> float:
        return sum(self[2:])


def bills(service: Service) -> tuple[FunctionBill, ...]:
    """A bill for every function that there is or was, in order of their names."""
    meters = service.meters
    meters.fold()
    held_mb_us, snap_start_usd = _held(service), _snap_start(service)
    names = set(service.functions) | set(meters.ended_of) | set(snap_start_usd)
    names |= {function for function, _ in held_mb_us}
    names |= {function for function, _, _ in meters.billed_mb_ms}
    return tuple(
        FunctionBill(
            name,
            meters.ended_of.get(name, 0),
            meters.ended_of.get(name, 0) * prices.REQUESTS_USD_PER_MILLION / 1_000_000,
            _run(service, name, provisioned=False),
            _run(service, name, provisioned=True)
            + sum(
                mb_us / 1_000 / MB_MS_PER_GB_S * HELD_USD_PER_GB_S[architecture]
                for (function, architecture), mb_us in held_mb_us.items()
                if function == name
            ),
            meters.storage_mb_ms.get(name, 0)
            / MB_MS_PER_GB_S
            * prices.EPHEMERAL_STORAGE_USD_PER_GB_S,
            snap_start_usd.get(name, 0.0),
        )
        for name in sorted(names)
    )


def cost_usd(service: Service) -> float:
    """What the whole account came to."""
    return sum(each.total_usd for each in bills(service))


def _run(service: Service, name: str, *, provisioned: bool) -> float:
    return sum(
        mb_ms / MB_MS_PER_GB_S * RUN_USD_PER_GB_S[architecture, provisioned]
        for (function, architecture, pool), mb_ms in service.meters.billed_mb_ms.items()
        if function == name and pool == provisioned
    )


def _held(service: Service) -> dict[tuple[str, str], int]:
    """Memory times time of provisioned concurrency, that which is configured now included."""
    held = dict(service.meters.provisioned_mb_us)
    for function in service.functions.values():
        for provisioned in function.provisioned.values():
            held_us = provisioned.held_us(service.clock.now_us)
            for version, amount in provisioned.amounts.items():
                settings = version.configuration
                key = (function.name, settings.architecture)
                held[key] = held.get(key, 0) + settings.memory_mb * amount * held_us
    return held


def _snap_start(service: Service) -> dict[str, float]:
    """By function: snapshots of deleted versions, and those that are cached now."""
    found = dict(service.meters.snap_start_usd)
    for function in service.functions.values():
        for version in function.versions.values():
            if version.snapshot is not None:
                usd = version.snapshot.usd(service.clock.now_us)
                found[function.name] = found.get(function.name, 0.0) + usd
    return found


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
