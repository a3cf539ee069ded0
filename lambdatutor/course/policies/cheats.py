"""Ways to satisfy a policy lab without its idea; `lambdatutor check` tries each on every lab."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple, cast

from lambdatutor.course.policies.reading import EMPTY
from lambdatutor.course.policies.size import statements_of

if TYPE_CHECKING:
    from lambdatutor.course.policies.parts import PolicyDocument, Side

Element = dict[str, object]
Texts = Mapping[str, str]

_OF_RESOURCES: tuple[Side, ...] = ("resource", "trust", "rcp")
_NAMES_WHO: tuple[Side, ...] = (*_OF_RESOURCES, "endpoint")
"""Kinds of policy whose statements have a Principal."""


class PolicyCheat(NamedTuple):
    """A way that must fail."""

    name: str
    """As in "a learner who …"."""
    texts: Texts
    """By the id of the document."""


def policy_cheats(documents: tuple[PolicyDocument, ...], solution: Texts) -> Iterator[PolicyCheat]:
    """The suite for one lab, given its solution.

    What a cheat would leave as the solution has it is no cheat, and is left out.
    """
    mine = [each for each in documents if not each.fixed]
    yield PolicyCheat("does nothing", {})
    yield PolicyCheat("empties every document", {each.id: EMPTY for each in mine})
    for effect, said in (("Allow", "allows"), ("Deny", "denies")):
        everything = {each.id: _everything(each.side, effect) for each in mine}
        yield PolicyCheat(f"{said} everything in every document", everything)
    for name, change in _CHANGES.items():
        changed = {
            each.id: _changed(solution[each.id], each.side, change)
            for each in mine
            if each.id in solution
        }
        if any(json.loads(text) != json.loads(solution[id_]) for id_, text in changed.items()):
            yield PolicyCheat(name, {**solution, **changed})


def _everything(side: Side, effect: str) -> str:
    statement: Element = {"Effect": effect}
    if side in _NAMES_WHO:
        statement["Principal"] = "*"
    statement["Action"] = "sts:*" if side == "trust" else "*"
    if side != "trust":
        statement["Resource"] = "*"
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def _changed(text: str, side: Side, change: Callable[[Element, Side], Element]) -> str:
    data = cast("Element", json.loads(text))
    statements = [
        change(each, side) if each.get("Effect") == "Allow" else each
        for each in statements_of(data)
    ]
    return json.dumps({**data, "Statement": statements})


def _anybody(statement: Element, side: Side) -> Element:
    """With its conditions a `*` may be as narrow as the solution, so they go too."""
    if side not in _NAMES_WHO:
        return statement
    return {**_unconditional(statement, side), "Principal": "*"}


def _unconditional(statement: Element, side: Side) -> Element:
    del side
    return {key: value for key, value in statement.items() if key != "Condition"}


def _anything(statement: Element, side: Side) -> Element:
    """On a resource's own policy every Resource is that one, so nothing is won by a `*` there."""
    if side in _OF_RESOURCES or "Resource" not in statement:
        return statement
    return {**statement, "Resource": "*"}


def _everything_done(statement: Element, side: Side) -> Element:
    """A service that is let in does nothing but what it is there for, so a `*` changes nothing."""
    if "Action" not in statement or side == "trust" or _services_alone(statement):
        return statement
    return {**statement, "Action": "*"}


def _services_alone(statement: Element) -> bool:
    principal = statement.get("Principal")
    return isinstance(principal, dict) and set(cast("Element", principal)) == {"Service"}


_CHANGES: dict[str, Callable[[Element, Side], Element]] = {
    "lets everybody in (Principal *, no Condition)": _anybody,
    "leaves out every Condition of the solution": _unconditional,
    "writes Resource * in the solution": _anything,
    "writes Action * in the solution": _everything_done,
}
"""What is done to each Allow statement of the solution."""
