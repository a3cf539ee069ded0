"""Accounts with roles, users and policies, in the words of a scenario."""

from __future__ import annotations

from identity_pools import ACCOUNT, TRUST, document
from msgspec.structs import replace
from scenes import function, scenario

from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import (
    AddPermission,
    CreatePolicy,
    CreateRole,
    CreateUser,
    Operation,
)
from lambdatutor.simulator.identities.setup import IdentitiesSetup
from lambdatutor.simulator.world import World

ROLE = f"arn:aws:iam::{ACCOUNT}:role/writer"
FUNCTION = f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:f"
MANAGED = f"arn:aws:iam::{ACCOUNT}:policy/reads"


def account(*operations: Operation, role: str = "", **identities: object) -> World:
    """An account with a function f, with identities, and with operations done now."""
    setup = replace(function(), role=role)
    world = World(replace(scenario(setup), identities=IdentitiesSetup(**identities)))
    for each in operations:
        world.do(each)
    return world


def writer(name: str = "writer", **rest: object) -> CreateRole:
    return CreateRole(RoleName=name, AssumeRolePolicyDocument=TRUST, **rest)


def ana() -> CreateUser:
    return CreateUser(UserName="ana")


def reads() -> CreatePolicy:
    return CreatePolicy(PolicyName="reads", PolicyDocument=document(Action="s3:GetObject"))


def permission(principal: str, sid: str = "s1") -> AddPermission:
    """Lets somebody invoke f."""
    return AddPermission(
        FunctionName="f",
        StatementId=sid,
        Action="lambda:InvokeFunction",
        Principal=principal,
    )


def refusal(world: World, operation: Operation) -> tuple[str, int, str]:
    """Code, status and message with which an operation is refused."""
    try:
        world.do(operation)
    except AwsError as refused:
        return refused.code, refused.status, refused.message
    raise AssertionError(f"{operation.name} was done")
