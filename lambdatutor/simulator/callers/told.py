"""The events of callers that try again, and how they are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from lambdatutor.simulator.events import Event

KINDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "customer.timed_out": (("BKO-005",), ("client", "customer", "tries", "timeout_us")),
    "customer.waits": (
        ("BKO-001", "BKO-002"),
        ("client", "customer", "tries", "status", "wait_us", "mode"),
    ),
    "customer.held_back": (("BKO-002",), ("client", "customer", "wait_us")),
    "customer.answered": (
        ("BKO-004", "INV-003"),
        ("client", "customer", "tries", "status", "latency_us"),
    ),
    "customer.gave_up": (
        ("BKO-002", "BKO-003"),
        ("client", "customer", "tries", "status", "latency_us", "why"),
    ),
}
"""Rules and names of numbers, by kind of event."""


def _who(event: Event) -> str:
    return f"Customer {event.numbers['customer']} of {event.numbers['client']}"


def _heard(event: Event) -> str:
    status = event.numbers["status"]
    return f"status {status}" if status else "no answer in time"


def _tries(event: Event) -> str:
    tries = event.numbers["tries"]
    return "1 try" if tries == 1 else f"{tries} tries"


def _timed_out(event: Event) -> str:
    waited = event.spoken("timeout_us")
    return (
        f"{_who(event)} has waited {waited} and hangs up; "
        "what was asked for goes on in Lambda all the same."
    )


def _waits(event: Event) -> str:
    wait = event.spoken("wait_us")
    return (
        f"{_who(event)} heard {_heard(event)} and tries again in {wait} "
        f"({event.numbers['mode']} retries; {_tries(event)} so far)."
    )


def _held_back(event: Event) -> str:
    return (
        f"{_who(event)} is held back by the client's own rate limiter, "
        f"for {event.spoken('wait_us')} at least."
    )


def _answered(event: Event) -> str:
    how = "with an error inside" if event.numbers["status"] == "error" else "well"
    latency = event.spoken("latency_us")
    return f"{_who(event)} is answered {how} after {latency} and {_tries(event)}."


def _gave_up(event: Event) -> str:
    why = {
        "attempts": "that was the last of its attempts",
        "quota": "the retry quota of its SDK client is used up",
        "final": "another try would be refused in the same way",
    }[str(event.numbers["why"])]
    latency = event.spoken("latency_us")
    return f"{_who(event)} gives up after {latency} and {_tries(event)}, {_heard(event)}: {why}."


SENTENCES: dict[str, Callable[[Event], str]] = {
    "customer.timed_out": _timed_out,
    "customer.waits": _waits,
    "customer.held_back": _held_back,
    "customer.answered": _answered,
    "customer.gave_up": _gave_up,
}
