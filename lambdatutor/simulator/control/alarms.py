"""Operations of Amazon CloudWatch: alarms, and reading metrics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import operations as aws
from lambdatutor.aws import service_errors as errors
from lambdatutor.simulator.alarms import rule as rules
from lambdatutor.simulator.alarms.alarm import Actions
from lambdatutor.simulator.alarms.composite_alarm import CompositeAlarm
from lambdatutor.simulator.alarms.metric_alarm import Condition, MetricAlarm
from lambdatutor.simulator.control import alarm_shapes, metric_statistics
from lambdatutor.simulator.dates import date
from lambdatutor.simulator.time import SECOND

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from lambdatutor.simulator.alarms.alarm import Alarm
    from lambdatutor.simulator.answers import Answer
    from lambdatutor.simulator.service import Service


def put_metric_alarm(service: Service, operation: aws.PutMetricAlarm) -> Answer:
    """A new one begins in INSUFFICIENT_DATA; one that is there keeps its state (MET-027)."""
    _refuse_other_kind(service, operation.AlarmName, composite=False)
    watched, expression, period_s = alarm_shapes.watched(operation)
    periods = operation.EvaluationPeriods or 1
    condition = Condition(
        operator=alarm_shapes.operator(operation),
        threshold=alarm_shapes.threshold(operation),
        period_us=period_s * SECOND,
        periods=periods,
        to_alarm=operation.DatapointsToAlarm or periods,
        missing=alarm_shapes.missing(operation),
        few_samples=operation.EvaluateLowSampleCountPercentile or "evaluate",
    )
    alarm = MetricAlarm(
        service,
        operation.AlarmName,
        _arn(service, operation.AlarmName),
        _actions(operation),
        operation.AlarmDescription or "",
        watched=watched,
        expression=expression,
        condition=condition,
    )
    service.alarms.put(alarm)
    return {}


def put_composite_alarm(service: Service, operation: aws.PutCompositeAlarm) -> Answer:
    """Its rule may name alarms that are there, metric alarms and composite ones."""
    _refuse_other_kind(service, operation.AlarmName, composite=True)
    alarm_shapes.refuse_suppressor(operation)
    try:
        rule = rules.read(operation.AlarmRule)
    except rules.RuleError:
        raise errors.bad_alarm("Error in AlarmRule: Unsupported expression") from None
    for name in rules.children(rule):
        if name not in service.alarms.alarms:
            raise errors.bad_alarm(
                f"Could not create alarm as the child alarm {name} does not exist."
            )
    alarm = CompositeAlarm(
        service,
        operation.AlarmName,
        _arn(service, operation.AlarmName),
        _actions(operation),
        operation.AlarmDescription or "",
        text=operation.AlarmRule,
        rule=rule,
    )
    service.alarms.put(alarm)
    return {}


def delete(service: Service, operation: aws.DeleteAlarms) -> Answer:
    """All or none; one that a composite alarm names can be deleted only together with that."""
    book = service.alarms.alarms
    names = dict.fromkeys(operation.AlarmNames)
    if any(name not in book for name in names):
        raise errors.alarm_not_found()
    for each in book.values():
        if isinstance(each, CompositeAlarm) and each.name not in names:
            named = [name for name in rules.children(each.rule) if name in names]
            if named:
                raise errors.bad_alarm(
                    f"Cannot delete {named[0]} as there are composite alarm(s) depending on it."
                )
    for name in names:
        service.alarms.remove(name)
    return {}


def describe(service: Service, operation: aws.DescribeAlarms) -> Answer:
    """Without AlarmTypes only metric alarms are shown, as on AWS; names ask for both."""
    types = operation.AlarmTypes or ["MetricAlarm"]
    found = [each for each in service.alarms.alarms.values() if _asked_for(each, operation)]
    shown = found[: operation.MaxRecords or 50]
    return {
        "CompositeAlarms": [
            _shown(each) for each in shown if each.composite and "CompositeAlarm" in types
        ],
        "MetricAlarms": [
            _shown(each) for each in shown if not each.composite and "MetricAlarm" in types
        ],
    }


def set_state(service: Service, operation: aws.SetAlarmState) -> Answer:
    """Until it is evaluated again; its actions are taken."""
    alarm = service.alarms.alarms.get(operation.AlarmName)
    if alarm is None:
        raise errors.alarm_not_found()
    state = alarm_shapes.state(operation)
    if alarm.become(state, operation.StateReason, service.cause):
        service.alarms.spread(alarm)
    return {}


def _asked_for(alarm: Alarm, operation: aws.DescribeAlarms) -> bool:
    names, prefix = operation.AlarmNames, operation.AlarmNamePrefix
    action = operation.ActionPrefix
    told = (arn for each in alarm.actions[:3] for arn in each)
    return (
        (names is None or alarm.name in names)
        and (prefix is None or alarm.name.startswith(prefix))
        and (operation.StateValue is None or alarm.state == operation.StateValue)
        and (action is None or any(arn.startswith(action) for arn in told))
    )


def _shown(alarm: Alarm) -> Answer:
    actions = alarm.actions
    return {
        "AlarmName": alarm.name,
        "AlarmArn": alarm.arn,
        "AlarmDescription": alarm.description,
        "AlarmConfigurationUpdatedTimestamp": date(alarm.configured_us),
        "ActionsEnabled": actions.enabled,
        "OKActions": list(actions.ok),
        "AlarmActions": list(actions.alarm),
        "InsufficientDataActions": list(actions.insufficient_data),
        "StateValue": alarm.state,
        "StateReason": alarm.reason,
        "StateUpdatedTimestamp": date(alarm.updated_us),
        "StateTransitionedTimestamp": date(alarm.since_us),
        **alarm.configuration(),
    }


def _actions(operation: aws.PutMetricAlarm | aws.PutCompositeAlarm) -> Actions:
    given = (operation.OKActions, operation.AlarmActions, operation.InsufficientDataActions)
    for arn in _all(given):
        if not arn.startswith(("arn:aws:sns:", "arn:aws:lambda:")):
            raise errors.bad_alarm(f"Invalid arn syntax: {arn}")
    ok, alarm, insufficient = (tuple(each or ()) for each in given)
    return Actions(ok, alarm, insufficient, operation.ActionsEnabled is not False)


def _all(lists: Iterable[list[str] | None]) -> list[str]:
    return [arn for each in lists for arn in each or ()]


def _refuse_other_kind(service: Service, name: str, *, composite: bool) -> None:
    found = service.alarms.alarms.get(name)
    if found is not None and found.composite != composite:
        kind = "MetricAlarm" if composite else "CompositeAlarm"
        raise errors.bad_alarm(f"An alarm of type {kind} already exists with the name {name}.")


def _arn(service: Service, name: str) -> str:
    account = service.scenario.account
    return f"arn:aws:cloudwatch:{account.region}:{account.account_id}:alarm:{name}"


HANDLERS: dict[type[aws.Operation], Callable[[Service, Any], Answer]] = {
    aws.PutMetricAlarm: put_metric_alarm,
    aws.PutCompositeAlarm: put_composite_alarm,
    aws.DeleteAlarms: delete,
    aws.DescribeAlarms: describe,
    aws.SetAlarmState: set_state,
    aws.GetMetricStatistics: metric_statistics.get,
}
