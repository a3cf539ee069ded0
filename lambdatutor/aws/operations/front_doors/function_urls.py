"""Function URLs: an HTTPS address of a function."""

from __future__ import annotations

from typing import TypeAlias

from lambdatutor.aws.operations.operation import Operation
from lambdatutor.aws.shapes.function_urls import Cors


class CreateFunctionUrlConfig(Operation, frozen=True, kw_only=True):
    """Gives a function or an alias an address of its own."""

    FunctionName: str
    AuthType: str
    """`AWS_IAM` or `NONE` (URL-001)."""
    Qualifier: str | None = None
    Cors: Cors | None = None
    InvokeMode: str | None = None
    """`BUFFERED` or `RESPONSE_STREAM` (URL-001)."""


class UpdateFunctionUrlConfig(Operation, frozen=True, kw_only=True):
    """Changes the settings that are given."""

    FunctionName: str
    Qualifier: str | None = None
    AuthType: str | None = None
    """`AWS_IAM` or `NONE` (URL-001)."""
    Cors: Cors | None = None
    InvokeMode: str | None = None
    """`BUFFERED` or `RESPONSE_STREAM` (URL-001)."""


class GetFunctionUrlConfig(Operation, frozen=True, kw_only=True):
    """Asks for the address and its settings."""

    FunctionName: str
    Qualifier: str | None = None


class DeleteFunctionUrlConfig(Operation, frozen=True, kw_only=True):
    """Takes the address away."""

    FunctionName: str
    Qualifier: str | None = None


FunctionUrlOperation: TypeAlias = (
    CreateFunctionUrlConfig
    | UpdateFunctionUrlConfig
    | GetFunctionUrlConfig
    | DeleteFunctionUrlConfig
)
