"""Measures of what pushes events, and of front doors: deliveries, and the answers of HTTP."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lambdatutor.course.counting_events import about, matching, number_of
from lambdatutor.course.measure import WHEN, Measure, Series
from lambdatutor.course.measuring import Measurable, Taken
from lambdatutor.course.quantities import Quantity

if TYPE_CHECKING:
    from lambdatutor.simulator.events import Entry

_OF = about(0)


def _pushed(name: str, help_: str, kind: str) -> Measure:
    take = number_of(kind, belongs=_OF)
    return Measure(name, help_, "count", take, "pusher", WHEN, only_grows=True)


def _is(status: int, wanted: str | None) -> bool:
    """Whether a status is the one that is meant, or of its class: `504`, `5xx`."""
    return wanted is None or str(status) == wanted or f"{status // 100}xx" == wanted.lower()


def _answers(run: Measurable, taken: Taken) -> list[Entry]:
    found = matching(run, taken, ("http.answered",), _OF)
    return [entry for entry in found if _is(int(entry[6][1]), taken.filters.status)]


def _latencies(run: Measurable, taken: Taken) -> Sequence[float]:
    return [int(entry[6][2]) for entry in _answers(run, taken)]


def _responses(run: Measurable, taken: Taken) -> Quantity:
    return Quantity(len(_answers(run, taken)))


MEASURES = (
    Measure(
        "responses",
        'Answers of a front door; `status=504` or `status="5xx"` counts only those.',
        "count",
        _responses,
        "door",
        ("status", *WHEN),
        only_grows=True,
    ),
    _pushed("pushed", "Events that a source sent and its target took.", "source.sent"),
    _pushed("pushes_refused", "Tries that the target of a source did not take.", "source.refused"),
    _pushed("pushes_dropped", "Events that a source gave up, and lost.", "source.dropped"),
    _pushed(
        "pushes_dead_lettered",
        "Events that a source gave up, and put into its dead-letter queue.",
        "source.dead_lettered",
    ),
)

SERIES = (
    Series(
        "response_time",
        "What the caller of a front door waited for each answer.",
        "time",
        ("door", "status", *WHEN),
        _latencies,
    ),
)
