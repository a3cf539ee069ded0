"""How the account's resources are named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdatutor.aws import resource_arns as arns
from lambdatutor.aws.arn import function_arn
from lambdatutor.aws.resource_arns import parse_arn

names = st.from_regex(r"[a-zA-Z0-9_][a-zA-Z0-9_-]{0,40}", fullmatch=True)

ARNS = [
    (arns.queue_arn("orders"), "sqs", "", "orders"),
    (arns.queue_arn("orders.fifo"), "sqs", "", "orders.fifo"),
    (arns.topic_arn("news"), "sns", "", "news"),
    (arns.subscription_arn("news", "a-1"), "sns", "", "news"),
    (arns.bucket_arn("photos"), "s3", "", "photos"),
    (arns.event_bus_arn(), "events", "event-bus", ""),
    (arns.event_bus_arn("shop"), "events", "event-bus", "shop"),
    (arns.rule_arn("nightly"), "events", "rule", "nightly"),
    (arns.rule_arn("nightly", "shop"), "events", "rule", "shop/nightly"),
    (arns.schedule_arn("nightly"), "scheduler", "schedule", "nightly"),
    (arns.schedule_arn("nightly", "shop"), "scheduler", "schedule", "shop/nightly"),
    (arns.stream_arn("clicks"), "kinesis", "stream", "clicks"),
    ("arn:aws:dynamodb:us-east-1:123456789012:table/orders", "dynamodb", "table", "orders"),
    (
        arns.table_stream_arn("orders", "2026-01-01T00:00:00.000"),
        "dynamodb",
        "table",
        "orders",
    ),
    ("arn:aws:cloudwatch:us-east-1:123456789012:alarm:errors", "cloudwatch", "alarm", "errors"),
    (
        "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/pay/1a",
        "elasticloadbalancing",
        "targetgroup",
        "pay",
    ),
    (arns.event_source_mapping_arn("u-1"), "lambda", "event-source-mapping", "u-1"),
    (function_arn("checkout", "live"), "lambda", "function", "checkout"),
]


@pytest.mark.parametrize(("text", "service", "kind", "name"), ARNS)
def test_an_arn_says_what_it_names(text: str, service: str, kind: str, name: str) -> None:
    arn = parse_arn(text)

    assert arn is not None
    assert (arn.service, arn.kind, arn.name) == (service, kind, name)
    assert str(arn) == text
    assert arn.here


@given(names)
def test_what_is_built_is_read_back(name: str) -> None:
    for build in (arns.queue_arn, arns.topic_arn, arns.bucket_arn, arns.stream_arn):
        arn = parse_arn(build(name))
        assert arn is not None
        assert arn.name == name


@given(names)
def test_a_queues_url_names_the_queue(name: str) -> None:
    assert arns.queue_of_url(arns.queue_url(name)) == name


def test_arns_look_as_aws_writes_them() -> None:
    assert arns.queue_arn("orders") == "arn:aws:sqs:us-east-1:123456789012:orders"
    assert arns.rule_arn("nightly") == "arn:aws:events:us-east-1:123456789012:rule/nightly"
    assert arns.bucket_arn("photos") == "arn:aws:s3:::photos"


@pytest.mark.parametrize(
    "url",
    [
        "orders",
        "https://sqs.us-east-1.amazonaws.com/123456789012/",
        "https://sqs.eu-west-1.amazonaws.com/123456789012/orders",
        "https://sqs.us-east-1.amazonaws.com/999999999999/orders",
    ],
)
def test_a_queue_elsewhere_is_none_of_ours(url: str) -> None:
    assert arns.queue_of_url(url) is None


@pytest.mark.parametrize("text", ["", "orders", "arn:aws:sqs", "arn:aws:sqs:us-east-1:12:orders"])
def test_other_text_is_no_arn(text: str) -> None:
    assert parse_arn(text) is None


def test_another_region_or_account_is_not_here() -> None:
    for text in (
        "arn:aws:sqs:eu-west-1:123456789012:orders",
        "arn:aws:sqs:us-east-1:999999999999:orders",
    ):
        arn = parse_arn(text)
        assert arn is not None
        assert not arn.here
