"""Ways to write a question anew, for laws that compare two answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Json = Any
Statement = dict[str, Json]

LAYERS = ("identity", "resource", "boundary", "session", "scps")


def edited(ask: Statement, edit: Callable[[str, Statement], Statement | None]) -> Statement:
    """The question with what `edit(layer, statement)` says in each place; None leaves it out."""
    return ask | {layer: _edited(ask[layer], layer, edit) for layer in LAYERS if layer in ask}


def _edited(part: Json, layer: str, edit: Callable[[str, Statement], Statement | None]) -> Json:
    if isinstance(part, list):
        return [_edited(each, layer, edit) for each in part]
    found = [edit(layer, each) for each in part["Statement"]]
    return part | {"Statement": [each for each in found if each is not None]}


def without_empty(ask: Statement) -> Statement:
    """Documents that lost their last statement are left out; AWS refuses empty ones."""
    kept = dict(ask)
    for layer in LAYERS:
        if layer in kept:
            kept[layer] = _full(kept[layer])
            if kept[layer] is None:
                del kept[layer]
    return kept


def _full(part: Json) -> Json:
    if isinstance(part, dict):
        return part if part["Statement"] else None
    return [each for each in map(_full, part) if each is not None]


def reversed_lists(part: Json) -> Json:
    """Every list backwards, and every object's keys."""
    if isinstance(part, dict):
        return {key: reversed_lists(part[key]) for key in reversed(part)}
    return [reversed_lists(each) for each in reversed(part)] if isinstance(part, list) else part


def listed(layer: str, statement: Statement) -> Statement:
    """Every scalar as a list of one."""
    one = dict(statement)
    for element in ("Action", "NotAction", "Resource", "NotResource"):
        if isinstance(one.get(element), str):
            one[element] = [one[element]]
    if isinstance(one.get("Principal"), dict):
        one["Principal"] = {kind: [each] for kind, each in one["Principal"].items()}
    if "Condition" in one:
        one["Condition"] = {
            operator: {
                key: each if isinstance(each, list) else [each] for key, each in block.items()
            }
            for operator, block in one["Condition"].items()
        }
    return one


def other_letters(layer: str, statement: Statement) -> Statement:
    """Actions, operators and keys with small letters for capitals and the other way round."""
    one = dict(statement)
    for element in ("Action", "NotAction"):
        if element in one:
            one[element] = one[element].swapcase()
    if "Condition" in one:
        one["Condition"] = {
            operator.swapcase(): {key.swapcase(): each for key, each in block.items()}
            for operator, block in one["Condition"].items()
        }
    return one


def mended(statement: Statement, element: str) -> Statement:
    """The statement with one element that lets everything through."""
    one = {key: each for key, each in statement.items() if key != element}
    if element != "Condition":
        one[element.removeprefix("Not")] = "*"
    return one
