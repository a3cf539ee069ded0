"""Publishing, qualifiers, lists, and what a weighted alias asks of its two versions."""

from __future__ import annotations

import pytest
from scenes import calls, code, function, later, opened, played, published, records

from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import (
    CreateAlias,
    CreateQueue,
    DeleteFunction,
    GetFunctionConfiguration,
    Invoke,
    ListAliases,
    ListFunctions,
    ListVersionsByFunction,
    PublishVersion,
    PutFunctionConcurrency,
    UpdateFunctionCode,
    UpdateFunctionConfiguration,
)
from lambdatutor.aws.shapes import AliasRoutingConfiguration, DeadLetterConfig
from lambdatutor.simulator.world import World


def alias(name: str = "live", version: str = "1", second: str | None = None, weight: float = 0.5
          ) -> CreateAlias:  # fmt: skip
    routing = None
    if second is not None:
        routing = AliasRoutingConfiguration(AdditionalVersionWeights={second: weight})
    return CreateAlias(FunctionName="f", Name=name, FunctionVersion=version, RoutingConfig=routing)


def deploy(key: str) -> UpdateFunctionCode:
    return UpdateFunctionCode(FunctionName="f", S3Key=key, Publish=True)


def two_versions(**rest: object) -> World:
    return opened(function(**rest), setup=[published(), deploy("two")])


@pytest.mark.fact("VER-002")
def test_a_description_of_the_version_alone_is_no_change() -> None:
    world = opened()
    first = world.do(PublishVersion(FunctionName="f", Description="one"))
    again = world.do(PublishVersion(FunctionName="f", Description="two"))

    assert (first["Version"], again["Version"]) == ("1", "1")
    assert (first["Description"], again["Description"]) == ("one", "one")
    assert world.do(GetFunctionConfiguration(FunctionName="f"))["Description"] == ""


@pytest.mark.fact("VER-002")
def test_the_same_code_again_after_another_is_a_change() -> None:
    world = opened()
    assert [world.do(deploy(key))["Version"] for key in ("two", "three", "three", "two")] == [
        "1", "2", "2", "3",
    ]  # fmt: skip


@pytest.mark.fact("VER-001", "VER-012")
def test_lists_show_latest_first_and_then_every_version() -> None:
    world = two_versions()
    world.do(alias("live", "1", "2"))
    world.do(alias("beta", "2"))
    versions = world.do(ListVersionsByFunction(FunctionName="f"))["Versions"]
    every = world.do(ListAliases(FunctionName="f"))["Aliases"]
    of_one = world.do(ListAliases(FunctionName="f", FunctionVersion="1"))["Aliases"]
    of_two = world.do(ListAliases(FunctionName="f", FunctionVersion="2"))["Aliases"]

    assert [each["Version"] for each in versions] == ["$LATEST", "1", "2"]
    assert [each["Name"] for each in every] == ["beta", "live"]
    assert [each["Name"] for each in of_one] == ["live"]
    assert [each["Name"] for each in of_two] == ["beta", "live"]
    assert [f["Version"] for f in world.do(ListFunctions())["Functions"]] == ["$LATEST"]
    listed = world.do(ListFunctions(FunctionVersion="ALL"))["Functions"]
    assert [f["Version"] for f in listed] == ["$LATEST", "1", "2"]


@pytest.mark.fact("VER-011", "INV-005")
@pytest.mark.parametrize(
    ("qualifier", "ran"),
    [(None, "$LATEST"), ("$LATEST", "$LATEST"), ("2", "2"), ("live", "1")],
)
def test_the_answer_to_invoke_names_the_version_that_runs(qualifier: str | None, ran: str) -> None:
    world = two_versions()
    world.do(alias())

    assert world.do(Invoke(FunctionName="f", Qualifier=qualifier))["ExecutedVersion"] == ran
    later(world, "10s")
    assert records(world)[0].version == ran


@pytest.mark.fact("VER-007", "VER-011")
def test_a_weighted_alias_says_which_of_the_two_it_chose() -> None:
    world = two_versions()
    world.do(alias("live", "1", "2", 0.3))
    said = [world.do(Invoke(FunctionName="f", Qualifier="live"))["ExecutedVersion"]
            for _ in range(400)]  # fmt: skip
    later(world, "1min")

    assert said == [record.version for record in records(world)]
    assert said.count("2") / 400 == pytest.approx(0.3, abs=0.07)


@pytest.mark.fact("VER-010")
def test_both_versions_of_a_weighted_alias_have_the_same_dead_letter_queue() -> None:
    queue = "arn:aws:sqs:us-east-1:123456789012:dead"
    world = opened(setup=[published(), CreateQueue(QueueName="dead")])
    world.do(
        UpdateFunctionConfiguration(
            FunctionName="f", DeadLetterConfig=DeadLetterConfig(TargetArn=queue)
        )
    )
    world.do(published())
    with pytest.raises(AwsError, match="dead-letter") as refused:
        world.do(alias("live", "1", "2"))
    assert refused.value.status == 400
    world.do(UpdateFunctionConfiguration(FunctionName="f", Timeout=9))
    world.do(published())
    world.do(alias("live", "2", "3"))


@pytest.mark.fact("VER-010")
def test_both_versions_of_a_weighted_alias_have_the_same_role() -> None:
    world = opened(setup=[published()])
    world.do(
        UpdateFunctionConfiguration(FunctionName="f", Role="arn:aws:iam::123456789012:role/other")
    )
    world.do(published())
    with pytest.raises(AwsError, match="same execution role"):
        world.do(alias("live", "1", "2"))


@pytest.mark.fact("VER-003")
def test_reserved_concurrency_belongs_to_the_function_and_not_to_a_version() -> None:
    world = two_versions()
    with pytest.raises(AwsError) as refused:
        world.do(PutFunctionConcurrency(FunctionName="f:1", ReservedConcurrentExecutions=5))

    assert refused.value.code == "InvalidParameterValueException"


@pytest.mark.fact("VER-003", "ENV-005")
def test_a_published_version_runs_as_it_was_whatever_is_changed_later() -> None:
    new = code(run="2s")
    world = played(
        function(run="1s", memory=128, releases={"two": new}),
        traffic=[calls("5s", qualifier="1"), calls("6s", name="b")],
        setup=[published()],
        until="1s",
    )
    world.do(UpdateFunctionCode(FunctionName="f", S3Key="two"))
    world.do(UpdateFunctionConfiguration(FunctionName="f", MemorySize=512))
    later(world, "1min")

    assert [(r.version, r.memory_mb, r.duration_us) for r in records(world)] == [
        ("1", 128, 1_000_000),
        ("$LATEST", 512, 2_000_000),
    ]


@pytest.mark.fact("VER-001", "INV-011")
def test_a_deleted_version_is_not_found_and_its_requests_finish() -> None:
    world = played(
        function(run="10s", timeout="1min"),
        traffic=[calls("0s", "5s", qualifier="1")],
        setup=[published()],
        until="1s",
    )
    world.do(DeleteFunction(FunctionName="f", Qualifier="1"))
    with pytest.raises(AwsError, match=r"Function not found: .*:f:1"):
        world.do(Invoke(FunctionName="f", Qualifier="1"))
    later(world, "1min")

    assert sorted(r.status for r in records(world)) == ["ok", "refused", "refused"]
    assert world.snapshot().environments == ()
