"""Plain values as YAML, in block style."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import cast

from lambdatutor.aws.literals import quoted

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_./-]*|\$LATEST")
_NOT_TEXT = {"true", "false", "yes", "no", "on", "off", "null", "y", "n"}
"""Words that YAML 1.1 reads as something else."""


def to_yaml(value: Mapping[str, object], indent: int = 0) -> str:
    """`value` as lines without an end of line after the last; an empty mapping is `{}`."""
    return "\n".join(_mapping(value, " " * indent)) if value else "{}"


def _mapping(value: Mapping[str, object], indent: str) -> list[str]:
    lines: list[str] = []
    for key, inner in value.items():
        before = f"{indent}{_scalar(key)}:"
        if isinstance(inner, Mapping) and inner:
            lines.append(before)
            lines += _mapping(cast("Mapping[str, object]", inner), indent + "  ")
        elif isinstance(inner, list) and inner:
            lines.append(before)
            for one in cast("Sequence[object]", inner):
                lines += _entry(one, indent + "  ")
        else:
            lines.append(f"{before} {_scalar(cast('object', inner))}")
    return lines


def _entry(value: object, indent: str) -> list[str]:
    """An entry of a list; a mapping in it starts on the line of its dash."""
    pairs = cast("Mapping[str, object]", value) if isinstance(value, Mapping) else None
    if not pairs:
        return [f"{indent}- {_scalar(cast('object', value))}"]
    first, *rest = _mapping(pairs, indent + "  ")
    return [f"{indent}- {first.lstrip()}", *rest]


def _scalar(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, list):
        return "[" + ", ".join(map(_scalar, cast("Sequence[object]", value))) + "]"
    if isinstance(value, str):
        plain = _PLAIN.fullmatch(value) and value.lower() not in _NOT_TEXT
        return value if plain else quoted(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value)
