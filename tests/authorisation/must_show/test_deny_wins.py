"""Track 10, deny-wins: one Deny anywhere, or one fence without an Allow, and the answer is no."""

from __future__ import annotations

import json

import pytest
from permitted import (
    HERE,
    INVOKE,
    F,
    Statement,
    account,
    allow,
    calls,
    denials,
    deny,
    opened,
    played,
    policy,
    refused,
    role,
    statuses,
    user,
)

from lambdatutor.authorisation.estate import estate_of
from lambdatutor.aws import operations as aws
from lambdatutor.iam import access_denied, evaluate, read_document
from lambdatutor.simulator.identities.setup import OrganizationSetup
from lambdatutor.simulator.world import World

ANA = f"arn:aws:iam::{HERE}:user/ana"
MAY = allow(INVOKE, F)


def asked(world: World) -> tuple[list[str], list[tuple[object, object]]]:
    """How it ended, and the layer and the reason where it was denied."""
    reasons = [(each.numbers["layer"], each.numbers["reason"]) for each in denials(world)]
    return statuses(world), reasons


def scps(*levels: str) -> OrganizationSetup:
    return OrganizationSetup(scps=tuple((level,) for level in levels))  # type: ignore[misc]  any text is a policy


@pytest.mark.fact("IAM-001")
def test_a_deny_in_the_callers_own_policy() -> None:
    world = played(account(users=[user("ana", MAY, deny(INVOKE, F))], traffic=[calls("0s", "ana")]))
    assert asked(world) == (["refused"], [("identity", "explicit_deny(identity)")])


@pytest.mark.fact("IAM-001")
def test_a_deny_at_the_door() -> None:
    door = {"lambda:f": policy(deny(INVOKE, F, Principal={"AWS": ANA}, Sid="shut"))}
    world = played(account(users=[user("ana", MAY)], resources=door, traffic=[calls("0s", "ana")]))
    assert asked(world) == (["refused"], [("resource", "explicit_deny(resource)")])
    assert denials(world)[0].numbers["statement"] == "shut"


@pytest.mark.fact("IAM-003")
def test_a_boundary_without_an_allow_grants_nothing_and_stops_what_others_grant() -> None:
    fence = policy(allow("s3:*"))
    world = played(account(users=[user("ana", MAY, boundary=fence)], traffic=[calls("0s", "ana")]))
    assert asked(world) == (["refused"], [("boundary", "boundary_no_allow")])

    wide = policy(allow("lambda:*"))
    alone = played(account(users=[user("ana", boundary=wide)], traffic=[calls("0s", "ana")]))
    assert asked(alone) == (["refused"], [("identity", "no_identity_grant")])
    both = played(account(users=[user("ana", MAY, boundary=wide)], traffic=[calls("0s", "ana")]))
    assert statuses(both) == ["ok"]


@pytest.mark.fact("IAM-003", "IAM-005")
def test_a_level_of_the_organisation_without_an_allow() -> None:
    everything, storage = policy(allow("*")), policy(allow("s3:*"))
    gap = played(
        account(
            users=[user("ana", MAY)],
            organization=scps(everything, storage),
            traffic=[calls("0s", "ana")],
        )
    )
    fine = played(
        account(
            users=[user("ana", MAY)],
            organization=scps(everything, everything),
            traffic=[calls("0s", "ana")],
        )
    )

    status, ((layer, reason),) = asked(gap)
    assert (status, layer, str(reason).partition("(")[0]) == (["refused"], "scp", "scp_no_allow")
    assert statuses(fine) == ["ok"]


@pytest.mark.fact("IAM-001", "IAM-002")
def test_a_deny_of_the_organisation_is_stronger_than_every_allow() -> None:
    everything = policy(allow("*"))
    stop = policy(allow("*"), deny(INVOKE, Sid="quiet-period"))
    door = {"lambda:f": policy(allow(INVOKE, F, Principal={"AWS": ANA}))}
    world = played(
        account(
            users=[user("ana", allow("*"))],
            resources=door,
            organization=scps(everything, stop),
            traffic=[calls("0s", "ana")],
        )
    )

    assert asked(world) == (["refused"], [("scp", "explicit_deny(scp)")])
    assert denials(world)[0].numbers["statement"] == "quiet-period"


@pytest.mark.fact("IAM-001")
def test_silence_is_a_no_too() -> None:
    world = played(account(users=[user("ana")], traffic=[calls("0s", "ana")]))
    assert asked(world) == (["refused"], [("identity", "no_identity_grant")])


# A session that is smaller than its role


WORKER = f"arn:aws:sts::{HERE}:assumed-role/worker/tonight"


@pytest.mark.fact("IAM-003")
@pytest.mark.parametrize(
    ("of_the_role", "of_the_session", "reason"),
    [
        (MAY, MAY, "granted_by(identity)"),
        (MAY, allow("s3:*"), "session_no_allow"),
        (MAY, deny("*"), "explicit_deny(session)"),
        (allow("s3:*"), allow("*"), "no_identity_grant"),
    ],
)
def test_a_session_policy_takes_away_from_its_role_and_gives_nothing(
    of_the_role: Statement, of_the_session: Statement, reason: str
) -> None:
    estate = estate_of(opened(account(roles=[role(of_the_role, name="worker", managed=())])))
    session = read_document(json.loads(policy(of_the_session)), "session")

    decision = estate.decide(WORKER, INVOKE, F, session=session)
    assert decision.reason == reason


# What AWS says


DOOR = {"lambda:f": policy(deny(INVOKE, F, Principal={"AWS": ANA}))}
EVERYTHING = policy(allow("*"))


@pytest.mark.fact("IAM-001", "IAM-002", "IAM-003")
@pytest.mark.parametrize(
    ("scene", "ends"),
    [
        (
            {"users": [user("ana")]},
            "because no identity-based policy allows the lambda:InvokeFunction action",
        ),
        (
            {"users": [user("ana", MAY, deny(INVOKE))]},
            "with an explicit deny in an identity-based policy",
        ),
        (
            {"users": [user("ana", MAY)], "resources": DOOR},
            "with an explicit deny in a resource-based policy",
        ),
        (
            {"users": [user("ana", MAY, boundary=policy(allow("s3:*")))]},
            "because no permissions boundary allows the lambda:InvokeFunction action",
        ),
        (
            {"users": [user("ana", MAY, boundary=policy(allow("*"), deny(INVOKE)))]},
            "with an explicit deny in a permissions boundary",
        ),
        (
            {"users": [user("ana", MAY)], "organization": scps(policy(allow("s3:*")))},
            "because no service control policy allows the lambda:InvokeFunction action",
        ),
        (
            {
                "users": [user("ana", MAY)],
                "organization": scps(EVERYTHING, policy(allow("*"), deny(INVOKE))),
            },
            "with an explicit deny in a service control policy",
        ),
    ],
)
def test_the_sentence_of_aws_names_the_kind_of_policy(scene: dict[str, object], ends: str) -> None:
    world = opened(account(**scene, caller="ana"))  # type: ignore[arg-type]  what an account takes
    error = refused(world, aws.Invoke(FunctionName="f"))

    assert (error.code, error.status) == ("AccessDeniedException", 403)
    assert error.message == (
        f"User: {ANA} is not authorized to perform: {INVOKE} on resource: {F} {ends}"
    )


def test_the_sentence_names_the_policy_of_a_session_too() -> None:
    estate = estate_of(opened(account(roles=[role(MAY, name="worker", managed=())])))
    session = read_document(json.loads(policy(allow("s3:*"))), "session")
    request, policies = estate.ask(WORKER, INVOKE, F, session=session)

    assert access_denied(request, evaluate(request, policies)) == (
        f"User: {WORKER} is not authorized to perform: {INVOKE} on resource: {F} "
        f"because no session policy allows the {INVOKE} action"
    )
