"""From the text of a template to its expansion."""

from __future__ import annotations

from collections.abc import Iterator

from lambdatutor.aws.arn import ACCOUNT, REGION
from lambdatutor.sam.connectors import connections
from lambdatutor.sam.expansion import Expansion, KeptResource, Origin, Resource
from lambdatutor.sam.function import Function
from lambdatutor.sam.functions import events, function_resources
from lambdatutor.sam.implicit_apis import implicit_apis
from lambdatutor.sam.naming import NAMINGS
from lambdatutor.sam.push_events import bucket_of, notifications
from lambdatutor.sam.stack import Stack
from lambdatutor.sam.tables import simple_table
from lambdatutor.sam.template import FUNCTION, Declared, read_template
from lambdatutor.sam.values import Data, list_of, mapping_of

READ_AS_GIVEN = (
    "AWS::ApiGateway::RestApi",
    "AWS::ApiGateway::Stage",
    "AWS::ApiGatewayV2::Api",
    "AWS::ApiGatewayV2::Stage",
    "AWS::DynamoDB::Table",
    "AWS::Events::Rule",
    "AWS::IAM::ManagedPolicy",
    "AWS::IAM::Role",
    "AWS::Kinesis::Stream",
    "AWS::Lambda::Alias",
    "AWS::Lambda::EventInvokeConfig",
    "AWS::Lambda::EventSourceMapping",
    "AWS::Lambda::Function",
    "AWS::Lambda::Permission",
    "AWS::Lambda::Url",
    "AWS::Lambda::Version",
    "AWS::S3::Bucket",
    "AWS::Scheduler::Schedule",
    "AWS::SNS::Subscription",
    "AWS::SNS::Topic",
    "AWS::SQS::Queue",
)
"""CloudFormation's own types that are read; others stay in the template, and are named."""


def explain(
    text: str,
    path: str = "template.yaml",
    *,
    account: str = ACCOUNT,
    region: str = REGION,
    stack_name: str = "sam-app",
) -> Expansion:
    """What a template becomes in an account. Raises `TemplateError`, with the place."""
    template = read_template(text, path)
    stack = Stack(template, account, region, stack_name)
    functions = [Function.of(stack, each) for each in stack.standing() if each.type == FUNCTION]
    expanded = {each.logical_id: function_resources(each) for each in functions}
    notified = _notified(functions)
    made: list[Resource] = []
    kept: list[KeptResource] = []
    for declared in stack.standing():
        if declared.logical_id in expanded:
            made += expanded[declared.logical_id]
        elif declared.type == "AWS::Serverless::SimpleTable":
            made.append(simple_table(stack, declared))
        elif declared.type in READ_AS_GIVEN:
            made.append(_as_given(stack, declared, notified.get(declared.logical_id, [])))
        elif declared.type != "AWS::Serverless::Connector":
            line = template.line(("Resources", declared.logical_id))
            kept.append(KeptResource(declared.logical_id, declared.type, line))
    made += connections(stack, made)
    made += implicit_apis(stack, functions)
    return Expansion(account, region, tuple(_once(made)), tuple(kept))


def _once(made: list[Resource]) -> Iterator[Resource]:
    """A resource that two events make is one; the last says what it is, as in SAM."""
    yield from {each.logical_id: each for each in made}.values()


def _notified(functions: list[Function]) -> dict[str, list[Data]]:
    """What S3 events add to their buckets, by the bucket's logical ID."""
    found: dict[str, list[Data]] = {}
    for function in functions:
        for event in events(function):
            if event.type == "S3":
                found.setdefault(bucket_of(event), []).extend(notifications(event))
    return found


def _as_given(stack: Stack, declared: Declared, notified: list[Data]) -> Resource:
    properties = stack.properties(declared)
    if notified:
        before = mapping_of(properties.get("NotificationConfiguration"))
        told = [*list_of(before.get("LambdaConfigurations"))]
        for each in notified:
            if each not in told:
                told.append(each)
        properties["NotificationConfiguration"] = {**before, "LambdaConfigurations": told}
    where = ("Resources", declared.logical_id)
    has_name = declared.type in NAMINGS
    return Resource(
        declared.logical_id,
        declared.type,
        properties,
        Origin("as it is in the template", stack.template.line(where)),
        name=stack.name(declared.logical_id) if has_name else "",
        arn=stack.arn(declared.logical_id) if has_name else "",
    )
