"""Events of deployments, and their sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from lambdatutor.simulator.events import Event

KINDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "deployment.started": (
        ("VER-013",),
        ("deployment", "alias", "current", "target", "configuration"),
    ),
    "deployment.shifted": (("VER-013", "VER-007"), ("deployment", "alias", "target", "percent")),
    "deployment.succeeded": ((), ("deployment", "alias", "target")),
    "deployment.stopped": ((), ("deployment", "alias", "why")),
    "deployment.failed": ((), ("deployment", "alias", "why")),
    "deployment.rolls_back": ((), ("deployment", "alias", "by", "current")),
}
"""Rules and names of numbers, by kind."""


def _started(event: Event) -> str:
    numbers = event.numbers
    preset = str(numbers["configuration"]).removeprefix("CodeDeployDefault.")
    return (
        f"Deployment {numbers['deployment']} begins to take {event.function}:{numbers['alias']} "
        f"from version {numbers['current']} to {numbers['target']} ({preset})."
    )


def _shifted(event: Event) -> str:
    numbers = event.numbers
    return (
        f"{numbers['percent']} % of the traffic of {event.function}:{numbers['alias']} goes to "
        f"version {numbers['target']}."
    )


def _rolls_back(event: Event) -> str:
    numbers = event.numbers
    return (
        f"Deployment {numbers['by']} takes {event.function}:{numbers['alias']} back to version "
        f"{numbers['current']}."
    )


def _why(event: Event) -> str:
    """AWS's message, without the marks it puts around the names of alarms."""
    return str(event.numbers["why"]).removesuffix(".").translate({60: None, 62: None})


SENTENCES: dict[str, Callable[[Event], str]] = {
    "deployment.started": _started,
    "deployment.shifted": _shifted,
    "deployment.succeeded": lambda e: (
        f"Deployment {e.numbers['deployment']} is done: {e.function}:{e.numbers['alias']} is on "
        f"version {e.numbers['target']}."
    ),
    "deployment.stopped": lambda e: f"Deployment {e.numbers['deployment']} stops: {_why(e)}.",
    "deployment.failed": lambda e: f"Deployment {e.numbers['deployment']} fails: {_why(e)}.",
    "deployment.rolls_back": _rolls_back,
}
"""One plain sentence for each kind."""
