"""An operation's parameters as the AWS CLI and boto3 see them: name, flag, kind."""

from __future__ import annotations

from functools import cache
from types import NoneType
from typing import Literal, NamedTuple, cast, get_args

import msgspec

from lambdatutor.aws import rule_words
from lambdatutor.aws.operations import OPERATIONS, CreateFunction, Operation
from lambdatutor.aws.shapes.policies import PolicyText
from lambdatutor.aws.spelling import kebab


def _by_service() -> dict[str, dict[str, type[Operation]]]:
    found: dict[str, dict[str, type[Operation]]] = {}
    for name, kind in OPERATIONS.items():
        found.setdefault(kind.service, {})[kebab(kind.aws_name or name)] = kind
    return found


COMMANDS = _by_service()
"""Every operation by the AWS CLI's name, under the AWS CLI's name of its service."""

Kind = Literal["text", "whole", "number", "yes or no", "archive", "policy", "list", "nested"]

_RENAMED = {
    ("PublishVersion", "CodeSha256"): "--code-sha-256",
    ("Subscribe", "Endpoint"): "--notification-endpoint",
}
"""Where the AWS CLI's flag is not the parameter in kebab case."""

BLOBS = frozenset({("Invoke", "Payload"), ("PutRecord", "Data"), ("PutRecords", "Records")})
"""What is, or holds, bytes that the AWS CLI expects in base64."""


class Parameter(NamedTuple):
    """One parameter of one operation."""

    name: str
    """As AWS spells it."""
    flag: str
    kind: Kind
    type: object
    """What msgspec converts to, without None."""
    required: bool
    blob: bool = False
    """Whether the AWS CLI expects base64."""

    @property
    def negative(self) -> str:
        """The flag that says no, such as `--no-publish`."""
        return "--no-" + self.flag.removeprefix("--")


@cache
def parameters(operation: type[Operation]) -> tuple[Parameter, ...]:
    """The parameters of an operation, in the order of its fields.

    CreateFunction has `--zip-file` beside `--code`: the AWS CLI hoists it out of Code. Rules of
    security groups have short options beside `--ip-permissions`.
    """
    named = operation.__name__
    found = tuple(_parameter(named, field) for field in msgspec.structs.fields(operation))
    if operation is CreateFunction:
        zip_file = Parameter("ZipFile", "--zip-file", "archive", str, required=False)
        at = 1 + next(i for i, parameter in enumerate(found) if parameter.name == "Code")
        found = (*found[:at], zip_file, *found[at:])
    if named in rule_words.OPERATIONS:
        words = (Parameter(*word, "text", str, required=False) for word in rule_words.WORDS)
        found = (*found, *words)
    return found


@cache
def flags(operation: type[Operation]) -> dict[str, Parameter]:
    """The parameters by flag; `--no-publish` stands beside `--publish`."""
    by_flag = {parameter.flag: parameter for parameter in parameters(operation)}
    yes_or_no = [one for one in by_flag.values() if one.kind == "yes or no"]
    return by_flag | {parameter.negative: parameter for parameter in yes_or_no}


def values_by_parameter(struct: msgspec.Struct) -> dict[str, object]:
    """Every value, None too, under AWS's name of its parameter."""
    values = cast("tuple[object, ...]", msgspec.structs.astuple(struct))
    return dict(zip(struct.__struct_encode_fields__, values, strict=True))


def _parameter(operation: str, field: msgspec.structs.FieldInfo) -> Parameter:
    kind = without_none(cast("object", field.type))
    name = field.encode_name
    flag = _RENAMED.get((operation, name), "--" + kebab(name))
    blob = (operation, name) in BLOBS
    return Parameter(name, flag, _kind(name, kind), kind, field.required, blob)


def without_none(annotation: object) -> object:
    """The type of a value that is given."""
    members = get_args(annotation)
    if NoneType not in members:
        return annotation
    return next(member for member in members if member is not NoneType)


def _kind(name: str, annotation: object) -> Kind:
    if name == "ZipFile":
        return "archive"
    if annotation is bool:
        return "yes or no"
    if annotation is int:
        return "whole"
    if annotation is float:
        return "number"
    if annotation is str:
        return "text"
    if annotation is PolicyText:
        return "policy"
    return "list" if annotation == list[str] else "nested"
