"""Settings of asynchronous invocation: what they hold, and how AWS refuses wrong ones."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from async_scenes import BUCKET, SNS, SQS, STREAM, broken, config, events, lambda_arn, metric
from scenes import function, opened, played, published

from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import (
    CreateAlias,
    DeleteFunctionEventInvokeConfig,
    GetFunctionEventInvokeConfig,
    Operation,
    UpdateFunctionConfiguration,
    UpdateFunctionEventInvokeConfig,
)
from lambdatutor.aws.shapes import DeadLetterConfig
from lambdatutor.simulator.world import World

GET = GetFunctionEventInvokeConfig(FunctionName="f")


def refusal(world: World, operation: Operation) -> tuple[str, int, str]:
    with pytest.raises(AwsError) as refused:
        world.do(operation)
    return refused.value.code, refused.value.status, refused.value.message


@pytest.mark.fact("ASY-024")
def test_put_replaces_all_settings() -> None:
    world = opened()
    world.do(config(retries=1, age=300, failure=SQS))
    answer = world.do(config(age=600))

    assert answer == {
        "LastModified": "2026-01-01T00:00:00.000Z",
        "FunctionArn": lambda_arn("f", "$LATEST"),
        "MaximumEventAgeInSeconds": 600,
        "DestinationConfig": {"OnSuccess": {}, "OnFailure": {}},
    }
    assert world.do(GET) == answer


@pytest.mark.fact("ASY-024")
def test_update_changes_what_is_given() -> None:
    world = opened()
    world.do(config(retries=1, age=300, failure=SQS))
    answer = world.do(UpdateFunctionEventInvokeConfig(FunctionName="f", MaximumRetryAttempts=0))

    assert answer["MaximumRetryAttempts"] == 0
    assert answer["MaximumEventAgeInSeconds"] == 300
    assert answer["DestinationConfig"]["OnFailure"] == {"Destination": SQS}


@pytest.mark.fact("ASY-024")
def test_each_version_and_alias_has_settings_of_its_own() -> None:
    world = played(
        broken(),
        setup=[
            published(),
            CreateAlias(FunctionName="f", Name="live", FunctionVersion="1"),
            config(retries=0, qualifier="1"),
            config(retries=1, qualifier="live"),
        ],
        traffic=[
            events("0s", name="a"),
            events("0s", name="b", qualifier="1"),
            events("0s", name="c", qualifier="live"),
        ],
        until="1h",
    )
    versions = [each.version for each in world.records()]

    assert versions.count("$LATEST") == 3
    assert versions.count("1") == 1 + 2


@pytest.mark.fact("ASY-003", "ASY-004")
def test_settings_that_are_deleted_are_the_defaults_again() -> None:
    world = opened(broken(), traffic=[events("0s")])
    world.do(config(retries=0))
    world.do(DeleteFunctionEventInvokeConfig(FunctionName="f"))
    world.advance(3_600_000_000)

    assert len(world.records()) == 3
    assert refusal(world, GET)[0] == "ResourceNotFoundException"


@pytest.mark.fact("ASY-003", "ASY-004")
@pytest.mark.parametrize(
    ("wrong", "right"),
    [({"retries": -1}, {"retries": 0}), ({"retries": 3}, {"retries": 2}),
     ({"age": 59}, {"age": 60}), ({"age": 21_601}, {"age": 21_600})],
)  # fmt: skip
def test_retries_and_age_have_bounds(wrong: dict[str, int], right: dict[str, int]) -> None:
    world = opened()
    code, status, message = refusal(world, config(**wrong))

    assert (code, status) == ("ValidationException", 400)
    assert "failed to satisfy constraint" in message
    world.do(config(**right))


@pytest.mark.fact("ASY-024")
def test_a_setting_has_to_be_given() -> None:
    says = "You must specify at least one of error handling or destination setting."
    expected = ("InvalidParameterValueException", 400, says)

    assert refusal(opened(), config()) == expected
    assert refusal(opened(), UpdateFunctionEventInvokeConfig(FunctionName="f")) == expected


@pytest.mark.fact("ASY-015")
@pytest.mark.parametrize("qualifier", ["", "$LATEST"])
def test_a_function_is_no_destination_of_its_own(qualifier: str) -> None:
    says = "You can't specify the function as a destination for itself."
    operation = config(failure=lambda_arn("f", qualifier))

    assert refusal(opened(), operation) == ("InvalidParameterValueException", 400, says)


@pytest.mark.fact("ASY-013")
def test_a_destination_function_has_to_be_there() -> None:
    arn = lambda_arn("nobody")
    says = f"The destination ARN {arn} is invalid."

    assert refusal(opened(), config(success=arn))[2] == says
    opened(function("f"), function("nobody")).do(config(success=arn))


@pytest.mark.fact("ASY-013")
@pytest.mark.parametrize("arn", [SQS + ".fifo", SNS + ".fifo"])
def test_fifo_queues_and_topics_are_no_destinations(arn: str) -> None:
    assert refusal(opened(), config(failure=arn))[2] == f"The destination ARN {arn} is invalid."


@pytest.mark.fact("ASY-013")
def test_a_bucket_takes_failures_only() -> None:
    world = opened()
    world.do(config(failure=BUCKET))

    assert refusal(world, config(success=BUCKET))[2] == (
        "The provided destination config DestinationConfig("
        f"onSuccess=OnSuccess(destination={BUCKET}), onFailure=null) is invalid."
    )


@pytest.mark.fact("ASY-013")
def test_a_stream_is_no_destination() -> None:
    assert refusal(opened(), config(failure=STREAM))[2].endswith("is invalid.")


@pytest.mark.fact("ASY-016")
@pytest.mark.parametrize("arn", [SQS + ".fifo", lambda_arn("g"), BUCKET])
def test_dead_letters_go_to_standard_queues_and_topics_only(arn: str) -> None:
    operation = UpdateFunctionConfiguration(
        FunctionName="f", DeadLetterConfig=DeadLetterConfig(TargetArn=arn)
    )

    assert refusal(opened(), operation)[:2] == ("InvalidParameterValueException", 400)


def _get(name: str, qualifier: str | None) -> Operation:
    return GetFunctionEventInvokeConfig(FunctionName=name, Qualifier=qualifier)


def _delete(name: str, qualifier: str | None) -> Operation:
    return DeleteFunctionEventInvokeConfig(FunctionName=name, Qualifier=qualifier)


def _update(name: str, qualifier: str | None) -> Operation:
    return UpdateFunctionEventInvokeConfig(
        FunctionName=name, Qualifier=qualifier, MaximumRetryAttempts=1
    )


@pytest.mark.fact("ASY-024")
@pytest.mark.parametrize("make", [_get, _delete, _update])
def test_settings_that_were_never_set_are_not_found(
    make: Callable[[str, str | None], Operation],
) -> None:
    world = opened(setup=[published()])

    for qualifier in (None, "1"):
        arn = lambda_arn("f", qualifier or "$LATEST")
        says = f"The function {arn} doesn't have an EventInvokeConfig"
        assert refusal(world, make("f", qualifier)) == ("ResourceNotFoundException", 404, says)
    for name, qualifier in (("nobody", None), ("f", "7")):
        assert refusal(world, make(name, qualifier))[2] == "The function doesn't exist."


def test_a_refused_setting_changes_nothing() -> None:
    world = opened()
    before = world.do(config(retries=1))
    for wrong in (config(), config(failure=lambda_arn("f")), config(success=BUCKET, retries=0)):
        refusal(world, wrong)

    assert world.do(GET) == before
    assert metric(world, "AsyncEventsReceived") == 0
