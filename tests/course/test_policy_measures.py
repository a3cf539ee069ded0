"""The numbers that checks of a policy lab ask for."""

import json

import pytest

from lambdatutor.course.measures import MEASURES as OF_RUNS
from lambdatutor.course.measures_of_policies import MEASURES
from lambdatutor.course.policies import size


def document(*statements: dict[str, object]) -> dict[str, object]:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def allow(**elements: object) -> dict[str, object]:
    return {"Effect": "Allow", "Resource": "arn:aws:s3:::photos/cat.png", **elements}


def test_no_measure_of_policies_is_called_like_one_of_runs() -> None:
    assert not set(MEASURES) & set(OF_RUNS)


@pytest.mark.parametrize(
    ("statement", "granted"),
    [
        (allow(Action="s3:GetObject"), 1),
        (allow(Action=["s3:GetObject", "S3:getobject"]), 1),
        (allow(Action=["s3:GetObject", "s3:PutObject"]), 2),
        (allow(Action="s3:*Object"), 3),
        (allow(Action="lambda:InvokeFunction"), 1),
        (allow(Action="lambda:Invoke*"), 1),
        (allow(Action="nothing:*"), 1),
        ({**allow(Action="s3:*"), "Effect": "Deny"}, 0),
    ],
)
def test_a_grant_is_as_large_as_the_actions_that_it_names(
    statement: dict[str, object], granted: int
) -> None:
    assert size.actions_granted(document(statement)) == granted


def test_everything_is_more_than_all_of_one_service_and_not_action_is_the_rest() -> None:
    everything = size.actions_granted(document(allow(Action="*")))
    storage = size.actions_granted(document(allow(Action="s3:*")))
    rest = size.actions_granted(document(allow(NotAction="s3:*")))

    assert everything == storage + rest
    assert everything > rest > storage > 3


def test_a_statement_alone_counts_like_one_in_a_list() -> None:
    alone = {"Version": "2012-10-17", "Statement": allow(Action="s3:GetObject")}

    assert size.statements(alone) == 1
    assert size.actions_granted(alone) == 1


def test_wildcards_are_counted_where_they_widen_an_allow() -> None:
    wide = allow(Action=["s3:Get*", "s3:PutObject"], Resource="*", Principal={"AWS": "*"})
    deny: dict[str, object] = {"Effect": "Deny", "Action": "*", "Resource": "*"}
    condition = {"ArnLike": {"aws:SourceArn": "arn:aws:s3:::*"}}

    assert size.wildcards(document(wide, deny)) == 3
    assert size.wildcards(document(allow(Action="s3:GetObject", Condition=condition))) == 0


def test_conditions_are_counted_by_key_and_operator() -> None:
    condition = {
        "StringEquals": {"aws:SourceAccount": "1", "aws:SourceArn": "2"},
        "ArnLike": {"aws:SourceArn": "2"},
    }

    assert size.conditions(document(allow(Action="s3:GetObject", Condition=condition))) == 3


def test_white_space_is_no_character_of_a_document() -> None:
    data = document(allow(Action="s3:GetObject"))

    assert size.characters(json.loads(json.dumps(data, indent=8))) == len(
        json.dumps(data, separators=(",", ":"))
    )
