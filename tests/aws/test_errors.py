"""How Lambda refuses."""

from __future__ import annotations

import copy
import pickle

import pytest

from lambdatutor.aws import errors
from lambdatutor.aws.errors import AwsError, Reason
from lambdatutor.aws.facts import fact
from lambdatutor.errors import LambdaTutorError


def test_a_refusal_reads_as_code_and_message() -> None:
    assert str(errors.function_not_found("arn:x")) == (
        "ResourceNotFoundException: Function not found: arn:x"
    )


def test_a_throttle_says_its_reason() -> None:
    assert str(errors.too_many_requests(Reason.CONCURRENT_INVOCATION_LIMIT)) == (
        "TooManyRequestsException: Rate Exceeded. (Reason: ConcurrentInvocationLimitExceeded)"
    )


def test_a_refusal_can_be_copied_and_sent_elsewhere() -> None:
    error = errors.too_many_requests(Reason.CALLER_RATE_LIMIT)

    for again in (copy.deepcopy(error), pickle.loads(pickle.dumps(error))):  # noqa: S301 (our own)
        assert isinstance(again, AwsError)
        assert isinstance(again, LambdaTutorError)
        assert again.args == error.args == (again.code, again.status, again.message, again.reason)


def test_the_reasons_are_the_six_that_aws_has() -> None:
    ours = {value for name, value in vars(Reason).items() if name.isupper()}

    assert ours == set(fact("INV-042").values["enum"])


@pytest.mark.parametrize(
    ("error", "fact_id"),
    [
        (errors.too_many_requests(Reason.CALLER_RATE_LIMIT), "INV-041"),
        (errors.function_not_found("arn"), "INV-011"),
        (errors.request_too_large("m"), "INV-009"),
        (errors.invalid_request_content("m"), "INV-010"),
        (errors.resource_conflict("m"), "INV-045"),
        (errors.invalid_parameter_value("m"), "CON-004"),
    ],
)
def test_code_and_status_are_those_of_the_facts(error: AwsError, fact_id: str) -> None:
    known = fact(fact_id).values

    assert (error.code, error.status) == (known["code"], known["status"])


@pytest.mark.parametrize(
    ("problems", "start"),
    [(["a"], "1 validation error detected: a"), (["a", "b"], "2 validation errors detected: a; b")],
)
def test_validation_counts_the_broken_constraints(problems: list[str], start: str) -> None:
    assert errors.validation(*problems).message == start
