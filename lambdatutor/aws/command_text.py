"""Operations written as lines for version 2 of the AWS CLI."""

from __future__ import annotations

import shlex

import msgspec

from lambdatutor.aws.operations import CreateFunction, Invoke, Operation
from lambdatutor.aws.parameters import Parameter, parameters, values_by_parameter
from lambdatutor.aws.shapes import FunctionCode
from lambdatutor.aws.spelling import kebab

BINARY_FORMAT = "--cli-binary-format"
"""Says how bytes are written; the AWS CLI expects base64 without it."""

RAW = "raw-in-base64-out"

_OUTFILE = "out.json"


def to_cli(operation: Operation) -> str:
    """The line that makes this call, quoted for a shell."""
    words = ["aws", operation.service, kebab(operation.name)]
    values = _given(operation)
    for parameter in parameters(type(operation)):
        value = values.get(parameter.name)
        if value is not None:
            words += _written(parameter, value)
    if isinstance(operation, Invoke):
        words.append(_OUTFILE)
    return " ".join(words)


def _given(operation: Operation) -> dict[str, object]:
    """The values by parameter: CreateFunction's archive stands beside the rest of its Code."""
    values = values_by_parameter(operation)
    if isinstance(operation, CreateFunction) and operation.Code.ZipFile is not None:
        rest = msgspec.structs.replace(operation.Code, ZipFile=None)
        values["ZipFile"] = operation.Code.ZipFile
        values["Code"] = None if rest == FunctionCode() else rest
    return values


def _written(parameter: Parameter, value: object) -> list[str]:
    if parameter.kind == "yes or no":
        return [parameter.flag if value else parameter.negative]
    if parameter.kind == "whole":
        return [parameter.flag, str(value)]
    before = [BINARY_FORMAT, RAW] if parameter.blob else []
    if parameter.kind in {"list", "nested"}:
        return [*before, parameter.flag, shlex.quote(msgspec.json.encode(value).decode())]
    word = f"fileb://{value}" if parameter.kind == "archive" else str(value)
    if word.startswith("-"):
        # After a space the AWS CLI would take the value for a flag.
        return [*before, f"{parameter.flag}={shlex.quote(word)}"]
    return [*before, parameter.flag, shlex.quote(word)]
