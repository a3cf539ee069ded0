"""What is nested in the parameters of EventBridge's rules and events."""

from __future__ import annotations

from lambdatutor.aws.shapes.shape import Shape
from lambdatutor.aws.shapes.targets import RetryPolicy, TargetDeadLetterConfig


class RuleTarget(Shape, frozen=True, kw_only=True):
    """Whom a rule calls, and with what."""

    Id: str
    Arn: str
    RoleArn: str | None = None
    Input: str | None = None
    InputPath: str | None = None
    DeadLetterConfig: TargetDeadLetterConfig | None = None
    RetryPolicy: RetryPolicy | None = None


class PutEventsRequestEntry(Shape, frozen=True, kw_only=True):
    """One event."""

    Source: str | None = None
    DetailType: str | None = None
    Detail: str | None = None
    Time: str | None = None
    Resources: list[str] | None = None
    EventBusName: str | None = None
