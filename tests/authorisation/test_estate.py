"""The estate of an account: its policies at this revision, kept beside it and not in it."""

from __future__ import annotations

import pickle

import pytest
from permitted import (
    ELSEWHERE,
    HERE,
    INVOKE,
    ROLE,
    F,
    account,
    allow,
    deny,
    opened,
    played,
    policy,
    refused,
    role,
    user,
)

from lambdatutor.authorisation import AUTHORISER, estate_of, principal_of
from lambdatutor.authorisation.estate import PolicyError, standing_of
from lambdatutor.aws import operations as aws
from lambdatutor.simulator.checkpoint import freeze, restore
from lambdatutor.simulator.identities.setup import OrganizationSetup

ANA = f"arn:aws:iam::{HERE}:user/ana"
DOOR = aws.AddPermission(FunctionName="f", StatementId="door", Action=INVOKE, Principal=ANA)
INVOKES = aws.PutUserPolicy(
    UserName="ana", PolicyName="invoke", PolicyDocument=policy(allow(INVOKE, F))
)


def test_it_is_read_once_and_anew_when_something_changes() -> None:
    world = opened(account(users=[user("ana")]))
    before = estate_of(world)
    assert estate_of(world) is estate_of(world.service) is before

    world.do(aws.GetFunction(FunctionName="f"))
    assert estate_of(world) is before
    for operation in (
        INVOKES,
        DOOR,
        aws.RemovePermission(FunctionName="f", StatementId="door"),
        aws.TagRole(RoleName="f-role", Tags=[]),
        aws.DeleteUserPolicy(UserName="ana", PolicyName="invoke"),
    ):
        before = estate_of(world)
        world.do(operation)
        assert estate_of(world) is not before, operation


def test_everything_that_decides_is_in_it() -> None:
    world = opened(
        account(
            roles=[role(allow("s3:*"), boundary=policy(allow("*")), tags={"team": "blue"})],
            users=[user("ana", allow(INVOKE))],
            resources={"sqs:orders": policy(allow("sqs:*", Principal="*"))},
            organization=OrganizationSetup(
                id="o-shop", accounts=(ELSEWHERE,), scps=((policy(allow("*")),),)
            ),
            owners={"photos": ELSEWHERE},
        )
    )
    world.do(DOOR)
    estate = estate_of(world)
    found = estate.identities[ROLE]

    assert [each.name for each in found.documents] == ["own", "AWSLambdaBasicExecutionRole"]
    assert found.boundary is not None
    assert found.trust is not None
    assert found.tags == {"team": "blue"}
    assert set(estate.resource_policies) == {F, f"arn:aws:sqs:us-east-1:{HERE}:orders"}
    assert estate.owners == {"arn:aws:s3:::photos": ELSEWHERE}
    assert estate.organization is not None
    assert estate.organization.accounts == (ELSEWHERE, HERE)


def test_a_copy_goes_its_own_way() -> None:
    world = opened(account(users=[user("ana")], caller="ana"))
    assert refused(world, aws.Invoke(FunctionName="f")).code == "AccessDeniedException"
    copy = world.copy()
    copy.service.permissions.caller = ""
    copy.do(INVOKES)
    copy.service.permissions.caller = "ana"

    assert copy.do(aws.Invoke(FunctionName="f"))["StatusCode"] == 200
    assert refused(world, aws.Invoke(FunctionName="f")).code == "AccessDeniedException"


def test_no_estate_is_packed_with_a_world() -> None:
    world = played(account(users=[user("ana")]))
    estate_of(world)
    packed = freeze(world)

    assert b"lambdatutor.iam" not in packed.packed
    assert b"lambdatutor.authorisation" not in packed.packed
    assert restore(packed).service.permissions.judge is world.authoriser
    assert pickle.loads(pickle.dumps(world.service.identities)).revision  # noqa: S301  our own


def test_a_policy_that_cannot_be_judged_opens_no_account() -> None:
    nobody_but = policy({"Effect": "Allow", "NotPrincipal": "*", "Action": "*", "Resource": "*"})
    with pytest.raises(PolicyError) as error:
        opened(account(resources={"sqs:orders": nobody_but}))
    assert "sqs" in str(error.value)
    assert str(error.value).endswith("(at Statement[0].NotPrincipal)")


@pytest.mark.parametrize(
    "operation",
    [
        aws.PutRolePolicy(
            RoleName="f-role",
            PolicyName="p",
            PolicyDocument=policy(allow("*", Condition={"StringEqual": {"aws:username": "ana"}})),
        ),
        aws.UpdateAssumeRolePolicy(
            RoleName="f-role",
            PolicyDocument=policy(
                {"Effect": "Allow", "NotPrincipal": {"AWS": "*"}, "Action": "sts:AssumeRole"}
            ),
        ),
        aws.PutResourcePolicy(
            ResourceArn=F,
            Policy=policy(deny(INVOKE, F, Principal="*", Condition={"StringIs": {"a": "b"}})),
        ),
    ],
)
def test_nor_is_it_stored(operation: aws.Operation) -> None:
    world = opened(account())
    before = estate_of(world)
    error = refused(world, operation)

    assert error.status == 400
    assert error.code in {"MalformedPolicyDocument", "InvalidParameterValueException"}
    assert "(at Statement[0]." in error.message
    assert estate_of(world) is before


def test_names_mean_roles_and_users_then_functions() -> None:
    service = opened(account(users=[user("ana")])).service
    sts = f"arn:aws:sts::{HERE}:assumed-role/f-role"

    assert principal_of(service, "ana") == ANA
    assert principal_of(service, "f-role") == principal_of(service, ROLE) == f"{sts}/f-role"
    assert principal_of(service, "f") == f"{sts}/f"
    assert principal_of(service, "s3.amazonaws.com") == "s3.amazonaws.com"
    assert principal_of(service, ANA) == ANA


def test_a_policy_that_looks_at_the_clock_is_asked_each_time() -> None:
    until = {"DateLessThan": {"aws:CurrentTime": "2026-01-01T00:01:00Z"}}
    ana = user("ana", allow(INVOKE, F, Condition=until))
    world = opened(account(users=[ana], caller="ana"))
    assert world.do(aws.Invoke(FunctionName="f"))["StatusCode"] == 200
    world.advance(120_000_000)

    assert refused(world, aws.Invoke(FunctionName="f")).code == "AccessDeniedException"


def test_only_so_many_answers_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks about ever new objects for days does not fill the machine's memory."""
    monkeypatch.setattr("lambdatutor.authorisation.authoriser._ANSWERS_KEPT", 3)
    service = opened(account()).service

    for number in range(10):
        object_ = f"arn:aws:s3:::photos/{number}"
        assert AUTHORISER.role_may(service, ROLE, "f", "s3:GetObject", object_) is not None
        assert len(standing_of(service).answers) <= 3
