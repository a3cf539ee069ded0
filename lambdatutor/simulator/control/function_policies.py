"""Operations on the whole resource-based policy of a function, version or alias (PER-018)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import errors, quotas
from lambdatutor.aws import operations as aws
from lambdatutor.simulator.answers import Answer, arn, revision
from lambdatutor.simulator.control.lookup import (
    alias_of,
    check_revision,
    function_of,
    target,
    version_of,
)
from lambdatutor.simulator.identities.documents import read_document
from lambdatutor.simulator.sources.policy import FunctionPolicy
from lambdatutor.simulator.version import LATEST

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from lambdatutor.simulator.service import Service

Place = tuple[str, str | None]
"""A function and a qualifier: each place has a policy of its own (PER-007)."""


def put(service: Service, operation: aws.PutResourcePolicy) -> Answer:
    """Replace the whole document, whatever AddPermission had put there."""
    place = place_of(service, operation.ResourceArn, None)
    _check_revision(service, place, operation.RevisionId)
    document = read_document(operation.Policy)
    if document is None:
        raise errors.invalid_parameter_value(
            "The provided policy was invalid. Please check the policy and try again."
        )
    policy = FunctionPolicy(arn(service.scenario.account, *place), document)
    keep(service, place, policy)
    return _shown(service, place, policy)


def get(service: Service, operation: aws.GetResourcePolicy) -> Answer:
    place = place_of(service, operation.ResourceArn, None)
    return _shown(service, place, policy_at(service, place))


def delete(service: Service, operation: aws.DeleteResourcePolicy) -> Answer:
    place = place_of(service, operation.ResourceArn, None)
    policy_at(service, place)
    _check_revision(service, place, operation.RevisionId)
    del service.policies[place]
    _changed(service, place)
    return {}


def place_of(service: Service, function_name: str, qualifier: str | None) -> Place:
    """Where the policy is kept; what it belongs to must be there, and is not $LATEST (PER-006)."""
    name, qualifier = target(service, function_name, qualifier)
    function = function_of(service, name)
    if qualifier == LATEST:
        raise errors.invalid_parameter_value(
            "We currently do not support adding policies for $LATEST."
        )
    if qualifier is not None:
        if "$" in qualifier:  # no version or alias is called so
            raise errors.function_not_found(arn(service.scenario.account, name, qualifier))
        if qualifier.isdecimal():
            version_of(service, function, qualifier)
        else:
            alias_of(service, function, qualifier)
    return name, qualifier


def policy_at(service: Service, place: Place) -> FunctionPolicy:
    """The policy that is kept there; raises `AwsError` where there is none."""
    policy = service.policies.get(place)
    if policy is None or not policy.statements:
        raise errors.resource_not_found("The resource you requested does not exist.")
    return policy


def keep(service: Service, place: Place, policy: FunctionPolicy) -> None:
    """Put a policy in place of what was there; raises `AwsError` for one that may not stand."""
    most = quotas.POLICY_CHARACTERS.value
    if len(policy.text()) > most:
        raise errors.policy_too_long(most)
    blocked = service.scenario.identities.public_access == "blocked"
    if blocked and policy.is_public():
        raise errors.public_policy()
    service.policies[place] = policy
    _changed(service, place)


def _changed(service: Service, place: Place) -> None:
    service.functions[place[0]].revision += 1
    service.identities.changed()


def _check_revision(service: Service, place: Place, given: str | None) -> None:
    check_revision(given, service.functions[place[0]].revision, "GetResourcePolicy")


def _shown(service: Service, place: Place, policy: FunctionPolicy) -> Answer:
    return {"Policy": policy.text(), "RevisionId": revision(service.functions[place[0]].revision)}


HANDLERS: dict[type[aws.Operation], Callable[[Service, Any], Answer]] = {
    aws.PutResourcePolicy: put,
    aws.GetResourcePolicy: get,
    aws.DeleteResourcePolicy: delete,
}
