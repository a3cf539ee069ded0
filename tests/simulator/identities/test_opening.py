"""Identities that a scenario says are there: what stands when the run opens, and what cannot."""

from __future__ import annotations

import json

import pytest
from a_judge import Everybody, judged
from identity_pools import AWS_OWN, document
from identity_scenes import FUNCTION, ROLE, account, writer
from msgspec.structs import replace
from scenes import function, scenario

from lambdatutor.aws.operations import (
    GetFunctionConfiguration,
    GetManagedPolicy,
    GetPolicy,
    GetRole,
    PutRolePolicy,
)
from lambdatutor.aws.shapes.policies import LAMBDA_TRUST
from lambdatutor.errors import LambdaTutorError
from lambdatutor.simulator.identities.setup import OrganizationSetup, RoleSetup, UserSetup
from lambdatutor.simulator.world import World

READS = document(Action="s3:GetObject")


def role_of(world: World, name: str = "f") -> object:
    return world.do(GetFunctionConfiguration(FunctionName=name))["Role"]


@pytest.mark.fact("PER-001")
def test_a_role_of_a_scenario_trusts_lambda_and_has_what_is_written() -> None:
    world = account(
        role="writer",
        policies={"own": READS},
        roles=(
            RoleSetup(
                name="writer",
                managed=("AWSLambdaBasicExecutionRole", "own"),
                inline={"inside": READS},
                boundary=READS,
                tags={"team": "shop"},
            ),
        ),
    )
    identities = world.service.identities
    role = identities.roles[ROLE]

    assert role_of(world) == ROLE
    assert role.trust == LAMBDA_TRUST
    assert list(role.attached) == [AWS_OWN, "arn:aws:iam::123456789012:policy/own"]
    assert identities.policies_of(role)[0] == ("inside", READS)
    assert identities.boundary_of(role) == READS
    assert role.tags == {"team": "shop"}


def test_a_boundary_whose_text_a_scenario_writes_is_a_managed_policy_as_on_aws() -> None:
    roles = (RoleSetup(name="writer", boundary=READS),)
    world = account(role="writer", roles=roles, users=(UserSetup(name="writer", boundary=READS),))
    identities = world.service.identities

    shown = world.do(GetRole(RoleName="writer"))["Role"]["PermissionsBoundary"]
    arn = shown["PermissionsBoundaryArn"]
    assert arn == "arn:aws:iam::123456789012:policy/roles/writer-boundary"
    assert world.do(GetManagedPolicy(PolicyArn=arn))["Policy"]["PermissionsBoundaryUsageCount"] == 1
    assert identities.users["arn:aws:iam::123456789012:user/writer"].boundary != arn


def test_another_account_has_roles_and_users_too() -> None:
    world = account(
        roles=(RoleSetup(name="reader", account="210987654321"),),
        users=(UserSetup(name="ben", account="210987654321", path="/staff/"),),
    )
    identities = world.service.identities

    assert identities.role("reader") is None
    assert identities.role("arn:aws:iam::210987654321:role/reader") is not None
    assert identities.user("arn:aws:iam::210987654321:user/staff/ben") is not None


def test_policies_of_resources_go_where_they_belong() -> None:
    inside = document(Principal="*", Action="lambda:InvokeFunction", Resource=FUNCTION)
    world = account(
        resource_policies={"s3:photos": READS, "sqs:orders": READS, "lambda:f": inside},
        owners={"photos": "210987654321"},
        organization=OrganizationSetup(accounts=("210987654321",), scps=((READS,),)),
    )
    identities = world.service.identities

    orders = "arn:aws:sqs:us-east-1:123456789012:orders"
    assert identities.resource_policies == {"arn:aws:s3:::photos": READS, orders: READS}
    assert identities.owners == {"arn:aws:s3:::photos": "210987654321"}
    policy = world.do(GetPolicy(FunctionName="f"))["Policy"]
    assert json.loads(str(policy)) == json.loads(inside)
    assert identities.organization is not None
    assert identities.organization.scps == ((READS,),)


@pytest.mark.fact("PER-012")
def test_where_permissions_are_judged_a_function_has_a_role_of_its_own() -> None:
    bare = scenario(function("f"), function("g"))
    assumed, asked = World(bare), World(judged(bare, ""), authoriser=Everybody())

    assert role_of(assumed) == "arn:aws:iam::123456789012:role/lambda-role"
    assert not assumed.service.identities.roles
    assert role_of(asked) == "arn:aws:iam::123456789012:role/f-role"
    found = asked.service.identities.role("g-role")
    assert found is not None
    assert list(found.attached) == [AWS_OWN]


def test_a_copy_of_a_world_has_identities_of_its_own() -> None:
    world = account(writer())
    copy = world.copy()
    copy.do(PutRolePolicy(RoleName="writer", PolicyName="inside", PolicyDocument=READS))

    assert world.service.identities.roles[ROLE].inline == {}
    assert copy.service.identities.roles[ROLE].inline == {"inside": READS}


@pytest.mark.parametrize(
    ("identities", "said"),
    [
        ({"roles": (RoleSetup(name="r", managed=("Nope",)),)}, "has the managed policy Nope"),
        ({"roles": (RoleSetup(name="r", inline={"p": "{"}),)}, "the policy p of r is no policy"),
        ({"roles": (RoleSetup(name="r", trust="3"),)}, "the trust policy of r is no policy"),
        ({"roles": (RoleSetup(name="r"),) * 2}, "there are two roles called r"),
        ({"users": (UserSetup(name="u"),) * 2}, "there are two users called u"),
        ({"users": (UserSetup(name="u", path="x"),)}, "it must begin and end with /"),
        (
            {"users": (UserSetup(name="u", boundary="arn:aws:iam::aws:policy/Nope"),)},
            "the boundary of u is arn:aws:iam::aws:policy/Nope, which is not known here",
        ),
        ({"resource_policies": {"s3:photos": "[]"}}, "the policy of s3:photos is no policy"),
        ({"resource_policies": {"photos": READS}}, "names no resource"),
        (
            {"organization": OrganizationSetup(scps=((READS,), ("{",)))},
            "a policy on level 2 of scps is no policy",
        ),
    ],
)
def test_what_contradicts_itself_is_told_in_one_sentence(
    identities: dict[str, object], said: str
) -> None:
    with pytest.raises(LambdaTutorError) as error:
        account(**identities)

    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_a_function_with_a_role_that_is_not_there_is_told() -> None:
    with pytest.raises(LambdaTutorError, match="f has the role nope, but identities: has no role"):
        account(role="nope")
    given = "arn:aws:iam::210987654321:role/theirs"
    setup = replace(function(), role=given)
    assert role_of(World(scenario(setup))) == given
