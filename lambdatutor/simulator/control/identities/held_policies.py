"""Operations on the policies of roles and users: inside them, attached, and as their boundary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import iam_errors as errors
from lambdatutor.aws import iam_quotas as quotas
from lambdatutor.aws import operations as aws
from lambdatutor.simulator.control.identities.holders import attachable, checked, holder_of, kind_of
from lambdatutor.simulator.identities.documents import read_document, size

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from lambdatutor.simulator.answers import Answer
    from lambdatutor.simulator.service import Service

_MOST_INLINE = {"role": quotas.ROLE_POLICIES_CHARACTERS, "user": quotas.USER_POLICIES_CHARACTERS}


def put(service: Service, operation: aws.PutRolePolicy | aws.PutUserPolicy) -> Answer:
    """One of the same name is replaced; all of them together have a largest size."""
    holder = holder_of(service, operation)
    inline = holder.inline | {operation.PolicyName: checked(operation.PolicyDocument)}
    kind = kind_of(holder)
    if sum(map(size, inline.values())) > _MOST_INLINE[kind]:
        raise errors.policies_too_large(_MOST_INLINE[kind], kind, holder.name)
    holder.inline = inline
    service.identities.changed()
    return {}


def get(service: Service, operation: aws.GetRolePolicy | aws.GetUserPolicy) -> Answer:
    """The AWS CLI decodes the document."""
    holder = holder_of(service, operation)
    text = holder.inline.get(operation.PolicyName)
    if text is None:
        raise errors.no_such_inline_policy(kind_of(holder), operation.PolicyName)
    return {
        f"{kind_of(holder).title()}Name": holder.name,
        "PolicyName": operation.PolicyName,
        "PolicyDocument": read_document(text),
    }


def delete(service: Service, operation: aws.DeleteRolePolicy | aws.DeleteUserPolicy) -> Answer:
    holder = holder_of(service, operation)
    if holder.inline.pop(operation.PolicyName, None) is None:
        raise errors.no_such_inline_policy(kind_of(holder), operation.PolicyName)
    service.identities.changed()
    return {}


def list_names(service: Service, operation: aws.ListRolePolicies | aws.ListUserPolicies) -> Answer:
    holder = holder_of(service, operation)
    return {"PolicyNames": list(holder.inline), "IsTruncated": False}


def attach(service: Service, operation: aws.AttachRolePolicy | aws.AttachUserPolicy) -> Answer:
    """Attaching what is attached is no error."""
    holder, arn = holder_of(service, operation), attachable(service, operation.PolicyArn)
    if arn not in holder.attached and len(holder.attached) >= quotas.ATTACHED_POLICIES:
        quota = f"PoliciesPer{kind_of(holder).title()}"
        raise errors.exceeds_quota(quota, quotas.ATTACHED_POLICIES)
    holder.attached[arn] = None
    service.identities.changed()
    return {}


def detach(service: Service, operation: aws.DetachRolePolicy | aws.DetachUserPolicy) -> Answer:
    holder = holder_of(service, operation)
    if operation.PolicyArn not in holder.attached:
        raise errors.policy_not_found(operation.PolicyArn)
    del holder.attached[operation.PolicyArn]
    service.identities.changed()
    return {}


def list_attached(
    service: Service, operation: aws.ListAttachedRolePolicies | aws.ListAttachedUserPolicies
) -> Answer:
    holder, prefix = holder_of(service, operation), operation.PathPrefix or "/"
    found = [
        {"PolicyName": arn.rpartition("/")[2], "PolicyArn": arn}
        for arn in holder.attached
        if arn.split(":policy", 1)[1].startswith(prefix)
    ]
    return {"AttachedPolicies": found, "IsTruncated": False}


def put_boundary(
    service: Service, operation: aws.PutRolePermissionsBoundary | aws.PutUserPermissionsBoundary
) -> Answer:
    holder = holder_of(service, operation)
    holder.boundary = attachable(service, operation.PermissionsBoundary)
    service.identities.changed()
    return {}


def delete_boundary(
    service: Service,
    operation: aws.DeleteRolePermissionsBoundary | aws.DeleteUserPermissionsBoundary,
) -> Answer:
    """Taking away what is not there is no error."""
    holder_of(service, operation).boundary = None
    service.identities.changed()
    return {}


HANDLERS: dict[type[aws.Operation], Callable[[Service, Any], Answer]] = {
    aws.PutRolePolicy: put,
    aws.PutUserPolicy: put,
    aws.GetRolePolicy: get,
    aws.GetUserPolicy: get,
    aws.DeleteRolePolicy: delete,
    aws.DeleteUserPolicy: delete,
    aws.ListRolePolicies: list_names,
    aws.ListUserPolicies: list_names,
    aws.AttachRolePolicy: attach,
    aws.AttachUserPolicy: attach,
    aws.DetachRolePolicy: detach,
    aws.DetachUserPolicy: detach,
    aws.ListAttachedRolePolicies: list_attached,
    aws.ListAttachedUserPolicies: list_attached,
    aws.PutRolePermissionsBoundary: put_boundary,
    aws.PutUserPermissionsBoundary: put_boundary,
    aws.DeleteRolePermissionsBoundary: delete_boundary,
    aws.DeleteUserPermissionsBoundary: delete_boundary,
}
