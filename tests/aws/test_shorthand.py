"""The AWS CLI's shorthand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdatutor.aws.shorthand import ShorthandError, parse_shorthand


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A=1", {"A": "1"}),
        ("A=1,B=2", {"A": "1", "B": "2"}),
        ("A = 1 , B = 2", {"A": "1", "B": "2"}),
        ("A=", {"A": ""}),
        ("A=1,", {"A": "1"}),
        ("A=b=c", {"A": "b=c"}),
        ("A=x,y,B=z", {"A": ["x", "y"], "B": "z"}),
        ("A=[x,y],B=z", {"A": ["x", "y"], "B": "z"}),
        ("A=[]", {"A": []}),
        ("A={B={C=1},D=2},E=3", {"A": {"B": {"C": "1"}, "D": "2"}, "E": "3"}),
        ("A={}", {"A": {}}),
        ("A='x, y',B=\"it's\"", {"A": "x, y", "B": "it's"}),
        (r"A='it\'s'", {"A": "it's"}),
        ('W={"2"=0.1}', {"W": {"2": "0.1"}}),
        (
            "Arn=arn:aws:sqs:us-east-1:123456789012:q",
            {"Arn": "arn:aws:sqs:us-east-1:123456789012:q"},
        ),
    ],
)
def test_shorthand_is_pairs_lists_and_text(text: str, expected: dict[str, object]) -> None:
    assert parse_shorthand(text) == expected


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("A", '"=" is expected at column 2.'),
        ("=1", "A name is expected at column 1."),
        ("A={B=1", '"}" is expected at column 7.'),
        ("A=[1", '"]" is expected at column 5.'),
        ("A={B=1}x", "A comma is expected at column 8."),
    ],
)
def test_a_mistake_is_named_with_its_column(text: str, sentence: str) -> None:
    with pytest.raises(ShorthandError) as caught:
        parse_shorthand(text)

    assert str(caught.value) == sentence


@given(st.text(alphabet="ab={}[],'\" \\"))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        assert isinstance(parse_shorthand(text), dict)
    except ShorthandError as error:
        at = error.at
    else:
        return
    assert 0 <= at <= len(text)
