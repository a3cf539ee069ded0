"""An operation's parameters as the AWS CLI and boto3 see them: name, flag, kind."""

from __future__ import annotations

from functools import cache
from types import NoneType
from typing import Literal, NamedTuple, cast, get_args

import msgspec

from lambdatutor.aws.operations import OPERATIONS, CreateFunction, Operation
from lambdatutor.aws.spelling import kebab

COMMANDS: dict[str, type[Operation]] = {kebab(name): kind for name, kind in OPERATIONS.items()}
"""Every operation by the AWS CLI's name."""

Kind = Literal["text", "whole", "yes or no", "archive", "list", "nested"]

_RENAMED = {"CodeSha256": "--code-sha-256"}
"""Where the AWS CLI's flag is not the parameter in kebab case."""


class Parameter(NamedTuple):
    """One parameter of one operation."""

    name: str
    flag: str
    kind: Kind
    type: object
    """What msgspec converts to, without None."""
    required: bool

    @property
    def negative(self) -> str:
        """The flag that says no, such as `--no-publish`."""
        return "--no-" + self.flag.removeprefix("--")


@cache
def parameters(operation: type[Operation]) -> tuple[Parameter, ...]:
    """The parameters of an operation, in the order of its fields.

    CreateFunction has `--zip-file` beside `--code`: the AWS CLI hoists it out of Code.
    """
    found = tuple(_parameter(field) for field in msgspec.structs.fields(operation))
    if operation is CreateFunction:
        zip_file = Parameter("ZipFile", "--zip-file", "archive", str, required=False)
        at = 1 + next(i for i, parameter in enumerate(found) if parameter.name == "Code")
        found = (*found[:at], zip_file, *found[at:])
    return found


@cache
def flags(operation: type[Operation]) -> dict[str, Parameter]:
    """The parameters by flag; `--no-publish` stands beside `--publish`."""
    by_flag = {parameter.flag: parameter for parameter in parameters(operation)}
    yes_or_no = [one for one in by_flag.values() if one.kind == "yes or no"]
    return by_flag | {parameter.negative: parameter for parameter in yes_or_no}


def _parameter(field: msgspec.structs.FieldInfo) -> Parameter:
    kind = _without_none(cast("object", field.type))
    flag = _RENAMED.get(field.name, "--" + kebab(field.name))
    return Parameter(field.name, flag, _kind(field.name, kind), kind, field.required)


def _without_none(annotation: object) -> object:
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
    if annotation is str:
        return "text"
    return "list" if annotation == list[str] else "nested"
