"""What a line that is being typed may go on with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdatutor.aws.command_line import complete, from_cli, to_cli
from lambdatutor.aws.operations import Operation
from lambdatutor.aws.parameters import COMMANDS


@pytest.mark.parametrize("before", ["", "lambda ", "aws lambda "])
def test_a_command_comes_first(before: str) -> None:
    assert complete(before) == list(COMMANDS["lambda"])
    assert complete(before + "put-") == [
        "put-function-concurrency",
        "put-provisioned-concurrency-config",
        "put-function-event-invoke-config",
        "put-function-recursion-config",
        "put-resource-policy",
    ]


def test_aws_is_followed_by_a_service() -> None:
    assert complete("aws ") == list(COMMANDS)
    assert complete("aws la") == ["lambda"]
    assert complete("aws s") == ["sqs", "sns", "s3api", "scheduler", "sts"]


@pytest.mark.parametrize("before", ["sqs ", "aws sqs "])
def test_a_service_is_followed_by_its_commands(before: str) -> None:
    assert complete(before + "send-") == ["send-message", "send-message-batch"]
    assert "--queue-url" in complete(before + "send-message ")


def test_then_come_the_flags_that_are_not_used_yet() -> None:
    assert complete("delete-function ") == ["--function-name", "--qualifier"]
    assert complete("delete-function --function-name checkout --") == ["--qualifier"]


def test_both_ways_to_answer_yes_or_no_are_offered() -> None:
    assert complete("update-function-code --no-") == ["--no-publish", "--no-dry-run"]


@pytest.mark.parametrize(
    "line", ["invoke --function-name ", "invoke --function-name che", "no-such-command "]
)
def test_values_and_unknown_commands_are_left_to_the_person(line: str) -> None:
    assert complete(line) == []


@given(st.text())
def test_whatever_is_typed_a_completion_goes_on_from_it(line: str) -> None:
    typed = line.rsplit(maxsplit=1)[-1] if line.split() and not line[-1].isspace() else ""

    assert all(word.startswith(typed) for word in complete(line))


@given(st.from_type(Operation))
def test_every_command_that_can_be_written_is_offered(operation: Operation) -> None:
    service, command = to_cli(operation).split()[1:3]

    assert command in complete(f"aws {service} {command[:3]}")
    assert type(from_cli(to_cli(operation))) is COMMANDS[service][command]
