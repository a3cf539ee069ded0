"""Events of alarms, and their sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from lambdatutor.simulator.events import Event

_CHANGE = ("alarm", "before", "reason")

KINDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "alarm.raised": (("MET-027",), _CHANGE),
    "alarm.cleared": (("MET-027",), _CHANGE),
    "alarm.starved": (("MET-027",), _CHANGE),
    "alarm.action": ((), ("alarm", "action")),
    "alarm.action_failed": ((), ("alarm", "action", "code")),
}
"""Rules and names of numbers, by kind."""


def _changed(event: Event, into: str) -> str:
    numbers = event.numbers
    reason = str(numbers["reason"]).removesuffix(".")  # of AWS's own, not all end with one
    return f"Alarm {numbers['alarm']} goes from {numbers['before']} to {into}: {reason}."


SENTENCES: dict[str, Callable[[Event], str]] = {
    "alarm.raised": lambda e: _changed(e, "ALARM"),
    "alarm.cleared": lambda e: _changed(e, "OK"),
    "alarm.starved": lambda e: _changed(e, "INSUFFICIENT_DATA"),
    "alarm.action": lambda e: f"Alarm {e.numbers['alarm']} tells {e.numbers['action']}.",
    "alarm.action_failed": lambda e: (
        f"Alarm {e.numbers['alarm']} cannot tell {e.numbers['action']}: {e.numbers['code']}."
    ),
}
"""One plain sentence for each kind."""
