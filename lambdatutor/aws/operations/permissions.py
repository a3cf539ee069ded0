"""Statements of a function's resource-based policy: who may invoke it."""

from __future__ import annotations

from typing import TypeAlias

from lambdatutor.aws.operations.operation import Operation
from lambdatutor.aws.shapes.policies import PolicyText


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
    """Asks for the policy. IAM has an operation of that name too: `GetManagedPolicy` here."""

    FunctionName: str
    Qualifier: str | None = None


class PutResourcePolicy(Operation, frozen=True, kw_only=True):
    """Replaces the whole policy (PER-018)."""

    ResourceArn: str
    """Of a function, or of its version or alias."""
    Policy: PolicyText
    RevisionId: str | None = None


class GetResourcePolicy(Operation, frozen=True, kw_only=True):
    """Asks for the policy by ARN."""

    ResourceArn: str


class DeleteResourcePolicy(Operation, frozen=True, kw_only=True):
    """Deletes the whole policy."""

    ResourceArn: str
    RevisionId: str | None = None


PermissionOperation: TypeAlias = (
    AddPermission
    | RemovePermission
    | GetPolicy
    | PutResourcePolicy
    | GetResourcePolicy
    | DeleteResourcePolicy
)
