"""Provisioned concurrency: environments that are ready before any request."""

from __future__ import annotations

from typing import TypeAlias

from lambdatutor.aws.operations.operation import Operation


class PutProvisionedConcurrencyConfig(Operation, frozen=True, kw_only=True):
    """Asks for environments that are ready before any request (CON-014)."""

    FunctionName: str
    Qualifier: str
    """A published version or an alias, never $LATEST (CON-009)."""
    ProvisionedConcurrentExecutions: int


class GetProvisionedConcurrencyConfig(Operation, frozen=True, kw_only=True):
    """Asks how far an allocation has come."""

    FunctionName: str
    Qualifier: str


class DeleteProvisionedConcurrencyConfig(Operation, frozen=True, kw_only=True):
    """Gives the provisioned environments back."""

    FunctionName: str
    Qualifier: str


class ListProvisionedConcurrencyConfigs(Operation, frozen=True, kw_only=True):
    """Asks for every allocation of a function."""

    FunctionName: str
    Marker: str | None = None
    MaxItems: int | None = None


ProvisionedOperation: TypeAlias = (
    PutProvisionedConcurrencyConfig
    | GetProvisionedConcurrencyConfig
    | DeleteProvisionedConcurrencyConfig
    | ListProvisionedConcurrencyConfigs
)
