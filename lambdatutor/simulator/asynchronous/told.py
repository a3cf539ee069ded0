"""Events of asynchronous invocation: the rules behind each, and a sentence that tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from lambdatutor.simulator.events import Event

KINDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "async.accepted": (("ASY-001",), ("event", "qualifier")),
    "async.copied": (("ASY-021",), ("event", "copy")),
    "async.retry": (("ASY-002", "ASY-003"), ("event", "attempts", "delay_us")),
    "async.backed_off": (("ASY-005", "ASY-006"), ("event", "reason", "delay_us")),
    "async.dropped": (
        ("ASY-007", "ASY-008", "ASY-009", "ASY-023"),
        ("event", "condition", "attempts"),
    ),
    "async.lost": ((), ("event", "why")),
    "destination.told": (("ASY-011", "ASY-013"), ("event", "destination", "condition")),
    "destination.failed": (
        ("ASY-019", "ASY-020"),
        ("event", "destination", "condition", "code"),
    ),
    "dead_letter.sent": (("ASY-016", "ASY-017"), ("event", "target")),
    "dead_letter.failed": (("ASY-019", "ASY-020"), ("event", "target", "code")),
    "recursion.stopped": (("REC-001", "REC-004"), ("hops",)),
}
"""Rules, and names of numbers, by kind. `event` counts the function's events from 1."""


def _which(event: Event) -> str:
    return f"Event #{event.numbers['event']} of {event.function}"


def _accepted(event: Event) -> str:
    return f"{_which(event)} is accepted with status 202 and waits in the function's own queue."


def _retry(event: Event) -> str:
    attempts, delay = event.numbers["attempts"], event.spoken("delay_us")
    return f"{_which(event)} failed in try {attempts} and is tried again after {delay}."


def _backed_off(event: Event) -> str:
    delay = event.spoken("delay_us")
    return (
        f"{_which(event)} goes back into the queue for {delay} ({event.numbers['reason']}); "
        "that uses up no retry."
    )


_CONDITIONS = {
    "RetriesExhausted": "its retries are used up",
    "EventAgeExceeded": "the next try would come after its maximum age",
    "ZeroReservedConcurrency": "the function's reserved concurrency is 0",
    "RecursiveInvocationException": "it would go on with a recursive loop",
}


def _dropped(event: Event) -> str:
    attempts = event.numbers["attempts"]
    tries = "1 try" if attempts == 1 else f"{attempts} tries"
    why = _CONDITIONS[str(event.numbers["condition"])]
    return f"{_which(event)} is given up after {tries}: {why} ({event.numbers['condition']})."


def _told(event: Event) -> str:
    numbers = event.numbers
    return f"{_which(event)}: a record ({numbers['condition']}) goes to {numbers['destination']}."


def _untold(event: Event) -> str:
    numbers = event.numbers
    return (
        f"{_which(event)}: the record ({numbers['condition']}) cannot be delivered to "
        f"{numbers['destination']} ({numbers['code']}) and is lost."
    )


def _letter(event: Event) -> str:
    return f"{_which(event)} goes to the dead-letter queue {event.numbers['target']}."


def _no_letter(event: Event) -> str:
    return (
        f"{_which(event)} cannot be sent to the dead-letter queue {event.numbers['target']} "
        f"({event.numbers['code']}) and is lost."
    )


SENTENCES: dict[str, Callable[[Event], str]] = {
    "async.accepted": _accepted,
    "async.copied": lambda e: f"{_which(e)} will come a second time: the queue promises no less.",
    "async.retry": _retry,
    "async.backed_off": _backed_off,
    "async.dropped": _dropped,
    "async.lost": lambda event: f"{_which(event)} is gone: {event.numbers['why']}.",
    "destination.told": _told,
    "destination.failed": _untold,
    "dead_letter.sent": _letter,
    "dead_letter.failed": _no_letter,
    "recursion.stopped": lambda event: (
        f"Request #{event.request} is stopped: {event.numbers['hops']} functions stand before it "
        "in one chain of requests, and Lambda takes that for a loop."
    ),
}
