"""The events of dependencies, and how they are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from lambdatutor.simulator.events import Event

KINDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "dependency.full": ((), ("dependency", "connections", "limit")),
    "dependency.failed": ((), ("dependency", "outage")),
}
"""Rules (none: a dependency is a setting of the scenario) and names of numbers, by kind."""


def _full(event: Event) -> str:
    numbers = event.numbers
    return (
        f"Request #{event.request} gets no connection to {numbers['dependency']}: "
        f"{numbers['connections']} of {numbers['limit']} are taken, so the code will fail."
    )


def _failed(event: Event) -> str:
    numbers = event.numbers
    why = "is out of order" if numbers["outage"] else "answers with an error"
    return f"{numbers['dependency']} {why}, so the code fails for request #{event.request}."


SENTENCES: dict[str, Callable[[Event], str]] = {
    "dependency.full": _full,
    "dependency.failed": _failed,
}
