"""Measures of streams: how far their readers are behind, and what stands still."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from lambdatutor.course.counting_events import about, number_of, sum_of, values_of
from lambdatutor.course.measure import OF_EVENTS, OF_FUNCTIONS, WHEN, Measure, Series
from lambdatutor.course.measures_of_batches import of_source
from lambdatutor.course.measuring import Measurable, Take, Taken
from lambdatutor.course.quantities import Quantity
from lambdatutor.simulator.time import MILLISECOND

if TYPE_CHECKING:
    from lambdatutor.simulator.streams.views import ReaderView, StreamView


def _streams(run: Measurable, taken: Taken) -> Iterable[StreamView]:
    return (each for each in run.snapshot().streams if taken.name in (None, each.name))


def _readers(run: Measurable, taken: Taken) -> Iterator[ReaderView]:
    for stream in _streams(run, taken):
        for shard in stream.shards:
            for reader in shard.readers:
                if taken.filters.function in (None, reader.function):
                    yield reader


def _now(name: str, help_: str, of: Callable[[ReaderView], int]) -> Measure:
    def take(run: Measurable, taken: Taken) -> Quantity:
        return Quantity(sum(map(of, _readers(run, taken))))

    return Measure(name, help_, "count", take, "stream", OF_FUNCTIONS)


def _age(run: Measurable, taken: Taken) -> Quantity:
    ages = [reader.iterator_age_ms for reader in _readers(run, taken)]
    return Quantity(max(ages, default=0) * MILLISECOND, "time")


def _shards(run: Measurable, taken: Taken) -> Quantity:
    return Quantity(sum(not at.closed for each in _streams(run, taken) for at in each.shards))


def _grows(name: str, help_: str, take: Take, filters: tuple[str, ...] = OF_EVENTS) -> Measure:
    return Measure(name, help_, "count", take, "stream", filters, only_grows=True)


MEASURES = (
    _now(
        "records_behind",
        "Records in a stream that its readers are not done with.",
        lambda at: at.behind,
    ),
    _now(
        "blocked_shards",
        "Shards that stand still because their batch has to be sent again.",
        lambda at: at.state in ("blocked", "retrying"),
    ),
    _now("records_done", "Records that were worked on without an error.", lambda at: at.done),
    Measure(
        "iterator_age",
        "The age of the oldest record that is not done; of the shard that is worst.",
        "time",
        _age,
        "stream",
        OF_FUNCTIONS,
    ),
    Measure("shards", "Open shards of a stream.", "count", _shards, "stream"),
    _grows(
        "records_put",
        "Records that a stream took in.",
        number_of("record.put", belongs=about(0)),
        WHEN,
    ),
    _grows(
        "records_refused",
        "Records that a stream turned away because a shard was full.",
        number_of("record.refused", belongs=about(0)),
        WHEN,
    ),
    _grows(
        "records_discarded",
        "Records that were given up, for their age or after their last retry.",
        sum_of("batch.discarded", place=2, belongs=of_source),
    ),
    _grows(
        "records_expired",
        "Records that the stream no longer kept when they were to be read.",
        sum_of("records.expired", place=2, belongs=of_source),
    ),
    _grows(
        "batches_split",
        "How often a batch was cut in two.",
        number_of("batch.split", belongs=of_source),
    ),
)

SERIES = (
    Series(
        "iterator_age",
        "The age of the last record of each batch when it was sent (IteratorAge).",
        "time",
        ("source", *OF_EVENTS),
        values_of("batch.sent", place=4, belongs=of_source, times=MILLISECOND),
    ),
)
