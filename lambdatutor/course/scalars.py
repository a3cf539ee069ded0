"""Single values of a lesson file: times, numbers, words, expressions, and what is wrong in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal, get_args, get_origin

from lambdatutor.course.expressions import (
    Expression,
    ExpressionError,
    HandlerExpression,
    PolicyExpression,
    Subject,
    parse_expression,
)
from lambdatutor.course.findings import Findings, did_you_mean
from lambdatutor.course.meaning import check
from lambdatutor.course.plain_words import DISTRIBUTION, wanted
from lambdatutor.course.quantities import Quantity, parse_quantity
from lambdatutor.course.yaml_nodes import Mark, Node, Scalar
from lambdatutor.simulator.distributions import DistributionError, parse_distribution
from lambdatutor.simulator.time import Micros, TimeError, parse


class Bad:
    """Stands where a value would, had it no fault; the fault has been noted."""


BAD: Final = Bad()

_EXPRESSIONS: dict[type[Expression], Subject] = {
    Expression: "run",
    PolicyExpression: "policies",
    HandlerExpression: "handlers",
}


def refuse(findings: Findings, node: Node, hint: object, key: str, advice: str = "") -> Bad:
    """Note that something else must stand here."""
    place = f'"{key}" must be' if key else "here must stand"
    found = ""
    if isinstance(node, Scalar):
        found = ", and is empty" if node.value is None else f', not "{_short(node.text)}"'
    findings.add(node.mark, f"{place} {wanted(hint)}{found}", advice)
    return BAD


class Scalars:
    """Reads single values as one of the types they may have."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings

    def read(self, node: Scalar, hint: object, allowed: frozenset[object], key: str) -> object:
        """The value; `hint` is what is expected, `allowed` its members, `key` where it stands."""
        words = [word for one in allowed if get_origin(one) is Literal for word in get_args(one)]
        if node.value in words:
            return node.value
        for kind, about in _EXPRESSIONS.items():
            if kind in allowed:
                return self._expression(node, key, kind, about)
        if allowed >= DISTRIBUTION:
            return self._time(node, hint, key, parse_distribution)
        if Micros in allowed:
            return self._time(node, hint, key, parse)
        value = self._simple(node, allowed)
        if value is not None:
            return value
        advice = did_you_mean(node.text, [str(word) for word in words])
        return refuse(self._findings, node, hint, key, advice)

    def _simple(self, node: Scalar, allowed: frozenset[object]) -> object:
        value = node.value
        quantity = parse_quantity(node.text) if Quantity in allowed else None
        if quantity is not None:
            return quantity
        if isinstance(value, bool):
            return value if bool in allowed else node.text if str in allowed else None
        if isinstance(value, int) and int in allowed:
            return value
        if isinstance(value, int | float) and float in allowed:
            return float(value)
        return node.text if str in allowed and value is not None else None

    def _time(self, node: Scalar, hint: object, key: str, read: Callable[[str], object]) -> object:
        try:
            return read(node.text)
        except (TimeError, DistributionError) as error:
            bare = isinstance(node.value, int | float)
            advice = "A time needs a unit: us, ms, s, min, h or d." if bare else ""
            if not bare and node.value is not None and ":" in node.text:
                advice = f"{error}."
            return refuse(self._findings, node, hint, key, advice)

    def _expression(self, node: Scalar, key: str, kind: type[Expression], about: Subject) -> object:
        try:
            expression = parse_expression(node.text, about)
            wanted = "value" if key in {"from_sim", "from_run"} else "truth"
            check(expression, wanted=wanted, about=about)
        except ExpressionError as error:
            mark = self._place_in(node, error.column)
            self._findings.add(mark, f'in "{key}", {error.problem}', error.suggestion)
            return BAD
        return kind(expression.source, expression.tree)

    def _place_in(self, node: Scalar, column: int) -> Mark:
        """Where in the file a column of an expression is; its beginning if it has many lines."""
        line, start = node.mark
        start += node.style in {"'", '"'}
        written = self._findings.line(line)[start - 1 :]
        return Mark(line, start + column - 1) if written.startswith(node.text) else node.mark


def _short(text: str) -> str:
    first = text.strip().partition("\n")[0]
    return first if len(first) <= 40 else f"{first[:39]}…"
