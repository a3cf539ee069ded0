"""Operations as lines for the AWS CLI."""

from __future__ import annotations

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdatutor.aws.command_line import from_cli, to_cli
from lambdatutor.aws.operations import (
    CreateBucket,
    CreateFunction,
    CreateQueue,
    CreateRestApi,
    CreateRole,
    DeleteFunctionConcurrency,
    GetCallerIdentity,
    GetManagedPolicy,
    Invoke,
    Operation,
    PublishVersion,
    PutFunctionConcurrency,
    PutMetricAlarm,
    PutRecord,
    PutRolePolicy,
    SendMessage,
    Subscribe,
    UpdateAlias,
    UpdateFunctionCode,
    UpdateFunctionConfiguration,
)
from lambdatutor.aws.shapes import AliasRoutingConfiguration, Environment, FunctionCode
from lambdatutor.aws.shapes.policies import Tag

LINES = [
    (
        PutFunctionConcurrency(FunctionName="checkout", ReservedConcurrentExecutions=3),
        "put-function-concurrency --function-name checkout --reserved-concurrent-executions 3",
    ),
    (
        DeleteFunctionConcurrency(FunctionName="checkout"),
        "delete-function-concurrency --function-name checkout",
    ),
    (
        Invoke(FunctionName="checkout", Qualifier="$LATEST"),
        "invoke --function-name checkout --qualifier '$LATEST' out.json",
    ),
    (
        Invoke(FunctionName="checkout", InvocationType="Event", Payload='{"n": 1}'),
        (
            "invoke --function-name checkout --invocation-type Event"
            " --cli-binary-format raw-in-base64-out --payload '{\"n\": 1}' out.json"
        ),
    ),
    (
        PublishVersion(FunctionName="checkout", CodeSha256="abc", Description="It's new"),
        (
            "publish-version --function-name checkout --code-sha-256 abc"
            " --description 'It'\"'\"'s new'"
        ),
    ),
    (
        UpdateFunctionCode(FunctionName="checkout", ZipFile="new.zip", Publish=True, DryRun=False),
        (
            "update-function-code --function-name checkout --zip-file fileb://new.zip"
            " --publish --no-dry-run"
        ),
    ),
    (
        CreateFunction(
            FunctionName="checkout",
            Role="arn:aws:iam::123456789012:role/run",
            Code=FunctionCode(ZipFile="function.zip"),
            Architectures=["arm64"],
        ),
        (
            "create-function --function-name checkout --role arn:aws:iam::123456789012:role/run"
            " --zip-file fileb://function.zip --architectures '[\"arm64\"]'"
        ),
    ),
    (
        CreateFunction(
            FunctionName="checkout", Role="r", Code=FunctionCode(S3Bucket="code", S3Key="a.zip")
        ),
        (
            "create-function --function-name checkout --role r"
            ' --code \'{"S3Bucket":"code","S3Key":"a.zip"}\''
        ),
    ),
    (
        UpdateFunctionConfiguration(
            FunctionName="checkout",
            MemorySize=512,
            Environment=Environment(Variables={"TABLE": "orders"}),
            KMSKeyArn="",
        ),
        (
            "update-function-configuration --function-name checkout --memory-size 512"
            ' --environment \'{"Variables":{"TABLE":"orders"}}\' --kms-key-arn \'\''
        ),
    ),
    (
        UpdateAlias(
            FunctionName="checkout",
            Name="live",
            RoutingConfig=AliasRoutingConfiguration(AdditionalVersionWeights={"2": 0.1}),
            Description="-1",
        ),
        (
            "update-alias --function-name checkout --name live --description=-1"
            ' --routing-config \'{"AdditionalVersionWeights":{"2":0.1}}\''
        ),
    ),
]

OTHER_SERVICES = [
    (
        SendMessage(QueueUrl="u", MessageBody="hi"),
        "sqs send-message --queue-url u --message-body hi",
    ),
    (
        CreateQueue(QueueName="orders", Attributes={"VisibilityTimeout": "60"}),
        'sqs create-queue --queue-name orders --attributes \'{"VisibilityTimeout":"60"}\'',
    ),
    (
        Subscribe(TopicArn="t", Protocol="lambda", Endpoint="f"),
        "sns subscribe --topic-arn t --protocol lambda --notification-endpoint f",
    ),
    (CreateBucket(Bucket="photos"), "s3api create-bucket --bucket photos"),
    (
        PutRecord(StreamName="clicks", PartitionKey="ana", Data="hi"),
        (
            "kinesis put-record --cli-binary-format raw-in-base64-out --data hi"
            " --partition-key ana --stream-name clicks"
        ),
    ),
    (
        PutMetricAlarm(AlarmName="a", Threshold=-0.5, ActionsEnabled=False),
        "cloudwatch put-metric-alarm --alarm-name a --no-actions-enabled --threshold=-0.5",
    ),
    (CreateRestApi(Name="pay"), "apigateway create-rest-api --name pay"),
    (
        PutRolePolicy(RoleName="writer", PolicyName="table", PolicyDocument='{"Statement":[]}'),
        (
            "iam put-role-policy --role-name writer --policy-name table"
            " --policy-document '{\"Statement\":[]}'"
        ),
    ),
    (
        CreateRole(
            RoleName="writer",
            AssumeRolePolicyDocument="{}",
            Tags=[Tag(Key="team", Value="shop")],
        ),
        (
            "iam create-role --role-name writer --assume-role-policy-document '{}'"
            ' --tags \'[{"Key":"team","Value":"shop"}]\''
        ),
    ),
    (GetManagedPolicy(PolicyArn="a"), "iam get-policy --policy-arn a"),
    (GetCallerIdentity(), "sts get-caller-identity"),
]


@pytest.mark.parametrize(("operation", "line"), OTHER_SERVICES)
def test_another_service_is_named_in_the_line(operation: Operation, line: str) -> None:
    assert to_cli(operation) == f"aws {line}"
    assert from_cli(line) == operation


@pytest.mark.parametrize(("operation", "line"), LINES)
def test_an_operation_is_written_as_the_aws_cli_takes_it(operation: Operation, line: str) -> None:
    assert to_cli(operation) == f"aws lambda {line}"


@given(st.from_type(Operation))
def test_no_value_is_taken_for_a_flag(operation: Operation) -> None:
    """The AWS CLI refuses a value that begins with a dash, unless it follows `=`."""
    words = shlex.split(to_cli(operation))

    dashed = [word for word in words if word.startswith("-") and not word[1:].isdecimal()]
    assert all(word.startswith("--") for word in dashed)
