"""JSON values as text, and when two of them are the same."""

from __future__ import annotations

import json
from typing import NewType, cast

JsonText = NewType("JsonText", str)
"""A JSON value as text; empty where a lesson leaves it out, as `null` is a value too."""


def written(value: object) -> JsonText:
    """One way to write a value: a space after commas and colons, keys in their own order."""
    return JsonText(json.dumps(value, ensure_ascii=False))


def canonical(text: str) -> str:
    """JSON text in that one way; what is no JSON stays as it is."""
    try:
        return written(json.loads(text))
    except (ValueError, RecursionError):
        return text


def same_json(one: str, other: str) -> bool:
    """Whether two texts are the same JSON value; in JSON 1 and 1.0 are one number."""
    try:
        return _same(json.loads(one), json.loads(other))
    except (ValueError, RecursionError):
        return False


def _same(one: object, other: object) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):  # for Python, true is also 1
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        left, right = cast("dict[str, object]", one), cast("dict[str, object]", other)
        return left.keys() == right.keys() and all(_same(left[key], right[key]) for key in left)
    if isinstance(one, list) and isinstance(other, list):
        items, others = cast("list[object]", one), cast("list[object]", other)
        return len(items) == len(others) and all(map(_same, items, others))
    return one == other
