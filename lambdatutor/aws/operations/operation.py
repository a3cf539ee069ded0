"""What every operation is: one frozen value for a call that can be made."""

from __future__ import annotations

from typing import ClassVar

import msgspec

_IAM_ACTIONS = {
    "CreateApi": "POST",
    "CreateDeployment": "POST",
    "CreateResource": "POST",
    "CreateRestApi": "POST",
    "Invoke": "InvokeFunction",
    "PutBucketNotificationConfiguration": "PutBucketNotification",
    "PutIntegration": "PUT",
    "PutMethod": "PUT",
    "SendMessageBatch": "SendMessage",
}
"""Where a policy's action is not the operation (INV-050); API Gateway has HTTP's methods."""


class Operation(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    tag_field="operation",
    tag=True,
):
    """One call, with its parameters. None stands for a parameter that was not given.

    A call belongs to Lambda, where no class between says otherwise.
    """

    service: ClassVar[str] = "lambda"
    """The service's name in the AWS CLI, as in `aws lambda`."""

    aws_name: ClassVar[str] = ""
    """AWS's name, where another service's operation has taken the name of the class."""

    @property
    def name(self) -> str:
        """AWS's name of the operation, such as `PutFunctionConcurrency`."""
        return self.aws_name or type(self).__name__

    @property
    def iam_action(self) -> str:
        """The action that a policy must allow (INV-050)."""
        return iam_action(type(self))


CLIENTS = {"deploy": "codedeploy", "s3api": "s3"}
"""Where boto3's name of a service is not the AWS CLI's."""

IAM_PREFIXES = {
    "apigatewayv2": "apigateway",
    "deploy": "codedeploy",
    "elbv2": "elasticloadbalancing",
    "s3api": "s3",
}
"""Where a policy's name of a service is not the AWS CLI's."""


def iam_action(operation: type[Operation]) -> str:
    """The action that a policy must allow for such a call (INV-050)."""
    prefix = IAM_PREFIXES.get(operation.service, operation.service)
    name = operation.__name__
    return f"{prefix}:{_IAM_ACTIONS.get(name, operation.aws_name or name)}"


class SqsOperation(Operation, frozen=True, kw_only=True):
    """A call of Amazon SQS."""

    service: ClassVar[str] = "sqs"


class SnsOperation(Operation, frozen=True, kw_only=True):
    """A call of Amazon SNS."""

    service: ClassVar[str] = "sns"


class S3Operation(Operation, frozen=True, kw_only=True):
    """A call of Amazon S3."""

    service: ClassVar[str] = "s3api"


class EventsOperation(Operation, frozen=True, kw_only=True):
    """A call of Amazon EventBridge."""

    service: ClassVar[str] = "events"


class SchedulerOperation(Operation, frozen=True, kw_only=True):
    """A call of Amazon EventBridge Scheduler."""

    service: ClassVar[str] = "scheduler"


class KinesisOperation(Operation, frozen=True, kw_only=True):
    """A call of Amazon Kinesis Data Streams."""

    service: ClassVar[str] = "kinesis"


class DynamoDbOperation(Operation, frozen=True, kw_only=True):
    """A call of Amazon DynamoDB."""

    service: ClassVar[str] = "dynamodb"


class CloudWatchOperation(Operation, frozen=True, kw_only=True):
    """A call of Amazon CloudWatch."""

    service: ClassVar[str] = "cloudwatch"


class AutoScalingOperation(Operation, frozen=True, kw_only=True):
    """A call of Application Auto Scaling."""

    service: ClassVar[str] = "application-autoscaling"


class CodeDeployOperation(Operation, frozen=True, kw_only=True):
    """A call of AWS CodeDeploy."""

    service: ClassVar[str] = "deploy"


class ApiGatewayOperation(Operation, frozen=True, kw_only=True):
    """A call of Amazon API Gateway."""

    service: ClassVar[str] = "apigateway"


class ApiGatewayV2Operation(Operation, frozen=True, kw_only=True):
    """A call of Amazon API Gateway about HTTP APIs."""

    service: ClassVar[str] = "apigatewayv2"


class ElbOperation(Operation, frozen=True, kw_only=True):
    """A call of Elastic Load Balancing."""

    service: ClassVar[str] = "elbv2"


class IamOperation(Operation, frozen=True, kw_only=True):
    """A call of AWS Identity and Access Management."""

    service: ClassVar[str] = "iam"


class StsOperation(Operation, frozen=True, kw_only=True):
    """A call of AWS Security Token Service."""

    service: ClassVar[str] = "sts"


class Ec2Operation(Operation, frozen=True, kw_only=True):
    """A call of Amazon EC2, to which networks belong."""

    service: ClassVar[str] = "ec2"
