"""Sessions of roles that are asked for with a policy: it limits what is done in them."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from permitted import (
    HERE,
    INVOKE,
    ORDERS,
    ROLE,
    F,
    account,
    allow,
    calls,
    deny,
    later,
    logged,
    opened,
    policy,
    refused,
    role,
    statuses,
    user,
    uses,
)

from lambdatutor.aws import operations as aws
from lambdatutor.aws.shapes.policies import PolicyText
from lambdatutor.simulator.checkpoint import freeze, restore
from lambdatutor.simulator.outside import SetCaller
from lambdatutor.simulator.scenario import FunctionSetup
from lambdatutor.simulator.world import World

DESK = f"arn:aws:iam::{HERE}:role/desk"
TONIGHT = f"arn:aws:sts::{HERE}:assumed-role/desk/tonight"
FOR_USERS = {"Effect": "Allow", "Principal": {"AWS": HERE}, "Action": "sts:AssumeRole"}
FOR_LAMBDA = {**FOR_USERS, "Principal": {"Service": "lambda.amazonaws.com"}}
INVOKES = aws.Invoke(FunctionName="f")
BASIC_ARN = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
LOOKS = aws.GetFunction(FunctionName="f")


def office(**more: object) -> World:
    desk = role(allow("lambda:*"), name="desk", trusted=policy(FOR_USERS))
    ana = user("ana", allow("sts:AssumeRole", DESK), deny("lambda:*"))
    return opened(account(roles=[desk], users=[ana], caller="ana", **more))  # type: ignore[arg-type]  what an account takes


def begin(world: World, text: PolicyText | None = None, name: str = "tonight") -> str:
    """Ana begins a session, and goes on in it; the ARN by which AWS knows it."""
    world.do(SetCaller(Caller="ana"))
    asks = aws.AssumeRole(RoleArn=DESK, RoleSessionName=name, Policy=text)
    arn = world.do(asks)["AssumedRoleUser"]["Arn"]
    world.do(SetCaller(Caller=arn))
    return str(arn)


def test_a_session_policy_takes_away_and_gives_nothing() -> None:
    world = office()
    assert begin(world, policy(allow([INVOKE, "iam:GetRole"]))) == TONIGHT

    world.do(INVOKES)
    assert refused(world, LOOKS).message == (
        f"User: {TONIGHT} is not authorized to perform: lambda:GetFunction on resource: {F} "
        "because no session policy allows the lambda:GetFunction action"
    )
    more = refused(world, aws.GetRole(RoleName="f-role"))
    assert more.message.endswith("no identity-based policy allows the iam:GetRole action")


def test_a_deny_in_it_is_named() -> None:
    world = office()
    begin(world, policy(allow("*"), deny(INVOKE)))

    assert refused(world, INVOKES).message.endswith("with an explicit deny in a session policy")


def test_a_session_policy_that_looks_at_the_clock_is_asked_each_time() -> None:
    world = office()
    until = {"DateLessThan": {"aws:CurrentTime": "2026-01-01T00:01:00Z"}}
    begin(world, policy(allow(INVOKE, Condition=until)))
    world.do(INVOKES)
    world.advance(120_000_000)

    assert "no session policy allows" in refused(world, INVOKES).message


def test_another_session_of_the_role_is_not_limited() -> None:
    world = office()
    begin(world, policy(allow(INVOKE)))
    begin(world, name="tomorrow")
    world.do(LOOKS)


def test_who_works_as_a_role_is_not_limited_by_a_session_that_has_its_name() -> None:
    world = office()
    begin(world, policy(allow(INVOKE)), name="desk")
    assert "session policy" in refused(world, LOOKS).message
    world.do(SetCaller(Caller="desk"))

    world.do(LOOKS)


@pytest.mark.parametrize("later_on", [None, policy(allow("lambda:Get*"))])
def test_of_two_sessions_of_one_name_the_last_is_meant(later_on: PolicyText | None) -> None:
    world = office()
    begin(world, policy(allow(INVOKE)))
    assert "session policy" in refused(world, LOOKS).message
    begin(world, later_on)

    world.do(LOOKS)


def test_a_client_calls_in_a_session_as_well() -> None:
    world = office(traffic=[calls("1s", TONIGHT), calls("3s", TONIGHT)])
    later(world, "2s")
    begin(world, policy(allow("lambda:GetFunction")))
    later(world, "2s")

    assert statuses(world) == ["ok", "refused"]


def test_the_code_of_a_function_has_a_session_of_its_own() -> None:
    """Its session has the name of the function, and a session of Ana's may have that name, too."""
    writes = role(allow("dynamodb:PutItem", ORDERS), trusted=policy(FOR_USERS, FOR_LAMBDA))
    ana = user("ana", allow("sts:AssumeRole"))
    shop = FunctionSetup(
        name="shop", role="f-role", code=uses("dynamodb:PutItem", "dynamodb:orders")
    )
    there = account(roles=[writes], users=[ana], caller="ana", traffic=[calls("1s")])
    world = opened(replace(there, functions=(shop,)))
    world.do(aws.AssumeRole(RoleArn=ROLE, RoleSessionName="shop", Policy=policy(allow(INVOKE))))
    later(world, "5s")

    assert statuses(world) == ["ok"], logged(world)


def test_with_the_role_its_sessions_end_and_a_new_role_begins_anew() -> None:
    world = office()
    begin(world, policy(allow(INVOKE)))
    world.do(SetCaller(Caller=""))
    world.do(aws.DeleteRolePolicy(RoleName="desk", PolicyName="own"))
    world.do(aws.DetachRolePolicy(RoleName="desk", PolicyArn=BASIC_ARN))
    world.do(aws.DeleteRole(RoleName="desk"))
    trusted = policy(FOR_USERS)
    world.do(aws.CreateRole(RoleName="desk", AssumeRolePolicyDocument=trusted))
    everything = policy(allow("*"))
    world.do(aws.PutRolePolicy(RoleName="desk", PolicyName="own", PolicyDocument=everything))
    world.do(SetCaller(Caller=TONIGHT))

    world.do(LOOKS)


def test_a_world_that_is_kept_keeps_the_limit() -> None:
    world = office()
    begin(world, policy(allow(INVOKE)))
    again = restore(freeze(world))

    assert "session policy" in refused(again, LOOKS).message
