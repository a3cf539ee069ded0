"""What is told of event source mappings: kinds of events, and a sentence for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from lambdatutor.simulator.events import Event

KINDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "mapping.state": (("ESM-006",), ("mapping", "source", "state")),
    "mapping.narrow": (
        ("SQS-005",),
        ("mapping", "queue", "visibility_s", "timeout_s", "recommended_s"),
    ),
    "mapping.denied": (("ESM-002",), ("mapping", "source", "action")),
    "pollers.scaled": (("SQS-001", "SQS-016"), ("mapping", "queue", "pollers", "why")),
    "records.filtered": (("ESM-009", "ESM-010"), ("mapping", "source", "count")),
    "batch.taken": (
        ("ESM-003", "SQS-014"),
        ("mapping", "queue", "batch", "size", "closed_by"),
    ),
    "batch.succeeded": (("SQS-006", "SQS-010"), ("mapping", "queue", "batch", "deleted", "kept")),
    "batch.failed": (
        ("SQS-006", "SQS-011"),
        ("mapping", "queue", "batch", "size", "why", "visible_in_us"),
    ),
    "batch.throttled": (
        ("SQS-008", "ESM-008"),
        ("mapping", "queue", "batch", "reason", "again_in_us"),
    ),
    "batch.given_up": (("SQS-008",), ("mapping", "queue", "batch", "size", "why")),
}
"""Rules and the names of the numbers, by kind."""


def _messages(count: object) -> str:
    return "message" if count == 1 else "messages"


def _scaled(event: Event) -> str:
    numbers = event.numbers
    why = {
        "backlog": "messages wait while all are busy",
        "errors": "the function failed",
        "throttles": "the function was throttled",
        "quiet": "fewer were needed in the last minute",
        "settings": "the settings changed",
    }[str(numbers["why"])]
    return f"Lambda polls {numbers['queue']} for {numbers['pollers']} batches at once now: {why}."


def _taken(event: Event) -> str:
    numbers = event.numbers
    closed = {
        "poll": "what one poll brought",
        "size": "the batch is full",
        "bytes": "6 MB are reached",
        "window": "the batching window is over",
    }[str(numbers["closed_by"])]
    return (
        f"Lambda takes batch {numbers['batch']} from {numbers['queue']}, "
        f"{numbers['size']} {_messages(numbers['size'])}: {closed}."
    )


def _succeeded(event: Event) -> str:
    numbers = event.numbers
    kept = f"; {numbers['kept']} stay until they are visible again" if numbers["kept"] else ""
    return (
        f"Batch {numbers['batch']} is done, and {numbers['deleted']} of its messages "
        f"{'is' if numbers['deleted'] == 1 else 'are'} deleted from {numbers['queue']}{kept}."
    )


def _failed(event: Event) -> str:
    numbers = event.numbers
    why = {
        "error": "the function failed",
        "timeout": "the function ran into its timeout",
        "exit": "the function's process exited",
        "out-of-memory": "the function ran out of memory",
        "malformed": "its list of failed messages cannot be read",
    }.get(str(numbers["why"]), str(numbers["why"]))
    return (
        f"All messages of batch {numbers['batch']} ({numbers['size']}) count as failed, because "
        f"{why}; they stay hidden for another {event.spoken('visible_in_us')}."
    )


def _throttled(event: Event) -> str:
    numbers = event.numbers
    return (
        f"Batch {numbers['batch']} finds no place in {event.function} ({numbers['reason']}); "
        f"Lambda tries again in {event.spoken('again_in_us')}, "
        "as long as its messages are hidden."
    )


def _given_up(event: Event) -> str:
    numbers = event.numbers
    return (
        f"Lambda gives batch {numbers['batch']} up ({numbers['why']}); "
        f"{numbers['size']} {_messages(numbers['size'])} stay in {numbers['queue']}."
    )


def _narrow(event: Event) -> str:
    numbers = event.numbers
    return (
        f"{numbers['queue']} hides messages for {numbers['visibility_s']} s, and {event.function} "
        f"may run for {numbers['timeout_s']} s: AWS recommends six times the timeout plus the "
        f"batching window, {numbers['recommended_s']} s."
    )


def _denied(event: Event) -> str:
    numbers = event.numbers
    return f"The role of {event.function} does not allow {numbers['action']}: Lambda polls nothing."


SENTENCES: dict[str, Callable[[Event], str]] = {
    "mapping.state": lambda e: f"The mapping of {e.function} is {e.numbers['state']}.",
    "mapping.narrow": _narrow,
    "mapping.denied": _denied,
    "pollers.scaled": _scaled,
    "records.filtered": lambda e: (
        f"The filter of {e.function} lets {e.numbers['count']} pass by: they invoke nothing."
    ),
    "batch.taken": _taken,
    "batch.succeeded": _succeeded,
    "batch.failed": _failed,
    "batch.throttled": _throttled,
    "batch.given_up": _given_up,
}
