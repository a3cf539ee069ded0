"""What an editor offers is what the engine reads."""

from typing import get_args

import pytest

from lambdatutor.iam import faults, read_document
from lambdatutor.iam.actions import action
from lambdatutor.iam.document import Kind
from lambdatutor.iam.operators import OPERATORS as READ
from lambdatutor.iam.operators import read_operator
from lambdatutor.iam.vocabulary import ACTIONS, OPERATORS, PRINCIPALS, elements

KINDS: tuple[Kind, ...] = get_args(Kind)
VALUES: dict[str, object] = {
    "Sid": "one",
    "Effect": "Deny",
    "Principal": "*",
    "NotPrincipal": {"AWS": "123456789012"},
    "Action": "*",
    "NotAction": "lambda:Invoke*",
    "Resource": "*",
    "NotResource": "arn:aws:s3:::photos/*",
    "Condition": {"Bool": {"aws:SecureTransport": "true"}},
}
ELEMENTS = [(kind, element) for kind in KINDS for element in VALUES]


def with_element(kind: Kind, element: str) -> dict[str, object]:
    """A statement with this element, and what a statement of that kind cannot do without."""
    other = f"Not{element}" if not element.startswith("Not") else element.removeprefix("Not")
    needed = {"Effect", "Action"} | ({"Principal", "Resource"} & set(elements(kind)))
    return {name: VALUES[name] for name in VALUES if name in (needed - {other}) | {element}}


@pytest.mark.parametrize(("kind", "element"), ELEMENTS)
def test_an_element_is_offered_where_it_is_not_refused(kind: Kind, element: str) -> None:
    """But Resource in a trust policy, which IAM takes and does not keep."""
    refused = faults({"Version": "2012-10-17", "Statement": with_element(kind, element)}, kind)

    ignored = kind == "trust" and element in ("Resource", "NotResource")
    assert (element in elements(kind)) == (not refused and not ignored), refused


def test_every_operator_that_is_offered_is_read_and_none_is_forgotten() -> None:
    assert all(read_operator(each) for each in OPERATORS)
    assert {each.lower() for each in OPERATORS} >= set(READ)
    assert len(set(OPERATORS)) == len(OPERATORS)


def test_every_action_that_is_offered_is_one() -> None:
    assert all(action(each).matches(*each.lower().split(":")) for each in ACTIONS)
    assert list(ACTIONS) == sorted(set(ACTIONS))


def test_every_word_for_a_principal_is_read() -> None:
    for word in PRINCIPALS:
        statement = {"Effect": "Allow", "Principal": {word: "x"}, "Action": "*", "Resource": "*"}
        assert read_document({"Statement": statement}, "resource")
