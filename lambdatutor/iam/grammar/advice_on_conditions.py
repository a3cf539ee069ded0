"""What AWS evaluates in a Condition, but what somebody should look at again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, cast

from lambdatutor.iam.lists import listed
from lambdatutor.iam.operators import Spelt, read_operator
from lambdatutor.iam.refused import Fault, Path
from lambdatutor.iam.resources import SEGMENTS
from lambdatutor.iam.variables import has_variable

_ARN_OPERATORS: Final = frozenset({"ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"})


def condition_advice(statement: Mapping[str, object], path: Path) -> Iterator[Fault]:
    """The warnings about a statement's Condition that has no fault."""
    block = cast("Mapping[str, Mapping[str, object]]", statement.get("Condition", {}))
    guarded = {key.lower() for name in block if name.lower() == "null" for key in block[name]}
    allows = statement.get("Effect") == "Allow"
    for operator, lines in block.items():
        spelt = read_operator(operator)
        if spelt is None:
            continue
        for key, found in lines.items():
            open_ended = allows and key.lower() not in guarded
            for because in _on_line(operator, spelt, key, listed(found), open_ended=open_ended):
                yield Fault((*path, "Condition", operator, key), operator, because)


def _on_line(
    operator: str, spelt: Spelt, key: str, values: list[object], *, open_ended: bool
) -> Iterator[str]:
    if spelt.is_null and spelt.if_exists:
        yield f"{operator}: Null takes no IfExists, which changes nothing here."
    if spelt.quantifier == "all" and open_ended:
        yield f"ForAllValues holds where {key} is absent; add Null with {key}: false."
    if spelt.name in _ARN_OPERATORS:
        for each in values:
            text = str(each)
            if text.count(":") < SEGMENTS - 1 and not has_variable(text):
                yield (
                    f'"{text}" has fewer than the six parts of an ARN, so it fits none:'
                    " here a * does not cross a colon."
                )
