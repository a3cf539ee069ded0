"""Operations as the Python that makes them with boto3."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

import msgspec

from lambdatutor.aws.literals import quoted
from lambdatutor.aws.operations import Operation
from lambdatutor.aws.operations.operation import CLIENTS
from lambdatutor.aws.spelling import snake

_WIDTH = 88


def to_boto3(operation: Operation) -> str:
    """One call on a client, such as `sqs` for `boto3.client("sqs")`; long ones take several lines.

    Lambda's client is `client`: in Python `lambda` is no name.
    """
    method = f"{client_name(operation)}.{snake(operation.name)}"
    values = cast("dict[str, object]", msgspec.to_builtins(operation))
    values.pop("operation")
    arguments = [f"{name}={_argument(name, value)}" for name, value in values.items()]
    line = f"{method}({', '.join(arguments)})"
    if len(line) <= _WIDTH:
        return line
    return "\n".join([f"{method}(", *(f"    {argument}," for argument in arguments), ")"])


def client_name(operation: Operation) -> str:
    """The variable that the code calls the service's client."""
    if operation.service == "lambda":
        return "client"
    return CLIENTS.get(operation.service, operation.service).replace("-", "_")


def _argument(name: str, value: object) -> str:
    """A parameter's value; an archive or an object's body is read from its file."""
    if name in {"ZipFile", "Body"}:
        return f'open({_literal(value)}, "rb").read()'
    if name == "Code":
        return _pairs({key: _argument(key, one) for key, one in _items(value)})
    return _literal(value)


def _literal(value: object) -> str:
    if isinstance(value, dict):
        return _pairs({key: _literal(one) for key, one in _items(cast("object", value))})
    if isinstance(value, list):
        return "[" + ", ".join(_literal(one) for one in cast("list[object]", value)) + "]"
    if not isinstance(value, str):
        return repr(value)
    # JSON is full of double quotes: single ones around it keep it readable.
    return repr(value) if '"' in value and "'" not in value else quoted(value)


def _items(value: object) -> Iterable[tuple[str, object]]:
    return cast("dict[str, object]", value).items()


def _pairs(written: dict[str, str]) -> str:
    return "{" + ", ".join(f"{quoted(key)}: {value}" for key, value in written.items()) + "}"
