"""Measures of real code: what calls and cases came to, and what stands in its package."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from lambdatutor.course.handlers.record import recorded
from lambdatutor.course.handlers.verdicts import passes
from lambdatutor.course.measure import Measure
from lambdatutor.course.measures_of_packages import MEASURES as OF_PACKAGES
from lambdatutor.course.measuring import Measurable, Take, Taken
from lambdatutor.course.quantities import Quantity, Value

if TYPE_CHECKING:
    from lambdatutor.course.handlers.outcomes import CallOutcome


def _last(reckon: Callable[[CallOutcome], Value | None]) -> Take:
    """Of the last call of a case, or of all; unset while there is none."""

    def take(run: Measurable, taken: Taken) -> Value | None:
        ran = recorded(run).of_case(taken.name)
        return reckon(ran[-1]) if ran else None

    return take


def _count(wanted: Callable[[CallOutcome], bool]) -> Take:
    """How many calls, of a case or of all."""

    def take(run: Measurable, taken: Taken) -> Quantity:
        return Quantity(sum(map(wanted, recorded(run).of_case(taken.name))))

    return take


def _ms(of: Callable[[CallOutcome], float | None]) -> Take:
    def reckon(outcome: CallOutcome) -> Quantity | None:
        ms = of(outcome)
        return None if ms is None else Quantity(round(ms * 1_000), "time")

    return _last(reckon)


def _cases(*, passing: bool) -> Take:
    """Cases that ran and are judged."""

    def take(run: Measurable, taken: Taken) -> Quantity:
        del taken
        record = recorded(run)
        ran = [each for each in record.cases if not each.any_answer and record.of_case(each.id)]
        return Quantity(sum(passes(each, record) is passing for each in ran))

    return take


def _passes(run: Measurable, taken: Taken) -> bool:
    record, name = recorded(run), taken.name
    return any(each.id == name and passes(each, record) for each in record.cases)


def _environments(run: Measurable, taken: Taken) -> Quantity:
    ran = recorded(run).of_case(taken.name)
    return Quantity(len({each.environment for each in ran if each.environment}))


def _log_lines(run: Measurable, taken: Taken) -> Quantity:
    text = taken.name or ""
    ran = recorded(run).of_case(taken.filters.of)
    return Quantity(sum(text in line for each in ran for line in each.log_lines))


def _platform_lines(run: Measurable, taken: Taken) -> Quantity:
    """Of one kind, or all; their kind is their first word."""
    kind = taken.name
    ran = recorded(run).of_case(taken.filters.of)
    kinds = [line.partition(" ")[0] for each in ran for line in each.platform_lines]
    return Quantity(len(kinds) if kind is None else kinds.count(kind))


_TABLE = (
    Measure(
        "answer", "What a call was answered, as JSON.", "text", _last(lambda at: at.payload), "case"
    ),
    Measure(
        "error_type",
        "The errorType of a call that failed; unset where none did.",
        "text",
        _last(lambda at: at.error_type),
        "case",
    ),
    Measure(
        "error_message",
        "Its errorMessage; unset where it did not fail.",
        "text",
        _last(lambda at: at.error_message),
        "case",
    ),
    Measure(
        "function_error",
        "Unhandled where a call failed; else unset.",
        "text",
        _last(lambda at: at.answer.function_error if at.answer else None),
        "case",
    ),
    Measure("passed", "Cases that came out as they must.", "count", _cases(passing=True)),
    Measure("failed", "Cases that did not.", "count", _cases(passing=False), counted="go wrong"),
    Measure("invocations", "Calls.", "count", _count(lambda _: True), "case"),
    Measure("errors", "Calls that failed.", "count", _count(lambda at: at.failed), "case"),
    Measure("environments", "Environments that answered.", "count", _environments, "case"),
    Measure(
        "cold_starts",
        "Calls in which module code ran.",
        "count",
        _count(lambda at: at.cold),
        "case",
    ),
    Measure(
        "status",
        "The HTTP status of a call.",
        "count",
        _last(lambda at: None if at.status is None else Quantity(at.status)),
        "case",
    ),
    Measure(
        "log_lines",
        "Lines with that text that the code wrote into its log.",
        "count",
        _log_lines,
        "text",
        ("of",),
    ),
    Measure(
        "platform_lines",
        "Lines that Lambda wrote into the log itself: INIT_START, START, END, REPORT, INIT_REPORT.",
        "count",
        _platform_lines,
        "platform line",
        ("of",),
    ),
    Measure(
        "duration",
        "Duration of a call as REPORT shows it.",
        "time",
        _ms(lambda at: at.duration_ms),
        "case",
    ),
    Measure(
        "init_duration",
        "Its Init Duration; unset where REPORT has none.",
        "time",
        _ms(lambda at: at.init_duration_ms),
        "case",
    ),
    Measure(
        "billed",
        "Its Billed Duration.",
        "time",
        _ms(lambda at: at.answer.billed_ms if at.answer else None),
        "case",
    ),
    Measure(
        "max_memory",
        "Max Memory Used of a call.",
        "MB",
        _last(lambda at: Quantity(at.answer.max_memory_mb, "MB") if at.answer else None),
        "case",
    ),
    Measure("passes", "Whether a case comes out as it must.", "truth", _passes, "the case"),
)

MEASURES: dict[str, Measure] = {
    **{measure.name: measure for measure in _TABLE},
    **OF_PACKAGES,
}
"""By name; some are called as measures of a simulated run are."""
