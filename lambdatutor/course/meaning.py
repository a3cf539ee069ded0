"""What an expression means: whether its names, arguments and units make sense."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, NamedTuple, assert_never

from lambdatutor.aws.errors import Reason
from lambdatutor.course.expressions import (
    COMPARISONS,
    Binary,
    Call,
    Expression,
    ExpressionError,
    Subject,
    Tree,
    Unary,
    Word,
)
from lambdatutor.course.expressions import Literal as LiteralTree
from lambdatutor.course.findings import did_you_mean
from lambdatutor.course.handlers.outcomes import PLATFORM_LINES
from lambdatutor.course.measure import NEEDED, WHEN, Measure
from lambdatutor.course.measured import ELSEWHERE, MEASURED
from lambdatutor.course.measures import MEASURES, SERIES
from lambdatutor.course.measures_of_metrics import STATISTICS
from lambdatutor.course.measuring import Filters, Taken
from lambdatutor.course.quantities import BARE, Quantity, Unit
from lambdatutor.simulator.metric_catalogue import METRICS

Kind = Unit | Literal["truth", "text"]
"""What an expression comes to."""

_SPOKEN: Mapping[Kind, str] = {
    "count": "a bare number",
    "time": "a time",
    "money": "money",
    "share": "a share",
    "MB": "a size in MB",
    "truth": "a comparison",
    "text": "a text",
}
_UNIT_ADVICE: Mapping[Kind, str] = {
    "time": "Write a unit, as in 800ms or 5s.",
    "money": "Write a dollar sign, as in $0.20.",
    "MB": "Write the unit, as in 512MB.",
    "text": 'Write the text in quotes, as in "2".',
}
_WORDS: Mapping[str, tuple[str, ...]] = {
    "reason": tuple(word for name, word in vars(Reason).items() if not name.startswith("_")),
    "statistic": STATISTICS,
}
"""Filters that take one of AWS's own words."""
_NAMING = ("source", "client", "door")
"""Filters of series that name the thing that other measures have in their brackets."""


class Bound(NamedTuple):
    """A call with its measure found and its arguments in their places."""

    measure: Measure
    taken: Taken


class _Refused(Exception):  # noqa: N818 - it never leaves this module
    """Why a tree has no meaning; it becomes an `ExpressionError` with the source."""

    def __init__(self, column: int, problem: str, suggestion: str = "") -> None:
        super().__init__(column, problem, suggestion)
        self.column = column
        self.problem = problem
        self.suggestion = suggestion


def check(
    expression: Expression, *, wanted: Literal["truth", "value"], about: Subject = "run"
) -> Kind:
    """What `expression` comes to; raises `ExpressionError` if it makes no sense or is unwanted.

    `about` is what it was parsed about.
    """
    try:
        _refuse_other_measures(expression.tree, about)
        kind = _kind(expression.tree)
        _refuse_unwanted(kind, wanted)
    except _Refused as refused:
        raise ExpressionError(
            expression.source, refused.column, refused.problem, refused.suggestion
        ) from None
    return kind


def _refuse_other_measures(tree: Tree, about: Subject) -> None:
    """A run has no policies to be measured, policies have no run, and real code has neither."""
    match tree:
        case Call(name, arguments, named, column):
            if name not in MEASURED[about]:
                _refuse_other_measure(name, column, about)
            for each in (*arguments, *(value for _, value in named)):
                _refuse_other_measures(each, about)
        case Word(name, column) if about != "run" and name in MEASURED[about]:
            usage = MEASURED[about][name].usage
            raise _Refused(column, f"{name} is not a value", f"Write {usage}.")
        case Unary(_, operand):
            _refuse_other_measures(operand, about)
        case Binary(_, left, right):
            _refuse_other_measures(left, about)
            _refuse_other_measures(right, about)
        case _:
            pass


def _refuse_other_measure(name: str, column: int, about: Subject) -> None:
    """A name that is no measure anywhere is refused where it is bound, in a run."""
    known = MEASURED[about]
    if about != "run":
        of_runs = name in MEASURES
        problem = "measures a run, and this lab has none" if of_runs else "is not a measure"
        advice = did_you_mean(name, known) or f"It is one of {', '.join(known)}."
        raise _Refused(column, f"{name} {problem}", advice)
    for other, where in ELSEWHERE.items():
        if name in MEASURED[other]:
            raise _Refused(column, f"{name} measures {where}", did_you_mean(name, known))


def _refuse_unwanted(kind: Kind, wanted: Literal["truth", "value"]) -> None:
    if wanted == "truth" and kind != "truth":
        raise _Refused(1, f"this is {_SPOKEN[kind]}; a comparison such as == 0 is expected")
    if wanted == "value" and kind == "truth":
        raise _Refused(1, "this is a comparison; a value such as latency(1) is expected")


@lru_cache(maxsize=1_024)
def bind(call: Call) -> Bound:
    """The measure that `call` names, with its arguments."""
    # A policy's measure is found without its subject too: none is called as one of runs.
    known = MEASURED["handlers"] if call.about == "handlers" else MEASURES
    measure = known.get(call.name) or MEASURED["policies"].get(call.name)
    if measure is None:
        raise _Refused(
            call.column, f"{call.name} is not a measure", did_you_mean(call.name, MEASURES)
        )
    if measure.takes == "series":
        return Bound(measure, _over_series(call, measure))
    taken = Taken(_positional(call, measure), _filters(call, call.named, measure.filters))
    return Bound(measure, taken)


def _filters(call: Call, named: tuple[tuple[str, Tree], ...], offered: tuple[str, ...]) -> Filters:
    filters: dict[str, str | int] = {}
    for name, tree in named:
        if name not in offered:
            listed = ", ".join(offered) or "no such arguments"
            raise _Refused(
                call.column,
                f"{call.name} does not take {name}=; it takes {listed}",
                did_you_mean(name, offered),
            )
        key = "name" if name in _NAMING else name
        filters[key] = _moment(name, tree) if name in WHEN else _word(call, name, tree)
    return Filters(**filters)  # pyright: ignore[reportArgumentType]  checked in the lines above


def _word(call: Call, name: str, tree: Tree) -> str:
    word, known = _name(tree), _WORDS.get(name)
    if name == "reason" and call.name != "throttles":
        known = None  # refusals have error codes as well
    if known is not None and word not in known:
        problem = f"{name}= takes one of {', '.join(known)}"
        raise _Refused(tree.column, problem, did_you_mean(word, known))
    return word


def _positional(call: Call, measure: Measure) -> tuple[str | int, ...]:
    given = call.arguments
    match measure.takes:
        case "nothing" if not given:
            return ()
        case "number" if len(given) == 1:
            return (_whole(given[0]),)
        case "number" if not given:
            advice = f"Write {call.name}(1) for the first request, or max({call.name}) for all."
            raise _Refused(call.column, f"{call.name}() is a list", advice)
        case "function and alias" if len(given) == 2 or (not given and call.name != "version"):
            return tuple(map(_name, given))
        case "nothing" | "number" | "series" | "function and alias":
            pass
        case "metric" if given and _name(given[0]) not in METRICS:
            problem = f"{_name(given[0])} is no metric of CloudWatch's that this version keeps"
            raise _Refused(given[0].column, problem, did_you_mean(_name(given[0]), METRICS))
        case "platform line" if given and _name(given[0]) not in PLATFORM_LINES:
            problem = f"Lambda's own lines are {', '.join(PLATFORM_LINES)}"
            raise _Refused(given[0].column, problem, did_you_mean(_name(given[0]), PLATFORM_LINES))
        case takes if len(given) == NEEDED.get(takes, len(given)) <= max(1, NEEDED.get(takes, 1)):
            return tuple(map(_name, given))
        case _:
            pass
    raise _Refused(call.column, f"{call.name} is written {measure.usage}")


def _over_series(call: Call, measure: Measure) -> Taken:
    """`latency`, or `latency(kind=customer)`; filters may stand inside and outside."""
    if len(call.arguments) != 1:
        raise _Refused(call.column, f"{call.name} is written {measure.usage}")
    (tree,) = call.arguments
    if not isinstance(tree, Word | Call) or tree.name not in SERIES:
        name = tree.name if isinstance(tree, Word | Call) else ""
        problem = f"one of {', '.join(SERIES)} is expected here"
        raise _Refused(tree.column, problem, did_you_mean(name, SERIES))
    inner: tuple[tuple[str, Tree], ...] = ()
    if isinstance(tree, Call):
        if tree.arguments:
            raise _Refused(tree.column, f"write {tree.name}, for all of them")
        inner = tree.named
    filters = _filters(call, (*inner, *call.named), SERIES[tree.name].filters)
    return Taken((), filters, tree.name)


def _whole(tree: Tree) -> int:
    match tree:
        case LiteralTree(Quantity(number, "count")) if number >= 1 and number == int(number):
            return int(number)
        case _:
            raise _Refused(tree.column, "the number of a request is expected here, such as 1")


def _name(tree: Tree) -> str:
    match tree:
        case Word(name):
            return name
        case LiteralTree(str(text)):
            return text
        case LiteralTree(Quantity(number, "count")):
            return f"{number:g}"
        case _:
            raise _Refused(tree.column, "a name is expected here")


def _moment(name: str, tree: Tree) -> int:
    match tree:
        case LiteralTree(Quantity(number, "time")):
            return int(number)
        case _:
            raise _Refused(tree.column, f"{name}= takes a time, such as 10s")


def _kind(tree: Tree) -> Kind:
    match tree:
        case LiteralTree(value):
            return "text" if isinstance(value, str) else value.unit
        case Word(name, column):
            known = name in MEASURES
            advice = f"Write {name}()." if known else did_you_mean(name, MEASURES)
            raise _Refused(column, f"{name} is not a value", advice)
        case Call():
            measure, taken = bind(tree)
            unit = measure.unit
            return SERIES[taken.series].unit if unit == "of the series" else unit
        case Unary(sign, operand, column):
            return _kind_of_unary(sign, _kind(operand), column)
        case Binary():
            return _kind_of_binary(tree, _kind(tree.left), _kind(tree.right))
        case _:
            assert_never(tree)


def _kind_of_unary(sign: str, kind: Kind, column: int) -> Kind:
    if sign == "not" and kind != "truth":
        raise _Refused(column, f"after not stands {_SPOKEN[kind]}; a comparison is expected")
    if sign == "-" and kind in ("truth", "text"):
        raise _Refused(column, f"{_SPOKEN[kind]} has no minus")
    return kind


def _kind_of_binary(tree: Binary, left: Kind, right: Kind) -> Kind:
    sign, both = tree.sign, f"{_SPOKEN[left]} and {_SPOKEN[right]}"
    alike = left == right or (left in BARE and right in BARE)
    words = "truth" in (left, right) or "text" in (left, right)
    if sign in {"and", "or"}:
        if left != "truth" or right != "truth":
            raise _Refused(tree.column, f"{sign} joins comparisons, and here stand {both}")
        return "truth"
    if sign in COMPARISONS:
        orders = left == "text" and sign not in {"==", "!="}
        if not alike or left == "truth" or orders:
            other = right if left in BARE else left
            advice = _UNIT_ADVICE.get(other, "") if "count" in (left, right) else ""
            raise _Refused(tree.column, f"{both} cannot be compared with {sign}", advice)
        return "truth"
    if words:
        raise _Refused(tree.column, f"{both} cannot be reckoned with {sign}")
    if sign in "+-" and alike:
        return left if left == right else "count"
    if sign == "/" and alike:
        return "count"
    if (sign == "*" and (left in BARE or right in BARE)) or (sign == "/" and right in BARE):
        return right if left in BARE else left
    raise _Refused(tree.column, f"{both} cannot be reckoned with {sign}")
