"""The constraints of rules, events and schedules."""

from __future__ import annotations

from lambdatutor.aws import quotas
from lambdatutor.aws.constraints import (
    Constraint,
    at_least,
    at_most,
    each,
    like,
    not_longer,
    not_shorter,
    one_of,
)

_RULE = (not_longer(64), not_shorter(1), like(r"[\.\-_A-Za-z0-9]+"))
_SCHEDULE = (not_longer(64), not_shorter(1), like(r"[0-9a-zA-Z-_.]+"))
_ARN = (not_longer(1600), not_shorter(1))
_BUS = (
    not_longer(1600),
    not_shorter(1),
    like(r"(arn:aws[\w-]*:events:[a-z]+-[a-z]+-[\w-]+:[0-9]{12}:event-bus\/)?[/\.\-_A-Za-z0-9]+"),
)
_RETRIES = (at_most(quotas.SCHEDULE_RETRIES_MAX.value), at_least(0))
_AGE = (at_most(quotas.SCHEDULE_AGE_MAX_S.value), at_least(quotas.SCHEDULE_AGE_MIN_S.value))

CONSTRAINTS: dict[str, dict[str, tuple[Constraint, ...]]] = {
    "events": {
        "Name": _RULE,
        "Rule": _RULE,
        "ScheduleExpression": (not_longer(256),),
        "EventPattern": (not_longer(4096),),
        "State": (one_of("ENABLED", "DISABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"),),
        "Description": (not_longer(512),),
        "RoleArn": _ARN,
        "EventBusName": _BUS,
        "Targets": (not_longer(100), not_shorter(1)),
        "Targets.Id": _RULE,
        "Targets.Arn": _ARN,
        "Targets.RoleArn": _ARN,
        "Targets.Input": (not_longer(8192),),
        "Targets.InputPath": (not_longer(256),),
        "Targets.DeadLetterConfig.Arn": _ARN,
        "Targets.RetryPolicy.MaximumRetryAttempts": _RETRIES,
        "Targets.RetryPolicy.MaximumEventAgeInSeconds": _AGE,
        "Entries": (not_longer(10), not_shorter(1)),
        "Entries.Resources": (each(not_longer(2048)),),
        "Entries.EventBusName": _BUS,
    },
    "scheduler": {
        "Name": _SCHEDULE,
        "GroupName": _SCHEDULE,
        "ScheduleExpression": (not_longer(256), not_shorter(1)),
        "ScheduleExpressionTimezone": (not_longer(50), not_shorter(1)),
        "Description": (not_longer(512),),
        "State": (one_of("ENABLED", "DISABLED"),),
        "ActionAfterCompletion": (one_of("NONE", "DELETE"),),
        "FlexibleTimeWindow.Mode": (one_of("OFF", "FLEXIBLE"),),
        "FlexibleTimeWindow.MaximumWindowInMinutes": (at_most(1440), at_least(1)),
        "Target.Arn": _ARN,
        "Target.RoleArn": (*_ARN, like(r"arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@\/-]+")),
        "Target.Input": (not_shorter(1),),
        "Target.DeadLetterConfig.Arn": (
            *_ARN,
            like(r"arn:aws[a-z-]*:sqs:[a-z0-9\-]+:\d{12}:[a-zA-Z0-9\-_]+"),
        ),
        "Target.RetryPolicy.MaximumRetryAttempts": _RETRIES,
        "Target.RetryPolicy.MaximumEventAgeInSeconds": _AGE,
    },
}
"""By service, then by parameter; a dot leads into a nested value (PUS-009)."""
