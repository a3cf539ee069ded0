"""Operations of STS: a session of a role, and who is calling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import iam_errors as errors
from lambdatutor.aws import iam_quotas as quotas
from lambdatutor.aws import operations as aws
from lambdatutor.aws.resource_arns import account_in
from lambdatutor.simulator.control.identities.holders import checked
from lambdatutor.simulator.dates import date
from lambdatutor.simulator.identities.store import unique_id
from lambdatutor.simulator.time import SECOND

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from lambdatutor.simulator.answers import Answer
    from lambdatutor.simulator.service import Service


def assume(service: Service, operation: aws.AssumeRole) -> Answer:
    """A role that is not there is refused as one that does not trust the caller."""
    identities = service.identities
    role = identities.roles.get(operation.RoleArn)
    if role is None:
        raise errors.role_not_assumable(_caller(service), operation.RoleArn)
    session_s = operation.DurationSeconds or quotas.SESSION_S
    if session_s > role.max_session_s:
        raise errors.session_too_long()
    if operation.Policy is not None:
        checked(operation.Policy)
    name = operation.RoleSessionName
    identities.limit_session(role.session_arn(name), operation.Policy)
    until_us = service.clock.now_us + session_s * SECOND
    answer: Answer = {
        "Credentials": {
            "AccessKeyId": unique_id("ASIA", f"{role.arn} {name} {until_us}"),
            "Expiration": date(until_us),
        },
        "AssumedRoleUser": {
            "AssumedRoleId": f"{role.unique_id}:{name}",
            "Arn": role.session_arn(name),
        },
    }
    if operation.SourceIdentity is not None:
        answer["SourceIdentity"] = operation.SourceIdentity
    return answer


def caller_identity(service: Service, operation: aws.GetCallerIdentity) -> Answer:  # noqa: ARG001  it has no parameters
    """Nobody can be denied this."""
    arn = _caller(service)
    return {"UserId": _user_id(service, arn), "Account": account_in(arn), "Arn": arn}


def _caller(service: Service) -> str:
    """Where everybody may do everything, a caller need not be a user that is there."""
    found = service.identities.caller_arn(service.permissions.caller)
    if found.startswith(("arn:aws:iam::", "arn:aws:sts::")):
        return found
    return f"arn:aws:iam::{service.identities.account_id}:user/{found}"


def _user_id(service: Service, arn: str) -> str:
    """A session is known by its role's id and its own name."""
    if ":assumed-role/" not in arn:
        return unique_id("AIDA", arn)
    _, role_name, session = arn.split("/", 2)
    role = service.identities.role(role_name)
    return f"{unique_id('AROA', arn) if role is None else role.unique_id}:{session}"


HANDLERS: dict[type[aws.Operation], Callable[[Service, Any], Answer]] = {
    aws.AssumeRole: assume,
    aws.GetCallerIdentity: caller_identity,
}
