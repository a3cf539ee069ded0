"""What keeps parsed JSON from being the Condition of a statement."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from lambdatutor.iam.lists import listed
from lambdatutor.iam.operators import Spelt, read_operator
from lambdatutor.iam.refused import Fault, Path
from lambdatutor.iam.variables import has_variable


def condition_faults(found: object, path: Path) -> Iterator[Fault]:
    """Every fault, from top to bottom."""
    if not isinstance(found, dict):
        yield Fault(path, "Condition", "Condition is an object of operators.")
        return
    for operator, lines in cast("dict[str, object]", found).items():
        where = (*path, operator)
        spelt = read_operator(operator)
        if spelt is None:
            because = f'"{operator}" is no condition operator that AWS knows.'
            yield Fault(where, operator, because)
        elif spelt.is_null and spelt.quantifier:
            because = f"{operator}: Null asks whether a key is there, so it takes no set operator."
            yield Fault(where, operator, because)
        if not isinstance(lines, dict):
            yield Fault(where, operator, f"{operator} holds an object of condition keys.")
            continue
        for key, values in cast("dict[str, object]", lines).items():
            yield from _value_faults(values, key, spelt, (*where, key))


def _value_faults(values: object, key: str, spelt: Spelt | None, path: Path) -> Iterator[Fault]:
    if not key.strip():
        yield Fault(path, "Condition", "A condition key is missing.")
    if values == []:
        yield Fault(path, key, f"{key} is compared with nothing; give at least one value.")
    for place, each in enumerate(listed(values)):
        where = (*path, place) if isinstance(values, list) else path
        if not isinstance(each, str | bool | int | float):
            because = f"{key} is compared with texts, numbers, true or false."
            yield Fault(where, key, because)
        elif spelt is not None and spelt.name == "Bool" and has_variable(str(each)):
            because = f'"{each}" is a variable, and AWS\'s pages disagree about variables in Bool.'
            yield Fault(where, "Bool", because)
