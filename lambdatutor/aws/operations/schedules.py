"""Amazon EventBridge Scheduler."""

from __future__ import annotations

from typing import TypeAlias

from lambdatutor.aws.operations.operation import SchedulerOperation
from lambdatutor.aws.shapes.schedules import FlexibleTimeWindow, ScheduleTarget


class CreateSchedule(SchedulerOperation, frozen=True, kw_only=True):
    """Calls a target once or again and again."""

    Name: str
    FlexibleTimeWindow: FlexibleTimeWindow
    ScheduleExpression: str
    """`rate(…)` or `cron(…)`; a schedule may also be `at(…)` (PUS-004)."""
    Target: ScheduleTarget
    ActionAfterCompletion: str | None = None
    Description: str | None = None
    EndDate: str | None = None
    GroupName: str | None = None
    ScheduleExpressionTimezone: str | None = None
    StartDate: str | None = None
    State: str | None = None


ScheduleOperation: TypeAlias = CreateSchedule
