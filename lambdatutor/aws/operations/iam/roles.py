"""AWS IAM: roles with their policies."""

from __future__ import annotations

from typing import TypeAlias

from lambdatutor.aws.operations.operation import IamOperation
from lambdatutor.aws.shapes.policies import PolicyText, Tag


class CreateRole(IamOperation, frozen=True, kw_only=True):
    """Creates a role; its trust policy says who may assume it (PER-001)."""

    RoleName: str
    AssumeRolePolicyDocument: PolicyText
    Path: str | None = None
    Description: str | None = None
    MaxSessionDuration: int | None = None
    """In seconds; 3,600 when not given."""
    PermissionsBoundary: str | None = None
    """The ARN of a managed policy."""
    Tags: list[Tag] | None = None


class GetRole(IamOperation, frozen=True, kw_only=True):
    """Asks for a role and its trust policy."""

    RoleName: str


class ListRoles(IamOperation, frozen=True, kw_only=True):
    """Asks for the roles of the account."""

    PathPrefix: str | None = None
    Marker: str | None = None
    MaxItems: int | None = None


class DeleteRole(IamOperation, frozen=True, kw_only=True):
    """Deletes a role that has no policies any more."""

    RoleName: str


class UpdateAssumeRolePolicy(IamOperation, frozen=True, kw_only=True):
    """Replaces the trust policy."""

    RoleName: str
    PolicyDocument: PolicyText


class PutRolePolicy(IamOperation, frozen=True, kw_only=True):
    """Writes a policy into a role, or replaces the one of that name."""

    RoleName: str
    PolicyName: str
    PolicyDocument: PolicyText


class GetRolePolicy(IamOperation, frozen=True, kw_only=True):
    """Asks for a policy inside a role."""

    RoleName: str
    PolicyName: str


class DeleteRolePolicy(IamOperation, frozen=True, kw_only=True):
    """Deletes a policy inside a role."""

    RoleName: str
    PolicyName: str


class ListRolePolicies(IamOperation, frozen=True, kw_only=True):
    """Asks for the names of the policies inside a role."""

    RoleName: str
    Marker: str | None = None
    MaxItems: int | None = None


class AttachRolePolicy(IamOperation, frozen=True, kw_only=True):
    """Attaches a managed policy."""

    RoleName: str
    PolicyArn: str


class DetachRolePolicy(IamOperation, frozen=True, kw_only=True):
    """Detaches a managed policy."""

    RoleName: str
    PolicyArn: str


class ListAttachedRolePolicies(IamOperation, frozen=True, kw_only=True):
    """Asks for the managed policies that are attached."""

    RoleName: str
    PathPrefix: str | None = None
    Marker: str | None = None
    MaxItems: int | None = None


class PutRolePermissionsBoundary(IamOperation, frozen=True, kw_only=True):
    """Makes a managed policy the boundary of what a role may do."""

    RoleName: str
    PermissionsBoundary: str


class DeleteRolePermissionsBoundary(IamOperation, frozen=True, kw_only=True):
    """Takes the boundary away."""

    RoleName: str


class TagRole(IamOperation, frozen=True, kw_only=True):
    """Adds tags, or changes them."""

    RoleName: str
    Tags: list[Tag]


class UntagRole(IamOperation, frozen=True, kw_only=True):
    """Removes tags."""

    RoleName: str
    TagKeys: list[str]


RoleOperation: TypeAlias = (
    CreateRole
    | GetRole
    | ListRoles
    | DeleteRole
    | UpdateAssumeRolePolicy
    | PutRolePolicy
    | GetRolePolicy
    | DeleteRolePolicy
    | ListRolePolicies
    | AttachRolePolicy
    | DetachRolePolicy
    | ListAttachedRolePolicies
    | PutRolePermissionsBoundary
    | DeleteRolePermissionsBoundary
    | TagRole
    | UntagRole
)
