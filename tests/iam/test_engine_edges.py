"""Corners of the engine that a table of cases does not reach."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lambdatutor.iam import (
    Decision,
    Document,
    Policies,
    Refused,
    Request,
    evaluate,
    read_document,
    warnings,
)
from lambdatutor.iam.document import Kind
from lambdatutor.iam.globs import glob

HERE = "123456789012"
SESSION = f"arn:aws:sts::{HERE}:assumed-role/thumbs/run"
KEY = f"arn:aws:kms:eu-west-1:{HERE}:key/1"
OBJECT = "arn:aws:s3:::photos/a.jpg"


def document(kind: Kind, *statements: dict[str, object]) -> Document:
    listed = [{"Effect": "Allow", "Action": "*", "Resource": "*"} | each for each in statements]
    return read_document({"Version": "2012-10-17", "Statement": listed}, kind)


def request(principal: str = SESSION, resource: str = OBJECT, **context: str) -> Request:
    return Request(principal, HERE, "s3:GetObject", resource, HERE, context)


@example("a*a", "a")
@example(f"*{'?' * 3000}b*", "a" * 20_000)  # many tries, and each is long
@given(st.text("ab*?", max_size=7), st.text("ab", max_size=7))
def test_a_pattern_matches_what_the_regular_expression_of_its_meaning_matches(
    pattern: str, text: str
) -> None:
    meaning = pattern.replace("*", ".*").replace("?", ".")

    assert glob(pattern).matches(text) == bool(re.fullmatch(meaning, text))


def test_colons_of_a_value_stay_in_the_last_segment_of_an_arn() -> None:
    tagged = {"ArnLike": {"aws:SourceArn": "arn:aws:lambda:*:*:${aws:PrincipalTag/of}"}}
    policies = Policies(identity=(document("identity", {"Condition": tagged}),))

    def decided(of: str) -> Decision:
        source = f"arn:aws:lambda:eu-west-1:{HERE}:function:f:PROD"
        return evaluate(request(**{"aws:SourceArn": source, "aws:PrincipalTag/of": of}), policies)

    assert decided("function:f:PROD").allowed
    assert not decided("function:f").allowed
    assert not decided("function:*").allowed


def test_every_statement_that_lets_the_caller_in_is_decisive() -> None:
    role = {"AWS": f"arn:aws:iam::{HERE}:role/thumbs"}
    door = document("resource", {"Principal": "*"}, {"Principal": role})

    decision = evaluate(request(), Policies(resource=door))

    assert [(each.sid, each.how) for each in decision.decisive] == [
        ("statement 1", "direct"),
        ("statement 2", "role"),
    ]


def test_a_limit_leaves_the_direct_grant_alone_decisive() -> None:
    role = {"AWS": f"arn:aws:iam::{HERE}:role/thumbs"}
    door = document("resource", {"Principal": {"AWS": SESSION}}, {"Principal": role})
    policies = Policies((document("identity", {}),), door, boundary=())

    decision = evaluate(request(), policies)

    assert decision.reason == "granted_by(resource)"
    assert [each.how for each in decision.decisive] == ["direct"]


def test_a_key_policy_is_refused_even_beside_a_deny() -> None:
    denied = Policies(identity=(document("identity", {"Effect": "Deny"}),))
    with_key_policy = Policies(denied.identity, document("resource", {"Principal": "*"}))

    assert evaluate(request(resource=KEY), denied).verdict == "ExplicitDeny"
    with pytest.raises(Refused) as refused:
        evaluate(request(resource=KEY), with_key_policy)
    assert refused.value.element == "KMS key policy"


REFUSED = {
    f"arn:aws:iam::{HERE}:root": "is the root user",
    "arn:aws:iam::999999999999:user/ana": "is of account 999999999999",
    f"arn:aws:sts::{HERE}:assumed-role/thumbs": "is no ARN of a user, a role or a session",
    "*": "is no principal",
}


@pytest.mark.parametrize("principal", REFUSED)
def test_who_cannot_be_judged_is_refused_by_name(principal: str) -> None:
    with pytest.raises(Refused, match=REFUSED[principal]) as refused:
        evaluate(request(principal), Policies())
    assert refused.value.element in ("principal", "principalAccount")


ADVICE: dict[str, tuple[Kind, dict[str, object]]] = {
    "a * for the account": ("identity", {"Resource": "arn:aws:lambda:eu-west-1:*:function:f"}),
    "does not cross a colon": (
        "identity",
        {"Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:s3:*"}}},
    ),
    "holds where aws:TagKeys is absent": (
        "identity",
        {"Condition": {"ForAllValues:StringEquals": {"aws:TagKeys": "a"}}},
    ),
    "has no Principal": ("resource", {}),
    "a principal has no wildcards": (
        "resource",
        {"Principal": {"AWS": f"arn:aws:iam::{HERE}:role/*"}},
    ),
    "name yours with aws:SourceAccount": (
        "resource",
        {"Principal": {"Service": "s3.amazonaws.com"}},
    ),
    "grants every action": ("boundary", {"Action": [], "NotAction": "iam:*"}),
    "matches no action": ("scp", {"Action": "lambda"}),
    "after the fifth colon": ("identity", {"Resource": "arn:aws:s3::${aws:PrincipalAccount}:b"}),
    "AWS advises a Deny": ("resource", {"Effect": "Deny", "NotPrincipal": {"AWS": HERE}}),
}


@pytest.mark.parametrize("because", ADVICE)
def test_what_is_advised_against_is_said_and_still_judged(because: str) -> None:
    kind, changes = ADVICE[because]
    statement = {"Effect": "Allow", "Action": "*", "Resource": "*"} | changes
    if not statement["Action"]:
        del statement["Action"]
    whole = {"Version": "2012-10-17", "Statement": [statement]}

    assert because in " ".join(each.because for each in warnings(whole, kind))
    read_document(whole, kind)
