"""What a template is made of: plain data, and the way to a place in it."""

from __future__ import annotations

from typing import TypeAlias

Value: TypeAlias = "str | int | float | bool | list[Value] | dict[str, Value] | None"
"""YAML's and JSON's data; an intrinsic function is a mapping with one key, such as `Ref`."""

Data: TypeAlias = dict[str, Value]

Where: TypeAlias = tuple[str | int, ...]
"""Such as `("Resources", "Thumbnails", "Properties", "Policies", 0)`."""


def mapping_of(value: Value) -> Data:
    """A mapping as it is, and everything else as an empty one."""
    return value if isinstance(value, dict) else {}


def list_of(value: Value) -> list[Value]:
    """A list as it is, nothing as an empty one, and anything else as the one entry of a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
