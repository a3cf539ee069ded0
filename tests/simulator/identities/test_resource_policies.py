"""Policies of buckets, queues and topics: kept with what they belong to, and gone with it."""

from __future__ import annotations

import pytest
from identity_pools import document
from identity_scenes import account, refusal

from lambdatutor.aws.operations import (
    CreateBucket,
    CreateQueue,
    CreateTopic,
    DeleteBucketPolicy,
    DeleteQueue,
    DeleteTopic,
    GetBucketPolicy,
    GetQueueAttributes,
    GetTopicAttributes,
    Operation,
    PutBucketPolicy,
    SetQueueAttributes,
    SetTopicAttributes,
)
from lambdatutor.aws.resource_arns import queue_arn, queue_url, topic_arn
from lambdatutor.simulator.settings import SettingError
from lambdatutor.simulator.world import World

POLICY = document(Principal={"Service": "sns.amazonaws.com"}, Action="sqs:SendMessage")
ORDERS, NEWS = queue_url("orders"), topic_arn("news")


def kept(world: World) -> dict[str, str]:
    return dict(world.service.identities.resource_policies)


def of_topic(text: str | None) -> SetTopicAttributes:
    return SetTopicAttributes(TopicArn=NEWS, AttributeName="Policy", AttributeValue=text)


def test_a_bucket_has_a_policy_until_it_is_deleted() -> None:
    world = account(CreateBucket(Bucket="photos"), PutBucketPolicy(Bucket="photos", Policy=POLICY))

    assert kept(world) == {"arn:aws:s3:::photos": POLICY}
    assert world.do(GetBucketPolicy(Bucket="photos")) == {"Policy": POLICY}
    world.do(DeleteBucketPolicy(Bucket="photos"))
    none = ("NoSuchBucketPolicy", 404, "The bucket policy does not exist")
    assert refusal(world, GetBucketPolicy(Bucket="photos")) == none


@pytest.mark.parametrize(
    "make",
    [
        (CreateQueue(QueueName="orders", Attributes={"Policy": POLICY}),),
        (
            CreateQueue(QueueName="orders"),
            SetQueueAttributes(QueueUrl=ORDERS, Attributes={"Policy": POLICY}),
        ),
    ],
)
def test_a_queues_policy_is_one_of_its_attributes(make: tuple[Operation, ...]) -> None:
    world = account(*make)

    assert kept(world) == {queue_arn("orders"): POLICY}
    asked = GetQueueAttributes(QueueUrl=ORDERS, AttributeNames=["Policy"])
    assert world.do(asked) == {"Attributes": {"Policy": POLICY}}
    world.do(SetQueueAttributes(QueueUrl=ORDERS, Attributes={"DelaySeconds": "1"}))
    assert kept(world) == {queue_arn("orders"): POLICY}
    world.do(SetQueueAttributes(QueueUrl=ORDERS, Attributes={"Policy": ""}))
    assert kept(world) == {}


def test_a_topics_policy_is_one_of_its_attributes() -> None:
    world = account(CreateTopic(Name="news"), of_topic(POLICY))

    assert kept(world) == {NEWS: POLICY}
    attributes = world.do(GetTopicAttributes(TopicArn=NEWS))["Attributes"]
    assert attributes["Policy"] == POLICY
    world.do(of_topic(None))
    assert kept(world) == {}


def test_a_policy_goes_with_its_queue_and_its_topic() -> None:
    world = account(
        CreateQueue(QueueName="orders", Attributes={"Policy": POLICY}),
        CreateTopic(Name="news"),
        of_topic(POLICY),
        DeleteQueue(QueueUrl=ORDERS),
        DeleteTopic(TopicArn=NEWS),
    )

    assert kept(world) == {}


def test_of_a_topic_nothing_but_the_policy_is_simulated() -> None:
    world = account(CreateTopic(Name="news"))
    named = SetTopicAttributes(TopicArn=NEWS, AttributeName="DisplayName", AttributeValue="x")
    with pytest.raises(SettingError, match="only Policy is"):
        world.do(named)


@pytest.mark.parametrize(
    ("operation", "said"),
    [
        (
            PutBucketPolicy(Bucket="photos", Policy="{"),
            ("MalformedPolicy", 400, "This policy contains invalid Json"),
        ),
        (
            PutBucketPolicy(Bucket="nope", Policy=POLICY),
            ("NoSuchBucket", 404, "The specified bucket does not exist"),
        ),
        (
            SetQueueAttributes(QueueUrl=ORDERS, Attributes={"Policy": "[]"}),
            ("InvalidAttributeValue", 400, "Invalid value for the parameter Policy."),
        ),
        (of_topic("{"), ("InvalidParameter", 400, "Invalid parameter: Policy Error: null")),
    ],
)
def test_refusals(operation: Operation, said: tuple[str, int, str]) -> None:
    world = account(
        CreateBucket(Bucket="photos"), CreateQueue(QueueName="orders"), CreateTopic(Name="news")
    )

    assert refusal(world, operation) == said
    assert kept(world) == {}
