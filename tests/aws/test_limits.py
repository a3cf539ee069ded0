"""Limits of names and settings, at their edge and one beyond it."""

from __future__ import annotations

import pytest

from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.facts import fact
from lambdatutor.aws.operations import CreateFunction, Invoke, UpdateFunctionConfiguration
from lambdatutor.aws.setting_rules import RESERVED_VARIABLES
from lambdatutor.aws.shapes import Environment, FunctionCode
from lambdatutor.aws.validation import validate

ROLE = "arn:aws:iam::123456789012:role/run"
MB = 1_024 * 1_024


def refusal(operation: CreateFunction | Invoke | UpdateFunctionConfiguration) -> AwsError:
    with pytest.raises(AwsError) as caught:
        validate(operation)
    return caught.value


def configure(**settings: object) -> UpdateFunctionConfiguration:
    return UpdateFunctionConfiguration(FunctionName="f", **settings)


def variable(name: str) -> UpdateFunctionConfiguration:
    return configure(Environment=Environment(Variables={name: "x"}))


def named(name: str) -> CreateFunction:
    return CreateFunction(FunctionName=name, Role=ROLE, Code=FunctionCode(ZipFile="f.zip"))


@pytest.mark.parametrize("name", ["f", "a-b_C9", "x" * 64])
def test_a_function_is_named_with_64_letters_digits_hyphens_and_underscores(name: str) -> None:
    validate(named(name))


@pytest.mark.parametrize("name", ["", "x" * 65, "two words", "ä"])
def test_other_names_of_functions_are_refused(name: str) -> None:
    assert (refusal(named(name)).code, refusal(named(name)).status) == ("ValidationException", 400)


def test_a_handler_has_128_characters_without_a_blank_and_a_description_256() -> None:
    validate(configure(Handler="x" * 128, Description="x y" + "z" * 253))
    for wrong in (
        configure(Handler="x" * 129),
        configure(Handler="app. main"),
        configure(Description="x" * 257),
    ):
        assert refusal(wrong).code == "ValidationException"


@pytest.mark.parametrize("name", ["AB", "TABLE", "a_1", "LANG", "PATH", "PYTHONPATH", "TZ",
                                  "LD_LIBRARY_PATH"])  # fmt: skip
def test_a_variable_begins_with_a_letter_and_what_the_runtime_sets_can_be_changed(
    name: str,
) -> None:
    validate(variable(name))


@pytest.mark.parametrize("name", ["A", "1A", "_A", "A-B", "A B", ""])
def test_other_names_of_variables_are_refused(name: str) -> None:
    assert refusal(variable(name)).code == "ValidationException"


@pytest.mark.parametrize("name", fact("ENV-003").values["reserved"])
def test_a_reserved_variable_is_refused(name: str) -> None:
    error = refusal(variable(name))

    assert error.status == 400
    if not name.startswith("_"):  # the shape of a name has been refused before
        assert error.message.endswith(f"Reserved keys used in this request: {name}")


def test_the_reserved_variables_are_those_of_the_sheet() -> None:
    assert set(fact("ENV-003").values["reserved"]) == RESERVED_VARIABLES


@pytest.mark.parametrize(
    ("timeout", "code"),
    [(901, "InvalidParameterValueException"), (5_400, "InvalidParameterValueException"),
     (5_401, "ValidationException")],
)  # fmt: skip
def test_the_shape_lets_more_seconds_through_than_a_standard_function_may_have(
    timeout: int, code: str
) -> None:
    validate(configure(Timeout=900))
    assert refusal(configure(Timeout=timeout)).code == code


def test_a_megabyte_has_1024_kilobytes() -> None:
    """Of 6 MB the last byte still fits."""
    for beyond in (0, 1):
        call = Invoke(FunctionName="f", Payload='"' + "x" * (6 * MB - 2 + beyond) + '"')
        if beyond:
            assert refusal(call).status == 413
        else:
            validate(call)
