"""Whether a check of real time holds with room to spare: another computer is faster or slower."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from lambdatutor.course.evaluation import evaluate
from lambdatutor.course.expressions import (
    COMPARISONS,
    Binary,
    Call,
    Expression,
    Unary,
    calls_in,
)
from lambdatutor.course.quantities import Quantity

if TYPE_CHECKING:
    from lambdatutor.course.expressions import Tree
    from lambdatutor.course.handlers.record import Record

LEAST_FACTOR = 3
"""Between what was measured and the bound."""

_MEASURED = {"duration", "init_duration", "billed"}
"""Measures that are another number each time."""


class Near(NamedTuple):
    """A bound that is too near to what was measured."""

    measured: Quantity
    bound: Quantity


def near_bounds(expression: Expression, record: Record) -> Iterator[Near]:
    """Each bound of an expression that what was measured comes near, from either side."""
    for comparison in _comparisons(expression.tree):
        sides = (comparison.left, comparison.right)
        measured = [each for each in sides if any(at.name in _MEASURED for at in calls_in(each))]
        if len(measured) != 1:
            continue
        bounds = [each for each in sides if each is not measured[0]]
        found = _value(measured[0], record)
        bound = _value(bounds[0], record)
        if found is None or bound is None or min(found.number, bound.number) <= 0:
            continue
        if max(found.number, bound.number) < LEAST_FACTOR * min(found.number, bound.number):
            yield Near(found, bound)


def _value(tree: Tree, record: Record) -> Quantity | None:
    value = evaluate(Expression("", tree), record.measurable)
    return value if isinstance(value, Quantity) else None


def _comparisons(tree: Tree) -> Iterator[Binary]:
    match tree:
        case Binary(sign, left, right):
            if sign in COMPARISONS:
                yield tree
            yield from _comparisons(left)
            yield from _comparisons(right)
        case Unary(_, operand):
            yield from _comparisons(operand)
        case Call(_, arguments, _):
            for each in arguments:
                yield from _comparisons(each)
        case _:
            return
