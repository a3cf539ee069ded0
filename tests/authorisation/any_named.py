"""An operation of any kind in which everything that must be given is given."""

from __future__ import annotations

import types
from typing import Literal, Union, cast, get_args, get_origin, get_type_hints

import msgspec

from lambdatutor.aws.operations import Operation


def named(kind: type[Operation]) -> Operation:
    """The same for a kind every time; only what AWS requires is in it."""
    return _struct(kind)


def _struct(kind: type[Operation]) -> Operation:
    hints = get_type_hints(kind)
    needed = {
        field.name: _value(hints[field.name])
        for field in msgspec.structs.fields(kind)
        if field.required
    }
    return kind(**needed)


def _value(kind: object) -> object:
    origin, inner = get_origin(kind), get_args(kind)
    if origin in {Union, types.UnionType}:
        return _value(inner[0])
    if origin is Literal:
        return inner[0]
    if origin is list:
        return [_value(inner[0])]
    if origin is dict:
        return {}
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return _struct(cast("type[Operation]", kind))
    return {str: "thing", int: 1, float: 1.0, bool: True}.get(cast("type", kind), "thing")
