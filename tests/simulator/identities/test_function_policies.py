"""The whole policy of a function: written, read and deleted in one piece."""

from __future__ import annotations

import json

import pytest
from identity_pools import document
from identity_scenes import FUNCTION, permission, refusal
from msgspec.structs import replace
from scenes import opened, published

from lambdatutor.aws.operations import (
    CreateAlias,
    DeleteFunction,
    DeleteResourcePolicy,
    GetPolicy,
    GetResourcePolicy,
    Operation,
    PutResourcePolicy,
    RemovePermission,
)
from lambdatutor.simulator.identities.setup import IdentitiesSetup
from lambdatutor.simulator.world import World

S3 = {"Service": "s3.amazonaws.com"}
PHOTOS = "arn:aws:s3:::photos"


def required(**identities: object) -> World:
    scenario = replace(
        opened().scenario,
        source_permissions="required",
        identities=IdentitiesSetup(**identities),
    )
    world = World(scenario)
    for each in (published(), CreateAlias(FunctionName="f", Name="live", FunctionVersion="1")):
        world.do(each)
    return world


def door(resource: str = FUNCTION, **statement: object) -> PutResourcePolicy:
    said = {"Principal": S3, "Action": "lambda:InvokeFunction", "Resource": resource}
    return PutResourcePolicy(ResourceArn=resource, Policy=document(**(said | statement)))


def lets_in(world: World, source: str = PHOTOS, qualifier: str | None = None) -> bool:
    return world.service.permits_source("f", "s3.amazonaws.com", source, qualifier=qualifier)


def shown(world: World) -> dict[str, object]:
    return json.loads(str(world.do(GetResourcePolicy(ResourceArn=FUNCTION))["Policy"]))


@pytest.mark.fact("PER-018")
def test_a_document_takes_the_place_of_all_that_add_permission_had_put_there() -> None:
    world = required()
    world.do(permission("sns.amazonaws.com"))
    world.do(door())

    assert shown(world) == json.loads(door().Policy)
    assert json.loads(str(world.do(GetPolicy(FunctionName="f"))["Policy"])) == shown(world)
    assert lets_in(world)
    assert not world.service.permits_source("f", "sns.amazonaws.com", "arn:aws:sns:::news")


@pytest.mark.fact("PER-018", "PER-003")
def test_a_permission_is_added_to_the_document_and_removed_from_it() -> None:
    world = required()
    world.do(door(Sid="photos"))
    world.do(permission("sns.amazonaws.com", sid="news"))
    statements = shown(world)["Statement"]

    assert isinstance(statements, list)
    assert [each["Sid"] for each in statements] == ["photos", "news"]
    assert "Id" not in shown(world)
    taken = refusal(world, permission("sns.amazonaws.com", sid="photos"))
    assert taken[:2] == ("ResourceConflictException", 409)
    world.do(RemovePermission(FunctionName="f", StatementId="photos"))
    assert not lets_in(world)


@pytest.mark.fact("PER-018", "PER-007")
def test_an_alias_has_a_document_of_its_own() -> None:
    world = required()
    world.do(door(f"{FUNCTION}:live"))

    assert lets_in(world, qualifier="live")
    assert not lets_in(world)
    assert refusal(world, GetResourcePolicy(ResourceArn=FUNCTION))[1] == 404


@pytest.mark.fact("PER-007")
def test_a_statement_about_another_resource_lets_nobody_in() -> None:
    world = required()
    world.do(
        PutResourcePolicy(
            ResourceArn=f"{FUNCTION}:live",
            Policy=document(Principal=S3, Action="lambda:InvokeFunction", Resource=FUNCTION),
        )
    )

    assert not lets_in(world, qualifier="live")
    world.do(door(f"{FUNCTION}:live", Resource=f"{FUNCTION}:*"))
    assert lets_in(world, qualifier="live")


def test_a_deleted_document_lets_nobody_in_and_is_not_found() -> None:
    world = required()
    world.do(door())
    world.do(DeleteResourcePolicy(ResourceArn=FUNCTION))

    assert not lets_in(world)
    gone = ("ResourceNotFoundException", 404, "The resource you requested does not exist.")
    assert refusal(world, GetResourcePolicy(ResourceArn=FUNCTION)) == gone
    assert refusal(world, DeleteResourcePolicy(ResourceArn=FUNCTION)) == gone


@pytest.mark.parametrize(
    "operation",
    [
        permission("sns.amazonaws.com"),
        door(),
        RemovePermission(FunctionName="f", StatementId="old"),
        DeleteResourcePolicy(ResourceArn=FUNCTION),
        DeleteFunction(FunctionName="f"),
    ],
    ids=lambda operation: operation.name,
)
def test_whoever_has_read_the_policies_reads_them_anew_after_a_change(operation: Operation) -> None:
    world = required()
    world.do(permission("sns.amazonaws.com", sid="old"))
    before = world.service.identities.revision
    world.do(GetPolicy(FunctionName="f"))
    assert world.service.identities.revision == before
    world.do(operation)

    assert world.service.identities.revision > before


@pytest.mark.parametrize(
    ("statement", "photos", "other"),
    [
        ({"Action": ["lambda:GetFunction", "LAMBDA:Invoke*"]}, True, True),
        ({"Action": "lambda:GetFunction"}, False, False),
        ({"Principal": {"Service": ["sns.amazonaws.com", "s3.amazonaws.com"]}}, True, True),
        ({"Principal": {"AWS": "*"}}, True, True),
        ({"Condition": {"ArnLike": {"aws:SourceArn": [PHOTOS, "arn:aws:s3:::x"]}}}, True, False),
        ({"Condition": {"StringEquals": {"AWS:SourceAccount": "123456789012"}}}, True, True),
        ({"Condition": {"StringEquals": {"AWS:SourceAccount": "210987654321"}}}, False, False),
        ({"Condition": {"ArnLike": {"aws:SourceArn": "*"}, "Bool": {"x:y": "true"}}}, False, False),
        ({"Effect": "Deny"}, False, False),
    ],
)
def test_sources_are_held_to_actions_principals_and_where_they_are(
    statement: dict[str, object], photos: bool, other: bool
) -> None:
    world = required()
    world.do(door(**statement))

    assert (lets_in(world), lets_in(world, "arn:aws:s3:::other")) == (photos, other)


def allow_and_deny(condition: dict[str, object]) -> PutResourcePolicy:
    """S3 is let in, and kept out where a condition holds."""
    both = {"Principal": S3, "Action": "lambda:*", "Resource": FUNCTION}
    statements = [both | {"Effect": "Allow"}, both | {"Effect": "Deny", "Condition": condition}]
    policy = json.dumps({"Version": "2012-10-17", "Statement": statements})
    return PutResourcePolicy(ResourceArn=FUNCTION, Policy=policy)


def test_a_deny_keeps_out_whom_an_allow_lets_in() -> None:
    world = required()
    world.do(allow_and_deny({"ArnLike": {"aws:SourceArn": f"{PHOTOS}-old"}}))

    assert lets_in(world)
    assert not lets_in(world, f"{PHOTOS}-old")


def test_a_deny_that_only_the_engine_understands_keeps_all_out() -> None:
    world = required()
    world.do(allow_and_deny({"DateGreaterThan": {"aws:CurrentTime": "2030-01-01T00:00:00Z"}}))

    assert not lets_in(world)


@pytest.mark.fact("PER-018")
def test_public_grants_can_be_blocked_and_a_condition_on_the_caller_is_none() -> None:
    everybody = door(Principal="*")
    ours = {"StringEquals": {"aws:PrincipalOrgID": "o-exampleorgid"}}
    required().do(everybody)
    world = required(public_access="blocked")

    assert refusal(world, everybody)[:2] == ("PublicPolicyException", 400)
    assert refusal(world, permission("*"))[:2] == ("PublicPolicyException", 400)
    world.do(door(Principal="*", Condition=ours))
    world.do(door(Principal="*", Effect="Deny"))


@pytest.mark.fact("PER-018", "PER-002")
@pytest.mark.parametrize(
    ("operation", "code", "message"),
    [
        (
            PutResourcePolicy(ResourceArn=FUNCTION, Policy='{"Statement":'),
            "InvalidParameterValueException",
            "The provided policy was invalid. Please check the policy and try again.",
        ),
        (
            door(f"{FUNCTION}:$LATEST"),
            "InvalidParameterValueException",
            "We currently do not support adding policies for $LATEST.",
        ),
        (
            door(f"{FUNCTION}-not"),
            "ResourceNotFoundException",
            f"Function not found: {FUNCTION}-not",
        ),
        (
            replace(door(), RevisionId="00000000-0000-4000-8000-000000000099"),
            "PreconditionFailedException",
            (
                "The Revision Id provided does not match the latest Revision Id. "
                "Call the GetResourcePolicy API to retrieve the latest Revision Id"
            ),
        ),
    ],
)
def test_refusals(operation: Operation, code: str, message: str) -> None:
    said = refusal(required(), operation)

    assert (said[0], said[2]) == (code, message)


@pytest.mark.fact("PER-002")
def test_a_document_holds_twenty_kilobytes() -> None:
    world = required()
    wide = door(Condition={"ArnLike": {"aws:SourceArn": ["arn:aws:s3:::" + "x" * 50] * 304}})
    compact = json.dumps(json.loads(wide.Policy), separators=(",", ":"))
    assert 20_250 < len(compact) <= 20_480
    world.do(PutResourcePolicy(ResourceArn=FUNCTION, Policy=compact))

    said = refusal(world, permission("sns.amazonaws.com", sid="x" * 90))
    assert said[:2] == ("PolicyLengthExceededException", 400)
    full = compact.replace("xxxx", "xxxx" + "x" * (20_480 - len(compact)), 1)
    world.do(PutResourcePolicy(ResourceArn=FUNCTION, Policy=full))
    assert len(str(world.do(GetResourcePolicy(ResourceArn=FUNCTION))["Policy"])) == 20_480
    over = PutResourcePolicy(ResourceArn=FUNCTION, Policy=" " * 20_481)
    assert refusal(world, over)[0] == "ValidationException"
