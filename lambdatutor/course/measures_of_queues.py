"""Measures of queues: the messages in them, and what became of the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from lambdatutor.course.counting_events import about, matching, number_of, sum_of
from lambdatutor.course.measure import WHEN, Measure, Series
from lambdatutor.course.measuring import Measurable, Take, Taken
from lambdatutor.course.quantities import Quantity, Unit

if TYPE_CHECKING:
    from lambdatutor.simulator.queues.queue_view import QueueView

_OF_QUEUE = about(0)


def _queues(run: Measurable, name: str | None) -> Iterable[QueueView]:
    return (each for each in run.snapshot().queues if name in (None, each.name))


def _now(name: str, help_: str, of: Callable[[QueueView], int]) -> Measure:
    def take(run: Measurable, taken: Taken) -> Quantity:
        return Quantity(sum(map(of, _queues(run, taken.name))))

    return Measure(name, help_, "count", take, "queue")


def _setting(name: str, help_: str, unit: Unit, of: Callable[[QueueView], int]) -> Measure:
    def take(run: Measurable, taken: Taken) -> Quantity | None:
        found = next(iter(_queues(run, taken.name)), None)
        return Quantity(of(found), unit) if found is not None and of(found) else None

    return Measure(name, help_, unit, take, "queue")


def _grows(name: str, help_: str, take: Take) -> Measure:
    return Measure(name, help_, "count", take, "queue", WHEN, only_grows=True)


def _oldest(run: Measurable, taken: Taken) -> Quantity:
    ages = [each.oldest_us for each in _queues(run, taken.name)]
    return Quantity(max(ages, default=0), "time")


def _most_receives(run: Measurable, taken: Taken) -> Quantity:
    kinds = ("message.returned", "message.dead_lettered")
    received = [int(entry[6][3]) for entry in matching(run, taken, kinds, _OF_QUEUE)]
    return Quantity(max(received, default=0))


MEASURES = (
    _now(
        "messages",
        "Messages in a queue now: visible, in flight and delayed.",
        lambda at: at.visible + at.in_flight + at.delayed,
    ),
    _now("messages_visible", "Messages that wait to be received.", lambda at: at.visible),
    _now(
        "messages_in_flight",
        "Messages that are received, and neither deleted nor visible again.",
        lambda at: at.in_flight,
    ),
    _now("messages_delayed", "Messages that are not visible yet.", lambda at: at.delayed),
    Measure(
        "oldest_message", "The age of the oldest message in a queue.", "time", _oldest, "queue"
    ),
    _grows(
        "messages_sent",
        "Messages that were sent to a queue.",
        number_of("message.sent", belongs=_OF_QUEUE),
    ),
    _grows(
        "messages_received",
        "How often messages were received; one that comes back counts again.",
        sum_of("messages.received", place=1, belongs=_OF_QUEUE),
    ),
    _grows(
        "messages_deleted",
        "Messages that were deleted after they were received.",
        sum_of("messages.deleted", place=1, belongs=_OF_QUEUE),
    ),
    _grows(
        "messages_returned",
        "How often a message came back because nobody deleted it while it was hidden.",
        number_of("message.returned", belongs=_OF_QUEUE),
    ),
    _grows(
        "messages_expired",
        "Messages that were gone before anybody deleted them.",
        number_of("message.expired", belongs=_OF_QUEUE),
    ),
    _grows(
        "dead_lettered",
        "Messages that a queue gave up, and moved to its dead-letter queue.",
        number_of("message.dead_lettered", belongs=_OF_QUEUE),
    ),
    _grows(
        "most_receives",
        "The most often that one message was received, of those that came back or were given up.",
        _most_receives,
    ),
    _setting(
        "visibility_timeout",
        "How long a received message stays hidden.",
        "time",
        lambda at: at.visibility_us,
    ),
    _setting(
        "max_receive_count",
        "How often a message may be received; unset without a dead-letter queue.",
        "count",
        lambda at: at.most_receives,
    ),
)

SERIES: tuple[Series, ...] = ()
