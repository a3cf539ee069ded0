"""What Lambda does about loops that call themselves."""

from __future__ import annotations

from typing import TypeAlias

from lambdatutor.aws.operations.operation import Operation


class PutFunctionRecursionConfig(Operation, frozen=True, kw_only=True):
    """Says whether a detected loop is stopped (REC-001)."""

    FunctionName: str
    RecursiveLoop: str
    """`Terminate` or `Allow` (REC-001)."""


class GetFunctionRecursionConfig(Operation, frozen=True, kw_only=True):
    """Asks whether a detected loop is stopped."""

    FunctionName: str


RecursionOperation: TypeAlias = PutFunctionRecursionConfig | GetFunctionRecursionConfig
