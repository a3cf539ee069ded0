"""Measures that count events, or sum or collect what they tell, between two moments."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from lambdatutor.course.event_index import told
from lambdatutor.course.measuring import Measurable, Take, Taken
from lambdatutor.course.quantities import Quantity

if TYPE_CHECKING:
    from lambdatutor.simulator.events import Entry

FUNCTION = -1
"""Where the subject of an event is its function, and none of its numbers."""

Belongs = Callable[["Entry", str, Measurable], bool]
"""Whether an event is about the thing of that name."""


def about(place: int) -> Belongs:
    """The name stands among the event's numbers, at that place."""

    def belongs(entry: Entry, name: str, run: Measurable) -> bool:
        del run
        return (entry[5] if place == FUNCTION else entry[6][place]) == name

    return belongs


def matching(
    run: Measurable, taken: Taken, kinds: tuple[str, ...], belongs: Belongs
) -> Iterator[Entry]:
    """The events of these kinds that the argument and the filters let pass."""
    filters, name = taken.filters, taken.name
    for entry in told(run.log, *kinds):
        if (
            filters.hold(entry[0])
            and (filters.function is None or entry[5] == filters.function)
            and (name is None or belongs(entry, name, run))
        ):
            yield entry


def number_of(*kinds: str, belongs: Belongs) -> Take:
    """How many events of these kinds there were."""

    def take(run: Measurable, taken: Taken) -> Quantity:
        return Quantity(sum(1 for _ in matching(run, taken, kinds, belongs)))

    return take


def sum_of(*kinds: str, place: int, belongs: Belongs) -> Take:
    """The sum of one number of these events."""

    def take(run: Measurable, taken: Taken) -> Quantity:
        found = matching(run, taken, kinds, belongs)
        return Quantity(sum(int(entry[6][place]) for entry in found))

    return take


def values_of(
    *kinds: str, place: int, belongs: Belongs, times: int = 1
) -> Callable[[Measurable, Taken], Sequence[float]]:
    """One number of each of these events; `times` brings it into microseconds."""

    def values(run: Measurable, taken: Taken) -> Sequence[float]:
        found = matching(run, taken, kinds, belongs)
        return [int(entry[6][place]) * times for entry in found]

    return values
