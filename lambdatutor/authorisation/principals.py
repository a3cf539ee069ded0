"""Who a name means: a user, a session of a role, a service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws.resource_arns import session_arn

if TYPE_CHECKING:
    from lambdatutor.simulator.account import Account


def principal_of(account: Account, name: str) -> str:
    """The ARN that AWS compares policies with; a name that nobody has stays what it is.

    A name is looked up among roles and users, then among functions, whose code has a session of
    its role. The name or the ARN of a role means somebody who works in a session of it.
    """
    known = account.identities.caller_arn(name)
    if known != name:
        return known
    if name.startswith("arn:") and ":role/" in name:  # of another account
        return session_arn(name, name.rpartition("/")[2])
    function = account.functions.get(name)
    return name if function is None else session_arn(function.latest.configuration.role, name)
