"""How far an objective is, in numbers: the first comparison of its check, with what it comes to."""

from __future__ import annotations

from lambdatutor.course.evaluation import evaluate
from lambdatutor.course.expressions import Binary, Call, Expression, Literal, Tree
from lambdatutor.course.meaning import bind
from lambdatutor.course.measuring import Measurable
from lambdatutor.course.quantities import Quantity

_COMPARISONS = ("==", "<", "<=", ">", ">=")


def tally(check: Expression, run: Measurable) -> str:
    """`15 of 50`, `8 let through` against none, `9, not 6` when it is too many.

    Empty where nothing counts.
    """
    compared = _first_comparison(check.tree)
    if compared is None:
        return ""
    left, right = _count(compared.left, run), _count(compared.right, run)
    if left is None or right is None:
        return ""
    if isinstance(compared.right, Literal) and not right:
        return f"{left:,} {_counted(compared.left)}".rstrip()
    if compared.sign == "==" and left > right:
        return f"{left:,}, not {right:,}"
    return f"{left:,} of {right:,}"


def _first_comparison(tree: Tree) -> Binary | None:
    match tree:
        case Binary("and", Binary(">", Call(), Literal(Quantity(0))), right):
            return _first_comparison(right)  # that there is anything at all counts nothing
        case Binary("and", left, _):
            return _first_comparison(left)
        case Binary(sign, Call(), Call() | Literal()) if sign in _COMPARISONS:
            return tree
        case _:
            return None


def _counted(tree: Tree) -> str:
    """What the measure says that its number is of."""
    return bind(tree)[0].counted if isinstance(tree, Call) else ""


def _count(tree: Tree, run: Measurable) -> int | None:
    value = evaluate(Expression("", tree), run)
    if isinstance(value, Quantity) and value.unit == "count" and value.number == int(value.number):
        return int(value.number)
    return None
