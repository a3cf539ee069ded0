"""Whether a case came out as it must, and in which sentence it did not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lambdatutor.runtime.shown import shown

if TYPE_CHECKING:
    from lambdatutor.course.handlers.outcomes import CallOutcome
    from lambdatutor.course.handlers.parts import HandlerCase
    from lambdatutor.course.handlers.record import Record

_LONGEST = 300
"""Characters of an answer in a sentence."""
_MOST_READ = 4_000
"""Of a text, to find those: an answer may have six million."""


def passes(case: HandlerCase, record: Record) -> bool:
    """Whether the case ran, and all that it names holds; one that is only tried never does."""
    ran = record.of_case(case.id)
    return not case.any_answer and len(ran) == case.number and not why_failed(case, record)


def why_failed(case: HandlerCase, record: Record) -> str:
    """What came in place of what must; empty where it is as it must be."""
    return next(_faults(case, record), "")


def wanted(case: HandlerCase) -> str:
    """What must come of a case, in words."""
    if case.any_answer:
        return "any answer"
    parts: list[str] = []
    if case.returns:
        parts.append(f"returns {case.returns}")
    if case.fails:
        parts.append(f"fails with {case.fails}")
    if case.logs:
        parts.append(f'logs "{case.logs}"')
    if case.check is not None:
        parts.append(str(case.check))
    return ", ".join(parts)


def _faults(case: HandlerCase, record: Record) -> Iterator[str]:
    ran = record.of_case(case.id)
    if record.refused:
        yield record.refused
    for each in ran:
        yield from _faults_of(case, each)
    if case.logs and ran and not any(case.logs in line for each in ran for line in each.log_lines):
        yield f'No line of its log has "{case.logs}".'
    if case.check is not None:
        # It knows every measure, and one of them is whether a case passes.
        from lambdatutor.course.evaluation import evaluate

        if evaluate(case.check, record.about(case.id).measurable) is not True:
            yield f"It must hold: {case.check}."


def _faults_of(case: HandlerCase, outcome: CallOutcome) -> Iterator[str]:
    if outcome.answer is None:
        yield outcome.refused
    elif case.fails:
        if not outcome.failed:
            yield f"It returned {_answer(outcome)}, and had to fail with {case.fails}."
        elif outcome.error_type != case.fails:
            yield f"It failed with {_error(outcome)}, and had to fail with {case.fails}."
    elif outcome.failed and (case.returns or case.check is None):
        yield f"It failed with {_error(outcome)}."
    elif case.returns and not outcome.answered(case.returns):
        yield f"It returned {_answer(outcome)}, and had to return {_short(case.returns)}."


def _error(outcome: CallOutcome) -> str:
    message = outcome.error_message
    kind = outcome.error_type or "an error without a type"
    return _short(f"{kind}: {message}" if message else kind)


def _answer(outcome: CallOutcome) -> str:
    """A long one is not read to be written anew."""
    came = "" if outcome.answer is None else outcome.answer.text
    return _short(came if len(came) > _MOST_READ else outcome.payload or "")


def _short(text: str) -> str:
    said = shown(" ".join(text[:_MOST_READ].split()))
    if len(text) <= _MOST_READ and len(said) <= _LONGEST:
        return said
    return f"{said[: _LONGEST - 1]}…"
