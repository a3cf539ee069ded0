"""Measures of permissions in a run: what was denied, by whichever policy."""

from __future__ import annotations

from lambdatutor.course.counting_events import about, number_of
from lambdatutor.course.measure import OF_EVENTS, Measure, Series

_CALLER, _ACTION, _LAYER = 0, 1, 6
"""Places among the numbers of a denial."""

MEASURES = (
    Measure(
        "access_denied",
        "Requests that the policies did not allow, by action; without one, all.",
        "count",
        number_of("permission.denied", belongs=about(_ACTION)),
        "action",
        OF_EVENTS,
        only_grows=True,
    ),
    Measure(
        "denied_by",
        "The same by the kind of policy that has to change: resource, identity, scp and so on.",
        "count",
        number_of("permission.denied", belongs=about(_LAYER)),
        "layer",
        OF_EVENTS,
        only_grows=True,
    ),
    Measure(
        "denied_to",
        "The same by who asked: a service's name, or an ARN.",
        "count",
        number_of("permission.denied", belongs=about(_CALLER)),
        "principal",
        OF_EVENTS,
        only_grows=True,
    ),
)

SERIES: tuple[Series, ...] = ()
