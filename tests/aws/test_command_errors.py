"""What a line that cannot be understood is answered with."""

from __future__ import annotations

import pytest

from lambdatutor.aws.command_line import CommandError, from_cli

SENTENCES = [
    ("", "A command is missing: try get-account-settings."),
    ("aws lambda", "A command is missing: try get-account-settings."),
    ("aws s3 ls", '"s3" is not simulated: "aws s3api" has the operations of the API.'),
    ("aws rds create-db-instance", '"rds" is not a service that is simulated here.'),
    ("aws lamda invoke", '"lamda" is not a service that is simulated here; did you mean "lambda"?'),
    ("aws sqs", "A command is missing: try create-queue."),
    (
        "aws lambda send-message",
        ('"send-message" is not a command of lambda here; did you mean "aws sqs send-message"?'),
    ),
    (
        "create-queue --queue-name orders",
        '"create-queue" is not a command here; did you mean "aws sqs create-queue"?',
    ),
    (
        "cloudwatch put-metric-alarm --threshold high",
        '--threshold takes a number, not "high".',
    ),
    (
        "kinesis put-record --partition-key a --data {} --cli-binary-format base64",
        "--data is not base64: encode it, or write --cli-binary-format raw-in-base64-out.",
    ),
    (
        "iam put-role-policy --role-name r --policy-name p --policy-document file://p.json",
        (
            "--policy-document takes the policy itself here, and no file: write its JSON between "
            "single quotes."
        ),
    ),
    (
        "put-function-concurency",
        '"put-function-concurency" is not a command here; did you mean "put-function-concurrency"?',
    ),
    (
        "PutFunctionConcurrency",
        '"PutFunctionConcurrency" is not a command here; did you mean "put-function-concurrency"?',
    ),
    ("\x1b[31mqqq", '"\ufffd[31mqqq" is not a command here.'),
    (
        "get-function --function-nam checkout",
        '"--function-nam" is not an option of get-function; did you mean "--function-name"?',
    ),
    (
        "get-function --region eu-west-1 --function-name checkout",
        "--region belongs to the AWS CLI itself and does nothing here: leave it out.",
    ),
    ("get-function", "get-function needs --function-name and a value."),
    ("get-function --function-name", "--function-name needs a value after it."),
    ("get-function --function-name --qualifier", "--function-name needs a value after it."),
    (
        "get-function checkout",
        '"checkout" belongs to no option: options begin with --.',
    ),
    (
        "invoke --function-name checkout out.json more",
        '"more" belongs to no option: options begin with --.',
    ),
    (
        "put-function-concurrency --reserved-concurrent-executions lots",
        '--reserved-concurrent-executions takes a whole number, not "lots".',
    ),
    (
        "put-function-concurrency --reserved-concurrent-executions 2147483648",
        '--reserved-concurrent-executions takes a whole number, not "2147483648".',
    ),
    ("update-function-code --publish=yes", "--publish takes no value: write it alone."),
    (
        "update-function-code --zip-file function.zip",
        '--zip-file takes a zip file with fileb:// before its name, not "function.zip".',
    ),
    (
        "create-function --function-name a --role r --code ZipFile=a.zip",
        "--code cannot hold ZipFile: use --zip-file instead.",
    ),
    (
        "create-function --function-name a --role r",
        "create-function needs --code and a value.",
    ),
    (
        "invoke --function-name 'checkout",
        "A quote is opened and not closed: add the one that is missing.",
    ),
    (
        "invoke --function-name a --cli-binary-format base64 --payload {}",
        "--payload is not base64: encode it, or write --cli-binary-format raw-in-base64-out.",
    ),
    (
        "invoke --function-name a --cli-binary-format hex",
        "--cli-binary-format is raw-in-base64-out or base64.",
    ),
    (
        "update-function-configuration --environment A",
        '--environment has a value that does not fit: "=" is expected at column 2.',
    ),
    (
        "update-function-configuration --ephemeral-storage Size=big",
        (
            "--ephemeral-storage has a value that does not fit:"
            " Expected `int`, got `str` - at `$.Size`."
        ),
    ),
    (
        "update-function-configuration --ephemeral-storage Sise=512",
        "--ephemeral-storage has a value that does not fit: Object contains unknown field `Sise`.",
    ),
    (
        "update-function-configuration --environment Variables={A=1} Variables={B=1}",
        "--environment takes one value: put quotes around all of it.",
    ),
]


@pytest.mark.parametrize(("line", "sentence"), SENTENCES)
def test_a_line_that_does_not_fit_is_answered_with_the_next_step(line: str, sentence: str) -> None:
    with pytest.raises(CommandError) as caught:
        from_cli(line)

    assert str(caught.value) == sentence
    assert caught.value.args == (caught.value.problem,)
