"""Rules and schedules of EventBridge: events that it brings itself."""

from __future__ import annotations

from lambdatutor.sam.expansion import Resource
from lambdatutor.sam.function import Event
from lambdatutor.sam.values import Data, mapping_of

_PRINCIPAL = "events.amazonaws.com"
_LONGEST_ID = 64
_TARGET = "LambdaTarget"


def schedule(event: Event) -> list[Resource]:
    """A rule that fires by the clock."""
    properties: Data = {
        "ScheduleExpression": event.needed("Schedule"),
        **_state(event),
        **event.picked("Name", "Description"),
        "Targets": [_target(event, "Input", "RetryPolicy")],
    }
    return _with_permission(event, properties)


def rule(event: Event) -> list[Resource]:
    """A rule that fires for the events of a pattern."""
    properties: Data = {
        **event.picked("EventBusName"),
        "EventPattern": event.needed("Pattern"),
        **_state(event),
        "Targets": [_target(event, "Input", "InputPath", "RetryPolicy", "InputTransformer")],
    }
    if "RuleName" in event.properties:
        properties["Name"] = event.properties["RuleName"]
    return _with_permission(event, properties)


def dead_letters(event: Event) -> Data:
    """The queue of a rule's or a schedule's target; SAM could make one, and here it is named."""
    given = mapping_of(event.properties.get("DeadLetterConfig"))
    if given and "Arn" not in given:
        problem = "a DeadLetterConfig without an Arn is not read here; name the queue."
        raise event.fault(problem, "Properties", "DeadLetterConfig")
    return {"DeadLetterConfig": {"Arn": given["Arn"]}} if given else {}


def _with_permission(event: Event, properties: Data) -> list[Resource]:
    made = event.resource("AWS::Events::Rule", properties)
    bus = properties.get("EventBusName", "default")
    source = made.arn if bus == "default" else made.arn.replace(":rule/", f":rule/{bus}/")
    return [made, event.permission(_PRINCIPAL, SourceArn=source)]


def _state(event: Event) -> Data:
    if "State" in event.properties:
        return event.picked("State")
    if "Enabled" in event.properties:
        return {"State": "ENABLED" if event.properties["Enabled"] else "DISABLED"}
    return {}


def _target(event: Event, *names: str) -> Data:
    given = mapping_of(event.properties.get("Target")).get("Id")
    identity = given or f"{event.logical_id[: _LONGEST_ID - len(_TARGET)]}{_TARGET}"
    return {
        "Arn": event.function.arn,
        "Id": identity,
        **event.picked(*names),
        **dead_letters(event),
    }
