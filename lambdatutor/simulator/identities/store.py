"""The roles, users and policies of an account as they stand now."""

from __future__ import annotations

import hashlib
from base64 import b32encode
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from lambdatutor.aws.iam_quotas import SESSION_S
from lambdatutor.aws.managed_policies import aws_managed_policy, aws_managed_text
from lambdatutor.aws.resource_arns import account_in, session_arn
from lambdatutor.aws.shapes.policies import LAMBDA_TRUST, PolicyText

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lambdatutor.simulator.identities.setup import OrganizationSetup

ADMINISTRATOR = "administrator"
"""What whoever does the operations is called, where a scenario names no caller."""

_UNIQUE_CHARACTERS = 17
_Kind = TypeVar("_Kind", bound="Holder")


@dataclass(slots=True)
class Holder:
    """Who holds policies: a role or a user."""

    arn: str
    inline: dict[str, PolicyText] = field(default_factory=dict[str, PolicyText])
    attached: dict[str, None] = field(default_factory=dict[str, None])
    """ARNs of managed policies, in the order in which they were attached."""
    boundary: str | None = None
    """The ARN of a managed policy."""
    tags: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def name(self) -> str:
        return self.arn.rpartition("/")[2]

    @property
    def path(self) -> str:
        """Between its kind and its name: `/`, `/service-role/`."""
        resource = self.arn.split(":", 5)[5]
        return resource[resource.index("/") : resource.rindex("/") + 1]

    @property
    def account(self) -> str:
        return account_in(self.arn)

    @property
    def unique_id(self) -> str:
        """What AWS tells it apart by; the letters are the simulator's own, the same each time."""
        return unique_id("AROA" if isinstance(self, Role) else "AIDA", self.arn)


@dataclass(slots=True)
class User(Holder):
    """A user: somebody with credentials that last."""


@dataclass(slots=True)
class Role(Holder):
    """A role: it has sessions, and says who may have one."""

    trust: PolicyText = LAMBDA_TRUST
    """Who may assume it."""
    description: str = ""
    max_session_s: int = SESSION_S

    def session_arn(self, session: str) -> str:
        """The ARN of one of its sessions; it leaves the role's path out."""
        return session_arn(self.arn, session)


@dataclass(slots=True)
class ManagedPolicy:
    """A customer managed policy with its versions."""

    arn: str
    versions: dict[str, PolicyText]
    """By id: `v1`, `v2`, …"""
    default: str = "v1"
    """The version that counts."""
    made: int = 1
    """How many versions there ever were: a number is not given twice."""
    description: str = ""

    @property
    def name(self) -> str:
        return self.arn.rpartition("/")[2]

    @property
    def text(self) -> PolicyText:
        return self.versions[self.default]


class Identities:
    """Who is there, and every policy but those of the account's own functions.

    Whoever changes anything calls `changed`: what was read from the policies is then read anew.
    """

    def __init__(self, account_id: str) -> None:
        self.account_id = account_id
        self.roles: dict[str, Role] = {}
        """By ARN."""
        self.users: dict[str, User] = {}
        """By ARN."""
        self.policies: dict[str, ManagedPolicy] = {}
        """By ARN: customer managed policies."""
        self.resource_policies: dict[str, PolicyText] = {}
        """By ARN: of queues, buckets, topics, tables, and of functions of other accounts."""
        self.owners: dict[str, str] = {}
        """By ARN of a bucket: the account that owns it, where that is another one."""
        self.organization: OrganizationSetup | None = None
        self.sessions: dict[str, PolicyText] = {}
        """The policies of sessions that somebody asked for with one, by the session's ARN."""
        self.revision = 0

    def changed(self) -> None:
        """A policy, an identity or an attachment is not what it was."""
        self.revision += 1

    def limit_session(self, arn: str, text: PolicyText | None) -> None:
        """A session has begun, with a policy or without one.

        AWS tells sessions of one name apart by their credentials; here the last one is meant.
        """
        if self.sessions.pop(arn, None) != text:
            self.changed()
        if text is not None:
            self.sessions[arn] = text

    def end_sessions(self, role: Role) -> None:
        """The role is gone, and another one of its name begins anew."""
        begin = role.session_arn("")
        self.sessions = {
            arn: text for arn, text in self.sessions.items() if not arn.startswith(begin)
        }

    def role(self, name_or_arn: str) -> Role | None:
        """A role by ARN, or by its name in this account."""
        return _found(self.roles, name_or_arn, self.account_id)

    def user(self, name_or_arn: str) -> User | None:
        """A user by ARN, or by its name in this account."""
        return _found(self.users, name_or_arn, self.account_id)

    def caller_arn(self, caller: str) -> str:
        """The ARN that AWS knows a caller by, who is named by name or ARN.

        A role calls in a session of its own name. Nobody in particular is an administrator.
        """
        if not caller:
            return f"arn:aws:iam::{self.account_id}:user/{ADMINISTRATOR}"
        role, user = self.role(caller), self.user(caller)
        if role is not None:
            return role.session_arn(role.name)
        return caller if user is None else user.arn

    def policy_text(self, arn: str) -> PolicyText | None:
        """What a managed policy says, AWS's own or the customer's."""
        found = self.policies.get(arn)
        if found is not None:
            return found.text
        return aws_managed_text(arn)

    def policies_of(self, holder: Holder) -> list[tuple[str, PolicyText]]:
        """Name and text of every policy a role or user has: inline first, then attached."""
        found = list(holder.inline.items())
        for arn in holder.attached:
            text = self.policy_text(arn)
            if text is not None:
                found.append((arn.rpartition("/")[2], text))
        return found

    def boundary_of(self, holder: Holder) -> PolicyText | None:
        """The text of its permissions boundary."""
        return None if holder.boundary is None else self.policy_text(holder.boundary)

    def holders_of(self, policy_arn: str) -> list[Holder]:
        """Roles and users that a managed policy is attached to, or bounds."""
        everybody: list[Holder] = [*self.roles.values(), *self.users.values()]
        return [
            each for each in everybody if policy_arn in each.attached or each.boundary == policy_arn
        ]

    def managed_arn(self, name_or_arn: str) -> str | None:
        """The ARN of a managed policy, AWS's own or the customer's, by ARN or by name."""
        ours = aws_managed_policy(name_or_arn)
        if ours is not None:
            return ours.arn
        for each in self.policies.values():
            if name_or_arn in {each.arn, each.name}:
                return each.arn
        return None


def _found(among: Mapping[str, _Kind], name_or_arn: str, account_id: str) -> _Kind | None:
    if name_or_arn.startswith("arn:"):
        return among.get(name_or_arn)
    for each in among.values():
        if each.name == name_or_arn and each.account == account_id:
            return each
    return None


def unique_id(prefix: str, text: str) -> str:
    """An id as AWS gives them, such as `AROA…`: letters and digits that come from the text."""
    digest = hashlib.sha256(text.encode()).digest()
    return prefix + b32encode(digest).decode()[:_UNIQUE_CHARACTERS]
