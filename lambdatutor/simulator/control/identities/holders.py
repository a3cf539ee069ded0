"""What operations of IAM have alike: finding roles, users and policies, refusing, and showing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import iam_errors as errors
from lambdatutor.aws import iam_quotas as quotas
from lambdatutor.simulator.identities.documents import read_document, size
from lambdatutor.simulator.identities.store import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lambdatutor.aws.operations import Operation
    from lambdatutor.aws.shapes.policies import PolicyText, Tag
    from lambdatutor.simulator.answers import Answer
    from lambdatutor.simulator.identities.store import Holder, ManagedPolicy, User
    from lambdatutor.simulator.service import Service


def role_of(service: Service, name: str) -> Role:
    found = service.identities.role(name)
    if found is None:
        raise errors.no_such_identity("role", name)
    return found


def user_of(service: Service, name: str) -> User:
    found = service.identities.user(name)
    if found is None:
        raise errors.no_such_identity("user", name)
    return found


def holder_of(service: Service, operation: Operation) -> Holder:
    """The role or the user that an operation is about."""
    name: str | None = getattr(operation, "RoleName", None)
    if name is not None:
        return role_of(service, name)
    return user_of(service, getattr(operation, "UserName", ""))


def kind_of(holder: Holder) -> str:
    """`role` or `user`, as IAM's sentences have it."""
    return "role" if isinstance(holder, Role) else "user"


def attachable(service: Service, arn: str) -> str:
    """The ARN of a managed policy that is there."""
    if service.identities.policy_text(arn) is None:
        raise errors.policy_not_attachable(arn)
    return arn


def customer_policy(service: Service, arn: str) -> ManagedPolicy:
    """A managed policy that the customer may change."""
    found = service.identities.policies.get(arn)
    if found is not None:
        return found
    if service.identities.policy_text(arn) is not None:
        raise errors.aws_owns_it()
    raise errors.policy_not_found(arn)


def checked(text: PolicyText) -> PolicyText:
    """A document in the form of a policy."""
    if read_document(text) is None:
        raise errors.syntax_errors_in_policy()
    return text


def checked_trust(text: PolicyText) -> PolicyText:
    most = quotas.TRUST_POLICY_CHARACTERS
    if size(checked(text)) > most:
        raise errors.exceeds_quota("ACLSizePerRole", most)
    return text


def refuse_taken(kind: str, name: str, among: Iterable[Holder], account_id: str) -> None:
    """Raises `AwsError` where a name is taken; case makes no difference."""
    if any(each.name.lower() == name.lower() and each.account == account_id for each in among):
        raise errors.identity_exists(kind, name)


def refuse_policies(holder: Holder) -> None:
    """Raises `AwsError` for who still has policies, and so cannot be deleted."""
    if holder.attached:
        raise errors.delete_conflict("Cannot delete entity, must detach all policies first.")
    if holder.inline:
        raise errors.delete_conflict("Cannot delete entity, must delete policies first.")


def tag(holder: Holder, tags: list[Tag]) -> None:
    """Put on the tags that are new or changed."""
    found = holder.tags | {each.Key: each.Value for each in tags}
    if len(found) > quotas.TAGS:
        raise errors.exceeds_quota(f"TagsPer{kind_of(holder).title()}", quotas.TAGS)
    holder.tags = found


def shown_extras(holder: Holder) -> Answer:
    """What roles and users have alike, as far as they have it: a boundary and tags."""
    answer: Answer = {}
    if holder.boundary is not None:
        answer["PermissionsBoundary"] = {
            "PermissionsBoundaryType": "Policy",
            "PermissionsBoundaryArn": holder.boundary,
        }
    if holder.tags:
        answer["Tags"] = [{"Key": key, "Value": value} for key, value in holder.tags.items()]
    return answer
