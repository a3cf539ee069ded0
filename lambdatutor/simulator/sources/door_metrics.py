"""CloudWatch metrics of front doors, with AWS's names: requests, 4xx and 5xx, how long it took."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.time import MILLISECOND, SECOND

if TYPE_CHECKING:
    from lambdatutor.simulator.counters import Counters
    from lambdatutor.simulator.sources.door_rules import DoorKind

_NAMES: dict[DoorKind, tuple[str, str, str, str, int]] = {
    "rest-api": ("Count", "4XXError", "5XXError", "Latency", MILLISECOND),
    "http-api": ("Count", "4xx", "5xx", "Latency", MILLISECOND),
    "load-balancer": (
        "RequestCount",
        "HTTPCode_ELB_4XX_Count",
        "HTTPCode_ELB_5XX_Count",
        "TargetResponseTime",
        SECOND,
    ),
    "function-url": (
        "UrlRequestCount",
        "Url4xxCount",
        "Url5xxCount",
        "UrlRequestLatency",
        MILLISECOND,
    ),
}
"""Requests, 4xx, 5xx, latency, and the unit of latency in microseconds."""


def count(
    counters: Counters, kind: DoorKind, name: str, at_us: int, *, status: int, latency_us: int
) -> None:
    """Note one answer."""
    requests, client_errors, server_errors, latency, unit_us = _NAMES[kind]
    counters.add(requests, name, at_us)
    counters.add(latency, name, at_us, latency_us / unit_us)
    if status >= 500:
        counters.add(server_errors, name, at_us)
    elif status >= 400:
        counters.add(client_errors, name, at_us)
