"""Schedules of EventBridge Scheduler: it calls with a role of its own, and needs no permission."""

from __future__ import annotations

from lambdatutor.sam.expansion import Resource
from lambdatutor.sam.function import Event
from lambdatutor.sam.roles import trust
from lambdatutor.sam.rule_events import dead_letters
from lambdatutor.sam.values import Data, Value

_PASSED_ON = (
    "State",
    "Description",
    "StartDate",
    "EndDate",
    "ScheduleExpressionTimezone",
    "GroupName",
    "KmsKeyArn",
)


def schedule_v2(event: Event) -> list[Resource]:
    """A schedule, and a role that may invoke the function unless the event names one."""
    made: list[Resource] = []
    role = event.properties.get("RoleArn")
    if not role:
        made.append(_role(event))
        role = made[0].arn
    properties: Data = {"ScheduleExpression": event.needed("ScheduleExpression")}
    if not event.properties.get("OmitName"):
        properties["Name"] = event.properties.get("Name", event.logical_id)
    off: Data = {"Mode": "OFF"}
    properties |= event.picked(*_PASSED_ON)
    properties["FlexibleTimeWindow"] = event.properties.get("FlexibleTimeWindow", off)
    properties["Target"] = {
        "Arn": event.function.arn,
        "RoleArn": role,
        **event.picked("Input", "RetryPolicy"),
        **dead_letters(event),
    }
    return [event.resource("AWS::Scheduler::Schedule", properties), *made]


def _role(event: Event) -> Resource:
    policies = [_policy(event, "Lambda", "lambda:InvokeFunction", event.function.arn)]
    queue = dead_letters(event)
    if queue:
        arn = event.properties["DeadLetterConfig"]
        target = arn.get("Arn") if isinstance(arn, dict) else None
        policies.append(_policy(event, "SQS", "sqs:SendMessage", target))
    properties: Data = {
        "AssumeRolePolicyDocument": trust("scheduler.amazonaws.com"),
        "Policies": policies,
        **event.picked("PermissionsBoundary"),
    }
    name = f"{event.logical_id}Role"
    account = event.function.stack.account
    return Resource(
        name,
        "AWS::IAM::Role",
        properties,
        event.origin,
        name=name,
        arn=f"arn:aws:iam::{account}:role/{name}",
    )


def _policy(event: Event, kind: str, action: str, target: Value) -> Value:
    statement: Data = {"Action": action, "Effect": "Allow", "Resource": target}
    return {
        "PolicyName": f"{event.logical_id}{kind}Policy",
        "PolicyDocument": {"Statement": [statement]},
    }
