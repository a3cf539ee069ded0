"""The role of a function in a VPC: what it must allow to attach, and no longer to run."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "simulator"))

from msgspec.structs import replace
from network_shop import attach, shop
from scenes import function

from lambdatutor.authorisation import PolicyAuthoriser
from lambdatutor.aws import operations as aws
from lambdatutor.aws.errors import AwsError
from lambdatutor.simulator.identities.setup import IdentitiesSetup, RoleSetup
from lambdatutor.simulator.time import MINUTE
from lambdatutor.simulator.why import sentence
from lambdatutor.simulator.world import World

BASIC, VPC = "AWSLambdaBasicExecutionRole", "AWSLambdaVPCAccessExecutionRole"


def world(managed: str) -> World:
    """A function outside of the VPC, whose role has one of AWS's own policies."""
    scene = replace(
        shop(replace(function("report"), role="reader")),
        identities=IdentitiesSetup(roles=(RoleSetup(name="reader", managed=(managed,)),)),
        permissions="judged",
    )
    return World(scene, authoriser=PolicyAuthoriser())


@pytest.mark.fact("VPC-005")
def test_a_role_that_may_only_write_logs_cannot_be_attached_to_a_vpc() -> None:
    with pytest.raises(AwsError) as caught:
        world(BASIC).do(attach("report", "subnet-a"))

    assert caught.value.code == "InvalidParameterValueException"
    assert caught.value.message == (
        "The provided execution role does not have permissions to call CreateNetworkInterface on "
        "EC2"
    )


@pytest.mark.fact("VPC-005")
def test_once_attached_it_runs_without_those_permissions() -> None:
    attached = world(VPC)
    attached.do(attach("report", "subnet-a"))
    attached.advance(5 * MINUTE)
    attached.do(
        aws.DetachRolePolicy(
            RoleName="reader", PolicyArn=f"arn:aws:iam::aws:policy/service-role/{VPC}"
        )
    )

    assert attached.do(aws.Invoke(FunctionName="report"))["StatusCode"] == 200
    with pytest.raises(AwsError, match="CreateNetworkInterface"):
        attached.do(attach("report", "subnet-b"))


def left(of: World) -> list[str]:
    """The interfaces that are still there."""
    network = of.snapshot().network
    assert network is not None
    return [each.id for each in network.interfaces]


def taken_out(*, policy_too: bool = False, role_too: bool = False) -> World:
    """Attached, then deleted; before that its role, or the policy of it, or neither."""
    attached = world(VPC)
    attached.do(attach("report", "subnet-a"))
    attached.advance(5 * MINUTE)
    if policy_too or role_too:
        arn = f"arn:aws:iam::aws:policy/service-role/{VPC}"
        attached.do(aws.DetachRolePolicy(RoleName="reader", PolicyArn=arn))
    if role_too:
        attached.do(aws.DeleteRole(RoleName="reader"))
    attached.do(aws.DeleteFunction(FunctionName="report"))
    attached.advance(60 * MINUTE)
    return attached


@pytest.mark.fact("VPC-005")
def test_a_role_that_was_deleted_leaves_the_interface_behind() -> None:
    stays = taken_out(role_too=True)
    last = [event for event in stays.log.since(0) if event.kind.startswith("interface.")][-1]

    assert left(taken_out()) == []
    assert left(stays) == ["eni-00000000000000001"]
    assert last.kind == "interface.stays"
    assert "role/reader, which was deleted or may not" in sentence(last)
    with pytest.raises(AwsError, match="has dependencies and cannot be deleted"):
        stays.do(aws.DeleteSubnet(SubnetId="subnet-a"))


@pytest.mark.fact("VPC-005")
def test_a_role_that_lost_the_policy_leaves_it_behind_as_well() -> None:
    """Lambda relies on permissions in the execution role to delete an interface."""
    assert left(taken_out(policy_too=True)) == ["eni-00000000000000001"]


@pytest.mark.fact("VPC-005")
def test_the_role_of_another_function_that_shared_it_is_enough() -> None:
    scene = replace(
        shop(replace(function("report"), role="reader"), replace(function("mail"), role="mailer")),
        identities=IdentitiesSetup(
            roles=tuple(RoleSetup(name=each, managed=(VPC,)) for each in ("reader", "mailer"))
        ),
        permissions="judged",
    )
    shared = World(scene, authoriser=PolicyAuthoriser())
    for each in ("report", "mail"):
        shared.do(attach(each, "subnet-a"))
    shared.advance(5 * MINUTE)
    arn = f"arn:aws:iam::aws:policy/service-role/{VPC}"
    shared.do(aws.DetachRolePolicy(RoleName="reader", PolicyArn=arn))
    shared.do(aws.DeleteRole(RoleName="reader"))
    shared.do(aws.DeleteFunction(FunctionName="report"))
    assert left(shared)

    shared.do(aws.DeleteFunction(FunctionName="mail"))
    shared.advance(60 * MINUTE)
    assert left(shared) == []
