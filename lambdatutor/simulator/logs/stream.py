"""Log groups and log streams: one stream an execution environment (LOG-008, LOG-010)."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from lambdatutor.simulator.dates import date

if TYPE_CHECKING:
    from lambdatutor.simulator.version import Configuration

Deployed = dict[tuple[str, str], list[tuple[int, "Configuration"]]]
"""By function and version: each configuration, and how many environments there were before it."""


def configuration_of(
    deployed: Deployed, function: str, version: str, environment: int
) -> Configuration:
    """What an environment ran with, however often the version was changed since."""
    entries = deployed[function, version]
    found = entries[0][1]
    for built, configuration in entries:
        if built < environment:
            found = configuration
    return found


def log_group(function: str, settings: Configuration) -> str:
    return settings.log_group or f"/aws/lambda/{function}"


def log_stream(function: str, version: str, environment: int, created_us: int, group: str) -> str:
    """`2026/01/01/[$LATEST]0123…`; with the function's name in a group of one's own (LOG-010)."""
    day = date(created_us)[:10].replace("-", "/")
    digits = sha256(f"{function} {environment} {created_us}".encode()).hexdigest()[:32]
    name = "" if group == f"/aws/lambda/{function}" else function
    return f"{day}/{name}[{version}]{digits}"
