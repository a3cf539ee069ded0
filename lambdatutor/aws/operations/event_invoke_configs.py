"""Settings of asynchronous invocations: retries, age, destinations."""

from __future__ import annotations

from typing import TypeAlias

from lambdatutor.aws.operations.operation import Operation
from lambdatutor.aws.shapes.destinations import DestinationConfig


class PutFunctionEventInvokeConfig(Operation, frozen=True, kw_only=True):
    """Sets all of the settings; what is not given goes back to its default (ASY-024)."""

    FunctionName: str
    Qualifier: str | None = None
    MaximumRetryAttempts: int | None = None
    """0 to 2; 2 when not given (ASY-003)."""
    MaximumEventAgeInSeconds: int | None = None
    """60 to 21,600; 21,600 when not given (ASY-004)."""
    DestinationConfig: DestinationConfig | None = None


class UpdateFunctionEventInvokeConfig(Operation, frozen=True, kw_only=True):
    """Changes the settings that are given (ASY-024)."""

    FunctionName: str
    Qualifier: str | None = None
    MaximumRetryAttempts: int | None = None
    """0 to 2 (ASY-003)."""
    MaximumEventAgeInSeconds: int | None = None
    """60 to 21,600 (ASY-004)."""
    DestinationConfig: DestinationConfig | None = None


class GetFunctionEventInvokeConfig(Operation, frozen=True, kw_only=True):
    """Asks for the settings."""

    FunctionName: str
    Qualifier: str | None = None


class DeleteFunctionEventInvokeConfig(Operation, frozen=True, kw_only=True):
    """Goes back to the defaults."""

    FunctionName: str
    Qualifier: str | None = None


EventInvokeConfigOperation: TypeAlias = (
    PutFunctionEventInvokeConfig
    | UpdateFunctionEventInvokeConfig
    | GetFunctionEventInvokeConfig
    | DeleteFunctionEventInvokeConfig
)
