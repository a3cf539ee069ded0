"""Operations on users as such: making, tagging and deleting them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import iam_errors as errors
from lambdatutor.aws import operations as aws
from lambdatutor.simulator.control.identities.holders import (
    attachable,
    refuse_policies,
    refuse_taken,
    shown_extras,
    tag,
    user_of,
)
from lambdatutor.simulator.identities.store import User

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from lambdatutor.simulator.answers import Answer
    from lambdatutor.simulator.service import Service


def create(service: Service, operation: aws.CreateUser) -> Answer:
    identities, name = service.identities, operation.UserName
    refuse_taken("User", name, identities.users.values(), identities.account_id)
    boundary = operation.PermissionsBoundary
    made = User(
        arn=f"arn:aws:iam::{identities.account_id}:user{operation.Path or '/'}{name}",
        boundary=None if boundary is None else attachable(service, boundary),
    )
    tag(made, operation.Tags or [])
    identities.users[made.arn] = made
    identities.changed()
    return {"User": _shown(made)}


def get(service: Service, operation: aws.GetUser) -> Answer:
    """Without a name: whoever asks, where that is a user."""
    if operation.UserName is not None:
        return {"User": _shown(user_of(service, operation.UserName))}
    caller = service.permissions.caller
    if not caller:
        return {"User": _shown(User(service.identities.caller_arn(caller)))}
    found = service.identities.user(caller)
    if found is None:
        raise errors.no_user_calls()
    return {"User": _shown(found)}


def delete(service: Service, operation: aws.DeleteUser) -> Answer:
    """Only one without policies."""
    user = user_of(service, operation.UserName)
    refuse_policies(user)
    del service.identities.users[user.arn]
    service.identities.changed()
    return {}


def add_tags(service: Service, operation: aws.TagUser) -> Answer:
    tag(user_of(service, operation.UserName), operation.Tags)
    service.identities.changed()
    return {}


def _shown(user: User) -> Answer:
    answer: Answer = {
        "Path": user.path,
        "UserName": user.name,
        "UserId": user.unique_id,
        "Arn": user.arn,
    }
    return answer | shown_extras(user)


HANDLERS: dict[type[aws.Operation], Callable[[Service, Any], Answer]] = {
    aws.CreateUser: create,
    aws.GetUser: get,
    aws.DeleteUser: delete,
    aws.TagUser: add_tags,
}
