"""What Lambda refuses from looking at a call alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdatutor.aws.arn import NAMESPACED_FUNCTION_NAME_PATTERN
from lambdatutor.aws.command_line import from_cli
from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import Operation
from lambdatutor.aws.validation import validate

ONE_ERROR = "1 validation error detected: "
TWO_ERRORS = "2 validation errors detected: "
PUT_RESERVED = "put-function-concurrency --function-name f --reserved-concurrent-executions"
CONFIGURE = "update-function-configuration --function-name f"
WEIGHTED = "update-alias --function-name f --name live --routing-config"
PROVISION = "put-provisioned-concurrency-config --function-name f --qualifier live"
CREATE = "create-function --function-name f --zip-file fileb://f.zip --role"
RUN_ROLE = "arn:aws:iam::123456789012:role/run"


def refusal(operation: Operation) -> AwsError:
    with pytest.raises(AwsError) as caught:
        validate(operation)
    return caught.value


@given(st.from_type(Operation))
def test_a_call_is_refused_as_aws_refuses_or_accepted(operation: Operation) -> None:
    try:
        validate(operation)
    except AwsError as error:
        status, message = error.status, error.message
    else:
        return
    assert status in {400, 403, 404, 413}
    assert message.isprintable()


@pytest.mark.parametrize(
    "line",
    [
        f"{PUT_RESERVED} 0",
        f"{PUT_RESERVED} 1000",
        f"{CONFIGURE} --memory-size 10240 --timeout 900 --runtime python3.13",
        f"{CONFIGURE} --memory-size 128 --timeout 1 --ephemeral-storage Size=10240",
        f"{CONFIGURE} --environment Variables={{}}",
        f"{WEIGHTED} AdditionalVersionWeights={{2=1}} --function-version 1",
        f"{WEIGHTED} AdditionalVersionWeights={{}} --function-version $LATEST",
        f"{PROVISION} --provisioned-concurrent-executions 1",
        f"{CREATE} {RUN_ROLE} --architectures arm64 --handler app.main --runtime python3.13",
        "invoke --function-name f --qualifier $LATEST --invocation-type Event --log-type Tail",
        "invoke --function-name f:live --qualifier live --payload null",
        "delete-function --function-name f",
        "get-account-settings",
    ],
)
def test_a_good_call_passes(line: str) -> None:
    validate(from_cli(line))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            f"{CONFIGURE} --memory-size 99999",
            (
                f"{ONE_ERROR}Value '99999' at 'memorySize' failed to satisfy constraint: "
                "Member must have value less than or equal to 32768"
            ),
        ),
        (
            f"{CONFIGURE} --memory-size 64 --timeout 0",
            (
                f"{TWO_ERRORS}Value '0' at 'timeout' failed to satisfy constraint: "
                "Member must have value greater than or equal to 1; "
                "Value '64' at 'memorySize' failed to satisfy constraint: "
                "Member must have value greater than or equal to 128"
            ),
        ),
        (
            f"{PUT_RESERVED} -1",
            (
                f"{ONE_ERROR}Value '-1' at 'reservedConcurrentExecutions' failed to satisfy "
                "constraint: Member must have value greater than or equal to 0"
            ),
        ),
        (
            f"{PROVISION} --provisioned-concurrent-executions 0",
            (
                f"{ONE_ERROR}Value '0' at 'provisionedConcurrentExecutions' failed to satisfy "
                "constraint: Member must have value greater than or equal to 1"
            ),
        ),
        (
            f"{CONFIGURE} --ephemeral-storage Size=100",
            (
                f"{ONE_ERROR}Value '100' at 'ephemeralStorage.size' failed to satisfy constraint: "
                "Member must have value greater than or equal to 512"
            ),
        ),
        (
            f"{CREATE} r1",
            (
                f"{ONE_ERROR}Value 'r1' at 'role' failed to satisfy constraint: Member must "
                f"satisfy "
                r"regular expression pattern: arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role/?"
                r"[a-zA-Z_0-9+=,.@\-_/]+"
            ),
        ),
        (
            f"{CREATE} {RUN_ROLE} --architectures X86_64",
            (
                f"{ONE_ERROR}Value '[X86_64]' at 'architectures' failed to satisfy constraint: "
                f"Member "
                "must satisfy constraint: [Member must satisfy enum value set: [x86_64, arm64], "
                "Member must not be null]"
            ),
        ),
        (
            "create-alias --function-name f --name 2024 --function-version 1",
            (
                f"{ONE_ERROR}Value '2024' at 'name' failed to satisfy constraint: Member must "
                f"satisfy "
                "regular expression pattern: (?!^[0-9]+$)([a-zA-Z0-9-_]+)"
            ),
        ),
        (
            f"{WEIGHTED} AdditionalVersionWeights={{2=2.0}}",
            (
                f"{ONE_ERROR}Value '{{2=2.0}}' at 'routingConfig.additionalVersionWeights' failed "
                f"to "
                "satisfy constraint: Map value must satisfy constraint: [Member must have value "
                "less "
                "than or equal to 1.0, Member must have value greater than or equal to 0.0, "
                "Member must not be null]"
            ),
        ),
        (
            f"{WEIGHTED} AdditionalVersionWeights={{$LATEST=0.5}}",
            (
                f"{ONE_ERROR}Value '{{$LATEST=0.5}}' at 'routingConfig.additionalVersionWeights' "
                "failed to satisfy constraint: Map keys must satisfy constraint: [Member must have "
                "length less than or equal to 1024, Member must have length greater than or "
                "equal to "
                "1, Member must satisfy regular expression pattern: [0-9]+]"
            ),
        ),
        (
            "get-function --function-name f --qualifier invalid-qualifier-with-?-char",
            (
                f"{ONE_ERROR}Value 'invalid-qualifier-with-?-char' at 'qualifier' failed to "
                f"satisfy "
                r"constraint: Member must satisfy regular expression pattern: "
                r"\$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+"
            ),
        ),
        (
            "invoke --function-name 123400000000@function:myfn",
            (
                f"{ONE_ERROR}Value '123400000000@function:myfn' at 'functionName' failed to "
                f"satisfy "
                "constraint: Member must satisfy regular expression pattern: "
                f"{NAMESPACED_FUNCTION_NAME_PATTERN}"
            ),
        ),
        (
            f"get-function --function-name {'x' * 65}",
            (
                f"{ONE_ERROR}Value '{'x' * 65}' at 'functionName' failed to satisfy constraint: "
                "Member must have length less than or equal to 64"
            ),
        ),
        (
            "invoke --function-name f --invocation-type Later",
            (
                f"{ONE_ERROR}Value 'Later' at 'invocationType' failed to satisfy constraint: "
                "Member must satisfy enum value set: [Event, RequestResponse, DryRun]"
            ),
        ),
    ],
)
def test_a_broken_constraint_is_worded_as_aws_words_it(line: str, message: str) -> None:
    error = refusal(from_cli(line))

    assert (error.code, error.status) == ("ValidationException", 400)
    assert error.message == message
