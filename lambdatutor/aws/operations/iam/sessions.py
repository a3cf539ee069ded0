"""AWS STS: sessions of roles, and who one is."""

from __future__ import annotations

from typing import TypeAlias

from lambdatutor.aws.operations.operation import StsOperation
from lambdatutor.aws.shapes.policies import PolicyText, Tag


class AssumeRole(StsOperation, frozen=True, kw_only=True):
    """Asks for a session of a role, with credentials that end."""

    RoleArn: str
    RoleSessionName: str
    Policy: PolicyText | None = None
    """Limits what the session may do."""
    DurationSeconds: int | None = None
    """3,600 when not given."""
    Tags: list[Tag] | None = None
    ExternalId: str | None = None
    SourceIdentity: str | None = None


class GetCallerIdentity(StsOperation, frozen=True, kw_only=True):
    """Asks who the caller is."""


SessionOperation: TypeAlias = AssumeRole | GetCallerIdentity
