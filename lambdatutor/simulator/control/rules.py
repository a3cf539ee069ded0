"""Operations of Amazon EventBridge: rules, their targets, and events."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lambdatutor.aws import operations as aws
from lambdatutor.aws import service_errors as errors
from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.resource_arns import rule_arn
from lambdatutor.simulator.address import arn_of
from lambdatutor.simulator.answers import Answer
from lambdatutor.simulator.parcel import Parcel
from lambdatutor.simulator.polling import filters
from lambdatutor.simulator.settings import SettingError
from lambdatutor.simulator.sources.bus import PRINCIPAL, EventBus
from lambdatutor.simulator.sources.retry_rules import RULE, RetryRule
from lambdatutor.simulator.sources.rule import Rule
from lambdatutor.simulator.sources.schedule import Schedule
from lambdatutor.simulator.sources.schedule_expression import parse_expression
from lambdatutor.simulator.sources.target import Target
from lambdatutor.simulator.time import SECOND

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from lambdatutor.aws.shapes.rules import PutEventsRequestEntry, RuleTarget
    from lambdatutor.aws.shapes.targets import RetryPolicy
    from lambdatutor.simulator.service import Service
    from lambdatutor.simulator.sources.schedule_expression import Expression


def put(service: Service, operation: aws.PutRule) -> Answer:
    """Create or replace a rule; its targets stay (PUS-003, PUS-004)."""
    bus = bus_of(service, operation.EventBusName)
    expression = _expression(operation)
    if bus.name != "default" and expression is not None:
        raise errors.bad_schedule()
    pattern = _pattern(operation.EventPattern)
    rule = bus.rules.get(operation.Name)
    if rule is None:
        rule = bus.rules[operation.Name] = Rule(operation.Name, rule_arn(operation.Name, bus.name))
    if rule.schedule is not None:
        rule.schedule.stop()
        rule.schedule = None
    rule.pattern = pattern
    if expression is not None:
        rule.schedule = Schedule(service, rule.name, rule.arn, expression)
        _call_targets(rule)
    rule.set_enabled(enabled=operation.State != "DISABLED")
    return {"RuleArn": rule.arn}


def _expression(operation: aws.PutRule) -> Expression | None:
    text = operation.ScheduleExpression
    return None if text is None else read_schedule(text, once=False)


_NOT_SIMULATED = re.compile(r"\dW|LW|#|\dL|L-")
"""Forms of cron for the nearest weekday, the second Tuesday and the like."""


def read_schedule(text: str, *, once: bool) -> Expression:
    """When an expression is due; raises `AwsError`, or `SettingError` for what is not simulated."""
    found = parse_expression(text, once=once)
    if found is not None:
        return found
    if _NOT_SIMULATED.search(text):
        raise SettingError(
            "ScheduleExpression", f"{text}: W, # and L of weekdays are not simulated"
        )
    if once:
        raise errors.validation_exception(f"Invalid Schedule Expression {text}.")
    raise errors.bad_schedule()


def _pattern(text: str | None) -> tuple[filters.Pattern, ...]:
    if text is None:
        return ()
    try:
        return filters.read((text,))
    except AwsError:
        raise errors.invalid_event_pattern("it cannot be read as a pattern") from None


def put_targets(service: Service, operation: aws.PutTargets) -> Answer:
    """Whom a rule calls: at most 5 of them, and one with the same Id takes the old one's place."""
    rule = rule_of(service, operation.Rule, operation.EventBusName)
    wanted = {each.Id: each for each in operation.Targets}
    if len(rule.targets | wanted) > 5:
        raise AwsError(
            "LimitExceededException", 400, "The requested resource exceeds the maximum number "
            "allowed."
        )  # fmt: skip
    for each in operation.Targets:
        rule.targets[each.Id] = _target(service, rule, each)
        rule.inputs.pop(each.Id, None)
        if each.Input is not None:
            rule.inputs[each.Id] = each.Input
    _call_targets(rule)
    return {"FailedEntryCount": 0, "FailedEntries": []}


def _target(service: Service, rule: Rule, wanted: RuleTarget) -> Target:
    dead_letter = wanted.DeadLetterConfig
    return Target(
        service,
        ("rule", rule.name),
        wanted.Arn,
        retry_rule(wanted.RetryPolicy),
        lets_in=(PRINCIPAL, rule.arn),
        dead_letter=None if dead_letter is None else dead_letter.Arn,
    )


def retry_rule(policy: RetryPolicy | None) -> RetryRule:
    """How often and how long a target is tried again; the rest is AWS's default (PUS-003)."""
    if policy is None:
        return RULE
    retries, age_s = policy.MaximumRetryAttempts, policy.MaximumEventAgeInSeconds
    return RULE._replace(
        retries=RULE.retries if retries is None else retries,
        max_age_us=RULE.max_age_us if age_s is None else age_s * SECOND,
    )


def _call_targets(rule: Rule) -> None:
    """A schedule calls the targets of its rule."""
    if rule.schedule is not None:
        rule.schedule.targets = list(rule.targets.values())
        rule.schedule.texts = [rule.inputs.get(each) for each in rule.targets]


def put_events(service: Service, operation: aws.PutEvents) -> Answer:
    entries: list[Answer] = []
    for each in operation.Entries:
        problem = _problem(each)
        if problem:
            entries.append({"ErrorCode": "InvalidArgument", "ErrorMessage": problem})
            continue
        bus = bus_of(service, each.EventBusName)
        detail = each.Detail or "{}"
        parcel = Parcel(body=detail, kind="event", size_bytes=len(detail))
        source, kind = each.Source or "", each.DetailType or ""
        entries.append({"EventId": bus.put(parcel, source, kind, service.cause)})
    failed = sum("ErrorCode" in each for each in entries)
    return {"FailedEntryCount": failed, "Entries": entries}


def _problem(entry: PutEventsRequestEntry) -> str:
    """An entry that is not complete fails by itself; the others go through."""
    for name in ("Source", "DetailType", "Detail"):
        if not getattr(entry, name):
            return f"Parameter {name} is not valid. Reason: {name} is a required argument."
    if not isinstance(filters.fields(entry.Detail or ""), dict):
        return "Parameter Detail is not valid. Reason: Detail is malformed."
    return ""


def enable(service: Service, operation: aws.EnableRule) -> Answer:
    rule_of(service, operation.Name, operation.EventBusName).set_enabled(enabled=True)
    return {}


def disable(service: Service, operation: aws.DisableRule) -> Answer:
    rule_of(service, operation.Name, operation.EventBusName).set_enabled(enabled=False)
    return {}


def bus_of(service: Service, name: str | None) -> EventBus:
    """A bus by name or ARN; every account has the default one, and here no other."""
    called = (name or "default").rpartition("/")[2]
    found = service.resources.get(arn_of(f"events:{called}", service.scenario.account))
    if not isinstance(found, EventBus):
        raise errors.not_found(f"Event bus {called} does not exist.")
    return found


def rule_of(service: Service, name: str, bus_name: str | None) -> Rule:
    bus = bus_of(service, bus_name)
    found = bus.rules.get(name)
    if found is None:
        raise errors.not_found(f"Rule {name} does not exist on EventBus {bus.name}.")
    return found


HANDLERS: dict[type[aws.Operation], Callable[[Service, Any], Answer]] = {
    aws.PutRule: put,
    aws.PutTargets: put_targets,
    aws.PutEvents: put_events,
    aws.EnableRule: enable,
    aws.DisableRule: disable,
}
