"""Track 4, resource-policy: the door of a function, and how far each statement opens it."""

from __future__ import annotations

import pytest
from permitted import (
    ELSEWHERE,
    HERE,
    INVOKE,
    F,
    account,
    allow,
    calls,
    denials,
    opened,
    played,
    policy,
    refused,
    role,
    statuses,
    user,
)

from lambdatutor.aws import operations as aws
from lambdatutor.aws.shapes.buckets import LambdaFunctionConfiguration, NotificationConfiguration
from lambdatutor.simulator.identities.setup import OrganizationSetup
from lambdatutor.simulator.outside import SetCaller
from lambdatutor.simulator.world import World

S3 = "s3.amazonaws.com"


def bucket_world(*permissions: aws.Operation, owner: str = "") -> World:
    """A bucket tells the function of one object."""
    told = aws.PutBucketNotificationConfiguration(
        Bucket="photos",
        NotificationConfiguration=NotificationConfiguration(
            LambdaFunctionConfigurations=[
                LambdaFunctionConfiguration(LambdaFunctionArn=F, Events=["s3:ObjectCreated:*"])
            ]
        ),
        SkipDestinationValidation=True,
    )
    return played(
        account(
            setup=[aws.CreateBucket(Bucket="photos"), *permissions, told],
            traffic=[calls("1s", to="s3:photos")],
            owners={"photos": owner} if owner else None,
        )
    )


def lets_in(**more: str) -> aws.AddPermission:
    return aws.AddPermission(
        FunctionName="f", StatementId="door", Action=INVOKE, Principal=S3, **more
    )


@pytest.mark.fact("PER-005", "PER-010")
def test_the_bucket_that_is_named_comes_in_and_no_other() -> None:
    named = bucket_world(lets_in(SourceArn="arn:aws:s3:::photos"))
    other = bucket_world(lets_in(SourceArn="arn:aws:s3:::invoices"))

    assert statuses(named) == ["ok"]
    assert statuses(other) == []
    assert denials(other)[0].numbers["element"] == "AWS:SourceArn"


@pytest.mark.fact("PER-008")
def test_a_bucket_of_the_same_name_in_another_account_is_told_apart_by_the_account() -> None:
    arn_alone = lets_in(SourceArn="arn:aws:s3:::photos")
    both = lets_in(SourceArn="arn:aws:s3:::photos", SourceAccount=HERE)

    assert statuses(bucket_world(arn_alone, owner=ELSEWHERE)) == ["ok"]
    assert statuses(bucket_world(both)) == ["ok"]
    theirs = bucket_world(both, owner=ELSEWHERE)
    assert statuses(theirs) == []
    assert denials(theirs)[0].numbers["element"] == "AWS:SourceAccount"


@pytest.mark.fact("PER-004")
@pytest.mark.parametrize(
    ("principal", "caller", "comes_in"),
    [
        (f"arn:aws:iam::{HERE}:user/ana", "ana", True),
        (f"arn:aws:iam::{HERE}:user/ana", "ben", False),
        (f"arn:aws:iam::{HERE}:role/worker", "worker", True),
        (f"arn:aws:iam::{HERE}:role/worker", "ben", False),
        # The account alone delegates to its own policies, and ben has none (IAM-009).
        (HERE, "ben", False),
        ("*", "ben", True),
    ],
)
def test_users_roles_and_accounts(principal: str, caller: str, comes_in: bool) -> None:
    door = aws.AddPermission(
        FunctionName="f", StatementId="door", Action=INVOKE, Principal=principal
    )
    world = played(
        account(
            roles=[role(name="worker", managed=())],
            users=[user("ana"), user("ben")],
            setup=[door],
            traffic=[calls("0s", caller)],
        )
    )

    assert statuses(world) == (["ok"] if comes_in else ["refused"])


@pytest.mark.fact("IAM-009")
def test_an_account_delegates_to_its_own_policies() -> None:
    door = aws.AddPermission(FunctionName="f", StatementId="door", Action=INVOKE, Principal=HERE)
    may = user("ben", allow(INVOKE, F))
    world = played(account(users=[may], setup=[door], traffic=[calls("0s", "ben")]))
    assert statuses(world) == ["ok"]


@pytest.mark.fact("PER-005")
def test_everybody_of_an_organisation_and_nobody_else() -> None:
    door = aws.AddPermission(
        FunctionName="f",
        StatementId="door",
        Action=INVOKE,
        Principal="*",
        PrincipalOrgID="o-exampleorgid",
    )
    ana = user("ana")
    inside = played(
        account(
            users=[ana],
            setup=[door],
            organization=OrganizationSetup(id="o-exampleorgid"),
            traffic=[calls("0s", "ana")],
        )
    )
    outside = played(
        account(
            users=[ana],
            setup=[door],
            organization=OrganizationSetup(id="o-another"),
            traffic=[calls("0s", "ana")],
        )
    )

    assert statuses(inside) == ["ok"]
    assert statuses(outside) == ["refused"]


@pytest.mark.fact("PER-007")
def test_a_statement_on_an_alias_opens_the_alias_alone() -> None:
    ana = user("ana")
    setup = [
        aws.PublishVersion(FunctionName="f"),
        aws.CreateAlias(FunctionName="f", Name="live", FunctionVersion="1"),
        aws.AddPermission(
            FunctionName="f",
            Qualifier="live",
            StatementId="door",
            Action=INVOKE,
            Principal=f"arn:aws:iam::{HERE}:user/ana",
        ),
    ]
    world = played(
        account(
            users=[ana],
            setup=setup,
            traffic=[
                calls("0s", "ana", name="alias", qualifier="live"),
                calls("1s", "ana", name="function"),
                calls("2s", "ana", name="version", qualifier="1"),
            ],
        )
    )

    assert statuses(world) == ["ok", "refused", "refused"]


@pytest.mark.fact("PER-018")
def test_a_whole_document_can_also_deny() -> None:
    ana = user("ana", allow(INVOKE, F))
    world = opened(account(users=[ana]))
    world.do(
        aws.PutResourcePolicy(
            ResourceArn=F,
            Policy=policy(
                {
                    "Sid": "not-ana",
                    "Effect": "Deny",
                    "Principal": {"AWS": f"arn:aws:iam::{HERE}:user/ana"},
                    "Action": INVOKE,
                    "Resource": F,
                }
            ),
        )
    )
    world.do(SetCaller(Caller="ana"))
    error = refused(world, aws.Invoke(FunctionName="f"))

    assert "with an explicit deny in a resource-based policy" in error.message
    assert denials(world)[0].numbers["statement"] == "not-ana"


# Function URLs


SIGNED = {
    "StringEquals": {"lambda:FunctionUrlAuthType": "AWS_IAM"},
    "Bool": {"lambda:InvokedViaFunctionUrl": "true"},
}


def url(auth_type: str) -> aws.CreateFunctionUrlConfig:
    return aws.CreateFunctionUrlConfig(FunctionName="f", AuthType=auth_type)


def to_url(*setup: aws.Operation, caller: str = "") -> tuple[tuple[int, int], ...]:
    """The HTTP statuses that one call of the URL is answered with."""
    both = allow(["lambda:InvokeFunctionUrl", INVOKE], F)
    world = played(
        account(
            users=[
                user("ana", both),
                user("ben", allow(INVOKE, F)),
                user("mia", {**both, "Condition": SIGNED}),
            ],
            setup=setup,
            traffic=[calls("1s", caller, to="url:f")],
        )
    )
    return world.snapshot().doors[0].statuses


TO_ALL = (
    aws.AddPermission(
        FunctionName="f",
        StatementId="url",
        Action="lambda:InvokeFunctionUrl",
        Principal="*",
        FunctionUrlAuthType="NONE",
    ),
    aws.AddPermission(
        FunctionName="f",
        StatementId="invoke",
        Action=INVOKE,
        Principal="*",
        InvokedViaFunctionUrl=True,
    ),
)


@pytest.mark.fact("URL-002", "URL-003", "URL-004")
def test_a_url_without_a_login_still_needs_both_statements() -> None:
    assert to_url(url("NONE")) == ((403, 1),)
    assert to_url(url("NONE"), TO_ALL[0]) == ((403, 1),)
    assert to_url(url("NONE"), TO_ALL[1]) == ((403, 1),)
    assert to_url(url("NONE"), *TO_ALL) == ((200, 1),)


@pytest.mark.fact("URL-002")
def test_a_url_with_a_login_looks_at_the_policies_of_who_signs() -> None:
    assert to_url(url("AWS_IAM"), caller="ana") == ((200, 1),)
    assert to_url(url("AWS_IAM"), caller="mia") == ((200, 1),)
    assert to_url(url("AWS_IAM"), caller="ben") == ((403, 1),)
    assert to_url(url("AWS_IAM")) == ((403, 1),)
    assert to_url(url("AWS_IAM"), *TO_ALL) == ((403, 1),)
