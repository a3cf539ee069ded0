"""What the targets of rules and of schedules have in common."""

from __future__ import annotations

from lambdatutor.aws.shapes.shape import Shape


class TargetDeadLetterConfig(Shape, frozen=True, kw_only=True):
    """The queue that gets events that could not be delivered."""

    Arn: str | None = None


class RetryPolicy(Shape, frozen=True, kw_only=True):
    """How long and how often an event is tried again."""

    MaximumRetryAttempts: int | None = None
    """0 to 185; 185 when not given (PUS-003, PUS-009)."""
    MaximumEventAgeInSeconds: int | None = None
    """60 to 86,400; 86,400 when not given (PUS-003, PUS-009)."""
