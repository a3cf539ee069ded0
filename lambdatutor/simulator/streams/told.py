"""What is told of streams: kinds of events, and a sentence for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.time import MILLISECOND, spoken

if TYPE_CHECKING:
    from collections.abc import Callable

    from lambdatutor.simulator.events import Event

_RECORD = ("stream", "shard", "key", "name")

KINDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "record.put": ((), _RECORD),
    "record.refused": ((), _RECORD),
    "item.refused": ((), ("table", "key")),
    "stream.resharded": ((), ("stream", "before", "shards")),
    "stream.crowded": (("STR-013",), ("mapping", "stream", "readers")),
    "batch.sent": (
        ("STR-001", "ESM-003", "STR-011"),
        ("mapping", "shard", "records", "invocation", "age_ms"),
    ),
    "batch.split": (("STR-005", "STR-006"), ("mapping", "shard", "before", "after", "why")),
    "batch.blocked": (("STR-003", "ESM-008"), ("mapping", "shard", "records", "tries", "pause_us")),
    "batch.discarded": (
        ("STR-004", "STR-010"),
        ("mapping", "shard", "records", "condition", "invocations"),
    ),
    "batch.untold": (("STR-009",), ("mapping", "destination", "code")),
    "records.expired": (("STR-003", "STR-012"), ("mapping", "shard", "records")),
}
"""Rules and the names of the numbers, by kind."""


def _records(event: Event, name: str = "records") -> str:
    count = event.numbers[name]
    return "1 record" if count == 1 else f"{count} records"


def _record(event: Event) -> str:
    return str(event.numbers["name"] or "A record")


def _sent(event: Event) -> str:
    numbers = event.numbers
    age = spoken(float(numbers["age_ms"]) * MILLISECOND)
    invocation = numbers["invocation"]
    again = "" if invocation == 1 else f" once more (invocation {invocation})"
    return (
        f"Lambda sends {_records(event)} of {numbers['shard']} to {event.function}{again}; "
        f"the last is {age} old."
    )


def _split(event: Event) -> str:
    before, after = _records(event, "before"), _records(event, "after")
    if event.numbers["why"] == "half":
        return f"The batch is halved: {before}, then {after}. Halving uses up no retry."
    return (
        f"{event.function} names a record as failed: {before} before it count as done, "
        f"and {after} from it on are to be sent again."
    )


def _blocked(event: Event) -> str:
    numbers = event.numbers
    return (
        f"{_records(event)} hold up {numbers['shard']}: nothing behind them is processed. "
        f"They are sent again in {event.spoken('pause_us')}."
    )


def _discarded(event: Event) -> str:
    numbers = event.numbers
    why = {
        "RetryAttemptsExhausted": f"failed {numbers['invocations']} times, and no retry is left",
        "RecordAgeExceeded": "are older than MaximumRecordAgeInSeconds",
    }[str(numbers["condition"])]
    return (
        f"Lambda gives up {_records(event)} of {numbers['shard']}: they {why}. The shard goes on."
    )


def _crowded(event: Event) -> str:
    numbers = event.numbers
    return (
        f"{numbers['readers']} mappings read the stream of {numbers['stream']}; "
        "more than two readers of a shard slow each other down."
    )


SENTENCES: dict[str, Callable[[Event], str]] = {
    "record.put": lambda e: f"{_record(e)} is in {e.numbers['shard']} of {e.numbers['stream']}.",
    "record.refused": lambda e: (
        f"{e.numbers['stream']} refuses a record: {e.numbers['shard']} takes no more this second."
    ),
    "item.refused": lambda e: (
        f"{e.numbers['table']} refuses an item: its partition takes no more this second."
    ),
    "stream.resharded": lambda e: (
        f"{e.numbers['stream']} has {e.numbers['shards']} shards now in place of "
        f"{e.numbers['before']}; what the old ones hold is read first."
    ),
    "stream.crowded": _crowded,
    "batch.sent": _sent,
    "batch.split": _split,
    "batch.blocked": _blocked,
    "batch.discarded": _discarded,
    "batch.untold": lambda e: (
        f"{e.numbers['destination']} cannot be told of the batch: {e.numbers['code']}."
    ),
    "records.expired": lambda e: (
        f"{_records(e)} left {e.numbers['shard']} before {e.function} was done with them: "
        "the stream keeps records only so long."
    ),
}
