"""The operations of IAM and STS: who there is, and in whose name a call is made."""

from __future__ import annotations

from typing import TypeAlias

from lambdatutor.aws.operations.iam.managed_policies import (
    CreatePolicy,
    CreatePolicyVersion,
    DeletePolicy,
    DeletePolicyVersion,
    GetManagedPolicy,
    GetPolicyVersion,
    ManagedPolicyOperation,
    SetDefaultPolicyVersion,
)
from lambdatutor.aws.operations.iam.roles import (
    AttachRolePolicy,
    CreateRole,
    DeleteRole,
    DeleteRolePermissionsBoundary,
    DeleteRolePolicy,
    DetachRolePolicy,
    GetRole,
    GetRolePolicy,
    ListAttachedRolePolicies,
    ListRolePolicies,
    ListRoles,
    PutRolePermissionsBoundary,
    PutRolePolicy,
    RoleOperation,
    TagRole,
    UntagRole,
    UpdateAssumeRolePolicy,
)
from lambdatutor.aws.operations.iam.sessions import (
    AssumeRole,
    GetCallerIdentity,
    SessionOperation,
)
from lambdatutor.aws.operations.iam.users import (
    AttachUserPolicy,
    CreateUser,
    DeleteUser,
    DeleteUserPermissionsBoundary,
    DeleteUserPolicy,
    DetachUserPolicy,
    GetUser,
    GetUserPolicy,
    ListAttachedUserPolicies,
    ListUserPolicies,
    PutUserPermissionsBoundary,
    PutUserPolicy,
    TagUser,
    UserOperation,
)

IdentityOperation: TypeAlias = (
    RoleOperation | UserOperation | ManagedPolicyOperation | SessionOperation
)

__all__ = [
    "AssumeRole",
    "AttachRolePolicy",
    "AttachUserPolicy",
    "CreatePolicy",
    "CreatePolicyVersion",
    "CreateRole",
    "CreateUser",
    "DeletePolicy",
    "DeletePolicyVersion",
    "DeleteRole",
    "DeleteRolePermissionsBoundary",
    "DeleteRolePolicy",
    "DeleteUser",
    "DeleteUserPermissionsBoundary",
    "DeleteUserPolicy",
    "DetachRolePolicy",
    "DetachUserPolicy",
    "GetCallerIdentity",
    "GetManagedPolicy",
    "GetPolicyVersion",
    "GetRole",
    "GetRolePolicy",
    "GetUser",
    "GetUserPolicy",
    "ListAttachedRolePolicies",
    "ListAttachedUserPolicies",
    "ListRolePolicies",
    "ListRoles",
    "ListUserPolicies",
    "PutRolePermissionsBoundary",
    "PutRolePolicy",
    "PutUserPermissionsBoundary",
    "PutUserPolicy",
    "SetDefaultPolicyVersion",
    "TagRole",
    "TagUser",
    "UntagRole",
    "UpdateAssumeRolePolicy",
]
