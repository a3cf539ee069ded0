"""Measures of asynchronous events: those in a function's own queue, and what becomes of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from lambdatutor.course.counting_events import FUNCTION, about, matching, number_of
from lambdatutor.course.measure import OF_EVENTS, WHEN, Measure, Series
from lambdatutor.course.measuring import Measurable, Take, Taken
from lambdatutor.course.quantities import Quantity
from lambdatutor.simulator.time import MILLISECOND

if TYPE_CHECKING:
    from lambdatutor.simulator.asynchronous.queue_view import InternalQueueView

_OF_FUNCTION = about(FUNCTION)


def _grows(name: str, help_: str, *kinds: str) -> Measure:
    take = number_of(*kinds, belongs=_OF_FUNCTION)
    return Measure(name, help_, "count", take, "function", WHEN, only_grows=True)


def _queues(run: Measurable, name: str | None) -> Iterable[InternalQueueView]:
    return (each for each in run.snapshot().internal_queues if name in (None, each.function))


def _now(of: Callable[[InternalQueueView], int]) -> Take:
    def take(run: Measurable, taken: Taken) -> Quantity:
        return Quantity(sum(map(of, _queues(run, taken.name))))

    return take


def _oldest(run: Measurable, taken: Taken) -> Quantity:
    ages = [each.oldest_age_us for each in _queues(run, taken.name)]
    return Quantity(max(ages, default=0), "time")


def _age(run: Measurable, taken: Taken) -> Quantity | None:
    ages_ms = [
        statistics.maximum
        for metric, of in run.counted()
        if metric == "AsyncEventAge" and taken.name in (None, of)
        for _, statistics in run.counts(metric, of)
    ]
    return Quantity(max(ages_ms) * MILLISECOND, "time") if ages_ms else None


def _tries(run: Measurable, taken: Taken) -> Sequence[float]:
    tries: Counter[tuple[str, object]] = Counter()
    for entry in matching(run, taken, ("async.accepted", "async.retry"), _OF_FUNCTION):
        tries[entry[5], entry[6][0]] += 1
    return list(tries.values())


MEASURES = (
    _grows("async_received", "Asynchronous events that were accepted (202).", "async.accepted"),
    _grows("async_retries", "How often an event was put back after an error.", "async.retry"),
    _grows(
        "async_backed_off",
        "How often an event was put back because there was no free place.",
        "async.backed_off",
    ),
    _grows("async_dropped", "Events that were given up.", "async.dropped"),
    _grows(
        "async_delivered",
        "Records and dead letters that reached where they were sent to.",
        "destination.told",
        "dead_letter.sent",
    ),
    _grows(
        "async_undelivered",
        "Records and dead letters that did not get there, and are lost.",
        "destination.failed",
        "dead_letter.failed",
    ),
    _grows("loops_stopped", "Requests stopped as part of a loop.", "recursion.stopped"),
    Measure(
        "async_succeeded",
        "Asynchronous events that ran without an error.",
        "count",
        _now(lambda at: at.succeeded),
        "function",
    ),
    Measure(
        "async_waiting",
        "Asynchronous events that wait for their next try now.",
        "count",
        _now(lambda at: at.waiting),
        "function",
    ),
    Measure(
        "async_running",
        "Asynchronous events that the function works on now.",
        "count",
        _now(lambda at: at.running),
        "function",
    ),
    Measure(
        "async_oldest",
        "The age of the oldest asynchronous event that has not ended.",
        "time",
        _oldest,
        "function",
    ),
    Measure(
        "async_age",
        "The longest that an event waited until the function began (AsyncEventAge).",
        "time",
        _age,
        "function",
        only_grows=True,
    ),
)

SERIES = (
    Series(
        "event_tries",
        "Tries of each asynchronous event: one, and one for each time it was put back.",
        "count",
        OF_EVENTS,
        _tries,
    ),
)
