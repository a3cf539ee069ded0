"""A request made ready to be compared with many statements."""

from __future__ import annotations

from typing import NamedTuple

from lambdatutor.iam.callers import Caller, caller
from lambdatutor.iam.refused import Refused
from lambdatutor.iam.request import (
    Context,
    Request,
    assumes_role,
    context_of,
    resource_segments,
)


class Asked(NamedTuple):
    """A request, taken apart."""

    request: Request
    caller: Caller
    account: str | None
    """The caller's account; None for one without identity policies."""
    service: str
    """Of the action, in lower case."""
    action: str
    """The action's name, in lower case."""
    segments: tuple[str, ...]
    """The parts of the resource's ARN; none for `*`."""
    context: Context
    """By keys in lower case."""
    bounded: bool
    """Whether the caller has a permissions boundary."""

    @property
    def assumes_role(self) -> bool:
        """Whether the resource's policy is a trust policy."""
        return assumes_role(self.request.action)

    @property
    def about_key(self) -> bool:
        """Whether the resource is a KMS key, about which its key policy always has a say."""
        return self.segments[2:3] == ("kms",)

    @property
    def same_account(self) -> bool:
        return self.account == self.request.resource_account


def asked(request: Request, *, bounded: bool) -> Asked:
    """A request taken apart; raises `Refused` where no decision can be made about it."""
    who = caller(request.principal)
    segments = resource_segments(request.resource)
    service, _, name = request.action.lower().partition(":")
    account = _account(who, request.principal_account)
    return Asked(request, who, account, service, name, segments, context_of(request), bounded)


def _account(who: Caller, given: str | None) -> str | None:
    if not who.has_policies:
        return None
    if given != who.account:
        raise Refused(
            "principalAccount",
            f"The principal is of account {who.account}, and the request says {given or 'none'}.",
        )
    return given
