"""What can still become of a check while its run goes on: what only grows settles it early."""

from __future__ import annotations

from typing import Literal, NamedTuple, assert_never

from lambdatutor.course.evaluation import evaluate
from lambdatutor.course.expressions import COMPARISONS, Binary, Call, Expression, Tree, Unary, Word
from lambdatutor.course.expressions import Literal as LiteralTree
from lambdatutor.course.meaning import bind
from lambdatutor.course.measuring import Measurable
from lambdatutor.course.quantities import Quantity

Trend = Literal["constant", "grows", "falls", "either"]
"""How a value can change from here on."""

_TURNED: dict[Trend, Trend] = {
    "constant": "constant",
    "grows": "falls",
    "falls": "grows",
    "either": "either",
}


class Prospect(NamedTuple):
    """Whether a check holds now, and whether that can still change."""

    holds: bool
    can_change: bool


def prospect(expression: Expression, run: Measurable) -> Prospect:
    """What a check is now and can become; the expression must have passed `evaluation.check`."""
    return _prospect(expression.tree, run)


def _prospect(tree: Tree, run: Measurable) -> Prospect:
    match tree:
        case Unary("not", operand):
            inner = _prospect(operand, run)
            return Prospect(not inner.holds, inner.can_change)
        case Binary("and" | "or" as sign, left, right):
            return _joined(sign, _prospect(left, run), _prospect(right, run))
        case Binary(sign) if sign in COMPARISONS:
            return _compared(tree, run)
        case _:
            return Prospect(bool(_value(tree, run)), can_change=True)


def _joined(sign: str, *parts: Prospect) -> Prospect:
    """`and` is settled by a part that is false for good, `or` by one that is true for good."""
    settling = sign == "or"
    holds = any(part.holds for part in parts) if settling else all(part.holds for part in parts)
    settled = any(part.holds is settling and not part.can_change for part in parts)
    return Prospect(holds, not settled and any(part.can_change for part in parts))


def _compared(tree: Binary, run: Measurable) -> Prospect:
    holds = bool(_value(tree, run))
    trend = _of_difference("-", _trend(tree.left), _trend(tree.right))
    left, right = _value(tree.left, run), _value(tree.right, run)
    if not isinstance(left, Quantity) or not isinstance(right, Quantity):
        return Prospect(holds, can_change=True)
    return Prospect(holds, _can_change(tree.sign, trend, left.number - right.number, holds=holds))


def _can_change(sign: str, trend: Trend, difference: float, *, holds: bool) -> bool:
    """Whether `difference sign 0` can turn into its opposite when the difference has that trend."""
    if trend == "constant":
        return False
    if trend == "either":
        return True
    grows = trend == "grows"
    match sign:
        case "<" | "<=":
            return holds is grows
        case ">" | ">=":
            return holds is not grows
        case _:  # only a difference on its way to zero can reach it
            return difference == 0 or (difference < 0) is grows


def _trend(tree: Tree) -> Trend:
    match tree:
        case LiteralTree() | Word():
            return "constant"
        case Call():
            return "grows" if bind(tree).measure.only_grows else "either"
        case Unary("-", operand):
            return _TURNED[_trend(operand)]
        case Binary("+" | "-" as sign, left, right):
            return _of_difference(sign, _trend(left), _trend(right))
        case Binary("*", left, right):
            return _of_product(_trend(left), _trend(right), left, right)
        case Binary("/", left, LiteralTree(Quantity(number))) if number > 0:
            return _trend(left)
        case Unary() | Binary():
            return "either"
        case _:
            assert_never(tree)


def _of_difference(sign: str, left: Trend, right: Trend) -> Trend:
    other = _TURNED[right] if sign == "-" else right
    if "constant" in (left, other):
        return other if left == "constant" else left
    return left if left == other else "either"


def _of_product(left: Trend, right: Trend, *factors: Tree) -> Trend:
    """Measures are never negative; a number that is written may be, behind a minus."""
    if any(isinstance(factor, Unary) for factor in factors):
        return "either"
    trends = {left, right} - {"constant"}
    if not trends:
        return "constant"
    return "grows" if trends == {"grows"} else "either"


def _value(tree: Tree, run: Measurable) -> object:
    return evaluate(Expression("", tree), run)
