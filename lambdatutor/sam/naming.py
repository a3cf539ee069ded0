"""What resources are called: the property that names one, its ARN, and what `Ref` gives."""

from __future__ import annotations

from typing import NamedTuple

_AT = "{region}:{account}"

URL = "https://sqs.{region}.amazonaws.com/{account}/{name}"


class Naming(NamedTuple):
    """How a type of resource is named."""

    property: str | None
    """The property that says the name; without it CloudFormation makes one up."""
    arn: str
    """With `{region}`, `{account}`, `{path}` and `{name}`."""
    ref: str = "{name}"
    """What `Ref` gives."""
    attributes: tuple[tuple[str, str], ...] = ()
    """What `Fn::GetAtt` gives, beside `Arn`."""
    of_function: bool = False
    """Whether a function's name comes before its own, as `checkout:live`."""


def _by_name(kind: str, *attributes: tuple[str, str], of: str | None = "Name") -> Naming:
    """A resource whose ARN has Region and account, such as `sqs:{name}`."""
    service, _, resource = kind.partition(":")
    return Naming(of, f"arn:aws:{service}:{_AT}:{resource}", attributes=attributes)


_FUNCTION = _by_name("lambda:function:{name}", of="FunctionName")
_TABLE = _by_name(
    "dynamodb:table/{name}",
    # AWS names a stream by the moment when it was enabled; here that is when a run begins.
    ("StreamArn", f"arn:aws:dynamodb:{_AT}:table/{{name}}/stream/2026-01-01T00:00:00.000"),
    of="TableName",
)
_API = Naming(None, "arn:aws:apigateway:{region}::/restapis/{name}", "{name}")
_HTTP_API = Naming(None, "arn:aws:apigateway:{region}::/apis/{name}", "{name}")
_ALIAS = Naming(
    "Name",
    f"arn:aws:lambda:{_AT}:function:{{name}}",
    f"arn:aws:lambda:{_AT}:function:{{name}}",
    (("Version", "1"),),
    of_function=True,
)

NAMINGS: dict[str, Naming] = {
    "AWS::Serverless::Function": _FUNCTION,
    "AWS::Lambda::Function": _FUNCTION,
    "AWS::Lambda::Alias": _ALIAS,
    "AWS::Lambda::Version": _ALIAS._replace(property=None),
    "AWS::SQS::Queue": Naming(
        "QueueName",
        f"arn:aws:sqs:{_AT}:{{name}}",
        URL,
        (("QueueName", "{name}"), ("QueueUrl", URL)),
    ),
    "AWS::SNS::Topic": Naming(
        "TopicName",
        f"arn:aws:sns:{_AT}:{{name}}",
        f"arn:aws:sns:{_AT}:{{name}}",
        (("TopicArn", f"arn:aws:sns:{_AT}:{{name}}"), ("TopicName", "{name}")),
    ),
    "AWS::S3::Bucket": Naming("BucketName", "arn:aws:s3:::{name}"),
    "AWS::DynamoDB::Table": _TABLE,
    "AWS::Serverless::SimpleTable": _TABLE,
    "AWS::Kinesis::Stream": _by_name("kinesis:stream/{name}"),
    "AWS::KinesisFirehose::DeliveryStream": _by_name(
        "firehose:deliverystream/{name}", of="DeliveryStreamName"
    ),
    "AWS::IAM::Role": Naming("RoleName", "arn:aws:iam::{account}:role{path}{name}"),
    "AWS::IAM::ManagedPolicy": Naming(
        "ManagedPolicyName",
        "arn:aws:iam::{account}:policy{path}{name}",
        "arn:aws:iam::{account}:policy{path}{name}",
    ),
    "AWS::Events::EventBus": _by_name("events:event-bus/{name}", ("Name", "{name}")),
    "AWS::Events::Rule": _by_name("events:rule/{name}"),
    "AWS::Scheduler::Schedule": _by_name("scheduler:schedule/default/{name}"),
    "AWS::StepFunctions::StateMachine": Naming(
        "StateMachineName",
        f"arn:aws:states:{_AT}:stateMachine:{{name}}",
        f"arn:aws:states:{_AT}:stateMachine:{{name}}",
        (("Name", "{name}"),),
    ),
    "AWS::Serverless::StateMachine": Naming(
        "Name",
        f"arn:aws:states:{_AT}:stateMachine:{{name}}",
        f"arn:aws:states:{_AT}:stateMachine:{{name}}",
        (("Name", "{name}"),),
    ),
    "AWS::Serverless::Api": _API,
    "AWS::ApiGateway::RestApi": _API,
    "AWS::Serverless::HttpApi": _HTTP_API,
    "AWS::ApiGatewayV2::Api": _HTTP_API,
    "AWS::Cognito::UserPool": _by_name("cognito-idp:userpool/{name}", of=None),
    "AWS::Location::PlaceIndex": _by_name("geo:place-index/{name}", of="IndexName"),
    "AWS::Logs::LogGroup": _by_name("logs:log-group:{name}:*", of="LogGroupName"),
    "AWS::IoT::TopicRule": _by_name("iot:rule/{name}", of="RuleName"),
    "AWS::KMS::Key": _by_name("kms:key/{name}", of=None),
    "AWS::SecretsManager::Secret": Naming(
        "Name",
        f"arn:aws:secretsmanager:{_AT}:secret:{{name}}",
        f"arn:aws:secretsmanager:{_AT}:secret:{{name}}",
    ),
}
"""The types whose names and ARNs are known."""


def made_up_name(kind: str, logical_id: str) -> str:
    """The name of a resource without one: its logical ID.

    CloudFormation puts the stack's name before it, and letters at random after it.
    """
    return logical_id.lower() if kind == "AWS::S3::Bucket" else logical_id
