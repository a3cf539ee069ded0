"""Queues by themselves: what can be received, when, and what becomes of the rest."""

from __future__ import annotations

import json

import pytest
from queue_scenes import (
    DEAD,
    DEAD_URL,
    LINE_URL,
    ORDERS,
    URL,
    bodies,
    events,
    messages,
    metric,
    opened,
    played,
    queue_of,
    receive,
    send,
    view,
)
from queue_words import queue
from scenes import later

from lambdatutor.aws import operations as aws
from lambdatutor.simulator.queues import shelf
from lambdatutor.simulator.time import SECOND
from lambdatutor.simulator.world import World


def delete(world: World, found: dict[str, str], url: str = URL) -> None:
    world.do(aws.DeleteMessage(QueueUrl=url, ReceiptHandle=found["ReceiptHandle"]))


@pytest.mark.fact("SQS-017")
def test_a_queue_that_says_nothing_has_the_defaults_of_aws() -> None:
    world = opened(aws.CreateQueue(QueueName="orders"))
    answer = world.do(aws.GetQueueAttributes(QueueUrl=URL, AttributeNames=["All"]))

    told = answer["Attributes"]
    assert told["VisibilityTimeout"] == "30"
    assert told["MessageRetentionPeriod"] == "345600"
    assert told["MaximumMessageSize"] == "1048576"
    assert told["DelaySeconds"] == told["ReceiveMessageWaitTimeSeconds"] == "0"


@pytest.mark.fact("SQS-006")
def test_a_received_message_is_hidden_until_its_visibility_timeout_ends() -> None:
    world = opened(queue(visibility=30))
    send(world, "first")
    (found,) = receive(world)
    assert found["Attributes"]["ApproximateReceiveCount"] == "1"

    assert receive(later(world, "29s")) == []
    (again,) = receive(later(world, "2s"))
    assert again["Attributes"]["ApproximateReceiveCount"] == "2"
    assert again["MessageId"] == found["MessageId"]
    assert again["ReceiptHandle"] != found["ReceiptHandle"]


def test_a_deleted_message_never_comes_back() -> None:
    world = opened(queue())
    send(world)
    delete(world, receive(world)[0])

    assert view(later(world, "1min")).visible == 0
    assert metric(world, "NumberOfMessagesDeleted") == 1


def test_an_old_receipt_deletes_nothing_in_a_standard_queue() -> None:
    world = opened(queue(visibility=1))
    send(world)
    (old,) = receive(world)
    (new,) = receive(later(world, "2s"))
    delete(world, old)
    assert view(world).in_flight == 1

    delete(world, new)
    assert view(world).in_flight == 0


def test_visibility_can_be_changed_for_one_message() -> None:
    world = opened(queue(visibility=30))
    send(world)
    (found,) = receive(world)
    handle = found["ReceiptHandle"]
    world.do(aws.ChangeMessageVisibility(QueueUrl=URL, ReceiptHandle=handle, VisibilityTimeout=100))
    assert receive(later(world, "99s")) == []
    assert len(receive(later(world, "2s"))) == 1


def test_visibility_of_nothing_makes_a_message_visible_at_once() -> None:
    world = opened(queue())
    send(world)
    (found,) = receive(world)
    handle = found["ReceiptHandle"]
    world.do(aws.ChangeMessageVisibility(QueueUrl=URL, ReceiptHandle=handle, VisibilityTimeout=0))

    assert view(later(world, "1ms")).visible == 1


@pytest.mark.fact("SQS-017")
def test_a_delayed_message_cannot_be_received_before_its_time() -> None:
    world = opened(queue(DelaySeconds="10"))
    send(world, "queue's own")
    send(world, "its own", DelaySeconds=5)
    send(world, "none", DelaySeconds=0)

    assert (view(world).visible, view(world).delayed) == (1, 2)
    assert bodies(receive(world)) == ["none"]
    assert bodies(receive(later(world, "5s"))) == ["its own"]
    assert bodies(receive(later(world, "5s"))) == ["queue's own"]


@pytest.mark.fact("SQS-017")
def test_messages_are_kept_as_long_as_the_retention_says() -> None:
    world = opened(queue(MessageRetentionPeriod="60"))
    send(world, "first")
    send(later(world, "30s"), "second")

    assert view(later(world, "29s")).visible == 2
    assert bodies(receive(later(world, "2s"))) == ["second"]
    assert view(later(world, "30s")).in_flight == 0
    assert [event.numbers["message"] for event in events(world, "message.expired")] == [1, 2]


def test_a_shorter_retention_holds_for_what_is_there() -> None:
    world = opened(queue())
    send(world)
    later(world, "2min")
    world.do(aws.SetQueueAttributes(QueueUrl=URL, Attributes={"MessageRetentionPeriod": "60"}))

    assert view(later(world, "1ms")).visible == 0


@pytest.mark.fact("SQS-009")
def test_a_message_that_was_received_too_often_goes_to_the_dead_letter_queue() -> None:
    world = opened(queue("dead"), queue(visibility=1, dead="dead", most=2))
    send(world, "bad")
    for _ in range(2):
        assert len(receive(world)) == 1
        later(world, "2s")
    assert view(world).visible == 1  # it moves when somebody asks for it again

    assert receive(world) == []
    assert (view(world).visible, view(world, "dead").visible) == (0, 1)
    (found,) = receive(world, url=DEAD_URL)
    assert found["Attributes"]["DeadLetterQueueSourceArn"] == ORDERS
    (moved,) = events(world, "message.dead_lettered")
    assert (moved.numbers["received"], moved.numbers["limit"]) == (2, 2)


@pytest.mark.fact("SQS-009")
def test_ten_receives_are_the_limit_when_none_is_given() -> None:
    policy = json.dumps({"deadLetterTargetArn": DEAD})
    world = opened(queue("dead"), queue(visibility=1, RedrivePolicy=policy))
    send(world)
    for _ in range(10):
        assert len(receive(world)) == 1
        later(world, "2s")
    assert receive(world) == []


@pytest.mark.fact("SQS-017")
def test_a_dead_letter_of_a_standard_queue_keeps_the_moment_it_was_sent() -> None:
    """So its retention goes on where it was."""
    dead = queue("dead", MessageRetentionPeriod="60")
    world = opened(dead, queue(visibility=40, dead="dead", most=1))
    send(world)
    receive(world)
    receive(later(world, "45s"))
    assert view(world, "dead").visible == 1

    assert view(later(world, "14s"), "dead").visible == 1
    assert view(later(world, "2s"), "dead").visible == 0


def test_without_the_dead_letter_queue_the_message_stays() -> None:
    world = opened(queue("dead"), queue(visibility=1, dead="dead", most=1))
    send(world)
    world.do(aws.DeleteQueue(QueueUrl=DEAD_URL))
    receive(world)

    assert len(receive(later(world, "2s"))) == 1


def test_dead_letters_go_back_to_where_they_came_from() -> None:
    world = opened(queue("dead"), queue(visibility=1, dead="dead", most=1))
    for body in ("one", "two"):
        send(world, body)
    receive(world)
    receive(later(world, "2s"))
    assert view(world, "dead").visible == 2

    world.do(aws.StartMessageMoveTask(SourceArn=DEAD, MaxNumberOfMessagesPerSecond=1))
    assert (view(later(world, "500ms")).visible, view(world, "dead").visible) == (1, 1)
    assert (view(later(world, "1s")).visible, view(world, "dead").visible) == (2, 0)
    (first, second) = receive(world)
    assert first["Attributes"]["ApproximateReceiveCount"] == "1"
    assert bodies([first, second]) == ["one", "two"]
    assert world.finished is False  # they are in flight


def test_a_move_task_takes_only_what_is_there_when_it_starts() -> None:
    world = opened(queue("dead"), queue(dead="dead"))
    for _ in range(3):
        send(world, url=DEAD_URL)
    world.do(
        aws.StartMessageMoveTask(
            SourceArn=DEAD, DestinationArn=ORDERS, MaxNumberOfMessagesPerSecond=2
        )
    )
    later(world, "500ms")
    send(world, "late", url=DEAD_URL)

    later(world, "5s")
    assert (view(world).visible, view(world, "dead").visible) == (3, 1)


def test_purging_removes_hidden_messages_too() -> None:
    world = opened(queue())
    send(world)
    send(world)
    receive(world, 1)
    world.do(aws.PurgeQueue(QueueUrl=URL))

    assert (view(world).visible, view(world).in_flight) == (0, 0)
    assert view(later(world, "1min")).visible == 0


def test_the_oldest_message_counts_until_it_is_deleted() -> None:
    world = opened(queue())
    send(world)
    send(later(world, "10s"))
    assert view(later(world, "5s")).oldest_us == 15 * SECOND

    delete(world, receive(world, 1)[0])
    assert view(world).oldest_us == 5 * SECOND


def test_cloudwatch_reads_the_levels_once_a_minute() -> None:
    world = opened(queue())
    send(world)
    send(world, DelaySeconds=100)
    send(world)
    receive(later(world, "50s"), 1)
    later(world, "10s")

    counters = world.service.counters
    for name, level in (
        ("ApproximateNumberOfMessagesVisible", 1),
        ("ApproximateNumberOfMessagesNotVisible", 1),
        ("ApproximateNumberOfMessagesDelayed", 1),
        ("ApproximateAgeOfOldestMessage", 60),
    ):
        ((start_us, kept),) = counters.periods(name, "orders")
        assert (start_us, kept.maximum) == (0, level)


def test_a_queue_gives_no_more_than_its_messages_in_flight_allow(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert shelf.IN_FLIGHT_LIMIT == 120_000
    monkeypatch.setattr("lambdatutor.simulator.queues.queue.IN_FLIGHT_LIMIT", 2)
    monkeypatch.setattr("lambdatutor.simulator.queues.shelf.IN_FLIGHT_LIMIT", 2)
    world = opened(queue())
    for _ in range(3):
        send(world)

    found = receive(world)
    assert len(found) == 2
    assert not queue_of(world).available
    delete(world, found[0])
    assert len(receive(world)) == 1


def test_order_is_kept_within_a_group_and_a_hidden_message_holds_its_group_up() -> None:
    world = opened(queue("line.fifo"))
    for number, group in enumerate("aabba"):
        send(
            world,
            f"{group}{number}",
            LINE_URL,
            MessageGroupId=group,
            MessageDeduplicationId=str(number),
        )

    first = receive(world, 2, LINE_URL)
    assert bodies(first) == ["a0", "a1"]
    assert bodies(receive(world, 10, LINE_URL)) == ["b2", "b3"]
    delete(world, first[0], LINE_URL)
    assert receive(world, 10, LINE_URL) == []

    delete(world, first[1], LINE_URL)
    assert bodies(receive(world, 10, LINE_URL)) == ["a4"]


def test_messages_of_a_group_come_back_in_order() -> None:
    world = opened(queue("line.fifo", visibility=1))
    for number in range(3):
        send(world, str(number), LINE_URL, MessageGroupId="a", MessageDeduplicationId=str(number))
    receive(world, 2, LINE_URL)

    assert bodies(receive(later(world, "2s"), 10, LINE_URL)) == ["0", "1", "2"]


def test_a_duplicate_within_five_minutes_is_accepted_and_never_delivered() -> None:
    world = opened(queue("line.fifo", ContentBasedDeduplication="true"))
    first = send(world, "pay", LINE_URL, MessageGroupId="a")
    assert send(later(world, "299s"), "pay", LINE_URL, MessageGroupId="a") == first
    assert view(world, "line.fifo").visible == 1

    assert send(later(world, "1s"), "pay", LINE_URL, MessageGroupId="a") != first
    assert view(world, "line.fifo").visible == 2


def test_a_duplicate_of_a_deleted_message_is_one_as_well() -> None:
    world = opened(queue("line.fifo"))
    wanted = {"MessageGroupId": "a", "MessageDeduplicationId": "x"}
    send(world, "pay", LINE_URL, **wanted)
    delete(world, receive(world, 1, LINE_URL)[0], LINE_URL)
    send(world, "pay again", LINE_URL, **wanted)

    assert view(world, "line.fifo").visible == 0


def test_messages_without_a_group_are_turned_away_by_a_fifo_queue() -> None:
    world = played(queue("line.fifo"), traffic=(messages("0s", to="sqs:line.fifo"),))
    (refused,) = events(world, "message.refused")
    assert refused.numbers["code"] == "MissingParameter"
    assert view(world, "line.fifo").sent == 0
