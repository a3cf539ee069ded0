"""Operations on roles as such: making, trusting, tagging and deleting them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import iam_quotas as quotas
from lambdatutor.aws import operations as aws
from lambdatutor.simulator.control.identities.holders import (
    attachable,
    checked_trust,
    refuse_policies,
    refuse_taken,
    role_of,
    shown_extras,
    tag,
)
from lambdatutor.simulator.identities.documents import read_document
from lambdatutor.simulator.identities.store import Role

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from lambdatutor.simulator.answers import Answer
    from lambdatutor.simulator.service import Service


def create(service: Service, operation: aws.CreateRole) -> Answer:
    identities, name = service.identities, operation.RoleName
    refuse_taken("Role", name, identities.roles.values(), identities.account_id)
    boundary = operation.PermissionsBoundary
    made = Role(
        arn=f"arn:aws:iam::{identities.account_id}:role{operation.Path or '/'}{name}",
        trust=checked_trust(operation.AssumeRolePolicyDocument),
        boundary=None if boundary is None else attachable(service, boundary),
        description=operation.Description or "",
        max_session_s=operation.MaxSessionDuration or quotas.SESSION_S,
    )
    tag(made, operation.Tags or [])
    identities.roles[made.arn] = made
    identities.changed()
    return {"Role": _shown(made)}


def get(service: Service, operation: aws.GetRole) -> Answer:
    return {"Role": _shown(role_of(service, operation.RoleName))}


def list_all(service: Service, operation: aws.ListRoles) -> Answer:
    """Those of the account, all on one page."""
    prefix, account = operation.PathPrefix or "/", service.identities.account_id
    found = [
        _shown(each)
        for each in service.identities.roles.values()
        if each.account == account and each.path.startswith(prefix)
    ]
    return {"Roles": found, "IsTruncated": False}


def delete(service: Service, operation: aws.DeleteRole) -> Answer:
    """Only one without policies; functions that have it are not asked."""
    role = role_of(service, operation.RoleName)
    refuse_policies(role)
    del service.identities.roles[role.arn]
    service.identities.end_sessions(role)
    service.identities.changed()
    return {}


def update_trust(service: Service, operation: aws.UpdateAssumeRolePolicy) -> Answer:
    role = role_of(service, operation.RoleName)
    role.trust = checked_trust(operation.PolicyDocument)
    service.identities.changed()
    return {}


def add_tags(service: Service, operation: aws.TagRole) -> Answer:
    tag(role_of(service, operation.RoleName), operation.Tags)
    service.identities.changed()
    return {}


def remove_tags(service: Service, operation: aws.UntagRole) -> Answer:
    """A tag that is not there is no error."""
    role = role_of(service, operation.RoleName)
    role.tags = {key: value for key, value in role.tags.items() if key not in operation.TagKeys}
    service.identities.changed()
    return {}


def _shown(role: Role) -> Answer:
    """As GetRole shows it; the AWS CLI decodes the document."""
    answer: Answer = {
        "Path": role.path,
        "RoleName": role.name,
        "RoleId": role.unique_id,
        "Arn": role.arn,
        "AssumeRolePolicyDocument": read_document(role.trust),
        "MaxSessionDuration": role.max_session_s,
    }
    if role.description:
        answer["Description"] = role.description
    return answer | shown_extras(role)


HANDLERS: dict[type[aws.Operation], Callable[[Service, Any], Answer]] = {
    aws.CreateRole: create,
    aws.GetRole: get,
    aws.ListRoles: list_all,
    aws.DeleteRole: delete,
    aws.UpdateAssumeRolePolicy: update_trust,
    aws.TagRole: add_tags,
    aws.UntagRole: remove_tags,
}
