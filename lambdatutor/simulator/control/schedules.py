"""Operations of Amazon EventBridge Scheduler."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import operations as aws
from lambdatutor.aws import service_errors as errors
from lambdatutor.aws.resource_arns import schedule_arn
from lambdatutor.simulator.answers import Answer
from lambdatutor.simulator.control.rules import read_schedule, retry_rule
from lambdatutor.simulator.dates import moment
from lambdatutor.simulator.settings import SettingError
from lambdatutor.simulator.sources.schedule import Schedule
from lambdatutor.simulator.sources.target import Target
from lambdatutor.simulator.time import MINUTE

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from lambdatutor.simulator.service import Service


def create(service: Service, operation: aws.CreateSchedule) -> Answer:
    """It calls in the name of a role, so no function's policy is asked (PUS-004, PUS-009)."""
    arn = schedule_arn(operation.Name, operation.GroupName or "default")
    if arn in service.resources:
        raise errors.scheduler_conflict(operation.Name)
    expression = read_schedule(operation.ScheduleExpression, once=True)
    if operation.ScheduleExpressionTimezone not in {None, "UTC"}:
        raise SettingError("ScheduleExpressionTimezone", "only UTC is simulated; leave it out")
    window = operation.FlexibleTimeWindow
    if window.Mode == "FLEXIBLE" and window.MaximumWindowInMinutes is None:
        raise errors.validation_exception(
            "MaximumWindowInMinutes must be provided for FlexibleTimeWindow mode FLEXIBLE."
        )
    schedule = Schedule(
        service,
        operation.Name,
        arn,
        expression,
        window_us=(window.MaximumWindowInMinutes or 0) * MINUTE,
        start_us=_date(operation.StartDate),
        end_us=_date(operation.EndDate),
    )
    wanted = operation.Target
    dead_letter = wanted.DeadLetterConfig
    target = Target(
        service,
        ("schedule", operation.Name),
        wanted.Arn,
        retry_rule(wanted.RetryPolicy),
        lets_in=None,
        dead_letter=None if dead_letter is None else dead_letter.Arn,
    )
    schedule.targets = [target]
    schedule.texts = [wanted.Input]
    schedule.enable(enabled=operation.State != "DISABLED")
    service.resources[arn] = schedule
    return {"ScheduleArn": arn}


def _date(text: str | None) -> int | None:
    if text is None:
        return None
    found = moment(text)
    if found is None:
        raise errors.validation_exception(f"{text} is not a date.")
    return found


HANDLERS: dict[type[aws.Operation], Callable[[Service, Any], Answer]] = {
    aws.CreateSchedule: create,
}
