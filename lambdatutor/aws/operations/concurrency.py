"""Reserved concurrency, and the limits of the account."""

from __future__ import annotations

from typing import TypeAlias

from lambdatutor.aws.operations.operation import Operation


class PutFunctionConcurrency(Operation, frozen=True, kw_only=True):
    """Sets the reserved concurrency: a guarantee and a cap (CON-005)."""

    FunctionName: str
    ReservedConcurrentExecutions: int


class GetFunctionConcurrency(Operation, frozen=True, kw_only=True):
    """Asks for the reserved concurrency."""

    FunctionName: str


class DeleteFunctionConcurrency(Operation, frozen=True, kw_only=True):
    """Gives the reserved concurrency back to the account's pool."""

    FunctionName: str


class GetAccountSettings(Operation, frozen=True, kw_only=True):
    """Asks for the account's limits and usage in this Region (CON-029)."""


ConcurrencyOperation: TypeAlias = (
    PutFunctionConcurrency | GetFunctionConcurrency | DeleteFunctionConcurrency | GetAccountSettings
)
