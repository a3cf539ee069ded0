"""Events of Application Auto Scaling, and their sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from lambdatutor.simulator.events import Event

KINDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "alarm.high": (("CON-026",), ("qualifier", "target", "utilisation")),
    "alarm.low": (("CON-026",), ("qualifier", "below", "utilisation")),
    "schedule.rang": (("CON-025",), ("qualifier", "action", "minimum", "maximum")),
    "capacity.changed": (("CON-025",), ("qualifier", "before", "after")),
    "capacity.refused": (("CON-025",), ("qualifier", "wanted", "message")),
}
"""Rules and names of numbers, by kind."""


def _percent(event: Event, name: str) -> str:
    return f"{float(event.numbers[name]):.0%}"


def _high(event: Event) -> str:
    return (
        f"Three minutes in a row above {_percent(event, 'target')}: "
        f"{_percent(event, 'utilisation')} of {event.numbers['qualifier']} was in use."
    )


def _low(event: Event) -> str:
    return (
        f"Three minutes in a row below {_percent(event, 'below')}: "
        f"{_percent(event, 'utilisation')} of {event.numbers['qualifier']} was in use."
    )


def _rang(event: Event) -> str:
    numbers = event.numbers
    return (
        f"The scheduled action {numbers['action']} sets {numbers['qualifier']} "
        f"to between {numbers['minimum']} and {numbers['maximum']}."
    )


def _changed(event: Event) -> str:
    numbers = event.numbers
    return (
        f"Auto Scaling takes {numbers['qualifier']} from {numbers['before']} to {numbers['after']}."
    )


SENTENCES: dict[str, Callable[[Event], str]] = {
    "alarm.high": _high,
    "alarm.low": _low,
    "schedule.rang": _rang,
    "capacity.changed": _changed,
    "capacity.refused": lambda e: (
        f"Auto Scaling cannot set {e.numbers['qualifier']} to {e.numbers['wanted']}: "
        f"{e.numbers['message']}"
    ),
}
"""One plain sentence for each kind."""
