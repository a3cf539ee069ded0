"""Operations on single statements of a function's resource-based policy: who may invoke it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from lambdatutor.aws import errors
from lambdatutor.aws import operations as aws
from lambdatutor.simulator.answers import Answer, arn, revision
from lambdatutor.simulator.control.function_policies import keep, place_of, policy_at
from lambdatutor.simulator.control.lookup import check_revision, target
from lambdatutor.simulator.sources.permission import Permission
from lambdatutor.simulator.sources.policy import FunctionPolicy

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from lambdatutor.simulator.service import Service

_PRINCIPAL = re.compile(
    r"\*|\d{12}|[a-z0-9.-]+\.amazonaws\.com|alexa-[a-z]+\.amazon\.com"
    r"|arn:aws:iam::\d{12}:(root|(user|role)/\S+)",
    re.ASCII,
)


def add(service: Service, operation: aws.AddPermission) -> Answer:
    """Add one Allow statement (PER-003 to PER-006)."""
    place = place_of(service, operation.FunctionName, operation.Qualifier)
    if _PRINCIPAL.fullmatch(operation.Principal) is None:
        raise errors.invalid_parameter_value(
            "The provided principal was invalid. Please check the principal and try again."
        )
    _check_revision(service, place[0], operation.RevisionId)
    address = arn(service.scenario.account, *place)
    policy = service.policies.get(place) or FunctionPolicy(address)
    if policy.statement(operation.StatementId) is not None:
        raise errors.resource_conflict(
            f"The statement id ({operation.StatementId}) provided already exists. Please provide "
            "a new statement id, or remove the existing statement."
        )
    made = Permission(
        sid=operation.StatementId,
        action=operation.Action,
        principal=operation.Principal,
        resource=address,
        source_arn=operation.SourceArn,
        source_account=operation.SourceAccount,
        organisation=operation.PrincipalOrgID,
        event_source_token=operation.EventSourceToken,
        url_auth_type=operation.FunctionUrlAuthType,
        via_url=operation.InvokedViaFunctionUrl,
    ).document()
    keep(service, place, policy.with_statement(made))
    return {"Statement": msgspec.json.encode(made).decode()}


def remove(service: Service, operation: aws.RemovePermission) -> Answer:
    name, qualifier = target(service, operation.FunctionName, operation.Qualifier)
    if name not in service.functions:
        raise errors.resource_not_found(
            f"No policy found for: {arn(service.scenario.account, name, qualifier)}"
        )
    place = place_of(service, operation.FunctionName, operation.Qualifier)
    _check_revision(service, name, operation.RevisionId)
    policy = service.policies.get(place)
    statement = None if policy is None else policy.statement(operation.StatementId)
    if policy is None or statement is None:
        raise errors.resource_not_found(
            f"Statement {operation.StatementId} is not found in resource policy."
        )
    keep(service, place, policy.without(statement))
    return {}


def get(service: Service, operation: aws.GetPolicy) -> Answer:
    place = place_of(service, operation.FunctionName, operation.Qualifier)
    policy = policy_at(service, place)
    return {"Policy": policy.text(), "RevisionId": revision(service.functions[place[0]].revision)}


def _check_revision(service: Service, name: str, given: str | None) -> None:
    check_revision(given, service.functions[name].revision, "GetPolicy")


HANDLERS: dict[type[aws.Operation], Callable[[Service, Any], Answer]] = {
    aws.AddPermission: add,
    aws.RemovePermission: remove,
    aws.GetPolicy: get,
}
