"""Measures of policies: what requests are answered, and how much a document says."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from lambdatutor.course.measure import Measure
from lambdatutor.course.measuring import Measurable, Taken
from lambdatutor.course.policies import size
from lambdatutor.course.quantities import Quantity, Value

if TYPE_CHECKING:
    from lambdatutor.course.measuring import Take
    from lambdatutor.course.policies.standing import RequestVerdict, Standing


def _of(run: Measurable) -> Standing:
    """Expressions about policies are only taken of policies: `meaning.check` sees to it."""
    return cast("Standing", run)


def _answer(wanted: Callable[[RequestVerdict], bool]) -> Take:
    """Whether a request is answered so; while a held-out one is not judged, it is not."""

    def take(run: Measurable, taken: Taken) -> bool:
        verdict = _of(run).verdict(str(taken.arguments[0]))
        return verdict is not None and verdict.decision is not None and wanted(verdict)

    return take


def _decided_by(run: Measurable, taken: Taken) -> Value | None:
    verdict = _of(run).verdict(str(taken.arguments[0]))
    return None if verdict is None else verdict.decided_by or None


def _number(kind: str, *, allowed: bool) -> Take:
    def take(run: Measurable, taken: Taken) -> Quantity:
        del taken
        return Quantity(
            sum(
                each.request.kind == kind and each.decision is not None and each.allowed is allowed
                for each in _of(run).verdicts
            )
        )

    return take


def _size(reckon: Callable[[object], int]) -> Take:
    """A number about one document; unset while that cannot be read."""

    def take(run: Measurable, taken: Taken) -> Quantity | None:
        data = _of(run).documents.get(str(taken.arguments[0]))
        return None if data is None else Quantity(reckon(data))

    return take


_TABLE = (
    Measure(
        "allowed",
        "Whether a request is allowed.",
        "truth",
        _answer(lambda verdict: verdict.allowed),
        "request",
    ),
    Measure(
        "denied",
        "Whether a request is denied, by a Deny or because nothing allows it.",
        "truth",
        _answer(lambda verdict: not verdict.allowed),
        "request",
    ),
    Measure(
        "explicitly_denied",
        "Whether a Deny denies a request.",
        "truth",
        _answer(lambda verdict: verdict.explicit),
        "request",
    ),
    Measure(
        "decided_by",
        "Which side decided about a request: resource, identity, both, boundary, scp and so on.",
        "text",
        _decided_by,
        "request",
    ),
    Measure(
        "traffic_allowed",
        "Requests that have to come through, and do.",
        "count",
        _number("traffic", allowed=True),
    ),
    Measure(
        "traffic_denied",
        "Requests that have to come through, and do not.",
        "count",
        _number("traffic", allowed=False),
        counted="denied",
    ),
    Measure(
        "attacks_denied",
        "Requests that must not come through, and do not.",
        "count",
        _number("attack", allowed=False),
    ),
    Measure(
        "attacks_allowed",
        "Requests that must not come through, and do.",
        "count",
        _number("attack", allowed=True),
        counted="let through",
    ),
    Measure(
        "statements",
        "Statements of a document.",
        "count",
        _size(size.statements),
        "document",
    ),
    Measure(
        "actions_granted",
        "Actions that the Allow statements of a document name, out of those that are known; "
        "a pattern that names none of them counts as one.",
        "count",
        _size(size.actions_granted),
        "document",
    ),
    Measure(
        "wildcards",
        "Actions, resources and principals with a * or ? in the Allow statements of a document.",
        "count",
        _size(size.wildcards),
        "document",
    ),
    Measure(
        "conditions",
        "Condition keys that the statements of a document ask for.",
        "count",
        _size(size.conditions),
        "document",
    ),
    Measure(
        "characters",
        "Characters of a document, without white space between its parts.",
        "count",
        _size(size.characters),
        "document",
    ),
)

MEASURES: dict[str, Measure] = {measure.name: measure for measure in _TABLE}
"""By name; none of them is the name of a measure of a run."""
