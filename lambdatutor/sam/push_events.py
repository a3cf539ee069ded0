"""Events that another service brings: what it calls by, and its permission (SAM-007)."""

from __future__ import annotations

from collections.abc import Callable

from lambdatutor.sam.api_events import api, http_api
from lambdatutor.sam.expansion import Resource
from lambdatutor.sam.function import Event
from lambdatutor.sam.rule_events import rule, schedule
from lambdatutor.sam.schedule_events import schedule_v2
from lambdatutor.sam.values import Data, list_of


def s3(event: Event) -> list[Resource]:
    """A permission with SourceAccount alone: a bucket's ARN would need the bucket before it.

    The notification itself is written into the bucket, which must be in the same template.
    """
    event.needed("Events")
    bucket_of(event)
    return [event.permission("s3.amazonaws.com", SourceAccount=event.function.stack.account)]


def bucket_of(event: Event) -> str:
    """The logical ID of the bucket; raises `TemplateError`."""
    bucket = event.written.get("Bucket")
    target = bucket.get("Ref") if isinstance(bucket, dict) else None
    resources = event.function.stack.template.resources
    if not isinstance(target, str) or target not in resources:
        problem = "an S3 event names a bucket of this template: `Bucket: !Ref Photos`."
        raise event.fault(problem, "Properties", "Bucket")
    return target


def notifications(event: Event) -> list[Data]:
    """What an S3 event adds to the NotificationConfiguration of its bucket."""
    made: Data = {"Function": event.function.arn}
    if "Filter" in event.properties:
        made["Filter"] = event.properties["Filter"]
    return [{**made, "Event": each} for each in list_of(event.properties.get("Events"))]


def sns(event: Event) -> list[Resource]:
    """A subscription of the topic; or of a queue between the two, which is not read here."""
    if event.properties.get("SqsSubscription"):
        problem = "SqsSubscription is not read here; write the queue and an SQS event instead."
        raise event.fault(problem, "Properties", "SqsSubscription")
    topic = event.needed("Topic")
    subscription: Data = {
        "Protocol": "lambda",
        "Endpoint": event.function.arn,
        "TopicArn": topic,
        **event.picked("Region", "FilterPolicy", "FilterPolicyScope", "RedrivePolicy"),
    }
    return [
        event.permission("sns.amazonaws.com", SourceArn=topic),
        event.resource("AWS::SNS::Subscription", subscription),
    ]


def iot_rule(event: Event) -> list[Resource]:
    stack = event.function.stack
    payload: Data = {
        "Sql": event.needed("Sql"),
        "RuleDisabled": False,
        "Actions": [{"Lambda": {"FunctionArn": event.function.arn}}],
        **event.picked("AwsIotSqlVersion"),
    }
    source = stack.arn(event.logical_id)
    return [
        event.permission("iot.amazonaws.com", SourceArn=source, SourceAccount=stack.account),
        event.resource("AWS::IoT::TopicRule", {"TopicRulePayload": payload}),
    ]


def cognito(event: Event) -> list[Resource]:
    """One permission for all triggers of a pool: SAM calls it after the function alone."""
    pool = event.written.get("UserPool")
    target = pool.get("Ref") if isinstance(pool, dict) else None
    stack = event.function.stack
    if not isinstance(target, str) or target not in stack.template.resources:
        problem = "a Cognito event names a user pool of this template: `UserPool: !Ref People`."
        raise event.fault(problem, "Properties", "UserPool")
    made = event.permission("cognito-idp.amazonaws.com", SourceArn=stack.arn(target))
    called = f"{event.function.logical_id}CognitoPermission"
    return [Resource(called, made.type, made.properties, made.origin)]


def alexa_skill(event: Event) -> list[Resource]:
    skill = event.properties.get("SkillId")
    return [event.permission("alexa-appkit.amazon.com", EventSourceToken=skill)]


def cloudwatch_logs(event: Event) -> list[Resource]:
    stack, group = event.function.stack, event.needed("LogGroupName")
    source = f"arn:aws:logs:{stack.region}:{stack.account}:log-group:{group}:*"
    subscription: Data = {
        "LogGroupName": group,
        "FilterPattern": event.needed("FilterPattern"),
        "DestinationArn": event.function.arn,
    }
    return [
        event.permission("logs.amazonaws.com", SourceArn=source),
        event.resource("AWS::Logs::SubscriptionFilter", subscription),
    ]


PUSHES: dict[str, Callable[[Event], list[Resource]]] = {
    "S3": s3,
    "SNS": sns,
    "Schedule": schedule,
    "ScheduleV2": schedule_v2,
    "EventBridgeRule": rule,
    "CloudWatchEvent": rule,
    "Api": api,
    "HttpApi": http_api,
    "IoTRule": iot_rule,
    "Cognito": cognito,
    "AlexaSkill": alexa_skill,
    "CloudWatchLogs": cloudwatch_logs,
}
"""What expands each type of event that is not polled for."""
