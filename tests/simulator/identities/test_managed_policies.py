"""Managed policies: AWS's own, and those of the customer with their versions."""

from __future__ import annotations

import json

import pytest
from identity_pools import AWS_OWN, document
from identity_scenes import MANAGED, account, reads, refusal, writer

from lambdatutor.aws.facts import fact
from lambdatutor.aws.managed_policies import aws_managed_policies, aws_managed_policy
from lambdatutor.aws.operations import (
    AttachRolePolicy,
    CreatePolicy,
    CreatePolicyVersion,
    DeletePolicy,
    DeletePolicyVersion,
    DetachRolePolicy,
    GetManagedPolicy,
    GetPolicyVersion,
    Operation,
    PutRolePermissionsBoundary,
    SetDefaultPolicyVersion,
)

LOGS = {"logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"}


def actions(name: str) -> set[str]:
    found = aws_managed_policy(name)
    assert found is not None
    statements = json.loads(found.text)["Statement"]
    return {action for each in statements for action in each["Action"]}


@pytest.mark.fact("PER-012", "PER-013", "PER-014", "PER-016")
@pytest.mark.parametrize(
    ("name", "fact_id", "version"),
    [
        ("AWSLambdaBasicExecutionRole", "PER-012", "v1"),
        ("AWSLambdaSQSQueueExecutionRole", "PER-013", "v1"),
        ("AWSLambdaDynamoDBExecutionRole", "PER-014", "v1"),
        ("AWSLambdaVPCAccessExecutionRole", "PER-016", "v3"),
    ],
)
def test_policies_of_execution_roles_allow_what_the_facts_say_and_to_write_logs(
    name: str, fact_id: str, version: str
) -> None:
    found = aws_managed_policy(name)

    assert found is not None
    assert (found.fact, found.version) == (fact_id, version)
    assert found.arn == f"arn:aws:iam::aws:policy/service-role/{name}"
    assert actions(name) == {*fact(fact_id).values["actions"], *LOGS}


@pytest.mark.fact("PER-015", "PER-017")
def test_kinesis_has_seven_actions_and_durable_functions_two_beside_the_logs() -> None:
    kinesis = actions("AWSLambdaKinesisExecutionRole") - LOGS

    assert len(kinesis) == fact("PER-015").values["count"]
    durable = actions("AWSLambdaBasicDurableExecutionRolePolicy") - LOGS
    assert durable == set(fact("PER-017").values["durable"])
    assert actions("AWSLambdaRole") == {"lambda:InvokeFunction"}
    assert "kafka:GetBootstrapBrokers" in actions("AWSLambdaMSKExecutionRole")


def test_full_access_to_lambda_passes_roles_to_lambda_alone() -> None:
    found = aws_managed_policy("AWSLambda_FullAccess")
    assert found is not None
    (passes,) = [
        each for each in json.loads(found.text)["Statement"] if each["Action"] == "iam:PassRole"
    ]

    condition = fact("PER-011").values["condition"]
    assert passes["Condition"] == {"StringEquals": condition}


def test_a_fact_that_a_policy_names_names_the_policy() -> None:
    for each in aws_managed_policies().values():
        text = f"{fact(each.fact).statement} {fact(each.fact).source}" if each.fact else each.name
        assert each.name in text


def test_aws_has_its_own_policies_and_nobody_changes_them() -> None:
    world = account(writer(), AttachRolePolicy(RoleName="writer", PolicyArn=AWS_OWN))
    shown = world.do(GetManagedPolicy(PolicyArn=AWS_OWN))["Policy"]
    version = world.do(GetPolicyVersion(PolicyArn=AWS_OWN, VersionId="v1"))["PolicyVersion"]

    assert (shown["DefaultVersionId"], shown["AttachmentCount"]) == ("v1", 1)
    assert shown["Path"] == "/service-role/"
    assert version["Document"]["Statement"][0]["Action"][0] == "logs:CreateLogGroup"
    assert refusal(world, DeletePolicy(PolicyArn=AWS_OWN))[:2] == ("AccessDenied", 403)


def test_the_version_that_counts_is_the_one_that_was_set() -> None:
    world = account(
        reads(), CreatePolicyVersion(PolicyArn=MANAGED, PolicyDocument=document(Effect="Deny"))
    )
    identities = world.service.identities

    assert "Deny" not in str(identities.policy_text(MANAGED))
    world.do(SetDefaultPolicyVersion(PolicyArn=MANAGED, VersionId="v2"))
    assert "Deny" in str(identities.policy_text(MANAGED))
    world.do(DeletePolicyVersion(PolicyArn=MANAGED, VersionId="v1"))
    world.do(CreatePolicyVersion(PolicyArn=MANAGED, PolicyDocument=document(), SetAsDefault=True))
    assert world.do(GetManagedPolicy(PolicyArn=MANAGED))["Policy"]["DefaultVersionId"] == "v3"


def test_a_policy_keeps_five_versions_and_their_numbers_are_not_given_twice() -> None:
    another = CreatePolicyVersion(PolicyArn=MANAGED, PolicyDocument=document())
    world = account(reads(), *[another] * 4)

    assert refusal(world, another)[:2] == ("LimitExceeded", 409)
    world.do(DeletePolicyVersion(PolicyArn=MANAGED, VersionId="v5"))
    assert world.do(another)["PolicyVersion"]["VersionId"] == "v6"


def test_a_policy_goes_when_it_is_nobodys_and_has_one_version() -> None:
    delete = DeletePolicy(PolicyArn=MANAGED)
    world = account(
        reads(),
        writer(),
        PutRolePermissionsBoundary(RoleName="writer", PermissionsBoundary=MANAGED),
    )
    attached = ("DeleteConflict", 409, "Cannot delete a policy attached to entities.")
    assert refusal(world, delete) == attached

    world = account(reads(), writer(), AttachRolePolicy(RoleName="writer", PolicyArn=MANAGED))
    assert refusal(world, delete) == attached
    world.do(DetachRolePolicy(RoleName="writer", PolicyArn=MANAGED))
    world.do(CreatePolicyVersion(PolicyArn=MANAGED, PolicyDocument=document()))
    assert refusal(world, delete)[2].startswith("This policy has more than one version.")
    world.do(DeletePolicyVersion(PolicyArn=MANAGED, VersionId="v2"))
    world.do(delete)
    assert world.service.identities.policies == {}


@pytest.mark.parametrize(
    ("operation", "status", "message"),
    [
        (reads(), 409, "A policy called reads already exists. Duplicate names are not allowed."),
        (
            CreatePolicy(PolicyName="new", PolicyDocument="[]"),
            400,
            "Syntax errors in policy.",
        ),
        (
            CreatePolicy(PolicyName="new", PolicyDocument=document(Resource=["arn:aws:s3"] * 600)),
            409,
            "Cannot exceed quota for PolicySize: 6144",
        ),
        (GetManagedPolicy(PolicyArn=f"{MANAGED}-not"), 404, f"Policy {MANAGED}-not was not found."),
        (
            GetPolicyVersion(PolicyArn=MANAGED, VersionId="v9"),
            404,
            f"Policy {MANAGED} version v9 does not exist or is not attachable.",
        ),
        (
            DeletePolicyVersion(PolicyArn=MANAGED, VersionId="v1"),
            409,
            "Cannot delete the default version of a policy.",
        ),
    ],
)
def test_refusals(operation: Operation, status: int, message: str) -> None:
    assert refusal(account(reads()), operation)[1:] == (status, message)
