"""Operations as boto3 code."""

from __future__ import annotations

import ast

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdatutor.aws.boto3_code import client_name, to_boto3
from lambdatutor.aws.operations import (
    CreateFunction,
    CreateRestApi,
    GetAccountSettings,
    GetManagedPolicy,
    Invoke,
    Operation,
    PutFunctionConcurrency,
    PutObject,
    PutScheduledAction,
    PutUserPolicy,
    SendMessage,
    UpdateFunctionConfiguration,
)
from lambdatutor.aws.shapes import Environment, FunctionCode
from lambdatutor.aws.spelling import snake


def value_of(node: ast.expr) -> object:
    """The value in the code; for an archive that is opened, its name."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Call(args=[name, ast.Constant("rb")]))):
            return ast.literal_eval(name)
        case ast.Dict(keys=keys, values=values):
            return {
                ast.literal_eval(key): value_of(value)
                for key, value in zip(keys, values, strict=True)
                if key is not None
            }
        case _:
            return ast.literal_eval(node)


@given(st.from_type(Operation))
def test_the_code_is_python_and_passes_every_parameter(operation: Operation) -> None:
    call = ast.parse(to_boto3(operation), mode="eval").body

    assert isinstance(call, ast.Call)
    assert ast.unparse(call.func) == f"{client_name(operation)}.{snake(operation.name)}"
    passed = {keyword.arg: value_of(keyword.value) for keyword in call.keywords}
    assert {"operation": type(operation).__name__, **passed} == msgspec.to_builtins(operation)


@pytest.mark.parametrize(
    ("operation", "code"),
    [
        (
            SendMessage(QueueUrl="u", MessageBody="hi", DelaySeconds=5),
            'sqs.send_message(QueueUrl="u", MessageBody="hi", DelaySeconds=5)',
        ),
        (
            PutObject(Bucket="photos", Key="a.jpg", Body="a.jpg"),
            's3.put_object(Bucket="photos", Key="a.jpg", Body=open("a.jpg", "rb").read())',
        ),
        (CreateRestApi(Name="pay"), 'apigateway.create_rest_api(name="pay")'),
        (GetManagedPolicy(PolicyArn="a"), 'iam.get_policy(PolicyArn="a")'),
        (
            PutUserPolicy(UserName="ana", PolicyName="p", PolicyDocument='{"Statement":[]}'),
            (
                'iam.put_user_policy(UserName="ana", PolicyName="p",'
                " PolicyDocument='{\"Statement\":[]}')"
            ),
        ),
        (
            PutScheduledAction(
                ServiceNamespace="lambda",
                ScheduledActionName="night",
                ResourceId="function:f:live",
                ScalableDimension="d",
            ),
            (
                "application_autoscaling.put_scheduled_action(\n"
                '    ServiceNamespace="lambda",\n'
                '    ScheduledActionName="night",\n'
                '    ResourceId="function:f:live",\n'
                '    ScalableDimension="d",\n'
                ")"
            ),
        ),
        (GetAccountSettings(), "client.get_account_settings()"),
        (
            PutFunctionConcurrency(FunctionName="checkout", ReservedConcurrentExecutions=3),
            (
                'client.put_function_concurrency(FunctionName="checkout",'
                " ReservedConcurrentExecutions=3)"
            ),
        ),
        (
            Invoke(FunctionName="checkout", Payload='{"n": 1}'),
            'client.invoke(FunctionName="checkout", Payload=\'{"n": 1}\')',
        ),
        (
            UpdateFunctionConfiguration(
                FunctionName="checkout",
                MemorySize=512,
                Environment=Environment(Variables={"ZipFile": "café"}),
            ),
            (
                "client.update_function_configuration(\n"
                '    FunctionName="checkout",\n'
                "    MemorySize=512,\n"
                '    Environment={"Variables": {"ZipFile": "café"}},\n'
                ")"
            ),
        ),
        (
            CreateFunction(
                FunctionName="checkout", Role="r", Code=FunctionCode(ZipFile="f.zip"), Publish=True
            ),
            (
                "client.create_function(\n"
                '    FunctionName="checkout",\n'
                '    Role="r",\n'
                '    Code={"ZipFile": open("f.zip", "rb").read()},\n'
                "    Publish=True,\n"
                ")"
            ),
        ),
    ],
)
def test_the_code_reads_as_people_write_it(operation: Operation, code: str) -> None:
    assert to_boto3(operation) == code
