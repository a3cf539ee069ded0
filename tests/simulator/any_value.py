"""Values for the parameters of any operation, drawn by type and by name."""

from __future__ import annotations

from random import Random
from types import UnionType
from typing import Literal, NamedTuple, Union, cast, get_args, get_origin

import msgspec
from pools import BY_NAME, BY_OPERATION, Pool, numbers, of


def _is_struct(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


class Draw(NamedTuple):
    """A way to choose: what is sensible only, or anything."""

    luck: Random
    operation: str
    sensible: bool

    def choose(self, pool: Pool) -> object:
        return self.luck.choice(pool.sensible if self.sensible else pool.sensible + pool.absurd)

    def value(self, name: str, kind: object) -> object:
        """A value of a type; None where a parameter need not be given."""
        if get_origin(kind) in {UnionType, Union}:
            return self._maybe(name, get_args(kind))
        known = BY_OPERATION.get((self.operation, name), BY_NAME.get(name))
        if known is not None and not _is_struct(kind):
            return msgspec.convert(self.choose(known), kind | None, strict=False)  # type: ignore[operator]  a type
        return self._plain(name, kind)

    def _maybe(self, name: str, members: tuple[object, ...]) -> object:
        given = [each for each in members if each is not type(None)]
        if len(given) < len(members) and self.luck.random() < (0.7 if self.sensible else 0.5):
            return None
        return self.value(name, self.luck.choice(given))

    def _plain(self, name: str, kind: object) -> object:
        origin, inner = get_origin(kind), get_args(kind)
        if origin is list:
            return [self.value("", inner[0]) for _ in range(self._count())]
        if origin is dict:
            return {f"{name}{n}": self.value("", inner[1]) for n in range(self._count())}
        if origin is Literal:
            return self.luck.choice(inner)
        if _is_struct(kind):
            return self.struct(cast("type[msgspec.Struct]", kind))
        return self.choose(_PLAIN[cast("type", kind)])

    def _count(self) -> int:
        return self.luck.choice((1, 1, 2) if self.sensible else (0, 1, 2, 3, 12))

    def struct(self, kind: type[msgspec.Struct]) -> msgspec.Struct:
        """A structure with any of what it can hold."""
        fields = msgspec.structs.fields(kind)
        return kind(**{each.name: self.value(each.name, each.type) for each in fields})


_PLAIN: dict[type, Pool] = {
    str: of("x", "{}", "some text", no=("", "é", "\x00", "x" * 3_000)),
    bool: of(True, False, no=()),
    int: numbers(1, 2, 5, 10, 60),
    float: numbers(0.0, 0.5, 1.0, no=(-1.0, 1e300)),
}
