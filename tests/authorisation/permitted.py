"""Accounts in which permissions are judged, in the words of a scenario file."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from lambdatutor.authorisation import AUTHORISER
from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import Operation
from lambdatutor.aws.shapes.policies import LAMBDA_TRUST, PolicyText
from lambdatutor.simulator.aws_call import AwsCall
from lambdatutor.simulator.events import Event
from lambdatutor.simulator.identities.setup import (
    IdentitiesSetup,
    OrganizationSetup,
    RoleSetup,
    UserSetup,
)
from lambdatutor.simulator.scenario import Code, FunctionSetup, Scenario, Traffic
from lambdatutor.simulator.time import Micros, parse
from lambdatutor.simulator.why import chain, sentence
from lambdatutor.simulator.world import World

HERE, ELSEWHERE = "123456789012", "222222222222"
F = f"arn:aws:lambda:us-east-1:{HERE}:function:f"
ROLE = f"arn:aws:iam::{HERE}:role/f-role"
SESSION = f"arn:aws:sts::{HERE}:assumed-role/f-role/f"
ORDERS = f"arn:aws:dynamodb:us-east-1:{HERE}:table/orders"
BASIC = "AWSLambdaBasicExecutionRole"
INVOKE = "lambda:InvokeFunction"

Statement = dict[str, object]


def allow(action: str | list[str], on: str | list[str] = "*", **more: object) -> Statement:
    """A statement that allows; in a resource's policy `Principal` is among `more`."""
    return {"Effect": "Allow", "Action": action, "Resource": on, **more}


def deny(action: str | list[str], on: str | list[str] = "*", **more: object) -> Statement:
    return {**allow(action, on, **more), "Effect": "Deny"}


def policy(*statements: Statement) -> PolicyText:
    return PolicyText(json.dumps({"Version": "2012-10-17", "Statement": list(statements)}))


def trust(*services: str) -> PolicyText:
    """A trust policy for these services."""
    principal = {"Service": list(services)}
    return policy({"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"})


def user(name: str, *statements: Statement, **more: object) -> UserSetup:
    """A user with one policy of these statements; none at all without any."""
    inline = {"own": policy(*statements)} if statements else {}
    return UserSetup(name=name, inline=inline, **more)  # type: ignore[arg-type]  fields of UserSetup


def role(
    *statements: Statement,
    name: str = "f-role",
    trusted: PolicyText = LAMBDA_TRUST,
    managed: tuple[str, ...] = (BASIC,),
    **more: object,
) -> RoleSetup:
    inline = {"own": policy(*statements)} if statements else {}
    return RoleSetup(
        name=name,
        trust=trusted,
        managed=managed,
        inline=inline,
        **more,  # type: ignore[arg-type]  fields of RoleSetup
    )


def uses(action: str, resource: str, **more: object) -> Code:
    """Code that makes one call of AWS for each request."""
    return Code(uses=(AwsCall(action=action, resource=resource, **more),))  # type: ignore[arg-type]  fields of AwsCall


def calls(at: str, caller: str = "", **more: object) -> Traffic:
    return Traffic(at=parse(at), caller=caller, **more)  # type: ignore[arg-type]  fields of Traffic


def account(
    *,
    roles: Sequence[RoleSetup] = (),
    users: Sequence[UserSetup] = (),
    resources: dict[str, PolicyText] | None = None,
    organization: OrganizationSetup | None = None,
    owners: dict[str, str] | None = None,
    traffic: Sequence[Traffic] = (),
    setup: Sequence[Operation] = (),
    code: Code | None = None,
    caller: str = "",
    permissions: str = "judged",
) -> Scenario:
    """One function `f` with the role `f-role`."""
    known = {each.name for each in roles}
    return Scenario(
        functions=(FunctionSetup(name="f", role="f-role", code=code or Code()),),
        identities=IdentitiesSetup(
            roles=tuple(roles) if "f-role" in known else (*roles, role()),
            users=tuple(users),
            resource_policies=resources or {},
            organization=organization,
            owners=owners or {},
        ),
        traffic=tuple(traffic),
        setup=tuple(setup),
        caller=caller,
        permissions=permissions,  # type: ignore[arg-type]  one of its words
    )


def opened(scenario: Scenario, seed: int = 0) -> World:
    return World(scenario, seed=seed, authoriser=AUTHORISER)


def played(scenario: Scenario, until: str = "1min") -> World:
    world = opened(scenario)
    world.advance(Micros(parse(until)))
    return world


def later(world: World, by: str) -> World:
    world.advance(world.now_us + parse(by))
    return world


def refused(world: World, operation: Operation) -> AwsError:
    """How AWS refuses it."""
    with pytest.raises(AwsError) as error:
        world.do(operation)
    return error.value


def denials(world: World) -> list[Event]:
    return [event for event in world.log.since(0) if event.kind == "permission.denied"]


def statuses(world: World) -> list[str]:
    return [record.status for record in world.records()]


def told(world: World, kind: str) -> str:
    """Why the last event of a kind happened: its chain of causes, in sentences."""
    last = [event for event in world.log.since(0) if event.kind == kind][-1]
    return " ".join(sentence(each) for each in chain(world.log, last.id))


def sentences(world: World) -> str:
    """All that happened."""
    return " ".join(sentence(event) for event in world.log.since(0))


def logged(world: World) -> str:
    return "\n".join(line.message for line in world.logged())
