"""What AWS says of dead letters, and of the role that everything is delivered in the name of."""

from __future__ import annotations

import json
import re

import pytest
from async_scenes import (
    SNS,
    SQS,
    Shelf,
    broken,
    config,
    events,
    fails,
    lambda_arn,
    metric,
    seen,
    starts_s,
)
from scenes import code, function, later, opened, published, reserve

from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import (
    CreateFunction,
    GetFunction,
    Invoke,
    UpdateFunctionCode,
    UpdateFunctionConfiguration,
)
from lambdatutor.aws.shapes import DeadLetterConfig, FunctionCode
from lambdatutor.simulator.outside import SetRole
from lambdatutor.simulator.parcel import Parcel
from lambdatutor.simulator.settings import SettingError
from lambdatutor.simulator.why import chain
from lambdatutor.simulator.world import World

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def sent(world: World, body: str = '{"order":7}') -> World:
    world.do(Invoke(FunctionName="f", InvocationType="Event", Payload=body))
    return later(world, "1h")


def dead_letters(arn: str | None = SQS) -> UpdateFunctionConfiguration:
    return UpdateFunctionConfiguration(
        FunctionName="f", DeadLetterConfig=DeadLetterConfig(TargetArn=arn)
    )


@pytest.mark.fact("ASY-016", "ASY-017", "ASY-008")
def test_a_dead_letter_is_the_event_itself_with_the_error_as_attributes() -> None:
    world = opened(broken())
    shelf = Shelf(world, SQS)
    world.do(dead_letters())
    sent(world)

    (letter,) = shelf.parcels
    attributes = dict(letter.attributes)
    assert json.loads(letter.body) == {"order": 7}
    assert UUID.fullmatch(attributes["RequestID"])
    assert attributes["ErrorCode"] == "200"
    assert attributes["ErrorMessage"] == "The simulated code raised an exception."
    assert seen(world).delivered == 1


@pytest.mark.fact("ASY-017")
@pytest.mark.parametrize("settings", [[reserve(0)], [config(age=60)]])
def test_a_dead_letter_that_never_ran_says_that_it_was_turned_away(
    settings: list[object],
) -> None:
    world = opened(function(run="10min", timeout="15min"))
    shelf = Shelf(world, SQS)
    world.do(dead_letters())
    world.do(reserve(1))
    world.do(Invoke(FunctionName="f"))
    for each in settings:
        world.do(each)
    sent(world)

    (letter,) = shelf.parcels
    assert dict(letter.attributes)["ErrorCode"] == "429"
    assert dict(letter.attributes)["ErrorMessage"] == "Rate Exceeded."


@pytest.mark.fact("ASY-016", "VER-003")
def test_the_target_of_dead_letters_is_locked_into_a_version() -> None:
    world = opened(broken())
    old, new = Shelf(world, SQS), Shelf(world, SNS)
    world.do(dead_letters(SQS))
    world.do(published())
    world.do(dead_letters(SNS))
    for qualifier in (None, "1"):
        world.do(Invoke(FunctionName="f", Qualifier=qualifier, InvocationType="Event"))
    later(world, "1h")

    assert (len(old.parcels), len(new.parcels)) == (1, 1)


@pytest.mark.fact("ASY-016")
def test_dead_letters_stand_in_the_configuration_and_can_be_taken_out() -> None:
    world = opened()
    world.do(dead_letters())
    shown = world.do(GetFunction(FunctionName="f"))["Configuration"]
    assert shown["DeadLetterConfig"] == {"TargetArn": SQS}

    world.do(dead_letters(""))
    assert "DeadLetterConfig" not in world.do(GetFunction(FunctionName="f"))["Configuration"]


@pytest.mark.fact("ASY-016")
def test_a_function_is_created_with_a_target_of_dead_letters() -> None:
    world = opened()
    world.do(
        CreateFunction(
            FunctionName="new",
            Role="arn:aws:iam::123456789012:role/r",
            Runtime="python3.13",
            Handler="a.b",
            Code=FunctionCode(S3Bucket="code", S3Key="k"),
            DeadLetterConfig=DeadLetterConfig(TargetArn=SQS),
        )
    )

    shown = world.do(GetFunction(FunctionName="new"))["Configuration"]
    assert shown["DeadLetterConfig"] == {"TargetArn": SQS}


@pytest.mark.fact("ASY-018")
def test_a_failure_goes_to_both_if_both_are_set() -> None:
    world = opened(broken())
    letters, records = Shelf(world, SQS), Shelf(world, SNS)
    world.do(dead_letters(SQS))
    world.do(config(failure=SNS, retries=0))
    sent(world)

    assert (len(letters.parcels), len(records.parcels)) == (1, 1)
    assert seen(world).delivered == 2


@pytest.mark.fact("ASY-019", "MET-015", "MET-016")
def test_what_cannot_be_delivered_is_counted_and_lost() -> None:
    world = opened(broken())
    world.do(dead_letters(SQS))
    world.do(config(failure=SNS, retries=0))
    sent(world)

    assert metric(world, "DeadLetterErrors") == 1
    assert metric(world, "DestinationDeliveryFailures") == 1
    assert metric(world, "AsyncEventsDropped") == 1
    assert (seen(world).delivered, seen(world).undelivered) == (0, 2)
    assert world.finished


@pytest.mark.fact("ASY-019", "ASY-020", "ASY-028")
def test_a_permission_that_goes_away_later_loses_dead_letters_silently() -> None:
    world = opened(broken())
    shelf = Shelf(world, SQS)
    world.do(dead_letters(SQS))
    world.do(config(retries=0))
    world.do(SetRole(FunctionName="f", Action="sqs:SendMessage", Allowed="no"))
    sent(world)

    assert shelf.parcels == []
    assert metric(world, "DeadLetterErrors") == 1


@pytest.mark.fact("ASY-028")
@pytest.mark.parametrize(
    ("arn", "action", "says"),
    [
        (SQS, "sqs:SendMessage", "SendMessage on SQS"),
        (SNS, "sns:Publish", "Publish on SNS"),
    ],
)
def test_the_role_is_looked_at_when_a_target_is_set(arn: str, action: str, says: str) -> None:
    world = opened(broken())
    world.do(SetRole(FunctionName="f", Action=action, Allowed="no"))
    before = world.do(GetFunction(FunctionName="f"))
    name = action.partition(":")[2]
    for operation, words in (
        (
            dead_letters(arn),
            f"The provided execution role does not have permissions to call {says}",
        ),
        (
            config(failure=arn),
            f"The function's execution role does not have permissions to call {name} on {arn}",
        ),
    ):
        with pytest.raises(AwsError) as refused:
            world.do(operation)
        assert refused.value.code == "InvalidParameterValueException"
        assert refused.value.message == words
    assert world.do(GetFunction(FunctionName="f")) == before


def test_a_role_belongs_to_a_function_that_is_there() -> None:
    world = opened()
    with pytest.raises(SettingError, match=r"there is no such function \(there is: f\)"):
        world.do(SetRole(FunctionName="nobody", Action="sqs:SendMessage", Allowed="no"))
    with pytest.raises(SettingError, match="write service:Action"):
        world.do(SetRole(FunctionName="f", Action="SendMessage", Allowed="no"))


def test_a_fixed_function_gets_no_more_dead_letters() -> None:
    world = opened(broken(releases={"fixed": code(run="0s")}))
    shelf = Shelf(world, SQS)
    world.do(dead_letters())
    sent(world)
    world.do(UpdateFunctionCode(FunctionName="f", S3Bucket="code", S3Key="fixed"))
    sent(world)

    assert len(shelf.parcels) == 1


def test_a_dead_letter_leads_back_to_the_first_failure_and_to_who_sent_the_event() -> None:
    world = opened(broken(), traffic=[events("0s")])
    shelf = Shelf(world, SQS)
    fails(world, "1h", dead_letters())

    kinds = [each.kind for each in chain(world.log, shelf.causes[0])]
    one_try = ["invoke.end", "invoke.start", "request.arrived"]
    assert kinds[0] == "async.dropped"
    assert kinds[1:4] == one_try
    assert kinds[-1] == "async.accepted"
    assert kinds.count("async.retry") == 2
    assert kinds.count("invoke.end") == 3


def test_a_poisonous_event_stays_so_as_a_dead_letter_but_not_in_a_record() -> None:
    world = opened(function(run="0s"))
    letters, records = Shelf(world, SQS), Shelf(world, SNS)
    world.do(dead_letters(SQS))
    world.do(config(failure=SNS, retries=0))
    world.service.deliver(lambda_arn("f"), Parcel(poison=True, name="Ana"), -1)
    later(world, "1h")

    assert letters.parcels[0].poison
    assert not records.parcels[0].poison
    assert records.parcels[0].name == letters.parcels[0].name == "Ana"
    assert [each.name for each in world.records()] == ["Ana"]
    assert starts_s(world) == [0]
