"""Track 6, releases: what its lessons must show, shown by small accounts."""

from __future__ import annotations

import json

import pytest
from alarm_scenes import alarm as watch
from async_scenes import config
from async_scenes import events as sent_async
from lesson_scenes import F_ARN, alias, release, run
from scenes import calls, code, function, later, published, reasons, records, reserve
from source_scenes import permission

from lambdatutor.aws import operations as aws
from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.shapes import Dimension, Environment
from lambdatutor.aws.shapes.deployments import (
    AlarmConfiguration,
    AppSpecContent,
    AutoRollbackConfiguration,
    RevisionLocation,
    WatchedAlarm,
)
from lambdatutor.simulator.scenario import FunctionSetup, Traffic
from lambdatutor.simulator.time import MINUTE, SECOND
from lambdatutor.simulator.world import World

TOPIC = "arn:aws:sns:us-east-1:123456789012:news"


def shop(**second: object) -> FunctionSetup:
    """Version 1 takes 100 ms; the release called two is the one described here."""
    return function(run="100ms", releases={"two": code(**{"run": "300ms", **second})})


def configure(**settings: object) -> aws.UpdateFunctionConfiguration:
    return aws.UpdateFunctionConfiguration(FunctionName="f", **settings)


# versions


def test_versions_publish_then_change_latest() -> None:
    world = run(
        shop(),
        traffic=[calls("5s", "10s", qualifier="1"), calls("6s", "11s", name="latest")],
        setup=[published(), aws.UpdateFunctionCode(FunctionName="f", S3Key="two")],
    )
    world.do(configure(MemorySize=512))

    assert {(each.version, each.duration_us) for each in records(world)} == {
        ("1", 100_000), ("$LATEST", 300_000)
    }  # fmt: skip
    sizes = [
        world.do(aws.GetFunctionConfiguration(FunctionName="f", Qualifier=each))["MemorySize"]
        for each in ("1", "$LATEST")
    ]
    assert sizes == [128, 512]


@pytest.mark.parametrize(
    ("operation", "message"),
    [
        (aws.Invoke(FunctionName="f", Qualifier="7"), "Function not found: .*:f:7"),
        (aws.DeleteFunction(FunctionName="f", Qualifier="1"), "is referenced by alias live"),
        (aws.DeleteFunction(FunctionName="f", Qualifier="$LATEST"), "cannot be deleted without"),
        (aws.PublishVersion(FunctionName="f", RevisionId="stale"), "does not match the latest"),
    ],
)
def test_versions_refusals(operation: aws.Operation, message: str) -> None:
    world = run(shop(), setup=[published(), alias("live")], until="1s")
    with pytest.raises(AwsError, match=message):
        world.do(operation)


def test_versions_are_optional() -> None:
    world = run(shop(), traffic=[calls("0s")])
    assert [each.version for each in records(world)] == ["$LATEST"]

    first, again = (world.do(published())["Version"] for _ in range(2))
    assert first == again == "1", "without a change there is no new version"


def test_versions_what_is_not_frozen() -> None:
    """Reserved concurrency belongs to the function: it stops the version that stood before it."""
    world = run(shop(), traffic=[calls("5s", qualifier="1")], setup=[published()], until="1s")
    world.do(reserve(0))
    world.do(config(retries=0, qualifier="1"))
    later(world, "1min")

    assert reasons(world) == {"ReservedFunctionConcurrentInvocationLimitExceeded": 1}


# aliases


def test_aliases_move_and_callers_need_not_change() -> None:
    world = run(
        shop(),
        traffic=[calls("1s", "20s", qualifier="live")],
        setup=[published(), release("two"), alias("live")],
        until="10s",
    )
    world.do(aws.UpdateAlias(FunctionName="f", Name="live", FunctionVersion="2"))
    later(world, "1min")

    assert [(each.resource, each.version) for each in records(world)] == [
        ("f:live", "1"), ("f:live", "2")
    ]  # fmt: skip


def test_aliases_dev_beta_and_prod_with_settings_of_their_own() -> None:
    """Settings are frozen in the version that each points at; retries belong to the alias."""
    world = run(function(errors=1.0), until="0s")
    for name, memory in (("prod", 1_024), ("beta", 512), ("dev", 256)):
        variables = Environment(Variables={"STAGE": name})
        world.do(configure(MemorySize=memory, Environment=variables))
        number = str(world.do(published())["Version"])
        world.do(alias(name, number))
    world.do(config(retries=0, qualifier="dev"))
    for name in ("dev", "prod"):
        world.do(aws.Invoke(FunctionName="f", Qualifier=name, InvocationType="Event"))
    later(world, "10min")
    tries = [(each.resource, each.memory_mb) for each in records(world)]

    assert tries.count(("f:dev", 256)) == 1
    assert tries.count(("f:prod", 1_024)) == 3
    shown = world.do(aws.GetFunctionConfiguration(FunctionName="f", Qualifier="beta"))
    assert shown["Environment"] == {"Variables": {"STAGE": "beta"}}


def test_aliases_permissions_are_given_for_each() -> None:
    """A statement on prod lets the topic in there, and not at the function's plain name."""
    for endpoint, dropped in ((f"{F_ARN}:prod", 0), (F_ARN, 1)):
        world = run(
            shop(),
            setup=[
                published(),
                alias("prod"),
                permission("sns.amazonaws.com", TOPIC, Qualifier="prod"),
                aws.CreateTopic(Name="news"),
                aws.Subscribe(TopicArn=TOPIC, Protocol="lambda", Endpoint=endpoint),
            ],
            source_permissions="required",
            until="1s",
        )
        world.do(aws.Publish(TopicArn=TOPIC, Message="hi"))
        later(world, "10s")
        assert [each.dropped for each in world.snapshot().sources] == [dropped]
        assert len(records(world)) == 1 - dropped


# deploy

LIVE = Traffic(function="f", qualifier="live", rate=20.0)


def deploy(world: World, plan: str, *, watched: str | None = None) -> None:
    """CodeDeploy shifts live from version 1 to 2; with an alarm that takes it back."""
    properties = {"Name": "f", "Alias": "live", "CurrentVersion": "1", "TargetVersion": "2"}
    resource = {"it": {"Type": "AWS::Lambda::Function", "Properties": properties}}
    text = json.dumps({"version": 0.0, "Resources": [resource]})
    safe: dict[str, object] = {}
    if watched is not None:
        alarms = [WatchedAlarm(name=watched)]
        safe = {
            "overrideAlarmConfiguration": AlarmConfiguration(enabled=True, alarms=alarms),
            "autoRollbackConfiguration": AutoRollbackConfiguration(
                enabled=True, events=["DEPLOYMENT_STOP_ON_ALARM"]
            ),
        }
    world.do(
        aws.CreateLambdaDeployment(
            applicationName="shop",
            deploymentGroupName="live",
            deploymentConfigName=f"CodeDeployDefault.Lambda{plan}",
            revision=RevisionLocation(
                revisionType="AppSpecContent", appSpecContent=AppSpecContent(content=text)
            ),
            **safe,
        )
    )


def shares(world: World) -> list[float]:
    """What version 2 served of each minute's requests, in hundredths."""
    found: list[float] = []
    for minute in range(world.now_us // MINUTE):
        begun = minute * MINUTE
        served = [
            each.version for each in records(world) if begun <= each.arrived_us < begun + MINUTE
        ]
        found.append(100 * served.count("2") / len(served))
    return found


def releasing(plan: str, until: str, *setup: aws.Operation, **second: object) -> World:
    world = run(
        shop(**second),
        traffic=[LIVE],
        setup=[published(), release("two"), alias("live"), *setup],
        until="0s",
    )
    deploy(world, plan, watched="a" if setup else None)
    return later(world, until)


def test_deploy_weights_and_the_share_that_really_arrives() -> None:
    world = run(
        shop(),
        traffic=[LIVE],
        setup=[published(), release("two"), alias("live", v2=0.1)],
        until="5min",
    )
    arrived = [each.version for each in records(world)]

    assert arrived.count("2") / len(arrived) == pytest.approx(0.1, abs=0.01)
    few = [share for share in shares(world) if share != pytest.approx(10, abs=0.5)]
    assert few, "a minute has as many as luck gives it"


def test_deploy_canary() -> None:
    found = shares(releasing("Canary10Percent5Minutes", "8min"))

    assert found[:5] == pytest.approx([10] * 5, abs=4)
    assert found[6:] == [100, 100]


def test_deploy_linear() -> None:
    found = shares(releasing("Linear10PercentEvery1Minute", "11min"))

    assert found[:9] == pytest.approx([10 * step for step in range(1, 10)], abs=5)
    assert found[10] == 100


def test_deploy_roll_back_by_alarm() -> None:
    of_live = [
        Dimension(Name="FunctionName", Value="f"), Dimension(Name="Resource", Value="f:live")
    ]  # fmt: skip
    errors = watch(metric="Errors", Dimensions=of_live, Threshold=20.0)
    world = releasing("Canary10Percent5Minutes", "10min", errors, errors=1.0)

    assert world.snapshot().deployments[0].rolled_back_by
    assert shares(world)[3:] == [0] * 7
    late = [each.status for each in records(world) if each.arrived_us > 3 * MINUTE + SECOND]
    assert set(late) == {"ok"}


def test_deploy_events_that_wait_meet_the_code_of_their_try() -> None:
    """An asynchronous event is tried again with the version that the alias means then."""
    world = run(
        function(run="0s", errors=1.0, releases={"two": code(run="0s")}),
        traffic=[sent_async("0s", qualifier="live")],
        setup=[published(), release("two"), alias("live")],
        until="30s",
    )
    world.do(aws.UpdateAlias(FunctionName="f", Name="live", FunctionVersion="2"))
    later(world, "5min")

    assert [(each.version, each.status) for each in records(world)] == [("1", "error"), ("2", "ok")]
