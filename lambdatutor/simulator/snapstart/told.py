"""Events of SnapStart, and their sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from lambdatutor.simulator.events import Event

KINDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "snapshot.started": (("SNP-003", "SNP-004"), ("version", "init_us")),
    "snapshot.ready": (("SNP-003",), ("version",)),
    "snapshot.failed": (("SNP-003", "LIF-004"), ("version", "error")),
    "restore.start": (("SNP-003",), ("restore_us",)),
    "restore.end": (("SNP-003",), ("restore_us", "billed_us")),
    "restore.failed": (("SNP-003", "SNP-004"), ("code", "message")),
}
"""Rules and names of numbers, by kind."""


def _started(event: Event) -> str:
    numbers = event.numbers
    init = event.spoken("init_us")
    return f"Version {numbers['version']} is Pending: Init runs once, {init}, for its snapshot."


def _start(event: Event) -> str:
    time = event.spoken("restore_us")
    return f"e{event.environment} restores the snapshot instead of running Init: {time}."


def _failed(event: Event) -> str:
    numbers = event.numbers
    return f"The restore in e{event.environment} fails, {numbers['code']}: {numbers['message']}"


SENTENCES: dict[str, Callable[[Event], str]] = {
    "snapshot.started": _started,
    "snapshot.ready": lambda e: f"The snapshot of version {e.numbers['version']} is there: Active.",
    "snapshot.failed": lambda e: (
        f"Version {e.numbers['version']} has no snapshot: its Init failed, {e.numbers['error']}."
    ),
    "restore.start": _start,
    "restore.end": lambda e: f"e{e.environment} stands as its snapshot was, and can go on.",
    "restore.failed": _failed,
}
"""One plain sentence for each kind."""
