"""A statement of a policy as lines for people, without the brackets of JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, cast

from lambdatutor.iam.conditions import value_text
from lambdatutor.iam.lists import listed


def elements(statement: Mapping[str, object]) -> Iterator[str]:
    """What a statement says, one element a line; a Condition one operator and key a line."""
    for element in _MATCHED:
        if element in statement:
            yield f"{element} {_texts(statement[element])}"
    block = cast("Mapping[str, Mapping[str, object]]", statement.get("Condition", {}))
    for operator, lines in block.items():
        for key, values in lines.items():
            yield f"{operator} {key} {_texts(values)}"


_MATCHED: Final = ("Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource")


def _texts(found: object) -> str:
    """One text, or several with commas, without the brackets of JSON."""
    if isinstance(found, dict):
        named = cast("Mapping[str, object]", found).items()
        return ", ".join(f"{kind} {_texts(value)}" for kind, value in named)
    return ", ".join(map(value_text, listed(found)))
