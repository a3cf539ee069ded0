"""AWS IAM: policies that stand by themselves and are attached to roles and users."""

from __future__ import annotations

from typing import ClassVar, TypeAlias

from lambdatutor.aws.operations.operation import IamOperation
from lambdatutor.aws.shapes.policies import PolicyText, Tag


class CreatePolicy(IamOperation, frozen=True, kw_only=True):
    """Creates a managed policy."""

    PolicyName: str
    PolicyDocument: PolicyText
    Path: str | None = None
    Description: str | None = None
    Tags: list[Tag] | None = None


class GetManagedPolicy(IamOperation, frozen=True, kw_only=True):
    """Asks for a managed policy without its document; AWS's GetPolicy.

    Lambda has an operation of that name too.
    """

    aws_name: ClassVar[str] = "GetPolicy"

    PolicyArn: str


class DeletePolicy(IamOperation, frozen=True, kw_only=True):
    """Deletes a managed policy that is attached to nobody."""

    PolicyArn: str


class CreatePolicyVersion(IamOperation, frozen=True, kw_only=True):
    """Gives a managed policy another document; at most five are kept."""

    PolicyArn: str
    PolicyDocument: PolicyText
    SetAsDefault: bool | None = None
    """Whether it counts from now on."""


class GetPolicyVersion(IamOperation, frozen=True, kw_only=True):
    """Asks for a document of a managed policy."""

    PolicyArn: str
    VersionId: str


class SetDefaultPolicyVersion(IamOperation, frozen=True, kw_only=True):
    """Says which document of a managed policy counts."""

    PolicyArn: str
    VersionId: str


class DeletePolicyVersion(IamOperation, frozen=True, kw_only=True):
    """Deletes a document that is not the one that counts."""

    PolicyArn: str
    VersionId: str


ManagedPolicyOperation: TypeAlias = (
    CreatePolicy
    | GetManagedPolicy
    | DeletePolicy
    | CreatePolicyVersion
    | GetPolicyVersion
    | SetDefaultPolicyVersion
    | DeletePolicyVersion
)
