"""SNS: to functions and queues, with retries of its own."""

from __future__ import annotations

import json

import pytest
from msgspec.structs import replace
from scenes import calls, later, opened
from source_scenes import (
    FAILED,
    FUNCTION,
    NEWS,
    ORDERS,
    Shelf,
    accounted,
    permission,
    source,
    world_of,
)

from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import CreateTopic, DeleteTopic, Operation, Publish, Subscribe
from lambdatutor.aws.shapes.messages import MessageAttributeValue
from lambdatutor.simulator.settings import SettingError
from lambdatutor.simulator.sources.retry_rules import TOPIC
from lambdatutor.simulator.time import DAY, SECOND
from lambdatutor.simulator.world import World

TO_FUNCTION = Subscribe(TopicArn=NEWS, Protocol="lambda", Endpoint=FUNCTION)


def to_queue(**attributes: str) -> Subscribe:
    return Subscribe(TopicArn=NEWS, Protocol="sqs", Endpoint=ORDERS, Attributes=attributes)


def news(*setup: Operation, traffic: tuple[object, ...] = ()) -> World:
    return world_of(CreateTopic(Name="news"), *setup, traffic=traffic)


def publish(message: str = "hello", **attributes: str) -> Publish:
    said = {
        name: MessageAttributeValue(DataType="String", StringValue=text)
        for name, text in attributes.items()
    }
    return Publish(TopicArn=NEWS, Message=message, MessageAttributes=said or None)


@pytest.mark.fact("PUS-001", "ASY-027")
def test_a_function_gets_one_message_an_invoke_asynchronously() -> None:
    world = news(TO_FUNCTION)
    shelf = Shelf(world, FUNCTION)
    for text in ("one", "two"):
        world.do(publish(text))
    later(world, "1s")

    records = [body["Records"] for body in shelf.bodies]
    assert [len(each) for each in records] == [1, 1]
    assert [each[0]["Sns"]["Message"] for each in records] == ["one", "two"]
    assert records[0][0]["EventSource"] == "aws:sns"
    assert records[0][0]["Sns"]["TopicArn"] == NEWS


@pytest.mark.fact("PUS-001")
def test_the_functions_own_queue_takes_it() -> None:
    world = news(TO_FUNCTION, traffic=(calls("1s", "2s", to="sns:news", names=("Ana", "Ben")),))
    later(world, "10s")

    assert [each.status for each in world.records()] == ["ok", "ok"]
    assert world.snapshot().totals.served == 2
    assert (source(world, "topic").sent, source(world, "topic").taken) == (2, 2)


@pytest.mark.fact("PUS-001")
def test_a_failure_on_awss_side_is_tried_again_at_once_then_slower_then_every_20_seconds() -> None:
    world = news(TO_FUNCTION)
    shelf = Shelf(world, FUNCTION, "ServiceException", times=20)
    world.do(publish())
    later(world, "10min")
    gaps = [b - a for a, b in zip(shelf.moments, shelf.moments[1:], strict=False)]

    assert gaps[:5] == [0, 0, 0, SECOND, SECOND]
    assert gaps[5] == SECOND
    assert gaps[5:15] == sorted(gaps[5:15])
    assert gaps[14:] == [20 * SECOND] * (len(gaps) - 14)
    assert len(shelf.parcels) == 1
    view = source(world, "topic")
    assert (view.refused, view.retried, view.taken, view.waiting) == (20, 20, 1, 0)


@pytest.mark.fact("PUS-001")
def test_a_hundred_thousand_and_fifteen_retries_take_23_days() -> None:
    waited = sum(TOPIC.wait_us(tries, 0.0) for tries in range(1, TOPIC.retries + 1))

    assert TOPIC.retries == 100_015
    assert 23 * DAY < waited < 24 * DAY


@pytest.mark.fact("PUS-001")
@pytest.mark.parametrize("error", ["ResourceNotFoundException", "AccessDeniedException"])
def test_a_failure_of_the_accounts_own_is_final(error: str) -> None:
    world = news(TO_FUNCTION)
    shelf = Shelf(world, FUNCTION, error)
    world.do(publish())
    later(world, "1h")

    assert len(shelf.moments) == 1
    assert source(world, "topic").dropped == 1


@pytest.mark.fact("PUS-001")
def test_each_subscription_has_a_dead_letter_queue_of_its_own() -> None:
    redrive = json.dumps({"deadLetterTargetArn": FAILED})
    world = news(to_queue(RedrivePolicy=redrive), TO_FUNCTION)
    good, failed = Shelf(world, FUNCTION), Shelf(world, FAILED)
    world.do(publish())  # there is no queue called orders
    later(world, "1s")

    assert len(good.parcels) == len(failed.parcels) == 1
    views = {each.target: each for each in world.snapshot().sources}
    assert (views[ORDERS].dead_lettered, views[FUNCTION].taken) == (1, 1)


@pytest.mark.fact("PUS-008", "PER-010")
def test_without_a_statement_in_the_policy_the_message_is_lost_at_once() -> None:
    given = opened(
        traffic=[calls("5s", "15s", to="sns:news")], setup=[CreateTopic(Name="news"), TO_FUNCTION]
    )
    world = World(replace(given.scenario, source_permissions="required"))
    later(world, "10s")
    assert source(world, "topic").dropped == 1

    world.do(permission("sns.amazonaws.com", NEWS))
    later(world, "10s")
    assert (source(world, "topic").dropped, source(world, "topic").taken) == (1, 1)


def test_to_a_queue_the_message_comes_in_an_envelope_or_raw() -> None:
    for raw in ("false", "true"):
        world = news(to_queue(RawMessageDelivery=raw))
        shelf = Shelf(world, ORDERS)
        world.do(publish('{"a":1}', store="x"))
        later(world, "1s")
        (parcel,) = shelf.parcels
        if raw == "true":
            assert parcel.body == '{"a":1}'
            assert parcel.attributes == (("store", "x"),)
        else:
            said = json.loads(parcel.body)
            assert (said["Type"], said["Message"]) == ("Notification", '{"a":1}')
            assert said["MessageAttributes"]["store"]["Value"] == "x"


def test_a_filter_policy_lets_some_messages_through() -> None:
    by_attribute = news(to_queue(FilterPolicy='{"store":["x"]}'))
    by_body = news(
        to_queue(FilterPolicy='{"a":[{"numeric":[">",1]}]}', FilterPolicyScope="MessageBody")
    )
    shelves = [Shelf(world, ORDERS) for world in (by_attribute, by_body)]
    for world in (by_attribute, by_body):
        world.do(publish('{"a":1}', store="x"))
        world.do(publish('{"a":2}', store="y"))
        world.do(publish("no JSON"))
        later(world, "1s")

    assert [len(each.parcels) for each in shelves] == [1, 1]
    assert by_attribute.service.counters.total("NumberOfNotificationsFilteredOut", "news") == 2


@pytest.mark.fact("PUS-001")
def test_a_fifo_topic_has_no_functions() -> None:
    world = world_of(CreateTopic(Name="news.fifo", Attributes={"FifoTopic": "true"}))

    with pytest.raises(AwsError, match="Invalid protocol type: lambda"):
        world.do(Subscribe(TopicArn=f"{NEWS}.fifo", Protocol="lambda", Endpoint=FUNCTION))


def test_topics_and_subscriptions_are_made_once() -> None:
    world = news(CreateTopic(Name="news"), TO_FUNCTION)
    again = world.do(TO_FUNCTION)
    shelf = Shelf(world, FUNCTION)
    world.do(publish())
    later(world, "1s")
    world.do(DeleteTopic(TopicArn=NEWS))

    assert str(again["SubscriptionArn"]).startswith(f"{NEWS}:")
    assert len(shelf.parcels) == 1
    with pytest.raises(AwsError, match="Topic does not exist"):
        world.do(publish())


def test_what_is_not_simulated_says_so() -> None:
    world = news()
    with pytest.raises(SettingError, match="such endpoints are not simulated; use lambda or sqs"):
        world.do(Subscribe(TopicArn=NEWS, Protocol="email", Endpoint="a@b.c"))
    with pytest.raises(AwsError, match="Does not support this protocol string"):
        world.do(Subscribe(TopicArn=NEWS, Protocol="pigeon", Endpoint="x"))


def test_a_copy_in_the_middle_of_retries_goes_the_same_way() -> None:
    world = news(to_queue(), TO_FUNCTION, traffic=(calls("1s", "3s", "5s", to="sns:news"),))
    Shelf(world, FUNCTION, "ServiceException", times=40)
    later(world, "8s")
    assert source_waits(world)
    copy = world.copy()
    copy.service.resources[FUNCTION].world = copy
    for each in (world, copy):
        later(each, "10min")
        assert each.finished
        assert all(accounted(view) for view in each.snapshot().sources)

    assert copy.log.digest() == world.log.digest()


def source_waits(world: World) -> int:
    return sum(each.waiting for each in world.snapshot().sources)
