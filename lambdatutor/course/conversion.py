"""From nodes to values: each node is checked by itself against its type, and no finding is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import get_args, get_origin

import msgspec

from lambdatutor.course.findings import Findings, nearest
from lambdatutor.course.plain_words import a, allows_nothing, members, struct_name
from lambdatutor.course.scalars import BAD, Bad, Scalars, refuse
from lambdatutor.course.sense import complaints
from lambdatutor.course.yaml_nodes import Mapping, Node, Scalar, Sequence

Special = Callable[["Conversion", Node], object]
"""Reads what is not written field by field."""

_HIDDEN = ("template", "folder", "beside")


@lru_cache(maxsize=256)
def fields(struct: type[msgspec.Struct]) -> dict[str, msgspec.structs.FieldInfo]:
    """The keys an author may write, with what they take."""
    return {
        field.encode_name: field
        for field in msgspec.structs.fields(struct)
        if field.name not in _HIDDEN
    }


class Conversion:
    """Reads nodes as values and notes every finding; what has a fault becomes `BAD`."""

    def __init__(self, findings: Findings, special: dict[frozenset[object], Special]) -> None:
        self.findings = findings
        self._special = special
        self._scalars = Scalars(findings)

    def note(self, node: Node, sentence: str, suggestion: str = "") -> Bad:
        """A fault at the place of a node."""
        self.findings.add(node.mark, sentence, suggestion)
        return BAD

    def read(self, node: Node, hint: object, key: str = "") -> object:
        """The value of `node`, which must be what `hint` says; `key` is where it stands."""
        if isinstance(node, Scalar) and node.value is None and allows_nothing(hint):
            return None
        allowed = members(hint)
        special = self._special.get(allowed)
        if special is not None:
            return special(self, node)
        match node:
            case Scalar():
                return self._scalars.read(node, hint, allowed, key)
            case Sequence():
                return self._sequence(node, hint, allowed, key)
            case Mapping():
                return self._mapping(node, hint, allowed, key)

    def struct(self, node: Mapping, struct: type[msgspec.Struct], **known: object) -> object:
        """A struct from its keys; `known` are fields whose values are there already."""
        values, sound = dict(known), True
        offered = fields(struct)
        meant: set[str | None] = set()
        for key, value in node.entries:
            field = offered.get(key.text)
            if field is None or field.name in known:
                meant.add(self._unknown_key(key, struct, offered))
                sound = False
                continue
            read = self.read(value, field.type, key.text)
            sound = sound and read is not BAD
            values[field.name] = read
        for key_text, field in offered.items():
            if field.required and field.name not in values:
                sound = False
                if key_text not in meant:
                    what = struct_name(struct)
                    self.note(node, f'the key "{key_text}" is missing from this {what}')
        return self._made(node, struct, values) if sound else BAD

    def _unknown_key(
        self, key: Scalar, struct: type[msgspec.Struct], offered: Iterable[str]
    ) -> str | None:
        """Note it, and give the key that was probably meant."""
        near = nearest(key.text, offered)
        advice = f'Did you mean "{near}"?' if near is not None else ""
        self.note(key, f'"{key.text}" is not a key of {a(struct_name(struct))}', advice)
        return near

    def _made(
        self, node: Mapping, struct: type[msgspec.Struct], values: dict[str, object]
    ) -> object:
        made = struct(**values)
        sound = True
        for key, sentence in complaints(made):
            self.note(node.get(key) or node, sentence)
            sound = False
        return made if sound else BAD

    def _sequence(
        self, node: Sequence, hint: object, allowed: frozenset[object], key: str
    ) -> object:
        for one in allowed:
            kinds = get_args(one)
            if get_origin(one) is list or (get_origin(one) is tuple and kinds[-1] is Ellipsis):
                kinds = (kinds[0],) * len(node.items)
            elif get_origin(one) is not tuple or len(kinds) != len(node.items):
                continue
            pairs = zip(node.items, kinds, strict=True)
            values = [self.read(item, kind) for item, kind in pairs]
            if any(value is BAD for value in values):
                return BAD
            return values if get_origin(one) is list else tuple(values)
        return refuse(self.findings, node, hint, key)

    def _mapping(self, node: Mapping, hint: object, allowed: frozenset[object], key: str) -> object:
        for one in allowed:
            if isinstance(one, type) and issubclass(one, msgspec.Struct):
                return self.struct(node, one)
            if get_origin(one) is dict:
                kind = get_args(one)[1]
                values = {key.text: self.read(each, kind, key.text) for key, each in node.entries}
                return BAD if any(value is BAD for value in values.values()) else values
        return refuse(self.findings, node, hint, key)
