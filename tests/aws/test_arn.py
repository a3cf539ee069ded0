"""How a function is addressed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdatutor.aws.arn import function_arn, parse_function_name
from lambdatutor.aws.errors import AwsError

names = st.from_regex(r"[a-zA-Z0-9_][a-zA-Z0-9_-]{0,63}", fullmatch=True)
qualifiers = st.none() | st.just("$LATEST") | names
regions = st.sampled_from(["us-east-1", "eu-central-1", "us-gov-west-1"])
accounts = st.from_regex(r"[0-9]{12}", fullmatch=True).filter(str.isascii)


@given(names, qualifiers, accounts, regions)
def test_an_arn_says_the_name_and_the_qualifier(
    name: str, qualifier: str | None, account: str, region: str
) -> None:
    arn = function_arn(name, qualifier, account=account, region=region)

    assert parse_function_name(arn) == (name, qualifier)


def test_an_arn_looks_as_aws_writes_it() -> None:
    assert function_arn("checkout", "live") == (
        "arn:aws:lambda:us-east-1:123456789012:function:checkout:live"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("checkout", ("checkout", None)),
        ("checkout:3", ("checkout", "3")),
        ("checkout:$LATEST", ("checkout", "$LATEST")),
        ("function:checkout", ("checkout", None)),
        ("123456789012:function:checkout", ("checkout", None)),
        ("123456789012:function:checkout:live", ("checkout", "live")),
    ],
)
def test_shorter_forms_are_understood(text: str, expected: tuple[str, str | None]) -> None:
    assert parse_function_name(text) == expected


@pytest.mark.parametrize(
    "text", ["", "check out", "checkout\n", "a:b:c:d", "arn:aws:s3:::bucket", "é"]
)
def test_other_text_is_refused_as_aws_refuses_it(text: str) -> None:
    with pytest.raises(AwsError, match="at 'functionName' failed to satisfy constraint"):
        parse_function_name(text)
