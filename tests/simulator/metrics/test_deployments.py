"""CodeDeploy's canary, linear and all-at-once deployments, and going back by alarm (VER-013)."""

from __future__ import annotations

import json
from typing import cast

import pytest
from alarm_scenes import alarm
from scenes import code, function, later, opened

from lambdatutor.aws.boto3_code import to_boto3
from lambdatutor.aws.command_line import from_cli
from lambdatutor.aws.command_text import to_cli
from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import (
    CreateAlias,
    CreateLambdaDeployment,
    GetDeployment,
    Operation,
    PublishVersion,
    SetAlarmState,
    StopDeployment,
    UpdateFunctionCode,
)
from lambdatutor.aws.shapes import Dimension
from lambdatutor.aws.shapes.deployments import (
    AlarmConfiguration,
    AppSpecContent,
    AutoRollbackConfiguration,
    RevisionLocation,
    WatchedAlarm,
)
from lambdatutor.simulator.deployments.plan import PLANS
from lambdatutor.simulator.scenario import Traffic
from lambdatutor.simulator.time import MINUTE
from lambdatutor.simulator.why import chain, sentence
from lambdatutor.simulator.world import World

CANARY = "CodeDeployDefault.LambdaCanary10Percent5Minutes"
LINEAR = "CodeDeployDefault.LambdaLinear10PercentEvery1Minute"
ALL = "CodeDeployDefault.LambdaAllAtOnce"
LIVE = [
    Dimension(Name="FunctionName", Value="f"),
    Dimension(Name="Resource", Value="f:live"),
]


def deploy(
    configuration: str = CANARY,
    *,
    current: str = "1",
    target: str = "2",
    events: tuple[str, ...] = (),
    name: str = "f",
) -> CreateLambdaDeployment:
    properties = {
        "Name": name, "Alias": "live", "CurrentVersion": current, "TargetVersion": target
    }  # fmt: skip
    text = json.dumps(
        {
            "version": 0.0,
            "Resources": [{"it": {"Type": "AWS::Lambda::Function", "Properties": properties}}],
        }
    )
    return CreateLambdaDeployment(
        applicationName="shop",
        deploymentGroupName="live",
        deploymentConfigName=configuration,
        revision=RevisionLocation(
            revisionType="AppSpecContent", appSpecContent=AppSpecContent(content=text)
        ),
        autoRollbackConfiguration=(
            AutoRollbackConfiguration(enabled=True, events=list(events)) if events else None
        ),
        overrideAlarmConfiguration=(
            AlarmConfiguration(enabled=True, alarms=[WatchedAlarm(name="a")]) if events else None
        ),
    )


def shop(*, bad: bool = False, setup: tuple[Operation, ...] = ()) -> World:
    """Version 2 fails where it is bad; ten calls a second of the alias."""
    return opened(
        function(releases={"two": code(errors=1.0 if bad else 0.0)}),
        traffic=[Traffic(function="f", qualifier="live", rate=10.0)],
        setup=[
            PublishVersion(FunctionName="f"),
            UpdateFunctionCode(FunctionName="f", S3Key="two", Publish=True),
            CreateAlias(FunctionName="f", Name="live", FunctionVersion="1"),
            *setup,
        ],
    )  # fmt: skip


def weights(world: World, minutes: int) -> list[int]:
    """How much goes to the new version, a moment after each full minute."""
    found: list[int] = []
    for minute in range(minutes):
        world.advance(world.now_us - world.now_us % MINUTE + (MINUTE if minute else 0) + 1)
        alias = world.service.functions["f"].aliases["live"]
        if alias.version == "2":
            found.append(100)
        else:
            found.append(round(100 * alias.additional[1]) if alias.additional else 0)
    return found


def status(world: World, deployment_id: str) -> dict[str, object]:
    answer = world.do(GetDeployment(deploymentId=deployment_id))
    return cast("dict[str, object]", answer["deploymentInfo"])


def begun(world: World, operation: CreateLambdaDeployment) -> str:
    return str(world.do(operation)["deploymentId"])


@pytest.mark.fact("VER-013")
def test_the_presets_are_those_of_codedeploy() -> None:
    names = {each.removeprefix("CodeDeployDefault.Lambda") for each in PLANS}
    assert names == {
        "AllAtOnce",
        "Linear10PercentEvery1Minute",
        "Linear10PercentEvery2Minutes",
        "Linear10PercentEvery3Minutes",
        "Linear10PercentEvery10Minutes",
        "Canary10Percent5Minutes",
        "Canary10Percent10Minutes",
        "Canary10Percent15Minutes",
        "Canary10Percent30Minutes",
    }
    for steps in PLANS.values():
        assert steps[0].after_us == 0
        assert steps[-1].percent == 100
        assert list(steps) == sorted(steps)


@pytest.mark.fact("VER-013", "VER-007")
@pytest.mark.parametrize(
    ("configuration", "wanted"),
    [
        (CANARY, [10, 10, 10, 10, 10, 100, 100]),
        (LINEAR, [10, 20, 30, 40, 50, 60, 70, 80, 90, 100]),
        (ALL, [100, 100]),
    ],
)
def test_the_weight_of_the_new_version_minute_by_minute(
    configuration: str, wanted: list[int]
) -> None:
    world = shop()
    found = begun(world, deploy(configuration))

    assert weights(world, len(wanted)) == wanted
    assert status(world, found)["status"] == "Succeeded"
    assert world.service.functions["f"].aliases["live"].additional is None


@pytest.mark.fact("VER-007", "MET-025")
def test_a_tenth_of_the_requests_meets_the_canary() -> None:
    world = shop()
    begun(world, deploy())
    world.advance(5 * MINUTE)
    served = [each.version for each in world.records()]

    assert served.count("2") / len(served) == pytest.approx(0.1, abs=0.02)
    dimensions = {"FunctionName": "f", "Resource": "f:live", "ExecutedVersion": "2"}
    counted = sum(value for _, value in world.metric("Invocations", dimensions))
    assert counted == served.count("2")


@pytest.mark.fact("VER-013", "MET-027")
def test_an_alarm_takes_the_alias_back_by_itself() -> None:
    errors = alarm(metric="Errors", Dimensions=LIVE, Threshold=5.0)
    world = shop(bad=True, setup=(errors,))
    found = begun(world, deploy(events=("DEPLOYMENT_STOP_ON_ALARM",)))
    later(world, "1min")

    shown = status(world, found)
    assert shown["status"] == "Stopped"
    assert shown["errorInformation"] == {
        "code": "ALARM_ACTIVE",
        "message": "One or more alarms have been activated according to the Amazon CloudWatch "
        "metrics you selected, and the affected deployments have been stopped. "
        "Activated alarms: <a>",
    }
    back = cast("dict[str, str]", shown["rollbackInfo"])["rollbackDeploymentId"]
    assert status(world, back)["creator"] == "codeDeployRollback"
    assert status(world, back)["status"] == "Succeeded"
    alias = world.service.functions["f"].aliases["live"]
    assert (alias.version, alias.additional) == ("1", None)
    before = len(world.records())
    later(world, "10min")
    assert {each.version for each in world.records()[before + 10 :]} == {"1"}


@pytest.mark.fact("VER-013")
def test_why_it_goes_back_leads_to_the_request_that_failed() -> None:
    world = shop(bad=True, setup=(alarm(metric="Errors", Dimensions=LIVE, Threshold=5.0),))
    begun(world, deploy(events=("DEPLOYMENT_STOP_ON_ALARM",)))
    later(world, "1min")
    (back,) = [each for each in world.log.since(0) if each.kind == "deployment.rolls_back"]
    kinds = [each.kind for each in chain(world.log, back.id)]

    assert kinds[:4] == [
        "deployment.rolls_back", "deployment.stopped", "alarm.raised", "invoke.end",
    ]  # fmt: skip
    assert "back to version 1." in sentence(back)
    for each in world.log.since(0):
        if each.kind.startswith("deployment."):
            assert sentence(each)


@pytest.mark.fact("VER-013")
def test_without_rollback_it_stops_where_it_is() -> None:
    world = shop(bad=True, setup=(alarm(metric="Errors", Dimensions=LIVE, Threshold=5.0),))
    found = begun(world, deploy(events=("DEPLOYMENT_FAILURE",)))
    later(world, "10min")

    assert status(world, found)["status"] == "Stopped"
    assert world.service.functions["f"].aliases["live"].additional == ("2", 0.1)


def test_an_alarm_that_rings_already_stops_it_before_it_begins() -> None:
    world = shop(setup=(alarm(metric="Errors", Dimensions=LIVE),))
    world.do(SetAlarmState(AlarmName="a", StateValue="ALARM", StateReason="drill"))
    found = begun(world, deploy(events=("DEPLOYMENT_STOP_ON_ALARM",)))

    assert status(world, found)["status"] == "Stopped"
    assert world.service.functions["f"].aliases["live"].version == "1"


def test_it_can_be_stopped_by_hand_and_taken_back() -> None:
    world = shop()
    found = begun(world, deploy(LINEAR))
    later(world, "150s")
    world.do(StopDeployment(deploymentId=found, autoRollbackEnabled=True))

    assert status(world, found)["status"] == "Stopped"
    later(world, "5min")
    alias = world.service.functions["f"].aliases["live"]
    assert (alias.version, alias.additional) == ("1", None)
    with pytest.raises(AwsError) as refused:
        world.do(StopDeployment(deploymentId=found))
    assert refused.value.code == "DeploymentAlreadyCompletedException"


@pytest.mark.parametrize(
    ("operation", "code"),
    [
        (deploy(current="2", target="1"), "INVALID_LAMBDA_CONFIGURATION"),
        (deploy(target="9"), "INVALID_LAMBDA_FUNCTION"),
        (deploy(name="nobody"), "INVALID_LAMBDA_FUNCTION"),
    ],
)
def test_what_contradicts_the_account_makes_it_fail(
    operation: CreateLambdaDeployment, code: str
) -> None:
    world = shop()
    found = begun(world, operation)

    shown = status(world, found)
    assert shown["status"] == "Failed"
    assert cast("dict[str, str]", shown["errorInformation"])["code"] == code
    assert world.service.functions["f"].aliases["live"].version == "1"


@pytest.mark.parametrize(
    ("operation", "code", "message"),
    [
        (GetDeployment(deploymentId="d-X"), "DeploymentDoesNotExistException", "The deployment d-"),
        (StopDeployment(deploymentId="d-X"), "DeploymentDoesNotExistException", "The deployment"),
        (
            deploy("CodeDeployDefault.Nope"),
            "DeploymentConfigDoesNotExistException",
            "No deployment configuration found for name: CodeDeployDefault.Nope",
        ),
        (
            CreateLambdaDeployment(applicationName="shop"),
            "RevisionRequiredException",
            "Revision must be specified",
        ),
        (deploy(events=("NOTHING",)), "InvalidAutoRollbackConfigException", "The automatic"),
        (deploy(current=""), "InvalidRevisionException", "Properties must contain CurrentVersion"),
    ],
)  # fmt: skip
def test_refusals_of_codedeploy(operation: Operation, code: str, message: str) -> None:
    with pytest.raises(AwsError) as refused:
        shop().do(operation)
    assert refused.value.code == code
    assert refused.value.message.startswith(message)


def test_one_deployment_at_a_time() -> None:
    world = shop()
    begun(world, deploy())
    with pytest.raises(AwsError) as refused:
        world.do(deploy())
    assert refused.value.code == "DeploymentLimitExceededException"


def test_a_deployment_goes_on_in_a_copy_of_the_world() -> None:
    world = shop(bad=True, setup=(alarm(metric="Errors", Dimensions=LIVE, Threshold=5.0),))
    begun(world, deploy(LINEAR, events=("DEPLOYMENT_STOP_ON_ALARM",)))
    later(world, "30s")
    twin = world.copy()
    for each in (world, twin):
        later(each, "5min")
    assert world.log.digest() == twin.log.digest()
    assert world.snapshot() == twin.snapshot()
    assert world.snapshot().deployments[0].rolled_back_by


def test_it_has_the_name_of_aws_in_every_spelling() -> None:
    """API Gateway's CreateDeployment has another service."""
    operation = deploy()
    assert operation.name == "CreateDeployment"
    assert operation.iam_action == "codedeploy:CreateDeployment"
    assert to_boto3(operation).startswith("codedeploy.create_deployment(")
    text = to_cli(operation)
    assert text.startswith("aws deploy create-deployment ")
    assert from_cli(text) == operation
