"""Amazon EventBridge: rules, their targets, and events."""

from __future__ import annotations

from typing import TypeAlias

from lambdatutor.aws.operations.operation import EventsOperation
from lambdatutor.aws.shapes.rules import PutEventsRequestEntry, RuleTarget


class PutRule(EventsOperation, frozen=True, kw_only=True):
    """Creates a rule, or replaces it: a pattern or a schedule."""

    Name: str
    ScheduleExpression: str | None = None
    """`rate(…)` or `cron(…)`; a schedule may also be `at(…)` (PUS-004)."""
    EventPattern: str | None = None
    State: str | None = None
    Description: str | None = None
    RoleArn: str | None = None
    EventBusName: str | None = None


class PutTargets(EventsOperation, frozen=True, kw_only=True):
    """Says whom a rule calls."""

    Rule: str
    Targets: list[RuleTarget]
    EventBusName: str | None = None


class PutEvents(EventsOperation, frozen=True, kw_only=True):
    """Puts up to ten events on a bus."""

    Entries: list[PutEventsRequestEntry]


class DisableRule(EventsOperation, frozen=True, kw_only=True):
    """Puts a rule to sleep."""

    Name: str
    EventBusName: str | None = None


class EnableRule(EventsOperation, frozen=True, kw_only=True):
    """Wakes a rule up."""

    Name: str
    EventBusName: str | None = None


RuleOperation: TypeAlias = PutRule | PutTargets | PutEvents | DisableRule | EnableRule
