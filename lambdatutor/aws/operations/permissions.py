"""Statements of a function's resource-based policy: who may invoke it."""

from __future__ import annotations

from typing import TypeAlias

from lambdatutor.aws.operations.operation import Operation


class AddPermission(Operation, frozen=True, kw_only=True):
    """Adds a statement."""

    FunctionName: str
    StatementId: str
    Action: str
    Principal: str
    SourceArn: str | None = None
    SourceAccount: str | None = None
    EventSourceToken: str | None = None
    Qualifier: str | None = None
    RevisionId: str | None = None
    PrincipalOrgID: str | None = None
    FunctionUrlAuthType: str | None = None
    InvokedViaFunctionUrl: bool | None = None


class RemovePermission(Operation, frozen=True, kw_only=True):
    """Removes a statement."""

    FunctionName: str
    StatementId: str
    Qualifier: str | None = None
    RevisionId: str | None = None


class GetPolicy(Operation, frozen=True, kw_only=True):
    """Asks for the policy."""

    FunctionName: str
    Qualifier: str | None = None


PermissionOperation: TypeAlias = AddPermission | RemovePermission | GetPolicy
