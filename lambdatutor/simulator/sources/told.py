"""The events of sources and front doors, and how they are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from lambdatutor.simulator.events import Event

KINDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "http.arrived": (("PUS-005", "PUS-007"), ("door",)),
    "http.answered": (("PUS-006", "PUS-007", "URL-004"), ("door", "status", "latency_us")),
    "http.timed_out": (("PUS-005", "PUS-006"), ("door", "waited_us")),
    "object.created": (("PUS-002",), ("bucket", "key")),
    "topic.published": (("PUS-001",), ("topic",)),
    "bus.received": (("PUS-003",), ("bus", "source")),
    "schedule.fired": (("PUS-004",), ("schedule",)),
    "source.sent": (("ASY-027",), ("source", "target", "tries")),
    "source.refused": (("PUS-001", "PUS-003", "PUS-008"), ("source", "target", "code")),
    "source.waits": (
        ("PUS-001", "PUS-003", "PUS-009"),
        ("source", "target", "tries", "wait_us"),
    ),
    "source.dropped": (
        ("PUS-001", "PUS-003", "PUS-009"),
        ("source", "target", "tries", "code", "why"),
    ),
    "source.dead_lettered": (
        ("PUS-001", "PUS-003", "PUS-009"),
        ("source", "target", "queue", "code"),
    ),
}
"""Rules and names of numbers, by kind of event."""


def _http_answered(event: Event) -> str:
    numbers = event.numbers
    return (
        f"{numbers['door']} answers its caller with HTTP {numbers['status']} "
        f"after {event.spoken('latency_us')}."
    )


def _http_timed_out(event: Event) -> str:
    return (
        f"{event.numbers['door']} has waited {event.spoken('waited_us')}, as long as it may; "
        "the function goes on, and nobody will read its answer."
    )


def _sent(event: Event) -> str:
    numbers = event.numbers
    again = "" if numbers["tries"] == 1 else f" (try {numbers['tries']})"
    return f"{numbers['source']} hands an event to {numbers['target']}{again}."


def _refused(event: Event) -> str:
    numbers = event.numbers
    return f"{numbers['target']} does not take the event of {numbers['source']}: {numbers['code']}."


def _waits(event: Event) -> str:
    numbers = event.numbers
    return f"{numbers['source']} tries {numbers['target']} again in {event.spoken('wait_us')}."


def _dropped(event: Event) -> str:
    numbers = event.numbers
    why = {
        "final": "another try would be refused in the same way",
        "attempts": f"{numbers['tries']} tries are all it makes",
        "age": "the event is too old",
        "dead-letter": "its dead-letter queue does not take it either",
    }[str(numbers["why"])]
    return f"{numbers['source']} drops the event for {numbers['target']}: {why}."


def _dead_lettered(event: Event) -> str:
    numbers = event.numbers
    return (
        f"{numbers['source']} puts the event that {numbers['target']} did not take into "
        f"{numbers['queue']}."
    )


def _bus_received(event: Event) -> str:
    return f"Event bus {event.numbers['bus']} gets an event of {event.numbers['source']}."


SENTENCES: dict[str, Callable[[Event], str]] = {
    "http.arrived": lambda event: f"An HTTP request reaches {event.numbers['door']}.",
    "http.answered": _http_answered,
    "http.timed_out": _http_timed_out,
    "object.created": lambda e: f"{e.numbers['key']} is stored in bucket {e.numbers['bucket']}.",
    "topic.published": lambda event: f"A message is published to topic {event.numbers['topic']}.",
    "bus.received": _bus_received,
    "schedule.fired": lambda event: f"It is time for schedule {event.numbers['schedule']}.",
    "source.sent": _sent,
    "source.refused": _refused,
    "source.waits": _waits,
    "source.dropped": _dropped,
    "source.dead_lettered": _dead_lettered,
}
