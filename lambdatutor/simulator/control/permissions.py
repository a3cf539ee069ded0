"""Operations on a function's resource-based policy: who may invoke it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from lambdatutor.aws import errors
from lambdatutor.aws import operations as aws
from lambdatutor.simulator.answers import Answer, arn, revision
from lambdatutor.simulator.control.lookup import (
    alias_of,
    check_revision,
    function_of,
    target,
    version_of,
)
from lambdatutor.simulator.sources.policy import Statement
from lambdatutor.simulator.version import LATEST

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from lambdatutor.simulator.service import Service

_PRINCIPAL = re.compile(
    r"\*|\d{12}|[a-z0-9.-]+\.amazonaws\.com|arn:aws:iam::\d{12}:(root|(user|role)/\S+)", re.ASCII
)

_POLICY_CHARACTERS = 20_480
"""What one policy may hold (PER-002)."""


def add(service: Service, operation: aws.AddPermission) -> Answer:
    """Add one Allow statement (PER-003 to PER-006)."""
    key = _key(service, operation.FunctionName, operation.Qualifier)
    if _PRINCIPAL.fullmatch(operation.Principal) is None:
        raise errors.invalid_parameter_value(
            "The provided principal was invalid. Please check the principal and try again."
        )
    _check_revision(service, key[0], operation.RevisionId)
    statements = service.policies.get(key, {})
    if operation.StatementId in statements:
        raise errors.resource_conflict(
            f"The statement id ({operation.StatementId}) provided already exists. Please provide "
            "a new statement id, or remove the existing statement."
        )
    made = Statement(
        sid=operation.StatementId,
        action=operation.Action,
        principal=operation.Principal,
        resource=arn(service.scenario.account, *key),
        source_arn=operation.SourceArn,
        source_account=operation.SourceAccount,
        organisation=operation.PrincipalOrgID,
        event_source_token=operation.EventSourceToken,
        url_auth_type=operation.FunctionUrlAuthType,
        via_url=operation.InvokedViaFunctionUrl,
    )
    _check_length({**statements, made.sid: made})
    service.policies.setdefault(key, {})[made.sid] = made
    service.functions[key[0]].revision += 1
    return {"Statement": _json(made.document())}


def remove(service: Service, operation: aws.RemovePermission) -> Answer:
    name, qualifier = target(service, operation.FunctionName, operation.Qualifier)
    if name not in service.functions:
        raise errors.resource_not_found(
            f"No policy found for: {arn(service.scenario.account, name, qualifier)}"
        )
    key = _key(service, operation.FunctionName, operation.Qualifier)
    _check_revision(service, key[0], operation.RevisionId)
    statements = service.policies.get(key, {})
    if operation.StatementId not in statements:
        raise errors.resource_not_found(
            f"Statement {operation.StatementId} is not found in resource policy."
        )
    del statements[operation.StatementId]
    service.functions[key[0]].revision += 1
    return {}


def get(service: Service, operation: aws.GetPolicy) -> Answer:
    key = _key(service, operation.FunctionName, operation.Qualifier)
    statements = service.policies.get(key)
    if not statements:
        raise errors.resource_not_found("The resource you requested does not exist.")
    found = service.functions[key[0]]
    return {"Policy": _policy(statements), "RevisionId": revision(found.revision)}


def _policy(statements: dict[str, Statement]) -> str:
    """The document as AWS keeps it (PER-003)."""
    shown = [each.document() for each in statements.values()]
    return _json({"Version": "2012-10-17", "Id": "default", "Statement": shown})


def _check_length(statements: dict[str, Statement]) -> None:
    if len(_policy(statements)) > _POLICY_CHARACTERS:
        raise errors.AwsError(
            "PolicyLengthExceededException",
            400,
            "The final policy size is bigger than the limit (20480).",
        )


def _check_revision(service: Service, name: str, given: str | None) -> None:
    check_revision(given, service.functions[name].revision, "GetPolicy")


def _key(service: Service, function_name: str, qualifier: str | None) -> tuple[str, str | None]:
    """Where the policy is kept: one for the function, one for each version or alias (PER-007)."""
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


def _json(document: Answer) -> str:
    return msgspec.json.encode(document).decode()


HANDLERS: dict[type[aws.Operation], Callable[[Service, Any], Answer]] = {
    aws.AddPermission: add,
    aws.RemovePermission: remove,
    aws.GetPolicy: get,
}
