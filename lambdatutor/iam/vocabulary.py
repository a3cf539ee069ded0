"""The words of policies that an editor can offer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lambdatutor.iam.document import Kind

DOCUMENT = ("Version", "Id", "Statement")
EFFECTS = ("Allow", "Deny")

_STATEMENT = ("Sid", "Effect", "Principal", "Action", "Resource", "Condition", "NotAction")
_PLAIN = ("Sid", "Effect", "Principal", "Action", "Resource")
"""All that is judged in the policy of a VPC endpoint."""
_NAMES_WHO = frozenset({"resource", "trust", "rcp", "endpoint"})


def elements(kind: Kind) -> tuple[str, ...]:
    """What a statement may have, in the order in which it is usually written."""
    left_out = set[str]()
    if kind not in _NAMES_WHO:
        left_out.add("Principal")
    if kind == "trust":
        left_out.add("Resource")
    if kind == "endpoint":
        return _PLAIN
    words = (*_STATEMENT, "NotResource", "NotPrincipal")
    offered = [word for word in words if word.removeprefix("Not") not in left_out]
    if kind in {"trust", "rcp"} and "NotPrincipal" in offered:
        offered.remove("NotPrincipal")
    return tuple(offered)


PRINCIPALS = ("Service", "AWS", "Federated")

SERVICES = (
    "lambda.amazonaws.com",
    "s3.amazonaws.com",
    "sns.amazonaws.com",
    "sqs.amazonaws.com",
    "events.amazonaws.com",
    "scheduler.amazonaws.com",
    "apigateway.amazonaws.com",
    "elasticloadbalancing.amazonaws.com",
    "logs.amazonaws.com",
    "cognito-idp.amazonaws.com",
    "ec2.amazonaws.com",
    "edgelambda.amazonaws.com",
    "states.amazonaws.com",
)
"""Services that call functions, or that take roles."""

OPERATORS = (
    "StringEquals",
    "StringLike",
    "StringNotEquals",
    "StringNotLike",
    "StringEqualsIgnoreCase",
    "StringNotEqualsIgnoreCase",
    "ArnEquals",
    "ArnLike",
    "ArnNotEquals",
    "ArnNotLike",
    "Bool",
    "Null",
    "NumericEquals",
    "NumericNotEquals",
    "NumericLessThan",
    "NumericLessThanEquals",
    "NumericGreaterThan",
    "NumericGreaterThanEquals",
    "DateEquals",
    "DateNotEquals",
    "DateLessThan",
    "DateLessThanEquals",
    "DateGreaterThan",
    "DateGreaterThanEquals",
    "IpAddress",
    "NotIpAddress",
    "BinaryEquals",
    "ForAllValues:StringEquals",
    "ForAllValues:StringLike",
    "ForAnyValue:StringEquals",
    "ForAnyValue:StringLike",
    "StringEqualsIfExists",
    "StringLikeIfExists",
    "ArnEqualsIfExists",
    "ArnLikeIfExists",
    "BoolIfExists",
)

CONDITION_KEYS = (
    "aws:SourceArn",
    "aws:SourceAccount",
    "aws:SourceOrgID",
    "aws:SourceIp",
    "aws:SourceVpc",
    "aws:SourceVpce",
    "aws:PrincipalArn",
    "aws:PrincipalAccount",
    "aws:PrincipalOrgID",
    "aws:PrincipalTag/",
    "aws:PrincipalType",
    "aws:PrincipalIsAWSService",
    "aws:username",
    "aws:userid",
    "aws:RequestedRegion",
    "aws:ResourceAccount",
    "aws:ResourceOrgID",
    "aws:ResourceTag/",
    "aws:RequestTag/",
    "aws:TagKeys",
    "aws:SecureTransport",
    "aws:MultiFactorAuthPresent",
    "aws:CurrentTime",
    "aws:CalledVia",
    "aws:ViaAWSService",
    "iam:PassedToService",
    "iam:PermissionsBoundary",
    "sts:ExternalId",
    "sts:RoleSessionName",
    "s3:prefix",
    "dynamodb:LeadingKeys",
    "dynamodb:Attributes",
    "lambda:FunctionArn",
    "lambda:SourceFunctionArn",
    "lambda:Principal",
    "lambda:Layer",
    "lambda:FunctionUrlAuthType",
    "lambda:InvokedViaFunctionUrl",
    "lambda:VpcIds",
    "lambda:SubnetIds",
    "lambda:SecurityGroupIds",
    "lambda:CodeSigningConfigArn",
    "lambda:EventSourceToken",
)
"""Global keys, those of Lambda (IAM-021), and some of its neighbours."""

ACTIONS = (
    "dynamodb:BatchGetItem",
    "dynamodb:BatchWriteItem",
    "dynamodb:ConditionCheckItem",
    "dynamodb:DeleteItem",
    "dynamodb:DeleteTable",
    "dynamodb:DescribeStream",
    "dynamodb:DescribeTable",
    "dynamodb:GetItem",
    "dynamodb:GetRecords",
    "dynamodb:GetShardIterator",
    "dynamodb:ListStreams",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:Scan",
    "dynamodb:UpdateItem",
    "ec2:AssignPrivateIpAddresses",
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSecurityGroups",
    "ec2:DescribeSubnets",
    "ec2:DescribeVpcs",
    "ec2:UnassignPrivateIpAddresses",
    "events:PutEvents",
    "iam:AttachRolePolicy",
    "iam:CreateRole",
    "iam:GetRole",
    "iam:PassRole",
    "iam:PutRolePolicy",
    "iam:UpdateAssumeRolePolicy",
    "kinesis:DescribeStream",
    "kinesis:DescribeStreamSummary",
    "kinesis:GetRecords",
    "kinesis:GetShardIterator",
    "kinesis:ListShards",
    "kinesis:ListStreams",
    "kinesis:PutRecord",
    "kinesis:PutRecords",
    "kinesis:SubscribeToShard",
    "kms:Decrypt",
    "kms:Encrypt",
    "kms:GenerateDataKey",
    "logs:CreateLogGroup",
    "logs:CreateLogStream",
    "logs:DescribeLogGroups",
    "logs:FilterLogEvents",
    "logs:PutLogEvents",
    "s3:DeleteObject",
    "s3:GetBucketLocation",
    "s3:GetObject",
    "s3:ListAllMyBuckets",
    "s3:ListBucket",
    "s3:PutObject",
    "secretsmanager:GetSecretValue",
    "sns:Publish",
    "sqs:ChangeMessageVisibility",
    "sqs:DeleteMessage",
    "sqs:GetQueueAttributes",
    "sqs:GetQueueUrl",
    "sqs:ReceiveMessage",
    "sqs:SendMessage",
    "ssm:GetParameter",
    "ssm:GetParameters",
    "states:StartExecution",
    "sts:AssumeRole",
    "sts:AssumeRoleWithWebIdentity",
    "sts:GetCallerIdentity",
    "sts:TagSession",
    "xray:PutTelemetryRecords",
    "xray:PutTraceSegments",
)
"""What functions and their owners often do; Lambda's own actions are known by its operations."""
