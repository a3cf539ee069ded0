"""What an expression comes to in a run as it is now."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import assert_never

from lambdatutor.course.expressions import Binary, Call, Expression, Literal, Tree, Unary, Word
from lambdatutor.course.meaning import bind
from lambdatutor.course.measuring import Measurable
from lambdatutor.course.quantities import BARE, Quantity, Value

_Result = Value | bool | None

_COMPARE: Mapping[str, Callable[[float, float], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def evaluate(expression: Expression, run: Measurable) -> Value | bool | None:
    """The value in `run` as it is now, or whether it holds.

    A value is None where something in it is unset or divided by zero; a comparison with that is
    false. The expression must have passed `check`.
    """
    return _evaluate(expression.tree, run)


def _evaluate(tree: Tree, run: Measurable) -> _Result:
    match tree:
        case Literal(value):
            return value
        case Call():
            measure, taken = bind(tree)
            return measure.take(run, taken)
        case Unary("not", operand):
            return not _evaluate(operand, run)
        case Unary(_, operand):
            value = _evaluate(operand, run)
            return value._replace(number=-value.number) if isinstance(value, Quantity) else None
        case Binary("and", left, right):
            return bool(_evaluate(left, run)) and bool(_evaluate(right, run))
        case Binary("or", left, right):
            return bool(_evaluate(left, run)) or bool(_evaluate(right, run))
        case Binary(sign, left, right):
            return _reckon(sign, _evaluate(left, run), _evaluate(right, run))
        case Word():
            return tree.name
        case _:
            assert_never(tree)


def _reckon(sign: str, left: _Result, right: _Result) -> _Result:
    if isinstance(left, str) and isinstance(right, str):
        return (left == right) is (sign == "==")
    if not isinstance(left, Quantity) or not isinstance(right, Quantity):
        return False if sign in _COMPARE else None
    (a, unit), (b, other) = left, right
    if sign in _COMPARE:
        return _COMPARE[sign](a, b)
    if sign == "/":
        if not b:
            return None
        same = unit == other or (unit in BARE and other in BARE)
        return Quantity(a / b, "count" if same else unit)
    if sign == "*":
        return Quantity(a * b, other if unit in BARE else unit)
    return Quantity(a + b if sign == "+" else a - b, unit if unit == other else "count")
