"""Prices say what the facts say."""

from __future__ import annotations

import math

import pytest

from lambdatutor.aws import prices
from lambdatutor.aws.facts import fact

WHERE = {
    "REQUESTS_USD_PER_MILLION": ("per_million",),
    "FREE_REQUESTS_PER_MONTH": ("requests",),
    "FREE_GB_S_PER_MONTH": ("gb_s",),
    "PROVISIONED_IDLE_X86_USD_PER_GB_S": ("x86", "idle"),
    "PROVISIONED_RUN_X86_USD_PER_GB_S": ("x86", "exec"),
    "PROVISIONED_IDLE_ARM64_USD_PER_GB_S": ("arm64", "idle"),
    "PROVISIONED_RUN_ARM64_USD_PER_GB_S": ("arm64", "exec"),
    "EPHEMERAL_STORAGE_USD_PER_GB_S": ("gb_s",),
    "EPHEMERAL_STORAGE_FREE_MB": ("free_MB",),
    "SNAPSTART_CACHE_USD_PER_GB_S": ("cache_usd_per_gb_s",),
    "SNAPSTART_RESTORE_USD_PER_GB": ("restore_usd_per_gb",),
    "QUEUE_POLLER_USD_PER_H": ("usd_per_poller_h",),
    "STREAMED_USD_PER_GB": ("usd_per_gb",),
    "STREAMED_FREE_GIB_PER_MONTH": ("free_gib",),
    "X86_USD_PER_GB_S": ("tiers", 0, 1),
    "ARM64_USD_PER_GB_S": ("tiers", 0, 1),
}


@pytest.mark.parametrize("name", WHERE)
def test_a_price_is_the_number_of_its_fact(name: str) -> None:
    value = fact(prices.SOURCES[name]).values
    for key in WHERE[name]:
        value = value[key]

    assert getattr(prices, name) == value


@pytest.mark.parametrize("name", ["X86_TIERS", "ARM64_TIERS"])
def test_tiers_are_those_of_the_fact(name: str) -> None:
    expected = fact(prices.SOURCES[name]).values["tiers"]
    ours = [
        [None if math.isinf(tier.up_to_gb_s) else tier.up_to_gb_s, tier.usd_per_gb_s]
        for tier in getattr(prices, name)
    ]

    assert ours == expected


def test_every_price_has_a_source() -> None:
    assert {name for name in vars(prices) if name.isupper()} - {"SOURCES"} == set(prices.SOURCES)
    assert set(prices.SOURCES) == set(WHERE) | {"X86_TIERS", "ARM64_TIERS"}


def test_an_invocation_costs_what_the_worked_example_says() -> None:
    """128 MB for 100 ms on x86 is $0.000000208 and $0.0000002 for the request (PRC-008)."""
    cost = prices.on_demand_usd(memory_mb=128, billed_ms=100)

    assert cost == pytest.approx(0.000000208 + 0.0000002, rel=1e-3)


def test_arm_is_cheaper() -> None:
    x86 = prices.on_demand_usd(memory_mb=1024, billed_ms=1000)
    arm = prices.on_demand_usd(memory_mb=1024, billed_ms=1000, architecture="arm64")

    assert x86 - arm == pytest.approx(0.0000166667 - 0.0000133334)
