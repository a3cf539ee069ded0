"""The calls that make roles and their policies."""

from __future__ import annotations

from collections.abc import Iterator

from lambdatutor.aws.managed_policies import aws_managed_text
from lambdatutor.aws.operations import (
    AttachRolePolicy,
    CreatePolicy,
    CreateRole,
    Operation,
    PutRolePolicy,
)
from lambdatutor.sam.calling import call, json_text
from lambdatutor.sam.expansion import Resource
from lambdatutor.sam.values import Data, list_of, mapping_of


def role(resource: Resource) -> Iterator[Operation]:
    """The role, then the managed policies, then the ones written into it."""
    given, name = resource.properties, resource.name
    parameters: Data = {
        "RoleName": name,
        "AssumeRolePolicyDocument": json_text(given.get("AssumeRolePolicyDocument")),
    }
    for each in ("Path", "Description", "MaxSessionDuration", "PermissionsBoundary", "Tags"):
        parameters[each] = given.get(each)
    yield call(CreateRole, resource, parameters)
    for arn in map(str, list_of(given.get("ManagedPolicyArns"))):
        if not unknown_here(arn):
            yield call(AttachRolePolicy, resource, {"RoleName": name, "PolicyArn": arn})
    for each in map(mapping_of, list_of(given.get("Policies"))):
        inline: Data = {
            "RoleName": name,
            "PolicyName": each.get("PolicyName"),
            "PolicyDocument": json_text(each.get("PolicyDocument")),
        }
        yield call(PutRolePolicy, resource, inline)


def unknown_here(arn: str) -> bool:
    """Whether a policy is AWS's own, and its document is not among those that are known here."""
    return arn.startswith("arn:aws:iam::aws:") and aws_managed_text(arn) is None


def managed_policy(resource: Resource) -> Iterator[Operation]:
    """A policy of the account's own."""
    given = resource.properties
    parameters: Data = {
        "PolicyName": resource.name,
        "PolicyDocument": json_text(given.get("PolicyDocument")),
        "Path": given.get("Path"),
        "Description": given.get("Description"),
    }
    yield call(CreatePolicy, resource, parameters)


def attachments(resource: Resource) -> Iterator[Operation]:
    """Attaches a policy of the account's own to the roles that it names."""
    for name in list_of(resource.properties.get("Roles")):
        yield call(AttachRolePolicy, resource, {"RoleName": name, "PolicyArn": resource.arn})
