"""Going through everything in a lesson, with the place of each part in its file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple, cast

import msgspec

from lambdatutor.course.quantities import Quantity

Where = tuple[str | int, ...]
"""`("steps", 2, "ask")`: keys and positions from the top of the file."""


class Part(NamedTuple):
    """A struct somewhere in a lesson."""

    value: msgspec.Struct
    where: Where


class Written(NamedTuple):
    """A text somewhere in a lesson."""

    text: str
    key: str
    where: Where
    owner: msgspec.Struct


@lru_cache(maxsize=256)
def _keys(kind: type[msgspec.Struct]) -> tuple[tuple[str, str], ...]:
    """Fields and the keys that they stand at in the file."""
    pairs = zip(kind.__struct_fields__, kind.__struct_encode_fields__, strict=True)
    return tuple(pair for pair in pairs if pair[0] != "template")


def parts(value: object, where: Where = ()) -> Iterator[Part]:
    """Every struct in `value`, itself included, in the order of the file."""
    if isinstance(value, msgspec.Struct):
        yield Part(value, where)
        for field, key in _keys(type(value)):
            yield from parts(getattr(value, field), (*where, key))
    elif isinstance(value, tuple):
        for position, item in enumerate(cast("tuple[object, ...]", value)):
            yield from parts(item, (*where, position))


def texts(value: object) -> Iterator[Written]:
    """Every text, and every text in a list of texts."""
    for owner, where in parts(value):
        for field, key in _keys(type(owner)):
            held = getattr(owner, field)
            if isinstance(held, str):
                yield Written(held, key, (*where, key), owner)
            elif isinstance(held, tuple) and not isinstance(held, Quantity):
                for position, item in enumerate(cast("tuple[object, ...]", held)):
                    if isinstance(item, str):
                        yield Written(item, key, (*where, key, position), owner)
