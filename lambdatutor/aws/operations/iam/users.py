"""AWS IAM: users with their policies."""

from __future__ import annotations

from typing import TypeAlias

from lambdatutor.aws.operations.operation import IamOperation
from lambdatutor.aws.shapes.policies import PolicyText, Tag


class CreateUser(IamOperation, frozen=True, kw_only=True):
    """Creates a user, who may do nothing yet."""

    UserName: str
    Path: str | None = None
    PermissionsBoundary: str | None = None
    """The ARN of a managed policy."""
    Tags: list[Tag] | None = None


class GetUser(IamOperation, frozen=True, kw_only=True):
    """Asks for a user; left out: whoever asks."""

    UserName: str | None = None


class DeleteUser(IamOperation, frozen=True, kw_only=True):
    """Deletes a user who has no policies any more."""

    UserName: str


class PutUserPolicy(IamOperation, frozen=True, kw_only=True):
    """Writes a policy into a user, or replaces the one of that name."""

    UserName: str
    PolicyName: str
    PolicyDocument: PolicyText


class GetUserPolicy(IamOperation, frozen=True, kw_only=True):
    """Asks for a policy inside a user."""

    UserName: str
    PolicyName: str


class DeleteUserPolicy(IamOperation, frozen=True, kw_only=True):
    """Deletes a policy inside a user."""

    UserName: str
    PolicyName: str


class ListUserPolicies(IamOperation, frozen=True, kw_only=True):
    """Asks for the names of the policies inside a user."""

    UserName: str
    Marker: str | None = None
    MaxItems: int | None = None


class AttachUserPolicy(IamOperation, frozen=True, kw_only=True):
    """Attaches a managed policy."""

    UserName: str
    PolicyArn: str


class DetachUserPolicy(IamOperation, frozen=True, kw_only=True):
    """Detaches a managed policy."""

    UserName: str
    PolicyArn: str


class ListAttachedUserPolicies(IamOperation, frozen=True, kw_only=True):
    """Asks for the managed policies that are attached."""

    UserName: str
    PathPrefix: str | None = None
    Marker: str | None = None
    MaxItems: int | None = None


class PutUserPermissionsBoundary(IamOperation, frozen=True, kw_only=True):
    """Makes a managed policy the boundary of what a user may do."""

    UserName: str
    PermissionsBoundary: str


class DeleteUserPermissionsBoundary(IamOperation, frozen=True, kw_only=True):
    """Takes the boundary away."""

    UserName: str


class TagUser(IamOperation, frozen=True, kw_only=True):
    """Adds tags, or changes them."""

    UserName: str
    Tags: list[Tag]


UserOperation: TypeAlias = (
    CreateUser
    | GetUser
    | DeleteUser
    | PutUserPolicy
    | GetUserPolicy
    | DeleteUserPolicy
    | ListUserPolicies
    | AttachUserPolicy
    | DetachUserPolicy
    | ListAttachedUserPolicies
    | PutUserPermissionsBoundary
    | DeleteUserPermissionsBoundary
    | TagUser
)
