"""A request with its policies, as `lambdatutor iam evaluate` reads it from JSON."""

import pytest

from lambdatutor.iam import Refused
from lambdatutor.iam.questions import read_question

HERE = "123456789012"
ANA = f"arn:aws:iam::{HERE}:user/ana"
REQUEST: dict[str, object] = {
    "principal": ANA,
    "principalAccount": HERE,
    "action": "s3:GetObject",
    "resource": "arn:aws:s3:::photos/1",
    "resourceAccount": HERE,
}
ALL = {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}
DOOR = {"Statement": {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}}
WORN = {"Statement": {"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}}


def question(policies: object = None, **more: object) -> dict[str, object]:
    return {"request": REQUEST, "policies": policies, **more}


def refused(data: object) -> Refused:
    with pytest.raises(Refused) as error:
        read_question(data)
    return error.value


def test_every_layer_is_read_and_what_is_null_is_absent() -> None:
    given = {
        "identity": [ALL, ALL],
        "resource": DOOR,
        "boundary": [],
        "scps": [[ALL], [], [ALL, ALL]],
        "rcps": None,
        "session": ALL,
    }
    _, policies = read_question(question(given))

    assert [each.name for each in policies.identity] == ["identity[0]", "identity[1]"]
    assert policies.resource is not None
    assert policies.boundary == ()
    assert [[each.name for each in level] for level in policies.scps or ()] == [
        ["scps[0][0]"],
        [],
        ["scps[2][0]", "scps[2][1]"],
    ]
    assert policies.rcps is None
    assert policies.session is not None


def test_without_policies_there_are_none() -> None:
    for policies in ({}, None):
        assert read_question(question(policies))[1] == read_question({"request": REQUEST})[1]


def test_of_a_role_that_is_assumed_the_resources_policy_is_its_trust_policy() -> None:
    """A trust policy has no Resource, and any other policy of a resource may have none either."""
    assume = REQUEST | {"action": "STS:AssumeRole", "resource": f"arn:aws:iam::{HERE}:role/f"}

    _, policies = read_question({"request": assume, "policies": {"resource": WORN}})
    assert policies.resource is not None
    nobody = {"Statement": {"Effect": "Deny", "NotPrincipal": {"AWS": ANA}, "Action": "*"}}
    fault = refused({"request": assume, "policies": {"resource": nobody}})
    assert "a role's trust policy" in fault.because


def test_keys_of_the_context_are_texts_or_lists_and_null_is_no_value() -> None:
    context = {"a:b": 5, "a:true": True, "a:list": ["x", 1.5], "a:none": None}
    request, _ = read_question({"request": REQUEST | {"context": context}})

    assert request.context == {"a:b": "5", "a:true": "true", "a:list": ("x", "1.5")}


@pytest.mark.parametrize(
    "key",
    ["acl", "bucketAcl", "objectAcls", "publicAccessBlock", "block_public_access", "endpoint"],
)
def test_what_would_change_a_decision_and_is_not_judged_is_never_passed_over(key: str) -> None:
    fault = refused(question(**{key: {}}))

    assert fault.element == key
    assert "would change the decision" in fault.because
    assert read_question(question(**{key: None}))


def test_a_remark_beside_the_question_may_stand() -> None:
    assert read_question(question(title="A place of its own", wanted="Allow"))


@pytest.mark.parametrize(
    ("data", "element"),
    [
        ([], "question"),
        ({}, "request"),
        (question([]), "policies"),
        (question({"scp": [[ALL]]}), "scp"),
        (question({"identity": ALL}), "identity"),
        (question({"scps": [ALL]}), "scps[0]"),
        ({"request": REQUEST | {"principal": ""}}, "principal"),
        ({"request": REQUEST | {"principalAccount": 123456789012}}, "principalAccount"),
        ({"request": REQUEST | {"user": "ana"}}, "user"),
        ({"request": REQUEST | {"context": []}}, "context"),
        ({"request": REQUEST | {"context": {"a:b": {}}}}, "a:b"),
    ],
)
def test_what_is_no_question_is_refused_by_the_name_of_what_is_wrong(
    data: object, element: str
) -> None:
    assert refused(data).element == element


def test_a_fault_in_a_document_says_in_which() -> None:
    wrong = {"Statement": [ALL["Statement"], {"Effect": "allow", "Action": "*", "Resource": "*"}]}

    fault = refused(question({"identity": [ALL, wrong]}))

    assert fault.path == ("identity[1]", "Statement", 1, "Effect")
