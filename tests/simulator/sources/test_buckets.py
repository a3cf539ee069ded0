"""S3: objects come, and functions, queues and topics are told."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from scenes import calls, function, later, opened
from source_scenes import FUNCTION, ORDERS, Shelf, permission, source, world_of

from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import (
    CreateBucket,
    Operation,
    PutBucketNotificationConfiguration,
    PutObject,
)
from lambdatutor.aws.shapes.buckets import (
    EventBridgeConfiguration,
    FilterRule,
    LambdaFunctionConfiguration,
    NotificationConfiguration,
    NotificationConfigurationFilter,
    QueueConfiguration,
    S3KeyFilter,
)
from lambdatutor.simulator.world import World


def about(prefix: str = "", suffix: str = "") -> NotificationConfigurationFilter:
    rules = [FilterRule(Name="prefix", Value=prefix), FilterRule(Name="Suffix", Value=suffix)]
    return NotificationConfigurationFilter(Key=S3KeyFilter(FilterRules=rules))


def tells(
    *filters: tuple[str, str], events: str = "s3:ObjectCreated:*", **rest: object
) -> PutBucketNotificationConfiguration:
    told = [
        LambdaFunctionConfiguration(
            LambdaFunctionArn=FUNCTION, Events=[events], Filter=about(prefix, suffix)
        )
        for prefix, suffix in filters
    ]
    return PutBucketNotificationConfiguration(
        Bucket="uploads",
        NotificationConfiguration=NotificationConfiguration(LambdaFunctionConfigurations=told),
        **rest,
    )


def uploads(*setup: Operation, traffic: tuple[object, ...] = (), **behaviour: object) -> World:
    return world_of(CreateBucket(Bucket="uploads"), *setup, traffic=traffic, **behaviour)


def put(key: str) -> PutObject:
    return PutObject(Bucket="uploads", Key=key, ContentLength=1_000)


@pytest.mark.fact("PUS-002", "ASY-027")
def test_one_record_an_event_and_the_key_is_coded() -> None:
    world = uploads(tells(("", "")))
    shelf = Shelf(world, FUNCTION)
    world.do(put("my photos/ana & ben.jpg"))
    world.do(put("my photos/ana & ben.jpg"))
    later(world, "1s")
    first, second = (body["Records"] for body in shelf.bodies)

    assert len(first) == 1
    assert first[0]["s3"]["object"]["key"] == "my+photos/ana+%26+ben.jpg"
    assert first[0]["eventName"] == "ObjectCreated:Put"
    # for one key, the later event has the greater sequencer
    assert first[0]["s3"]["object"]["sequencer"] < second[0]["s3"]["object"]["sequencer"]


@pytest.mark.fact("PUS-002")
def test_a_prefix_and_a_suffix_choose_objects() -> None:
    world = uploads(tells(("in/", ".jpg")))
    shelf = Shelf(world, FUNCTION)
    for key in ("in/a.jpg", "in/a.png", "out/a.jpg", "a.jpg", "in/b/c.jpg"):
        world.do(put(key))
    later(world, "1s")

    keys = [body["Records"][0]["s3"]["object"]["key"] for body in shelf.bodies]
    assert keys == ["in/a.jpg", "in/b/c.jpg"]


@pytest.mark.fact("PUS-002")
def test_other_events_are_not_told() -> None:
    world = uploads(tells(("", ""), events="s3:ObjectRemoved:*"))
    shelf = Shelf(world, FUNCTION)
    world.do(put("a"))
    later(world, "1s")

    assert shelf.parcels == []


@pytest.mark.fact("PUS-002")
@pytest.mark.parametrize(
    ("one", "other", "refused"),
    [
        (("in/", ".jpg"), ("in/", ".png"), False),
        (("in/", ".jpg"), ("out/", ".jpg"), False),
        (("in/", ".jpg"), ("in/new/", ".jpg"), True),
        (("in/", ""), ("in/", ".png"), True),
        (("", ".jpg"), ("in/", "x.jpg"), True),
    ],
)
def test_two_rules_are_refused_if_prefixes_and_suffixes_overlap(
    one: tuple[str, str], other: tuple[str, str], refused: bool
) -> None:
    world = uploads()
    if refused:
        with pytest.raises(AwsError, match="Configurations overlap") as error:
            world.do(tells(one, other))
        assert (error.value.code, error.value.status) == ("InvalidArgument", 400)
    else:
        world.do(tells(one, other))


@pytest.mark.fact("PUS-008", "ASY-027")
def test_a_bucket_invokes_asynchronously_once_the_policy_lets_it_in() -> None:
    given = opened(
        traffic=[calls("10s", to="s3:uploads", names=("in/ana.jpg",))],
        setup=[CreateBucket(Bucket="uploads")],
    )
    world = World(replace(given.scenario, source_permissions="required"))
    with pytest.raises(AwsError, match="Unable to validate the following destination config"):
        world.do(tells(("", "")))
    world.do(permission("s3.amazonaws.com", "arn:aws:s3:::other"))
    with pytest.raises(AwsError, match="Unable to validate the following destination config"):
        world.do(tells(("", "")))
    world.do(permission("s3.amazonaws.com", SourceAccount="123456789012", sid="s2"))
    world.do(tells(("", "")))
    later(world, "1min")

    assert [each.status for each in world.records()] == ["ok"]


def test_a_destination_must_be_there_unless_nobody_looks() -> None:
    queue = QueueConfiguration(QueueArn=ORDERS, Events=["s3:ObjectCreated:Put"])
    told = NotificationConfiguration(QueueConfigurations=[queue])
    world = uploads()
    with pytest.raises(AwsError, match="Unable to validate"):
        world.do(
            PutBucketNotificationConfiguration(Bucket="uploads", NotificationConfiguration=told)
        )
    world.do(
        PutBucketNotificationConfiguration(
            Bucket="uploads", NotificationConfiguration=told, SkipDestinationValidation=True
        )
    )
    world.do(put("a"))
    later(world, "1s")
    assert source(world, "bucket").dropped == 1

    shelf = Shelf(world, ORDERS)
    world.do(put("b"))
    later(world, "1s")
    assert len(shelf.parcels) == 1


def test_a_new_configuration_replaces_the_old_one() -> None:
    world = uploads(tells(("in/", "")))
    shelf = Shelf(world, FUNCTION)
    world.do(put("in/a"))
    world.do(tells())
    world.do(put("in/a"))
    later(world, "1s")

    assert len(shelf.parcels) == 1
    assert source(world, "bucket").taken == 1


def test_eventbridge_can_be_told_too() -> None:
    world = uploads()
    told = NotificationConfiguration(EventBridgeConfiguration=EventBridgeConfiguration())
    world.do(PutBucketNotificationConfiguration(Bucket="uploads", NotificationConfiguration=told))
    world.do(put("a"))

    assert [each.kind for each in world.log.since(0)][-2:] == ["source.sent", "bus.received"]


@pytest.mark.fact("PUS-002", "REC-001", "REC-002")
def test_a_function_that_writes_where_it_reads_goes_in_circles() -> None:
    found = {}
    for prefix in ("", "in/"):
        world = uploads(
            tells((prefix, "")),
            traffic=(calls("1s", to="s3:uploads", names=("in/ana.jpg",)),),
            run="10ms",
            sends=("arn:aws:s3:::uploads/small/",),
        )
        later(world, "5min")
        found[prefix] = sum(each.status == "ok" for each in world.records())
        bucket = world.service.resources["arn:aws:s3:::uploads"]
        assert "small/ana.jpg" in bucket.objects

    assert found == {"": 16, "in/": 1}


@pytest.mark.parametrize(
    ("operation", "code"),
    [
        (CreateBucket(Bucket="uploads"), "BucketAlreadyOwnedByYou"),
        (PutObject(Bucket="nope", Key="a"), "NoSuchBucket"),
    ],
)
def test_what_is_wrong_is_refused(operation: Operation, code: str) -> None:
    with pytest.raises(AwsError) as error:
        uploads().do(operation)

    assert error.value.code == code


def test_a_bucket_without_notifications_only_keeps() -> None:
    world = opened(
        function(),
        traffic=[calls("1s", to="s3:uploads", count=3)],
        setup=[CreateBucket(Bucket="uploads")],
    )
    later(world, "1s")
    bucket = world.service.resources["arn:aws:s3:::uploads"]

    assert list(bucket.objects) == ["object-1", "object-2", "object-3"]
    assert world.finished
