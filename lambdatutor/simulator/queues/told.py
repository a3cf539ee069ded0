"""What is told of queues: kinds of events, and a sentence for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from lambdatutor.simulator.events import Event

_MESSAGE = ("queue", "message", "name")

KINDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "message.sent": ((), _MESSAGE),
    "message.refused": ((), ("queue", "code")),
    "message.duplicate": ((), ("queue", "message", "deduplication_id")),
    "messages.received": (("SQS-017",), ("queue", "count")),
    "messages.deleted": (("SQS-006",), ("queue", "count")),
    "message.returned": (("SQS-006",), (*_MESSAGE, "received")),
    "message.expired": (("SQS-017",), (*_MESSAGE, "retention_s")),
    "message.dead_lettered": (("SQS-009",), (*_MESSAGE, "received", "limit", "to")),
    "message.redriven": ((), (*_MESSAGE, "to")),
    "queue.purged": ((), ("queue", "count")),
}
"""Rules and the names of the numbers, by kind."""


def _name(event: Event) -> str:
    numbers = event.numbers
    return f"Message {numbers['name'] or numbers['message']}"


def _returned(event: Event) -> str:
    received = event.numbers["received"]
    times = "once" if received == 1 else f"{received} times"
    return (
        f"{_name(event)} is visible in {event.numbers['queue']} again: nobody deleted it while it "
        f"was hidden. It has been received {times}."
    )


def _expired(event: Event) -> str:
    numbers = event.numbers
    return (
        f"{_name(event)} is gone from {numbers['queue']}: "
        f"messages are kept for {numbers['retention_s']} s."
    )


def _dead_lettered(event: Event) -> str:
    numbers = event.numbers
    return (
        f"{_name(event)} was received {numbers['received']} times and maxReceiveCount is "
        f"{numbers['limit']}, so {numbers['queue']} moves it to {numbers['to']}."
    )


SENTENCES: dict[str, Callable[[Event], str]] = {
    "message.sent": lambda e: f"{_name(e)} is in {e.numbers['queue']}.",
    "message.refused": lambda e: f"{e.numbers['queue']} refuses a message: {e.numbers['code']}.",
    "message.duplicate": lambda e: (
        f"A message with this deduplication id came to {e.numbers['queue']} less than five minutes "
        "ago: the new one is accepted, and never delivered."
    ),
    "messages.received": lambda e: (
        f"{e.numbers['count']} of the messages in {e.numbers['queue']} are received, "
        "and hidden from others meanwhile."
    ),
    "messages.deleted": lambda e: (
        f"{e.numbers['count']} of the messages {'is' if e.numbers['count'] == 1 else 'are'} "
        f"deleted from {e.numbers['queue']}."
    ),
    "message.returned": _returned,
    "message.expired": _expired,
    "message.dead_lettered": _dead_lettered,
    "message.redriven": lambda e: (
        f"{_name(e)} goes back from {e.numbers['queue']} to {e.numbers['to']}."
    ),
    "queue.purged": lambda e: f"{e.numbers['queue']} is emptied of {e.numbers['count']} messages.",
}
