"""Questions to the engine, drawn from few words so that requests and policies often meet."""

from __future__ import annotations

import itertools
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy
from rewriting import edited

Json = Any
"""Parsed JSON, as a policy is."""

OURS, THEIRS = "111111111111", "222222222222"

CALLERS = (
    f"arn:aws:iam::{OURS}:user/ana",
    f"arn:aws:iam::{OURS}:user/ana",
    f"arn:aws:sts::{OURS}:assumed-role/worker/run",
    f"arn:aws:sts::{OURS}:assumed-role/worker/run",
    f"arn:aws:iam::{THEIRS}:user/bob",
    "s3.amazonaws.com",
    "anonymous",
)

TARGETS = (
    ("lambda:InvokeFunction", f"arn:aws:lambda:eu-west-1:{OURS}:function:thumbnails"),
    ("lambda:InvokeFunction", f"arn:aws:lambda:eu-west-1:{OURS}:function:thumbnails:PROD"),
    ("s3:GetObject", "arn:aws:s3:::photos/ana/cat.jpg"),
    ("sts:AssumeRole", f"arn:aws:iam::{OURS}:role/worker"),
    ("lambda:ListFunctions", "*"),
)

ACTIONS = (
    "*",
    "*",
    "*",
    "lambda:*",
    "lambda:Invoke*",
    "s3:GetObject",
    "sts:AssumeRole",
    "sqs:?endMessage",
)

RESOURCES = (
    "*",
    "*",
    "*",
    "arn:aws:lambda:*",
    f"arn:aws:lambda:eu-west-1:{OURS}:function:thumbnails*",
    f"arn:aws:lambda:*:{OURS}:function:thumbnails:*",
    "arn:aws:s3:::photos",
    "arn:aws:s3:::photos/${aws:username}/*",
)

PRINCIPALS: tuple[Json, ...] = (
    "*",
    {"AWS": OURS},
    {"AWS": f"arn:aws:iam::{THEIRS}:root"},
    {"AWS": f"arn:aws:iam::{OURS}:user/ana"},
    {"AWS": f"arn:aws:iam::{OURS}:role/worker"},
    {"Service": "s3.amazonaws.com"},
)

CONDITIONS: tuple[Json, ...] = (
    {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}},
    {"StringNotLike": {"aws:RequestedRegion": ["us-*", "ap-*"]}},
    {"StringEqualsIfExists": {"aws:username": "${aws:PrincipalTag/owner}"}},
    {"ForAllValues:StringEquals": {"aws:TagKeys": ["team", "stage"]}},
    {"ForAnyValue:StringLike": {"aws:TagKeys": "te*"}, "Null": {"aws:username": "true"}},
    {"Bool": {"aws:SecureTransport": "true"}},
    {"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}},
    {"NumericLessThan": {"s3:max-keys": "10"}},
    {"ArnLike": {"aws:SourceArn": "arn:aws:s3:::photos*"}},
)

CONTEXT: dict[str, SearchStrategy[Json]] = {
    "aws:RequestedRegion": st.sampled_from(["eu-west-1", "us-east-1"]),
    "aws:username": st.sampled_from(["ana", "*", ""]),
    "aws:PrincipalTag/owner": st.sampled_from(["ana", "bob"]),
    "aws:TagKeys": st.sampled_from([["team"], ["team", "secret"], []]),
    "aws:SecureTransport": st.sampled_from(["true", "false"]),
    "aws:SourceIp": st.sampled_from(["203.0.113.7", "198.51.100.1"]),
    "s3:max-keys": st.sampled_from(["9", "10"]),
    "aws:SourceArn": st.sampled_from(["arn:aws:s3:::photos", "arn:aws:s3:::other"]),
}

WORDS = (
    *("Version", "2012-10-17", "Statement", "Sid", "Effect", "Allow", "Deny", "Action", "Resource"),
    *("Principal", "NotPrincipal", "AWS", "Condition", "StringEquals", "ForAllValues:Null", "Bool"),
    *("IpAddress", "DateLessThan", "${", "${a,", "arn:", "*", "", "1", "é"),
)

MOSTLY_ALLOW = st.sampled_from(["Allow"] * 6 + ["Deny"])


@st.composite
def statements(draw: DrawFn, layer: str) -> dict[str, Json]:
    """One statement of a layer: `trust` and `resource` name whom it is about."""
    one: dict[str, Json] = {"Effect": draw(MOSTLY_ALLOW)}
    one[draw(st.sampled_from(["Action"] * 9 + ["NotAction"]))] = draw(st.sampled_from(ACTIONS))
    if layer != "trust":
        element = draw(st.sampled_from(["Resource"] * 9 + ["NotResource"]))
        one[element] = draw(st.sampled_from(RESOURCES))
    if layer in {"trust", "resource"}:
        one["Principal"] = draw(st.sampled_from(PRINCIPALS))
    if draw(st.integers(0, 3)) == 3:
        one["Condition"] = draw(st.sampled_from(CONDITIONS))
    return one


def documents(layer: str) -> SearchStrategy[dict[str, Json]]:
    many = st.lists(statements(layer), min_size=1, max_size=2)
    return many.map(lambda found: {"Version": "2012-10-17", "Statement": found})


@st.composite
def questions(draw: DrawFn) -> dict[str, Json]:
    """A request and the policies that apply, as an ask of the table of cases; no Sid twice."""
    action, to = draw(st.sampled_from(TARGETS))
    door = "trust" if action == "sts:AssumeRole" else "resource"
    ask: dict[str, Json] = {"principal": draw(st.sampled_from(CALLERS)), "action": action, "to": to}
    keys = draw(st.lists(st.sampled_from(sorted(CONTEXT)), max_size=4))
    ask["context"] = {key: draw(CONTEXT[key]) for key in keys}
    ask["owner"] = OURS
    ask["identity"] = draw(st.lists(documents("identity"), max_size=2))
    if draw(st.booleans()):
        ask["resource"] = draw(documents(door))
    limit = draw(st.sampled_from(["", "", "", "boundary", "session", "scps"]))
    if limit == "boundary":
        ask["boundary"] = draw(st.lists(documents("boundary"), max_size=1))
    if limit == "session":
        ask["session"] = draw(documents("session"))
    if limit == "scps":
        ask["scps"] = draw(st.lists(st.lists(documents("scp"), max_size=2), min_size=1, max_size=2))
    return numbered(ask)


def numbered(ask: dict[str, Json]) -> dict[str, Json]:
    """The same with a Sid for each statement."""
    numbers = itertools.count(1)
    return edited(ask, lambda _, statement: statement | {"Sid": f"S{next(numbers)}"})


def any_json() -> SearchStrategy[Json]:
    """What somebody may have typed into an editor: the words of policies in any order."""
    words = st.sampled_from(WORDS)
    leaves = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | words
    return st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=4),
        max_leaves=12,
    )


@st.composite
def damaged(draw: DrawFn) -> Json:
    """A document in which one element is something else."""
    document = draw(documents("resource"))
    broken = draw(any_json())
    place = draw(
        st.sampled_from(["Version", "Statement", "Effect", "Action", "Principal", "Condition"])
    )
    if place in {"Version", "Statement"}:
        return document | {place: broken}
    first = document["Statement"][0] | {place: broken}
    return document | {"Statement": [first, *document["Statement"][1:]]}
