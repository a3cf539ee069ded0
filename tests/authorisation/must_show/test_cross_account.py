"""Track 10, cross-account: two accounts, two yeses (PER-009)."""

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
from lambdatutor.aws.errors import AwsError
from lambdatutor.simulator.outside import SetCaller
from lambdatutor.simulator.world import World

EVE = f"arn:aws:iam::{ELSEWHERE}:user/eve"
THEIR_QUEUE = f"arn:aws:sqs:us-east-1:{ELSEWHERE}:inbox"
HERS = user("eve", allow(INVOKE, F), account=ELSEWHERE)
SILENT = user("eve", account=ELSEWHERE)
OURS = {"lambda:f": policy(allow(INVOKE, F, Principal={"AWS": EVE}))}


@pytest.mark.fact("PER-009")
@pytest.mark.parametrize(
    ("hers", "ours", "reason"),
    [
        (HERS, OURS, ""),
        (HERS, {}, "xacct_missing_resource"),
        (SILENT, OURS, "xacct_missing_identity"),
    ],
)
def test_both_accounts_must_allow(hers: object, ours: dict[str, object], reason: str) -> None:
    world = played(
        account(users=[hers], resources=ours, traffic=[calls("0s", EVE)])  # type: ignore[list-item, arg-type]  a user, and policies as text
    )

    assert statuses(world) == (["refused"] if reason else ["ok"])
    assert [event.numbers["reason"] for event in denials(world)] == ([reason] if reason else [])


@pytest.mark.fact("PER-009")
def test_nobody_asks_twice_within_one_account() -> None:
    """The same two statements, one at a time, in one account: each is enough."""
    ana = "arn:aws:iam::123456789012:user/ana"
    door = {"lambda:f": policy(allow(INVOKE, F, Principal={"AWS": ana}))}
    own = played(account(users=[user("ana", allow(INVOKE, F))], traffic=[calls("0s", "ana")]))
    by_door = played(account(users=[user("ana")], resources=door, traffic=[calls("0s", "ana")]))

    assert statuses(own) == statuses(by_door) == ["ok"]


def test_the_account_as_principal_lets_in_whom_its_own_policies_let_out() -> None:
    door = {"lambda:f": policy(allow(INVOKE, F, Principal={"AWS": ELSEWHERE}))}
    hers = played(account(users=[HERS], resources=door, traffic=[calls("0s", EVE)]))
    silent = played(account(users=[SILENT], resources=door, traffic=[calls("0s", EVE)]))

    assert statuses(hers) == ["ok"]
    assert statuses(silent) == ["refused"]


def test_which_side_is_missing_is_told() -> None:
    world = played(account(users=[SILENT], resources=OURS, traffic=[calls("0s", EVE)]))
    (denial,) = denials(world)

    assert denial.numbers["layer"] == "identity"
    assert "no identity-based policy allows" in str(denial.numbers["message"])


# A role instead, when the policy grows too large


BANKS = [f"{number:012}" for number in range(900_000_000_000, 900_000_000_200)]
LETS_ASSUME = [allow("sts:AssumeRole", "arn:aws:iam::123456789012:role/reader")]


def grown() -> tuple[World, int, AwsError]:
    """An account that lets in one bank after the other until AWS refuses, and after how many."""
    eve = user("eve", *LETS_ASSUME, allow(INVOKE, F), account=ELSEWHERE)
    world = opened(account(users=[eve]))
    for number, bank in enumerate(BANKS):
        opens = aws.AddPermission(
            FunctionName="f",
            StatementId=f"bank-{bank}",
            Action=INVOKE,
            Principal=f"arn:aws:iam::{bank}:role/rates",
        )
        try:
            world.do(opens)
        except AwsError as error:
            return world, number, error
    raise AssertionError("the policy is never full")


@pytest.mark.fact("PER-002", "PER-009")
def test_a_role_takes_the_place_of_a_policy_that_has_no_room_left() -> None:
    world, banks, full = grown()
    assert 50 < banks < len(BANKS)
    assert (full.code, full.status) == ("PolicyLengthExceededException", 400)
    world.do(SetCaller(Caller=EVE))
    assert "no resource-based policy allows" in refused(world, aws.Invoke(FunctionName="f")).message

    world.do(SetCaller(Caller=""))
    theirs = policy(
        {
            "Effect": "Allow",
            "Principal": {"AWS": [ELSEWHERE, "333333333333"]},
            "Action": "sts:AssumeRole",
        }
    )
    world.do(aws.CreateRole(RoleName="reader", AssumeRolePolicyDocument=theirs))
    calls_f = policy(allow(INVOKE, F))
    world.do(aws.PutRolePolicy(RoleName="reader", PolicyName="calls", PolicyDocument=calls_f))
    world.do(SetCaller(Caller=EVE))
    taken = world.do(
        aws.AssumeRole(RoleArn=f"arn:aws:iam::{HERE}:role/reader", RoleSessionName="eve")
    )
    session = taken["AssumedRoleUser"]["Arn"]
    world.do(SetCaller(Caller=session))

    assert session == f"arn:aws:sts::{HERE}:assumed-role/reader/eve"
    assert world.do(aws.Invoke(FunctionName="f"))["StatusCode"] == 200


def test_a_role_is_taken_on_by_two_yeses_as_well() -> None:
    """Its trust policy is the account's side; the caller's own policy is the other."""
    trusts = policy(
        {"Effect": "Allow", "Principal": {"AWS": ELSEWHERE}, "Action": "sts:AssumeRole"}
    )
    reader = role(allow(INVOKE, F), name="reader", trusted=trusts)
    silent = user("silent", account=ELSEWHERE)
    eve = user("eve", *LETS_ASSUME, account=ELSEWHERE)
    mallory = user("mallory", *LETS_ASSUME, account="333333333333")
    world = opened(account(roles=[reader], users=[silent, eve, mallory]))
    asks = aws.AssumeRole(RoleArn=f"arn:aws:iam::{HERE}:role/reader", RoleSessionName="night")

    world.do(SetCaller(Caller=EVE))
    assert world.do(asks)
    world.do(SetCaller(Caller=f"arn:aws:iam::{ELSEWHERE}:user/silent"))
    assert "no identity-based policy allows" in refused(world, asks).message
    world.do(SetCaller(Caller="arn:aws:iam::333333333333:user/mallory"))
    assert "no role trust policy allows" in refused(world, asks).message
