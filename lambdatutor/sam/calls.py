"""An expansion as the calls that build it, so that a simulated account can be opened with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from lambdatutor.aws.operations import Operation
from lambdatutor.sam import api_calls, event_calls, function_calls, identity_calls, store_calls
from lambdatutor.sam.expansion import Expansion, Resource
from lambdatutor.sam.values import list_of


class LeftOut(NamedTuple):
    """Something of a template that no call makes."""

    what: str
    line: int
    because: str


Caller = Callable[[Resource], Iterator[Operation]]

_IN_ORDER: tuple[tuple[str, Caller], ...] = (
    ("AWS::SQS::Queue", store_calls.queue),
    ("AWS::SNS::Topic", store_calls.topic),
    ("AWS::Kinesis::Stream", store_calls.stream),
    ("AWS::DynamoDB::Table", store_calls.table),
    ("AWS::S3::Bucket", store_calls.bucket),
    ("AWS::IAM::ManagedPolicy", identity_calls.managed_policy),
    ("AWS::IAM::Role", identity_calls.role),
    ("AWS::IAM::ManagedPolicy", identity_calls.attachments),
    ("AWS::Lambda::Function", function_calls.function),
    ("AWS::Lambda::Version", function_calls.version),
    ("AWS::Lambda::Alias", function_calls.alias),
    ("AWS::Lambda::EventInvokeConfig", function_calls.invoke_config),
    ("AWS::Lambda::Url", function_calls.url),
    ("AWS::Lambda::Permission", function_calls.permission),
    ("AWS::Lambda::EventSourceMapping", event_calls.mapping),
    ("AWS::SNS::Subscription", event_calls.subscription),
    ("AWS::Events::Rule", event_calls.rule),
    ("AWS::Scheduler::Schedule", event_calls.schedule),
    ("AWS::S3::Bucket", event_calls.notification),
    ("AWS::ApiGateway::RestApi", api_calls.rest_api),
    ("AWS::ApiGatewayV2::Api", api_calls.http_api),
)
"""What is needed comes before what needs it: a bucket asks whether it may call."""


_STAGES = (
    "AWS::ApiGateway::Deployment",
    "AWS::ApiGateway::Stage",
    "AWS::ApiGatewayV2::Stage",
)
"""What comes with the API itself."""


class _Some(NamedTuple):
    """Of some resources of a type there is a simulated one, and of others not."""

    calls: Caller
    because: str


_SOME = {
    "AWS::Lambda::EventSourceMapping": _Some(event_calls.mapping, "its source is not simulated"),
    "AWS::ApiGatewayV2::Api": _Some(api_calls.http_api, "only one default route is simulated"),
    "AWS::ApiGateway::RestApi": _Some(api_calls.rest_api, "it is not read"),
}


def operations(expansion: Expansion) -> tuple[Operation, ...]:
    """The calls, in an order in which they can be made.

    Raises `ResourceError` for a property with a value that no call takes.
    """
    return tuple(
        operation
        for kind, calls in _IN_ORDER
        for resource in _sorted(expansion, kind)
        for operation in calls(resource)
    )


def left_out(expansion: Expansion) -> tuple[LeftOut, ...]:
    """What the template has and a simulated account cannot have, so that nobody misses it later."""
    found = [
        LeftOut(f"{each.logical_id} ({each.type})", each.line, "it is not read")
        for each in expansion.kept
    ]
    made = {*(kind for kind, _ in _IN_ORDER), *_STAGES}
    for each in expansion.resources:
        if each.type not in made:
            name = f"{each.logical_id} ({each.type})"
            found.append(LeftOut(name, each.origin.line, "it is not simulated"))
        elif each.type in _SOME and not any(_SOME[each.type].calls(each)):
            found.append(LeftOut(each.logical_id, each.origin.line, _SOME[each.type].because))
    for role in expansion.of("AWS::IAM::Role"):
        for arn in map(str, list_of(role.properties.get("ManagedPolicyArns"))):
            if identity_calls.unknown_here(arn):
                line = role.parts.get(arn, role.origin).line
                found.append(LeftOut(arn, line, "what it allows is not known here"))
    return tuple(found)


def _sorted(expansion: Expansion, kind: str) -> list[Resource]:
    """A queue that sends its failures on comes after the queue that it names."""
    return sorted(expansion.of(kind), key=lambda each: "RedrivePolicy" in each.properties)
