"""Measures of alarms and of logs: what rings, how often, and what is written down."""

from __future__ import annotations

from lambdatutor.course.counting_events import about, number_of
from lambdatutor.course.measure import OF_EVENTS, WHEN, Measure, Series
from lambdatutor.course.measuring import Measurable, Taken
from lambdatutor.course.quantities import Quantity


def _in_alarm(run: Measurable, _: Taken) -> Quantity:
    return Quantity(sum(each.state == "ALARM" for each in run.snapshot().alarms))


def _state(run: Measurable, taken: Taken) -> str | None:
    found = [each for each in run.snapshot().alarms if taken.name in (None, each.name)]
    return found[0].state if found else None


def _log_lines(run: Measurable, taken: Taken) -> Quantity:
    """Lines that hold a text, whatever else they hold."""
    wanted = taken.name or ""
    return Quantity(
        sum(
            wanted in line.message
            and taken.filters.hold(line.at_us)
            and taken.filters.function in (None, line.function)
            for line in run.logged()
        )
    )


MEASURES = (
    Measure("alarms", "Alarms that are in ALARM now.", "count", _in_alarm),
    Measure(
        "alarm_state",
        "The state of an alarm: OK, ALARM or INSUFFICIENT_DATA.",
        "text",
        _state,
        "alarm",
    ),
    Measure(
        "alarm_rang",
        "How often an alarm went into ALARM.",
        "count",
        number_of("alarm.raised", belongs=about(0)),
        "alarm",
        WHEN,
        only_grows=True,
    ),
    Measure(
        "log_lines",
        "Lines of log that hold a text; without a text, all.",
        "count",
        _log_lines,
        "text",
        OF_EVENTS,
        only_grows=True,
    ),
)

SERIES: tuple[Series, ...] = ()
