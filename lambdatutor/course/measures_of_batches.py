"""Measures of event source mappings: batches, pollers, and what was filtered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from lambdatutor.aws.resource_arns import parse_arn
from lambdatutor.course.counting_events import matching, number_of, sum_of, values_of
from lambdatutor.course.event_index import told
from lambdatutor.course.measure import OF_EVENTS, OF_FUNCTIONS, Measure, Series
from lambdatutor.course.measuring import Measurable, Take, Taken
from lambdatutor.course.quantities import Quantity

if TYPE_CHECKING:
    from lambdatutor.simulator.events import Entry
    from lambdatutor.simulator.polling.mapping_view import MappingView

_BATCHES = ("batch.taken", "batch.sent")
"""Of a queue, and of a shard."""


def name_of(source_arn: str) -> str:
    """`orders`, of a queue, a stream, or a table's stream."""
    arn = parse_arn(source_arn)
    return source_arn if arn is None else arn.name


def of_source(entry: Entry, name: str, run: Measurable) -> bool:
    """Whether an event of a mapping is about the queue or stream of that name."""
    uuid = entry[6][0]
    for mapping in run.snapshot().mappings:
        if mapping.uuid == uuid:
            return name_of(mapping.source) == name
    states = told(run.log, "mapping.state")  # it is deleted; what it was is told
    return any(at[6][0] == uuid and name_of(str(at[6][1])) == name for at in states)


def _mappings(run: Measurable, taken: Taken) -> Iterable[MappingView]:
    return (
        each
        for each in run.snapshot().mappings
        if taken.name in (None, name_of(each.source))
        and taken.filters.function in (None, each.function)
    )


def _now(of: Callable[[MappingView], int]) -> Take:
    def take(run: Measurable, taken: Taken) -> Quantity:
        return Quantity(sum(map(of, _mappings(run, taken))))

    return take


def _peak_pollers(run: Measurable, taken: Taken) -> Quantity:
    """Of one mapping, where there are several."""
    scaled = matching(run, taken, ("pollers.scaled",), of_source)
    seen = [int(entry[6][2]) for entry in scaled]
    seen += [each.pollers for each in _mappings(run, taken)]
    return Quantity(max(seen, default=0))


def _state(run: Measurable, taken: Taken) -> str | None:
    found = next(iter(_mappings(run, taken)), None)
    return None if found is None else found.state


_TAKEN = values_of("batch.taken", place=3, belongs=of_source)
_SENT = values_of("batch.sent", place=2, belongs=of_source)


def _sizes(run: Measurable, taken: Taken) -> Sequence[float]:
    return [*_TAKEN(run, taken), *_SENT(run, taken)]


def _grows(name: str, help_: str, take: Take) -> Measure:
    return Measure(name, help_, "count", take, "source", OF_EVENTS, only_grows=True)


MEASURES = (
    _grows(
        "batches",
        "Batches that a function was invoked with; a stream's that is sent again counts again.",
        number_of(*_BATCHES, belongs=of_source),
    ),
    _grows(
        "batches_failed",
        "Batches of a queue that came back because the function failed.",
        number_of("batch.failed", belongs=of_source),
    ),
    _grows(
        "batches_throttled",
        "How often a batch of a queue found no free place.",
        number_of("batch.throttled", belongs=of_source),
    ),
    _grows(
        "batches_given_up",
        "Batches of a queue that found no place while their messages were hidden.",
        number_of("batch.given_up", belongs=of_source),
    ),
    _grows(
        "records_filtered",
        "Messages and records that no filter let pass.",
        sum_of("records.filtered", place=2, belongs=of_source),
    ),
    Measure(
        "batches_in_flight",
        "Batches that are taken and not done.",
        "count",
        _now(lambda at: at.in_flight),
        "source",
        OF_FUNCTIONS,
    ),
    Measure(
        "pollers",
        "Batches that may be in flight at once now.",
        "count",
        _now(lambda at: at.pollers),
        "source",
        OF_FUNCTIONS,
    ),
    Measure(
        "peak_pollers",
        "The most batches that were allowed in flight at once.",
        "count",
        _peak_pollers,
        "source",
        OF_FUNCTIONS,
        only_grows=True,
    ),
    Measure(
        "mapping_state",
        "The state of the event source mapping of a source, such as Enabled.",
        "text",
        _state,
        "source",
        OF_FUNCTIONS,
    ),
)

SERIES = (
    Series(
        "batch_size",
        "Messages or records in each batch that a function was invoked with.",
        "count",
        ("source", *OF_EVENTS),
        _sizes,
    ),
)
