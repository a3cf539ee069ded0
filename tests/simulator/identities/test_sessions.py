"""Sessions of roles, and who is calling."""

from __future__ import annotations

from identity_scenes import ROLE, account, ana, refusal, writer
from msgspec.structs import replace

from lambdatutor.aws.operations import AssumeRole, GetCallerIdentity, GetUser
from lambdatutor.simulator.identities.setup import IdentitiesSetup, RoleSetup, UserSetup
from lambdatutor.simulator.world import World


def assume(role: str = ROLE, **rest: object) -> AssumeRole:
    return AssumeRole(RoleArn=role, RoleSessionName="desk", **rest)


def calling(caller: str) -> World:
    world = account()
    scenario = replace(
        world.scenario,
        caller=caller,
        identities=IdentitiesSetup(
            roles=(RoleSetup(name="writer", path="/teams/"),), users=(UserSetup(name="ana"),)
        ),
    )
    return World(scenario)


def test_a_session_is_known_by_its_role_and_ends() -> None:
    world = account(writer(MaxSessionDuration=7_200))
    answer = world.do(assume(DurationSeconds=7_200, SourceIdentity="ana"))

    user = answer["AssumedRoleUser"]
    assert user["Arn"] == "arn:aws:sts::123456789012:assumed-role/writer/desk"
    assert user["AssumedRoleId"].endswith(":desk")
    assert answer["Credentials"]["Expiration"] == "2026-01-01T02:00:00.000Z"
    assert answer["SourceIdentity"] == "ana"


def test_a_role_that_is_not_there_is_refused_as_one_that_trusts_nobody() -> None:
    code, status, message = refusal(account(ana()), assume())

    assert (code, status) == ("AccessDenied", 403)
    assert message.endswith(f"is not authorized to perform: sts:AssumeRole on resource: {ROLE}")


def test_a_session_is_not_longer_than_its_role_allows() -> None:
    world = account(writer())

    assert refusal(world, assume(DurationSeconds=3_601))[2] == (
        "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
    )
    assert refusal(world, assume(Policy="{"))[0] == "MalformedPolicyDocument"


def test_the_caller_is_told_who_it_is() -> None:
    who = GetCallerIdentity()

    assert calling("ana").do(who)["Arn"] == "arn:aws:iam::123456789012:user/ana"
    role = calling("writer").do(who)
    assert role["Arn"] == "arn:aws:sts::123456789012:assumed-role/writer/writer"
    assert role["UserId"].endswith(":writer")
    assert role["UserId"].startswith("AROA")
    nobody = calling("").do(who)
    assert nobody["Account"] == "123456789012"
    assert nobody["Arn"].endswith(":user/administrator")


def test_a_user_who_names_nobody_asks_about_itself() -> None:
    assert calling("ana").do(GetUser())["User"]["UserName"] == "ana"
    assert calling("").do(GetUser())["User"]["UserName"] == "administrator"
    said = refusal(calling("writer"), GetUser())
    assert said[2] == "Must specify userName when calling with non-User credentials"


def test_where_everybody_may_do_everything_a_caller_need_not_be_there() -> None:
    assert calling("eve").do(GetCallerIdentity())["Arn"].endswith(":123456789012:user/eve")
    assert calling("arn:x").do(GetCallerIdentity())["Account"] == "123456789012"
