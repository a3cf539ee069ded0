"""Roles and users: what they are made of, and what becomes of their policies."""

from __future__ import annotations

import json

import pytest
from identity_pools import AWS_OWN, TRUST, document
from identity_scenes import MANAGED, ROLE, account, ana, reads, refusal, writer

from lambdatutor.aws.operations import (
    AttachRolePolicy,
    AttachUserPolicy,
    CreateRole,
    CreateUser,
    DeleteRole,
    DeleteRolePermissionsBoundary,
    DeleteRolePolicy,
    DeleteUser,
    DeleteUserPolicy,
    DetachRolePolicy,
    DetachUserPolicy,
    GetRole,
    GetRolePolicy,
    GetUser,
    GetUserPolicy,
    ListAttachedRolePolicies,
    ListRolePolicies,
    ListRoles,
    Operation,
    PutRolePermissionsBoundary,
    PutRolePolicy,
    PutUserPermissionsBoundary,
    PutUserPolicy,
    TagRole,
    TagUser,
    UntagRole,
    UpdateAssumeRolePolicy,
)
from lambdatutor.aws.shapes.policies import Tag
from lambdatutor.simulator.identities.documents import size

READS = document(Action="s3:GetObject")


def put(name: str = "inside", text: str = READS, role: str = "writer") -> PutRolePolicy:
    return PutRolePolicy(RoleName=role, PolicyName=name, PolicyDocument=text)


@pytest.mark.fact("PER-001")
def test_a_role_says_who_may_assume_it_and_holds_what_it_may_do() -> None:
    world = account(writer(), put(), AttachRolePolicy(RoleName="writer", PolicyArn=AWS_OWN))
    shown = world.do(GetRole(RoleName="writer"))["Role"]

    assert shown["Arn"] == ROLE
    assert shown["AssumeRolePolicyDocument"] == json.loads(TRUST)
    assert world.do(ListRolePolicies(RoleName="writer"))["PolicyNames"] == ["inside"]
    answer = world.do(GetRolePolicy(RoleName="writer", PolicyName="inside"))
    assert answer["PolicyDocument"] == json.loads(READS)
    assert world.do(ListAttachedRolePolicies(RoleName="writer"))["AttachedPolicies"] == [
        {"PolicyName": "AWSLambdaBasicExecutionRole", "PolicyArn": AWS_OWN}
    ]
    texts = dict(world.service.identities.policies_of(world.service.identities.roles[ROLE]))
    assert texts["inside"] == READS
    assert "logs:PutLogEvents" in texts["AWSLambdaBasicExecutionRole"]


def test_a_policy_of_the_same_name_is_replaced() -> None:
    world = account(writer(), put(), put(text=document(Effect="Deny")))
    answer = world.do(GetRolePolicy(RoleName="writer", PolicyName="inside"))

    assert answer["PolicyDocument"]["Statement"][0]["Effect"] == "Deny"
    assert world.do(ListRolePolicies(RoleName="writer"))["PolicyNames"] == ["inside"]


def test_a_path_is_part_of_the_arn_and_not_of_the_name_or_of_a_session() -> None:
    world = account(writer(Path="/service-role/"), writer("other"))
    identities = world.service.identities
    role = identities.role("writer")

    assert role is not None
    assert role.arn == ROLE.replace("role/", "role/service-role/")
    assert (role.name, role.path, role.account) == ("writer", "/service-role/", "123456789012")
    assert role.session_arn("f") == "arn:aws:sts::123456789012:assumed-role/writer/f"
    assert identities.role(role.arn) is role
    found = world.do(ListRoles(PathPrefix="/service-role/"))["Roles"]
    assert [each["RoleName"] for each in found] == ["writer"]


def test_the_trust_policy_is_replaced_as_a_whole() -> None:
    other = document(Principal={"AWS": "210987654321"}, Action="sts:AssumeRole")
    world = account(writer(), UpdateAssumeRolePolicy(RoleName="writer", PolicyDocument=other))

    shown = world.do(GetRole(RoleName="writer"))["Role"]
    assert shown["AssumeRolePolicyDocument"] == json.loads(other)


def test_a_boundary_is_a_managed_policy_and_is_taken_away() -> None:
    world = account(
        reads(),
        writer(),
        PutRolePermissionsBoundary(RoleName="writer", PermissionsBoundary=MANAGED),
    )
    identities = world.service.identities
    role = identities.roles[ROLE]

    assert identities.boundary_of(role) == READS
    shown = world.do(GetRole(RoleName="writer"))["Role"]
    assert shown["PermissionsBoundary"]["PermissionsBoundaryArn"] == MANAGED
    world.do(DeleteRolePermissionsBoundary(RoleName="writer"))
    assert identities.boundary_of(role) is None


def test_tags_are_added_changed_and_removed() -> None:
    world = account(
        writer(Tags=[Tag(Key="team", Value="shop"), Tag(Key="stage", Value="test")]),
        TagRole(RoleName="writer", Tags=[Tag(Key="team", Value="books")]),
        UntagRole(RoleName="writer", TagKeys=["stage", "nothing"]),
    )

    assert world.service.identities.roles[ROLE].tags == {"team": "books"}
    many = [Tag(Key=f"k{number}", Value="x") for number in range(50)]
    said = refusal(world, TagRole(RoleName="writer", Tags=many))
    assert said == ("LimitExceeded", 409, "Cannot exceed quota for TagsPerRole: 50")
    full = account(ana(), TagUser(UserName="ana", Tags=many))
    said = refusal(full, TagUser(UserName="ana", Tags=[Tag(Key="one more", Value="x")]))
    assert said == ("LimitExceeded", 409, "Cannot exceed quota for TagsPerUser: 50")


def test_a_role_goes_only_after_its_policies() -> None:
    world = account(writer(), put(), AttachRolePolicy(RoleName="writer", PolicyArn=AWS_OWN))
    delete = DeleteRole(RoleName="writer")

    conflict = ("DeleteConflict", 409)
    attached = "Cannot delete entity, must detach all policies first."
    assert refusal(world, delete) == (*conflict, attached)
    world.do(DetachRolePolicy(RoleName="writer", PolicyArn=AWS_OWN))
    assert refusal(world, delete) == (
        *conflict,
        "Cannot delete entity, must delete policies first.",
    )
    world.do(DeleteRolePolicy(RoleName="writer", PolicyName="inside"))
    world.do(delete)
    assert world.service.identities.role("writer") is None


def test_a_user_has_policies_as_a_role_has_and_goes_after_them() -> None:
    world = account(
        reads(),
        ana(),
        PutUserPolicy(UserName="ana", PolicyName="inside", PolicyDocument=READS),
        AttachUserPolicy(UserName="ana", PolicyArn=MANAGED),
        PutUserPermissionsBoundary(UserName="ana", PermissionsBoundary=MANAGED),
    )
    shown = world.do(GetUserPolicy(UserName="ana", PolicyName="inside"))

    assert shown["UserName"] == "ana"
    world.do(TagUser(UserName="ana", Tags=[Tag(Key="team", Value="shop")]))
    assert world.do(GetUser(UserName="ana"))["User"]["Tags"] == [{"Key": "team", "Value": "shop"}]
    assert world.do(GetUser(UserName="ana"))["User"]["Arn"].endswith(":user/ana")
    assert refusal(world, DeleteUser(UserName="ana"))[0] == "DeleteConflict"
    world.do(DetachUserPolicy(UserName="ana", PolicyArn=MANAGED))
    assert refusal(world, DeleteUser(UserName="ana"))[0] == "DeleteConflict"
    world.do(DeleteUserPolicy(UserName="ana", PolicyName="inside"))
    world.do(DeleteUser(UserName="ana"))
    assert world.service.identities.user("ana") is None


def test_inline_policies_have_a_largest_size_together_without_white_space() -> None:
    long = [f"arn:aws:s3:::{'b' * 60}-{number}/*" for number in range(60)]
    half = document(Resource=long)
    airy = json.dumps(json.loads(half), indent=8)
    world = account(writer(), put("one", airy))

    assert size(airy) == size(half)
    assert size(half) * 2 < 10_240 < size(half) * 3
    world.do(put("two", half))
    said = refusal(world, put("three", half))
    assert said == (
        "LimitExceeded",
        409,
        "Maximum policy size of 10240 bytes exceeded for role writer",
    )
    world.do(put("two", airy))


@pytest.mark.parametrize(
    ("operation", "code", "message"),
    [
        (GetRole(RoleName="nope"), 404, "The role with name nope cannot be found."),
        (GetUser(UserName="nope"), 404, "The user with name nope cannot be found."),
        (put(role="nope"), 404, "The role with name nope cannot be found."),
        (
            GetRolePolicy(RoleName="writer", PolicyName="nope"),
            404,
            "The role policy with name nope cannot be found.",
        ),
        (
            DeleteUserPolicy(UserName="ana", PolicyName="nope"),
            404,
            "The user policy with name nope cannot be found.",
        ),
        (
            AttachRolePolicy(RoleName="writer", PolicyArn=f"{MANAGED}-not"),
            404,
            f"Policy {MANAGED}-not does not exist or is not attachable.",
        ),
        (
            DetachRolePolicy(RoleName="writer", PolicyArn=AWS_OWN),
            404,
            f"Policy {AWS_OWN} was not found.",
        ),
        (writer(), 409, "Role with name writer already exists."),
        (writer("Writer"), 409, "Role with name Writer already exists."),
        (CreateUser(UserName="ANA"), 409, "User with name ANA already exists."),
        (
            CreateRole(RoleName="new", AssumeRolePolicyDocument='{"Version":"2012-10-17"}'),
            400,
            "Syntax errors in policy.",
        ),
        (put(text="{"), 400, "Syntax errors in policy."),
        (put(text='{"Statement":["Allow"]}'), 400, "Syntax errors in policy."),
        (
            UpdateAssumeRolePolicy(
                RoleName="writer", PolicyDocument=document(Resource=["arn"] * 500)
            ),
            409,
            "Cannot exceed quota for ACLSizePerRole: 2048",
        ),
        (
            PutUserPolicy(
                UserName="ana", PolicyName="p", PolicyDocument=document(Resource=["arn"] * 500)
            ),
            409,
            "Maximum policy size of 2048 bytes exceeded for user ana",
        ),
        (
            CreateRole(RoleName="a b", AssumeRolePolicyDocument=TRUST),
            400,
            (
                "1 validation error detected: Value 'a b' at 'roleName' failed to satisfy "
                r"constraint: Member must satisfy regular expression pattern: [\w+=,.@-]+"
            ),
        ),
    ],
)
def test_refusals(operation: Operation, code: int, message: str) -> None:
    world = account(writer(), ana())
    before = world.service.identities.revision

    assert refusal(world, operation)[1:] == (code, message)
    assert world.service.identities.revision == before


def test_ten_managed_policies_fit_on_a_role() -> None:
    names = [
        *("AWSLambdaSQSQueueExecutionRole", "AWSLambdaDynamoDBExecutionRole"),
        *("AWSLambdaKinesisExecutionRole", "AWSLambdaVPCAccessExecutionRole"),
        *("AWSLambdaMSKExecutionRole", "AWSLambdaRole", "AWSLambdaBasicExecutionRole"),
    ]
    arns = [f"arn:aws:iam::aws:policy/service-role/{name}" for name in names]
    arns += [f"arn:aws:iam::aws:policy/{name}" for name in ("AWSLambdaExecute",)]
    arns += [f"arn:aws:iam::aws:policy/{name}" for name in ("AWSLambda_FullAccess",)]
    arns += ["arn:aws:iam::aws:policy/AdministratorAccess"]
    world = account(writer(), reads())
    for arn in arns:
        world.do(AttachRolePolicy(RoleName="writer", PolicyArn=arn))
    world.do(AttachRolePolicy(RoleName="writer", PolicyArn=arns[0]))

    said = refusal(world, AttachRolePolicy(RoleName="writer", PolicyArn=MANAGED))
    assert said == ("LimitExceeded", 409, "Cannot exceed quota for PoliciesPerRole: 10")
