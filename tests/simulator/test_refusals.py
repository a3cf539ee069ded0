"""How the account refuses: AWS's code, status and wording, and nothing is changed."""

from __future__ import annotations

import pytest
from concurrency_refusals import OF_CONCURRENCY
from refusals import ARN, INVALID, OF_FUNCTIONS, create_alias, weights
from scenes import opened, provision, reserve

from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import (
    CreateAlias,
    GetFunction,
    Invoke,
    Operation,
    PublishVersion,
    UpdateFunctionCode,
    UpdateFunctionConfiguration,
)
from lambdatutor.simulator.world import World

REFUSALS = OF_CONCURRENCY + OF_FUNCTIONS


@pytest.fixture
def world() -> World:
    """Function f with versions 1 to 3; `live` is on 1 with 2 provisioned, `other` on 3."""
    return opened(
        setup=[
            PublishVersion(FunctionName="f"),
            UpdateFunctionCode(FunctionName="f", S3Key="two", Publish=True),
            UpdateFunctionCode(FunctionName="f", S3Key="three", Publish=True),
            CreateAlias(FunctionName="f", Name="live", FunctionVersion="1"),
            CreateAlias(FunctionName="f", Name="twin", FunctionVersion="1"),
            CreateAlias(FunctionName="f", Name="other", FunctionVersion="3"),
            CreateAlias(FunctionName="f", Name="head", FunctionVersion="$LATEST"),
            provision(2, "live"),
            provision(2, "3"),
        ]
    )


@pytest.mark.fact(
    "CON-004", "CON-008", "CON-009", "CON-011", "INV-001", "INV-011", "INV-034", "PRC-001",
    "VER-005", "VER-006", "VER-008", "VER-009", "VER-012", "VER-014",
)  # fmt: skip
@pytest.mark.parametrize(
    ("operation", "refusal", "message"),
    REFUSALS,
    ids=[f"{number}-{each[0].name}" for number, each in enumerate(REFUSALS)],
)
def test_refusals_are_worded_by_aws_and_change_nothing(
    world: World, operation: Operation, refusal: tuple[str, int], message: str
) -> None:
    before = world.snapshot()
    with pytest.raises(AwsError) as refused:
        world.do(operation)

    assert (refused.value.code, refused.value.status) == refusal
    assert refused.value.message == message
    if not isinstance(operation, Invoke):
        assert world.snapshot() == before


@pytest.mark.fact("VER-010")
def test_both_versions_of_an_alias_need_the_same_role(world: World) -> None:
    other = "arn:aws:iam::123456789012:role/other"
    world.do(UpdateFunctionConfiguration(FunctionName="f", Role=other))
    world.do(PublishVersion(FunctionName="f"))
    with pytest.raises(AwsError, match="must have the same execution role") as refused:
        world.do(create_alias("1", weights(v4=0.5)))

    assert (refused.value.code, refused.value.status) == INVALID


@pytest.mark.fact("CON-010")
def test_provisioned_concurrency_over_the_reservation(world: World) -> None:
    world.do(reserve(5))
    with pytest.raises(AwsError) as refused:
        world.do(provision(2, "2"))

    assert (refused.value.code, refused.value.status) == INVALID
    assert refused.value.message == (
        "Requested Provisioned Concurrency should not be greater than the "
        "reservedConcurrentExecution for function"
    )


def test_an_account_other_than_ours_is_not_reached(world: World) -> None:
    elsewhere = ARN.replace("123456789012", "999999999999") + "f"
    with pytest.raises(AwsError) as refused:
        world.do(GetFunction(FunctionName=elsewhere))

    assert (refused.value.code, refused.value.status) == ("AccessDeniedException", 403)
