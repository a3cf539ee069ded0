"""Rules that one call can break by itself."""

from __future__ import annotations

import pytest

from lambdatutor.aws.command_line import from_cli
from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import Invoke, Operation, UpdateFunctionConfiguration
from lambdatutor.aws.shapes import Environment
from lambdatutor.aws.validation import validate

MB = 1024 * 1024

CONFIGURE = "update-function-configuration --function-name f"
WEIGHTED = "update-alias --function-name f --name live --routing-config"


def refusal(operation: Operation) -> AwsError:
    with pytest.raises(AwsError) as caught:
        validate(operation)
    return caught.value


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            f"{CONFIGURE} --memory-size 10241",
            (
                "'MemorySize' value failed to satisfy constraint: "
                "Member must have value less than or equal to 10240"
            ),
        ),
        (
            f"{CONFIGURE} --timeout 901",
            (
                "'Timeout' value failed to satisfy constraint: "
                "Member must have value less than or equal to 900"
            ),
        ),
        (
            f"{CONFIGURE} --environment Variables={{AWS_REGION=x,TABLE=t}}",
            (
                "Lambda was unable to configure your environment variables because the environment "
                "variables you have provided contains reserved keys that are currently not "
                "supported "
                "for modification. Reserved keys used in this request: AWS_REGION"
            ),
        ),
        (
            f"{CONFIGURE} --layers {'arn:aws:lambda:us-east-1:123456789012:layer:l:1 ' * 6}",
            "Cannot reference more than 5 layers.",
        ),
        (
            "put-function-concurrency --function-name f:live --reserved-concurrent-executions 1",
            (
                "This operation is permitted on Lambda functions only. Aliases and versions do not "
                "support this operation. Please specify either a function name or an unqualified "
                "function ARN."
            ),
        ),
        (
            (
                "put-provisioned-concurrency-config --function-name f --qualifier $LATEST"
                " --provisioned-concurrent-executions 1"
            ),
            "Provisioned Concurrency Configs cannot be applied to unpublished function versions.",
        ),
        (
            "get-provisioned-concurrency-config --function-name f --qualifier $LATEST",
            "The function resource provided must be an alias or a published version.",
        ),
        (
            f"{WEIGHTED} AdditionalVersionWeights={{2=0.1,3=0.1}}",
            "Number of items in AdditionalVersionWeights cannot be greater than 1",
        ),
        (
            f"{WEIGHTED} AdditionalVersionWeights={{2=0.1}} --function-version $LATEST",
            "$LATEST is not supported for an alias pointing to more than 1 version",
        ),
        (
            "delete-function --function-name f --qualifier $LATEST",
            "$LATEST version cannot be deleted without deleting the function.",
        ),
        (
            "get-function --function-name f:1 --qualifier 2",
            "The derived qualifier from the function name does not match the specified qualifier.",
        ),
    ],
)
def test_a_broken_rule_is_worded_as_aws_words_it(line: str, message: str) -> None:
    error = refusal(from_cli(line))

    assert (error.code, error.status) == ("InvalidParameterValueException", 400)
    assert error.message == message


def test_an_unknown_runtime_is_answered_with_the_known_ones() -> None:
    error = refusal(from_cli(f"{CONFIGURE} --runtime non-existent-runtime"))

    assert error.code == "InvalidParameterValueException"
    assert error.message.startswith(
        "Value non-existent-runtime at 'runtime' failed to satisfy constraint: "
        "Member must satisfy enum value set: [nodejs20.x, python3.14, "
    )
    assert error.message.endswith(", java8.al2] or be a valid ARN")


@pytest.mark.parametrize(("letters", "fits"), [(4_087, True), (4_088, False)])
def test_environment_variables_are_measured_as_json(letters: int, *, fits: bool) -> None:
    """`{"AB":"…"}` has nine characters beside the value, and 4,096 are allowed (ENV-001)."""
    variables = {"AB": "x" * letters}
    operation = UpdateFunctionConfiguration(
        FunctionName="f", Environment=Environment(Variables=variables)
    )

    if fits:
        validate(operation)
    else:
        assert refusal(operation).message == (
            "Lambda was unable to configure your environment variables because the environment "
            "variables you have provided exceeded the 4KB limit. "
            f'String measured: {{"AB":"{variables["AB"]}"}}'
        )


@pytest.mark.parametrize(
    ("invocation_type", "limit"), [("Event", MB), ("RequestResponse", 6 * MB), (None, 6 * MB)]
)
def test_an_event_may_be_as_large_as_the_limit(invocation_type: str | None, limit: int) -> None:
    def event(size: int) -> Invoke:
        text = '"' + "x" * (size - 2) + '"'
        return Invoke(FunctionName="f", InvocationType=invocation_type, Payload=text)

    validate(event(limit))
    error = refusal(event(limit + 1))

    assert (error.code, error.status) == ("RequestTooLargeException", 413)


@pytest.mark.parametrize("payload", ["{a: 1}", "hello", "NaN", '{"a": 1,}', "[" * 100_000])
def test_an_event_that_is_not_json_is_refused(payload: str) -> None:
    error = refusal(Invoke(FunctionName="f", Payload=payload))

    assert (error.code, error.status) == ("InvalidRequestContentException", 400)
    assert error.message.startswith(
        "Could not parse request body into json: Could not parse payload into json: "
    )


def test_a_function_elsewhere_is_out_of_reach() -> None:
    other_region = "arn:aws:lambda:ap-southeast-1:123456789012:function:f"
    other_account = "arn:aws:lambda:us-east-1:210987654321:function:f"

    assert refusal(from_cli(f"get-function --function-name {other_region}")).message == (
        "Functions from 'ap-southeast-1' are not reachable in this region ('us-east-1')"
    )
    assert refusal(from_cli(f"get-function --function-name {other_account}")).status == 403
