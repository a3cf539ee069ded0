"""Users, roles and the organisation, as far as they matter for a decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from lambdatutor.iam.callers import Caller, CallerKind
from lambdatutor.iam.document import Document
from lambdatutor.iam.request import ContextValue

Levels = tuple[tuple[Document, ...], ...]

_TYPES: Final[dict[CallerKind, str]] = {
    "user": "User",
    "role": "AssumedRole",
    "session": "AssumedRole",
    "federated": "FederatedUser",
    "anonymous": "Anonymous",
}
"""The values of aws:PrincipalType."""


@dataclass(frozen=True, slots=True)
class Identity:
    """A user or a role."""

    arn: str
    documents: tuple[Document, ...] = ()
    boundary: tuple[Document, ...] | None = None
    tags: Mapping[str, str] = field(default_factory=dict[str, str])
    trust: Document | None = None
    """Who may assume a role; None for a user."""


@dataclass(frozen=True, slots=True)
class Organization:
    """The organisation that some accounts are in."""

    id: str
    management_account: str
    accounts: tuple[str, ...]
    scps: Levels | None = None
    """By level, the root first."""
    rcps: Levels | None = None

    def holds(self, account: str | None) -> bool:
        return account is not None and account in {self.management_account, *self.accounts}

    def limits(self, account: str | None) -> bool:
        """Whether its policies limit an account: the management account they do not (IAM-005)."""
        return account != self.management_account and account in self.accounts

    def with_document(
        self, side: Literal["scp", "rcp"], level: str, document: Document
    ) -> Organization:
        """This organisation with a document at a level, from 1; the last where none is given."""
        levels = list((self.scps if side == "scp" else self.rcps) or ((),))
        place = int(level) - 1 if level.isdecimal() and level != "0" else len(levels) - 1
        levels += [()] * (place + 1 - len(levels))
        levels[place] = shelved(levels[place], document)
        return replace(self, **{f"{side}s": tuple(levels)})


def shelved(documents: tuple[Document, ...], new: Document) -> tuple[Document, ...]:
    """The documents with a new one in the place of that of its name, or behind the others."""
    if any(each.name == new.name for each in documents):
        return tuple(new if each.name == new.name else each for each in documents)
    return (*documents, new)


def identity_of(who: Caller, identities: Mapping[str, Identity]) -> Identity | None:
    """The identity whose policies a caller has: of a session, the role; None for a stranger."""
    kind = {"session": "role", "federated": "user"}.get(who.kind)
    if kind is None:
        return identities.get(who.principal)
    stem = f"arn:{who.partition}:iam::{who.account}:{kind}/"
    if f"{stem}{who.name}" in identities:
        return identities[f"{stem}{who.name}"]
    for arn, identity in identities.items():
        if arn.startswith(stem) and arn.rpartition("/")[2] == who.name:
            return identity
    return None


def principal_context(
    who: Caller, known: Identity | None, organization: Organization | None
) -> dict[str, ContextValue]:
    """The condition keys that tell of the caller."""
    found: dict[str, ContextValue] = {
        "aws:PrincipalIsAWSService": "true" if who.kind == "service" else "false"
    }
    if who.kind in _TYPES:
        found["aws:PrincipalType"] = _TYPES[who.kind]
    if who.kind == "service":
        found["aws:PrincipalServiceName"] = who.principal
    if not who.has_policies:
        return found
    found["aws:PrincipalArn"] = _principal_arn(who, known)
    found["aws:PrincipalAccount"] = who.account
    if who.kind == "user":
        found["aws:username"] = who.name
    if organization is not None and organization.holds(who.account):
        found["aws:PrincipalOrgID"] = organization.id
    tags = known.tags.items() if known else ()
    return found | {f"aws:PrincipalTag/{key}": value for key, value in tags}


def _principal_arn(who: Caller, known: Identity | None) -> str:
    """Of a session the ARN of its role, with the path that the session's own ARN lacks."""
    if who.kind != "session":
        return who.principal
    return known.arn if known else f"arn:{who.partition}:iam::{who.account}:role/{who.name}"
