"""Roles, users, policies and the organization, as a scenario writes them."""

from __future__ import annotations

from typing import Literal

import msgspec

from lambdatutor.aws.shapes.policies import LAMBDA_TRUST, PolicyText


class RoleSetup(msgspec.Struct, frozen=True, kw_only=True):
    """A role as it stands when the run opens."""

    name: str
    account: str = ""
    """Its account's number; the simulated account where it is left out."""
    path: str = "/"
    trust: PolicyText = LAMBDA_TRUST
    """Who may assume it; left out: Lambda (PER-001)."""
    managed: tuple[str, ...] = ()
    """Managed policies that are attached, by name or ARN: `AWSLambdaBasicExecutionRole`."""
    inline: dict[str, PolicyText] = {}
    boundary: PolicyText | None = None
    tags: dict[str, str] = {}


class UserSetup(msgspec.Struct, frozen=True, kw_only=True):
    """A user as it stands when the run opens."""

    name: str
    account: str = ""
    """Its account's number; the simulated account where it is left out."""
    path: str = "/"
    managed: tuple[str, ...] = ()
    """Managed policies that are attached, by name or ARN."""
    inline: dict[str, PolicyText] = {}
    boundary: PolicyText | None = None
    tags: dict[str, str] = {}


class OrganizationSetup(msgspec.Struct, frozen=True, kw_only=True):
    """An organization of AWS Organizations that the simulated account belongs to."""

    id: str = "o-exampleorgid"
    management_account: str = "111111111111"
    accounts: tuple[str, ...] = ()
    """Its member accounts besides the simulated one and the management account."""
    scps: tuple[tuple[PolicyText, ...], ...] | None = None
    """Service control policies over the simulated account, level by level from the root."""
    rcps: tuple[tuple[PolicyText, ...], ...] | None = None
    """Resource control policies, level by level; AWS's own that allows all is always there."""


class IdentitiesSetup(msgspec.Struct, frozen=True, kw_only=True):
    """Who is there, and what they may do, when the run opens."""

    roles: tuple[RoleSetup, ...] = ()
    users: tuple[UserSetup, ...] = ()
    policies: dict[str, PolicyText] = {}
    """Customer managed policies, by name."""
    resource_policies: dict[str, PolicyText] = {}
    """By ARN or address (`sqs:orders`, `s3:photos`): policies of queues, buckets, topics, tables,
    and of functions of other accounts."""
    owners: dict[str, str] = {}
    """By bucket: the account that owns it, where that is not the simulated one."""
    organization: OrganizationSetup | None = None
    public_access: Literal["allowed", "blocked"] = "allowed"
    """Whether a function's policy may let everybody in. AWS can block it (PER-018), and publishes
    no operation that sets it."""
