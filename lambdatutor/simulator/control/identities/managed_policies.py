"""Operations on managed policies and their versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import iam_errors as errors
from lambdatutor.aws import iam_quotas as quotas
from lambdatutor.aws import operations as aws
from lambdatutor.aws.managed_policies import aws_managed_policy
from lambdatutor.simulator.control.identities.holders import checked, customer_policy
from lambdatutor.simulator.identities.documents import read_document, size
from lambdatutor.simulator.identities.store import ManagedPolicy

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from lambdatutor.aws.shapes.policies import PolicyText
    from lambdatutor.simulator.answers import Answer
    from lambdatutor.simulator.service import Service


def create(service: Service, operation: aws.CreatePolicy) -> Answer:
    identities, name = service.identities, operation.PolicyName
    if any(each.name.lower() == name.lower() for each in identities.policies.values()):
        raise errors.policy_exists(name)
    arn = f"arn:aws:iam::{identities.account_id}:policy{operation.Path or '/'}{name}"
    made = ManagedPolicy(
        arn=arn,
        versions={"v1": _checked(operation.PolicyDocument)},
        description=operation.Description or "",
    )
    identities.policies[arn] = made
    identities.changed()
    return {"Policy": _shown(service, arn, "v1", made.description)}


def get(service: Service, operation: aws.GetManagedPolicy) -> Answer:
    """AWS's own are answered too."""
    arn = operation.PolicyArn
    found = service.identities.policies.get(arn)
    if found is not None:
        return {"Policy": _shown(service, arn, found.default, found.description)}
    ours = aws_managed_policy(arn)
    if ours is None:
        raise errors.policy_not_found(arn)
    return {"Policy": _shown(service, arn, ours.version, "")}


def delete(service: Service, operation: aws.DeletePolicy) -> Answer:
    """Only one that is attached to nobody, bounds nobody, and has no other version."""
    policy = customer_policy(service, operation.PolicyArn)
    if service.identities.holders_of(policy.arn):
        raise errors.delete_conflict("Cannot delete a policy attached to entities.")
    if len(policy.versions) > 1:
        raise errors.delete_conflict(
            "This policy has more than one version. Before you delete a policy, you must delete "
            "the policy's versions. The default version is deleted with the policy."
        )
    del service.identities.policies[policy.arn]
    service.identities.changed()
    return {}


def create_version(service: Service, operation: aws.CreatePolicyVersion) -> Answer:
    policy = customer_policy(service, operation.PolicyArn)
    if len(policy.versions) >= quotas.POLICY_VERSIONS:
        raise errors.too_many_versions(quotas.POLICY_VERSIONS)
    text = _checked(operation.PolicyDocument)
    policy.made += 1
    version = f"v{policy.made}"
    policy.versions[version] = text
    if operation.SetAsDefault:
        policy.default = version
    service.identities.changed()
    return {"PolicyVersion": {"VersionId": version, "IsDefaultVersion": policy.default == version}}


def get_version(service: Service, operation: aws.GetPolicyVersion) -> Answer:
    """The AWS CLI decodes the document; of AWS's own policies there is the version that counts."""
    arn, version = operation.PolicyArn, operation.VersionId
    policy, ours = service.identities.policies.get(arn), aws_managed_policy(arn)
    if policy is not None:
        text, counts = policy.versions.get(version), policy.default == version
    elif ours is not None:
        text, counts = (ours.text if ours.version == version else None), True
    else:
        raise errors.policy_not_found(arn)
    if text is None:
        raise errors.no_such_policy_version(arn, version)
    return {
        "PolicyVersion": {
            "Document": read_document(text),
            "VersionId": version,
            "IsDefaultVersion": counts,
        }
    }


def set_default(service: Service, operation: aws.SetDefaultPolicyVersion) -> Answer:
    policy = _with_version(service, operation)
    policy.default = operation.VersionId
    service.identities.changed()
    return {}


def delete_version(service: Service, operation: aws.DeletePolicyVersion) -> Answer:
    policy = _with_version(service, operation)
    if policy.default == operation.VersionId:
        raise errors.delete_conflict("Cannot delete the default version of a policy.")
    del policy.versions[operation.VersionId]
    service.identities.changed()
    return {}


def _with_version(
    service: Service, operation: aws.SetDefaultPolicyVersion | aws.DeletePolicyVersion
) -> ManagedPolicy:
    policy = customer_policy(service, operation.PolicyArn)
    if operation.VersionId not in policy.versions:
        raise errors.no_such_policy_version(policy.arn, operation.VersionId)
    return policy


def _checked(text: PolicyText) -> PolicyText:
    most = quotas.MANAGED_POLICY_CHARACTERS
    if size(checked(text)) > most:
        raise errors.exceeds_quota("PolicySize", most)
    return text


def _shown(service: Service, arn: str, version: str, description: str) -> Answer:
    holders = service.identities.holders_of(arn)
    path, _, name = arn.split(":policy", 1)[1].rpartition("/")
    answer: Answer = {
        "PolicyName": name,
        "Arn": arn,
        "Path": f"{path}/",
        "DefaultVersionId": version,
        "AttachmentCount": sum(arn in each.attached for each in holders),
        "PermissionsBoundaryUsageCount": sum(each.boundary == arn for each in holders),
        "IsAttachable": True,
    }
    if description:
        answer["Description"] = description
    return answer


HANDLERS: dict[type[aws.Operation], Callable[[Service, Any], Answer]] = {
    aws.CreatePolicy: create,
    aws.GetManagedPolicy: get,
    aws.DeletePolicy: delete,
    aws.CreatePolicyVersion: create_version,
    aws.GetPolicyVersion: get_version,
    aws.SetDefaultPolicyVersion: set_default,
    aws.DeletePolicyVersion: delete_version,
}
