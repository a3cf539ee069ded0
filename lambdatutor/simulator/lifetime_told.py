"""Events in the life of environments and functions that seldom happen, and their sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from lambdatutor.simulator.events import Event

KINDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "init.failed": (("LIF-005",), ("error", "init_us")),
    "background.frozen": (("LIF-013",), ("pieces", "left_us")),
    "background.ended": (("LIF-013",), ("pieces",)),
    "background.lost": (("LIF-009", "LIF-013"), ("pieces",)),
    "function.changing": (("INV-045", "INV-047"), ("change", "takes_us")),
    "function.changed": (("INV-047",), ("change",)),
    "provisioned.resized": (("CON-014",), ("qualifier", "requested")),
    "provisioned.failed": (("LIF-027",), ("qualifier", "reason")),
}
"""Rules and names of numbers, by kind."""


def _failed(event: Event) -> str:
    numbers = event.numbers
    after = event.spoken("init_us")
    return f"Init in e{event.environment} fails after {after}: {numbers['error']}."


def _pieces(event: Event) -> str:
    count = event.numbers["pieces"]
    return "Work left running" if count == 1 else f"{count} pieces of work left running"


def _frozen(event: Event) -> str:
    left = event.spoken("left_us")
    return (
        f"e{event.environment} is frozen. {_pieces(event)} in it has {left} to go, "
        "and stands still until the next request."
    )


def _changing(event: Event) -> str:
    takes = event.spoken("takes_us")
    if event.numbers["change"] == "create":
        return f"{event.function} is Pending for {takes}: it cannot be invoked yet."
    return f"The update of {event.function} is InProgress for {takes}; the old one serves."


def _changed(event: Event) -> str:
    if event.numbers["change"] == "create":
        return f"{event.function} is Active."
    return f"The update of {event.function} is Successful."


SENTENCES: dict[str, Callable[[Event], str]] = {
    "init.failed": _failed,
    "background.frozen": _frozen,
    "background.ended": lambda e: f"{_pieces(e)} in e{e.environment} ended while it was thawed.",
    "background.lost": lambda e: f"{_pieces(e)} in e{e.environment} is lost with its process.",
    "function.changing": _changing,
    "function.changed": _changed,
    "provisioned.resized": lambda e: (
        f"Provisioned concurrency on {e.numbers['qualifier']} is to be {e.numbers['requested']}."
    ),
    "provisioned.failed": lambda e: (
        f"Provisioned concurrency on {e.numbers['qualifier']} has FAILED: {e.numbers['reason']}."
    ),
}
"""One plain sentence for each kind."""
