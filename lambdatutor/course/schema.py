"""The JSON Schema of the lesson file, off the same structs that read it, for editors of YAML."""

from __future__ import annotations

from typing import Literal, cast, get_args, get_origin

import msgspec

from lambdatutor.aws.operations import OPERATIONS, Operation
from lambdatutor.aws.shapes.policies import PolicyText
from lambdatutor.course.conversion import fields
from lambdatutor.course.expressions import Expression, HandlerExpression, PolicyExpression
from lambdatutor.course.format import Lab, Lesson, Step
from lambdatutor.course.handlers.json_text import JsonText
from lambdatutor.course.handlers.parts import ApiCall, Change
from lambdatutor.course.kinds import ID, KINDS, QUESTIONS
from lambdatutor.course.lab_parts import Action, Control, Set
from lambdatutor.course.plain_words import DISTRIBUTION, allows_nothing, members
from lambdatutor.course.quantities import Quantity
from lambdatutor.simulator.time import Micros

Schema = dict[str, object]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_TIME = r"\d+(\.\d+)?\s*(us|µs|ms|s|min|h|d)"
_PLACE = r"\{[a-z][a-z0-9_]*\}"
_LEAVES: dict[object, Schema] = {
    str: {"type": ["string", "number", "boolean"]},
    int: {"type": ["integer", "string"], "pattern": f"^{_PLACE}$"},
    float: {"type": ["number", "string"], "pattern": f"^{_PLACE}$"},
    bool: {"type": "boolean"},
    Micros: {"type": "string", "pattern": f"^({_TIME}|.*{_PLACE}.*)$"},
    Quantity: {"type": ["string", "number"]},
    PolicyText: {"type": ["object", "string"]},
    Expression: {"type": "string", "minLength": 1},
    PolicyExpression: {"type": "string", "minLength": 1},
    HandlerExpression: {"type": "string", "minLength": 1},
    JsonText: {},
}
_STEPS, _QUESTIONS = frozenset(get_args(Step)), frozenset(QUESTIONS.values())
_NAMES = {
    kind: f"{name}-{tag}"
    for tag, kinds in KINDS.items()
    for name, kind in kinds.items()
    if name and kind is not Lab
}
"""What is not called by its tag, as more than one kind has that."""
_ACTION = frozenset(get_args(Action))


def lesson_schema() -> Schema:
    """The whole schema, ready for `json.dumps`; the same on every call."""
    writer = _Writer()
    root = writer.of(Lesson)
    return {
        "$schema": DIALECT,
        "title": "A lambdatutor lesson",
        **root,
        "$defs": {name: writer.definitions[name] for name in sorted(writer.definitions)},
    }


class _Writer:
    """Writes the schema of each type, and of each struct once under its name."""

    def __init__(self) -> None:
        self.definitions: dict[str, Schema] = {}

    def of(self, hint: object) -> Schema:
        found = self._of_members(members(hint))
        return {"anyOf": [found, {"type": "null"}]} if allows_nothing(hint) else found

    def _of_members(self, allowed: frozenset[object]) -> Schema:
        if allowed == _STEPS:
            return _any([self._tagged(kind.tag, kind) for kind in get_args(Step)])
        if allowed == _QUESTIONS:
            return _any([self._tagged(tag, kind) for tag, kind in QUESTIONS.items()])
        if allowed == frozenset(get_args(Change)):
            structs = sorted(allowed - {ApiCall}, key=repr)
            return _any([*(self._of_one(kind) for kind in structs), self._operation()])
        if allowed == _ACTION:
            return _any([self._struct(Set), self._operation()])
        if allowed >= DISTRIBUTION:
            return {"type": "string", "minLength": 2}
        if len(allowed) > 1:
            return _any(sorted((self.of(one) for one in allowed), key=repr))
        (only,) = allowed
        return self._of_one(only)

    def _of_one(self, only: object) -> Schema:
        arguments = get_args(only)
        if only in _LEAVES:
            return dict(_LEAVES[only])
        if only is Operation:
            return self._operation()
        if only is Control:
            return _any([{"type": "string"}, self._struct(Control)])
        if get_origin(only) is Literal:
            return {"enum": list(arguments)}
        if get_origin(only) is dict:
            return {"type": "object", "additionalProperties": self.of(arguments[1])}
        if get_origin(only) in (tuple, list):
            return self._list(arguments)
        return self._struct(cast("type[msgspec.Struct]", only))

    def _list(self, arguments: tuple[object, ...]) -> Schema:
        if len(arguments) == 2 and arguments[1] is not Ellipsis:
            items = [self.of(argument) for argument in arguments]
            return {"type": "array", "prefixItems": items, "minItems": 2, "maxItems": 2}
        return {"type": "array", "items": self.of(arguments[0])}

    def _struct(self, kind: type[msgspec.Struct]) -> Schema:
        return self._defined(kind.__name__, kind, {})

    def _tagged(self, tag: str, kind: type[msgspec.Struct]) -> Schema:
        """A step or a question: its kind is the key that its id stands at."""
        return self._defined(_NAMES.get(kind, tag), kind, {tag: _id()})

    def _defined(self, name: str, kind: type[msgspec.Struct], first: Schema) -> Schema:
        reference: Schema = {"$ref": f"#/$defs/{name}"}
        if name in self.definitions:
            return reference
        definition: Schema = {"type": "object", "additionalProperties": False}
        self.definitions[name] = definition
        if kind.__doc__:
            definition["description"] = kind.__doc__.partition("\n")[0]
        written = {key: field for key, field in fields(kind).items() if not first or key != "id"}
        definition["properties"] = first | {
            key: self.of(field.type) for key, field in written.items()
        }
        needed = [*first, *(key for key, field in written.items() if field.required)]
        if needed:
            definition["required"] = needed
        return reference

    def _operation(self) -> Schema:
        """One of AWS's operations with its parameters; in an action, also its moment."""
        name = "operation"
        if name not in self.definitions:
            self.definitions[name] = {
                "type": "object",
                "properties": {
                    "at": self.of(Micros),
                    **{each: self.of(kind | None) for each, kind in OPERATIONS.items()},
                },
                "additionalProperties": False,
                "minProperties": 1,
                "maxProperties": 2,
            }
        return {"$ref": f"#/$defs/{name}"}


def _id() -> Schema:
    return {"type": ["string", "integer"], "pattern": f"^{ID.pattern}$"}


def _any(schemas: list[Schema]) -> Schema:
    return {"anyOf": schemas}
