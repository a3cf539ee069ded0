"""Operations: what a journal, a lesson and a prompt share."""

from __future__ import annotations

import subprocess
import sys

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdatutor.aws.operations import (
    OPERATIONS,
    AnyOperation,
    Invoke,
    Operation,
    PutFunctionConcurrency,
)


@given(st.from_type(Operation))
def test_an_operation_comes_back_from_a_journal(operation: Operation) -> None:
    written = msgspec.json.encode(operation)

    assert msgspec.json.decode(written, type=AnyOperation) == operation


@given(st.from_type(Operation))
def test_the_journal_names_the_operation_as_aws_does(operation: Operation) -> None:
    """All but those whose name another service had first: they go by the name of their class."""
    tag = msgspec.to_builtins(operation)["operation"]

    assert tag == (type(operation).__name__ if operation.aws_name else operation.name)
    assert OPERATIONS[tag] is type(operation)


def test_what_is_not_given_is_not_written() -> None:
    written = msgspec.json.encode(Invoke(FunctionName="checkout"))

    assert written == b'{"operation":"Invoke","FunctionName":"checkout"}'


def test_a_parameter_that_aws_does_not_have_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError, match="unknown field `Memory`"):
        msgspec.json.decode(
            b'{"operation":"GetFunction","FunctionName":"a","Memory":1}', type=AnyOperation
        )


def test_an_operation_cannot_be_changed() -> None:
    operation = PutFunctionConcurrency(FunctionName="checkout", ReservedConcurrentExecutions=1)

    with pytest.raises(AttributeError, match="immutable"):
        operation.ReservedConcurrentExecutions = 2  # type: ignore[misc] (this is the test)


@given(st.from_type(Operation))
def test_the_action_in_a_policy_names_a_service_and_an_action(operation: Operation) -> None:
    prefix, action = operation.iam_action.split(":")

    assert prefix == prefix.lower()
    assert action.isalpha()
    assert prefix not in {"s3api", "elbv2"}


@pytest.mark.parametrize(
    ("operation", "action"),
    [
        ("GetFunction", "lambda:GetFunction"),
        ("Invoke", "lambda:InvokeFunction"),
        ("SendMessage", "sqs:SendMessage"),
        ("SendMessageBatch", "sqs:SendMessage"),
        ("PutObject", "s3:PutObject"),
        ("PutBucketNotificationConfiguration", "s3:PutBucketNotification"),
        ("PutRule", "events:PutRule"),
        ("CreateRestApi", "apigateway:POST"),
        ("PutIntegration", "apigateway:PUT"),
        ("RegisterTargets", "elasticloadbalancing:RegisterTargets"),
        ("PutScalingPolicy", "application-autoscaling:PutScalingPolicy"),
    ],
)
def test_some_actions_are_not_the_operation(operation: str, action: str) -> None:
    kind = OPERATIONS[operation]
    made = kind(**dict.fromkeys((each.name for each in msgspec.structs.fields(kind)), None))

    assert made.iam_action == action


def test_the_vocabulary_loads_nothing_heavy() -> None:
    heavy = {"yaml", "simpy", "textual", "rich", "json", "sqlite3", "boto3", "hypothesis"}
    code = "import sys, lambdatutor.aws.operations; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout

    assert heavy.isdisjoint(loaded.split())
