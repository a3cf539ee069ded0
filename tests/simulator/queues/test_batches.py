"""What makes a batch: size, window, six megabytes; and what filters leave of it."""

from __future__ import annotations

import json

import pytest
from queue_scenes import (
    URL,
    events,
    mapping,
    messages,
    metric,
    opened,
    played,
    polls,
    send,
    sizes,
    view,
)
from queue_words import queue
from scenes import function, later, statuses

from lambdatutor.aws import operations as aws
from lambdatutor.aws.shapes import MessageAttributeValue
from lambdatutor.simulator.distributions import parse_distribution
from lambdatutor.simulator.polling.filters import passes, read
from lambdatutor.simulator.world import World

MIB = 1_048_576
NO_TIME = function(run="1ms")


@pytest.mark.fact("ESM-005", "SQS-014")
def test_ten_messages_are_a_batch_when_nothing_is_said() -> None:
    world = played(queue(), mapping(), traffic=(messages("0s", count=25),))
    assert sizes(world) == [10, 10, 5]


@pytest.mark.fact("ESM-003")
def test_a_batch_has_no_more_than_its_size() -> None:
    world = played(queue(), mapping(size=3), traffic=(messages("0s", count=7),))
    assert sizes(world) == [3, 3, 1]


@pytest.mark.fact("ESM-003")
def test_six_megabytes_close_a_batch() -> None:
    heavy = messages("0s", count=10, size_bytes=MIB)
    world = played(queue(), mapping(), traffic=(heavy,))
    assert sizes(world) == [6, 4]


@pytest.mark.fact("ESM-003", "ESM-004")
def test_a_window_gathers_messages_until_it_ends() -> None:
    world = played(
        queue(visibility=60),
        mapping(size=100, window=5),
        traffic=(messages("10s", "12s", "14s", "16s"),),
    )
    taken = events(world, "batch.taken")
    assert [(event.at_us / 1e6, event.numbers["size"]) for event in taken] == [(15, 3), (21, 1)]
    assert {event.numbers["closed_by"] for event in taken} == {"window"}


@pytest.mark.fact("ESM-003")
def test_a_full_batch_does_not_wait_for_its_window() -> None:
    world = played(
        queue(visibility=60), mapping(size=20, window=60), traffic=(messages("1s", count=50),)
    )
    taken = events(world, "batch.taken")
    assert [(event.at_us / 1e6, event.numbers["size"]) for event in taken] == [(1, 20), (1, 20)]
    assert view(world).in_flight == 10  # gathered, and hidden from others meanwhile

    later(world, "2s")
    assert sizes(world) == [20, 20, 10]


@pytest.mark.fact("ESM-003")
def test_six_megabytes_close_a_window() -> None:
    world = played(
        queue(visibility=60),
        mapping(size=100, window=20),
        traffic=(messages("0s", count=8, size_bytes=MIB),),
    )
    assert sizes(world) == [6, 2]
    assert events(world, "batch.taken")[0].numbers["closed_by"] == "bytes"


@pytest.mark.fact("SQS-013")
def test_with_few_messages_a_short_window_may_take_twenty_seconds() -> None:
    wait = parse_distribution("60s")
    for setting, moment in ((None, 2), (wait, 20)):
        rest = {} if setting is None else {"quiet_window_wait": setting}
        world = played(queue(visibility=60), mapping(window=2), traffic=(messages("0s"),), **rest)
        (taken,) = events(world, "batch.taken")
        assert taken.at_us == moment * 1_000_000


def filtered(pattern: object, *sent: str, size: int = 10) -> World:
    world = opened(queue(), mapping(pattern=pattern, size=size, counts=True), of=NO_TIME)
    for body in sent:
        send(world, body)
    return later(world, "5s")


@pytest.mark.fact("ESM-009", "ESM-010")
def test_filtered_messages_are_deleted_and_invoke_nothing() -> None:
    world = filtered({"body": {"kind": ["order"]}}, '{"kind":"order"}', '{"kind":"news"}', "plain")
    assert sizes(world) == [1]
    assert (view(world).deleted, view(world).visible, view(world).in_flight) == (3, 0, 0)
    uuid = polls(world).uuid
    assert metric(world, "FilteredOutEventCount", uuid) == 2
    assert metric(world, "DeletedEventCount", uuid) == 3


@pytest.mark.fact("ESM-010")
def test_a_batch_of_which_nothing_passes_invokes_nothing() -> None:
    world = filtered({"body": {"kind": ["order"]}}, *["{}"] * 25)
    assert statuses(world) == []
    assert view(world).deleted == 25
    assert world.finished


def test_traffic_carries_its_bodies_in_turn() -> None:
    world = played(
        queue(),
        mapping(pattern={"body": {"kind": ["order"]}}),
        traffic=(messages("0s", count=9, bodies=('{"kind":"order"}', '{"kind":"news"}')),),
    )
    assert sizes(world) == [5]


def test_a_filter_sees_the_attributes_of_a_message() -> None:
    pattern = {"messageAttributes": {"shop": {"stringValue": ["north"]}}}
    world = opened(queue(), mapping(pattern=pattern))
    for shop in ("north", "south"):
        attribute = MessageAttributeValue(DataType="String", StringValue=shop)
        world.do(
            aws.SendMessage(QueueUrl=URL, MessageBody="x", MessageAttributes={"shop": attribute})
        )
    assert sizes(later(world, "5s")) == [1]


RECORD = {
    "body": {
        "price": 300,
        "weight": 1.5,
        "name": "Bolt M8",
        "tags": ["new", "sale"],
        "note": "",
        "gone": None,
        "shop": {"city": "Bern"},
    }
}


@pytest.mark.fact("ESM-011")
@pytest.mark.parametrize(
    ("pattern", "fits"),
    [
        ({"price": [300]}, True),
        ({"price": [300.0]}, False),
        ({"price": ["300"]}, False),
        ({"price": [{"numeric": [">", 200, "<=", 300]}]}, True),
        ({"price": [{"numeric": ["=", 300.0]}]}, True),
        ({"price": [{"numeric": ["<", 300]}]}, False),
        ({"name": [{"numeric": [">", 0]}]}, False),
        ({"name": [{"prefix": "Bolt"}]}, True),
        ({"name": [{"prefix": "bolt"}]}, False),
        ({"name": [{"suffix": "M8"}]}, True),
        ({"name": [{"equals-ignore-case": "BOLT m8"}]}, True),
        ({"name": [{"anything-but": "Nut"}]}, True),
        ({"name": [{"anything-but": ["Nut", "Bolt M8"]}]}, False),
        ({"name": [{"anything-but": {"prefix": "Bolt"}}]}, False),
        ({"name": [{"anything-but": {"suffix": "M6"}}]}, True),
        ({"missing": [{"anything-but": "Nut"}]}, False),
        ({"tags": ["sale"]}, True),
        ({"tags": ["old"]}, False),
        ({"note": [""]}, True),
        ({"note": [None]}, False),
        ({"gone": [None]}, True),
        ({"missing": [None]}, False),
        ({"missing": [{"exists": False}]}, True),
        ({"price": [{"exists": True}]}, True),
        ({"price": [{"exists": False}]}, False),
        ({"shop": [{"exists": True}]}, False),
        ({"shop": {"city": ["Bern", "Basel"]}}, True),
        ({"shop": {"city": ["Basel"]}}, False),
        ({"shop": {"street": [{"exists": False}]}}, True),
        ({"price": [300], "weight": [2.5]}, False),
        ({"price": [1, 300], "weight": [1.5]}, True),
        ({"$or": [{"price": [1]}, {"weight": [1.5]}]}, True),
        ({"$or": [{"price": [1]}, {"weight": [2]}], "name": [{"exists": True}]}, False),
    ],
    ids=json.dumps,
)
def test_the_operators_of_a_filter(pattern: object, fits: bool) -> None:
    patterns = read((json.dumps({"body": pattern}),))
    assert passes(patterns, RECORD) is fits


@pytest.mark.fact("ESM-009")
def test_one_pattern_that_fits_is_enough() -> None:
    patterns = read(('{"body":{"price":[1]}}', '{"body":{"weight":[1.5]}}'))
    assert passes(patterns, RECORD)
    assert not passes(patterns[:1], RECORD)
    assert passes((), RECORD)
