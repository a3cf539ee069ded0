"""What is nested in the parameters of schedules."""

from __future__ import annotations

from lambdatutor.aws.shapes.shape import Shape
from lambdatutor.aws.shapes.targets import RetryPolicy, TargetDeadLetterConfig


class FlexibleTimeWindow(Shape, frozen=True, kw_only=True):
    """How late a call may be."""

    Mode: str
    MaximumWindowInMinutes: int | None = None


class ScheduleTarget(Shape, frozen=True, kw_only=True):
    """Whom a schedule calls, and with what."""

    Arn: str
    RoleArn: str
    Input: str | None = None
    DeadLetterConfig: TargetDeadLetterConfig | None = None
    RetryPolicy: RetryPolicy | None = None
