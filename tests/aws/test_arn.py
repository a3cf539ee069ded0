"""How a function is addressed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdatutor.aws.arn import function_arn, function_reference

names = st.from_regex(r"[a-zA-Z0-9_][a-zA-Z0-9_-]{0,63}", fullmatch=True)
qualifiers = st.none() | st.just("$LATEST") | names
regions = st.sampled_from(["us-east-1", "eu-central-1", "us-gov-west-1"])
accounts = st.from_regex(r"[0-9]{12}", fullmatch=True).filter(str.isascii)


@given(names, qualifiers, accounts, regions)
def test_an_arn_says_the_name_and_the_qualifier(
    name: str, qualifier: str | None, account: str, region: str
) -> None:
    arn = function_arn(name, qualifier, account=account, region=region)

    assert function_reference(arn) == (name, qualifier, region, account)


def test_an_arn_looks_as_aws_writes_it() -> None:
    assert function_arn("checkout", "live") == (
        "arn:aws:lambda:us-east-1:123456789012:function:checkout:live"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("checkout", ("checkout", None, None)),
        ("checkout:3", ("checkout", "3", None)),
        ("checkout:$LATEST", ("checkout", "$LATEST", None)),
        ("function:checkout", ("checkout", None, None)),
        ("123456789012:function:checkout", ("checkout", None, "123456789012")),
        ("123456789012:function:checkout:live", ("checkout", "live", "123456789012")),
    ],
)
def test_shorter_forms_are_understood(
    text: str, expected: tuple[str, str | None, str | None]
) -> None:
    found = function_reference(text)

    assert found is not None
    assert (found.name, found.qualifier, found.account) == expected
    assert found.region is None


@pytest.mark.parametrize(
    "text", ["", "check out", "checkout\n", "a:b:c:d", "arn:aws:s3:::bucket", "é"]
)
def test_other_text_addresses_no_function(text: str) -> None:
    assert function_reference(text) is None
