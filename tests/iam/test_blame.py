"""Of a denial: the kind of policy to open, and the statement there that came nearest."""

import pytest

from lambdatutor.iam import (
    Document,
    Policies,
    Request,
    evaluate,
    kind_to_blame,
    nearest_miss,
    read_document,
)
from lambdatutor.iam.document import Kind

HERE, THERE = "123456789012", "210987654321"
ANA = f"arn:aws:iam::{HERE}:user/ana"
ROLE = f"arn:aws:iam::{HERE}:role/f"
F = f"arn:aws:lambda:eu-west-1:{HERE}:function:f"
INVOKE = "lambda:InvokeFunction"
MFA = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
EVERYTHING = {"Effect": "Allow", "Action": "*", "Resource": "*"}


def document(kind: Kind, *statements: dict[str, object]) -> Document:
    return read_document({"Version": "2012-10-17", "Statement": list(statements)}, kind)


def invoke(policies: Policies, owner: str = HERE) -> tuple[str | None, str | None]:
    """The kind to blame when Ana invokes, and the Sid of the nearest miss."""
    return blamed(Request(ANA, HERE, INVOKE, F.replace(HERE, owner), owner), policies)


def blamed(request: Request, policies: Policies) -> tuple[str | None, str | None]:
    decision = evaluate(request, policies)
    missed = nearest_miss(request, decision)
    return kind_to_blame(request, decision), None if missed is None else missed.sid


def near(sid: str, **changed: object) -> dict[str, object]:
    return EVERYTHING | {"Sid": sid, "Action": INVOKE} | changed


def test_nothing_is_to_blame_for_what_is_allowed() -> None:
    almost = near("almost", Condition=MFA)

    assert invoke(Policies((document("identity", EVERYTHING, almost),))) == (None, None)


def test_a_statement_that_fails_in_its_condition_is_nearer_than_one_for_another_thing() -> None:
    statements = [
        near("another-action", Action="lambda:GetFunction"),
        near("another-function", Resource=f"{F}-2"),
        near("condition", Condition=MFA),
        near("another-again", Resource=f"{F}-3"),
    ]

    for order in (statements, statements[::-1]):
        assert invoke(Policies((document("identity", *order),))) == ("identity", "condition")


def test_a_statement_for_another_caller_is_nearer_than_one_for_another_action() -> None:
    bo = {"AWS": ANA.replace("ana", "bo")}
    door = document(
        "resource",
        near("another-action", Action="lambda:GetFunction", Principal={"AWS": ANA}),
        near("another-caller", Principal=bo),
    )

    assert invoke(Policies(resource=door)) == ("identity", "another-caller")


def test_the_side_to_blame_is_looked_through_before_the_other() -> None:
    own = document("identity", near("own", Action="lambda:GetFunction"))
    door = document("resource", near("door", Principal="*", Condition=MFA))

    assert invoke(Policies((own,), door)) == ("identity", "own")


def test_no_statement_is_nearest_that_would_change_nothing() -> None:
    """Where the boundary keeps silent, and where a Deny ends it, no grant is missing."""
    almost = document("identity", EVERYTHING, near("almost", Condition=MFA))
    deny = document("identity", EVERYTHING | {"Effect": "Deny"})

    assert invoke(Policies((almost,), boundary=(document("boundary"),))) == ("boundary", None)
    assert invoke(Policies((almost, deny))) == ("identity", None)


@pytest.mark.parametrize("effect", ["Deny", "Allow"])
def test_of_a_role_the_trust_policy_is_to_blame_whether_it_denies_or_keeps_silent(
    effect: str,
) -> None:
    bo = {"AWS": ANA.replace("ana", "bo")}
    named = {"AWS": ANA} if effect == "Deny" else bo
    statement = {"Effect": effect, "Principal": named, "Action": "sts:AssumeRole"}
    request = Request(ANA, HERE, "sts:AssumeRole", ROLE, HERE)

    kind, _ = blamed(request, Policies(resource=document("trust", statement)))

    assert kind == "trust"
    assert blamed(request, Policies())[0] == "trust"


def test_across_accounts_the_door_is_to_blame_first() -> None:
    own = document("identity", near("own", Condition=MFA))

    assert invoke(Policies((own,)), owner=THERE) == ("resource", "own")
