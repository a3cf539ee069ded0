"""The operators of a Condition: what a name such as `ForAnyValue:StringLikeIfExists` means."""

from __future__ import annotations

import operator
from collections.abc import Callable
from functools import partial
from typing import Literal, NamedTuple

from lambdatutor.iam.comparisons import (
    Comparison,
    InNetwork,
    LikeArn,
    LikeText,
    Order,
    SameText,
    SameTruth,
    in_numbers,
    in_time,
    network,
    truth,
)
from lambdatutor.iam.variables import Pattern, pattern

Quantifier = Literal["", "all", "any"]
Reader = Callable[[Pattern], Comparison]
"""Reads one value of a condition."""


class Operator(NamedTuple):
    """What is compared, and whether it is wanted to differ."""

    name: str
    negated: bool
    read: Reader


class Spelt(NamedTuple):
    """An operator's name in a document, read."""

    quantifier: Quantifier
    """ForAllValues or ForAnyValue (IAM-015, IAM-016)."""
    name: str
    """The operator's own name, as AWS writes it."""
    negated: bool
    """Whether the values are wanted to differ."""
    if_exists: bool
    """IAM-013."""

    @property
    def is_null(self) -> bool:
        return self.name == "Null"

    def read(self, text: str, *, variables: bool) -> Comparison:
        """One value of the condition, ready to be compared."""
        return OPERATORS[self.name.lower()].read(pattern(text, variables=variables))


def _literal(wanted: Pattern) -> Comparison:
    return SameText(pattern(wanted.text, variables=False))


def _bool(wanted: Pattern) -> Comparison:
    return SameTruth(truth(wanted.text))


def _address(wanted: Pattern) -> Comparison:
    return InNetwork(network(wanted.text))


_ORDERS: dict[str, Order] = {
    "Equals": operator.eq,
    "NotEquals": operator.eq,
    "LessThan": operator.lt,
    "LessThanEquals": operator.le,
    "GreaterThan": operator.gt,
    "GreaterThanEquals": operator.ge,
}


def _ordered(family: str) -> list[Operator]:
    of = in_numbers if family == "Numeric" else in_time
    return [
        Operator(f"{family}{name}", name == "NotEquals", partial(of, order))
        for name, order in _ORDERS.items()
    ]


_OPERATORS = [
    Operator("StringEquals", negated=False, read=SameText),
    Operator("StringNotEquals", negated=True, read=SameText),
    Operator("StringEqualsIgnoreCase", negated=False, read=partial(SameText, ignore_case=True)),
    Operator("StringNotEqualsIgnoreCase", negated=True, read=partial(SameText, ignore_case=True)),
    Operator("StringLike", negated=False, read=LikeText),
    Operator("StringNotLike", negated=True, read=LikeText),
    *_ordered("Numeric"),
    *_ordered("Date"),
    Operator("Bool", negated=False, read=_bool),
    Operator("BinaryEquals", negated=False, read=_literal),
    Operator("IpAddress", negated=False, read=_address),
    Operator("NotIpAddress", negated=True, read=_address),
    Operator("ArnEquals", negated=False, read=LikeArn),
    Operator("ArnLike", negated=False, read=LikeArn),
    Operator("ArnNotEquals", negated=True, read=LikeArn),
    Operator("ArnNotLike", negated=True, read=LikeArn),
    Operator("Null", negated=False, read=_bool),
]
OPERATORS = {each.name.lower(): each for each in _OPERATORS}
"""By name in lower case."""

_QUANTIFIERS: dict[str, Quantifier] = {"forallvalues:": "all", "foranyvalue:": "any"}


def read_operator(name: str) -> Spelt | None:
    """What an operator's name means, whatever its case; None for one that AWS does not know."""
    word = name.lower()
    quantifier: Quantifier = ""
    for prefix, meaning in _QUANTIFIERS.items():
        if word.startswith(prefix):
            quantifier, word = meaning, word.removeprefix(prefix)
            break
    bare = word.removesuffix("ifexists")
    found = OPERATORS.get(bare)
    if found is None:
        return None
    return Spelt(quantifier, found.name, found.negated, bare != word)
