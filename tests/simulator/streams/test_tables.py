"""Tables: items by key, and the stream of their changes."""

from __future__ import annotations

import msgspec
import pytest
from stream_scenes import TABLE, TABLE_STREAM, drop, events, table, table_stream_of

from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import CreateTable, PutItem
from lambdatutor.aws.shapes.tables import (
    AttributeDefinition,
    AttributeValue,
    KeySchemaElement,
    ProvisionedThroughput,
    StreamSpecification,
)
from lambdatutor.simulator.parcel import Parcel
from lambdatutor.simulator.scenario import Scenario
from lambdatutor.simulator.streams.record import StreamRecord
from lambdatutor.simulator.time import DAY, SECOND
from lambdatutor.simulator.world import World


def with_table(sees: str = "NEW_AND_OLD_IMAGES") -> World:
    return World(Scenario(setup=(table(sees),)))


def item(identity: str = "1", colour: str = "red", **rest: object) -> PutItem:
    values = {"id": AttributeValue(S=identity), "colour": AttributeValue(S=colour)}
    return PutItem(TableName="tab", Item=values, **rest)


def changes(world: World) -> list[dict[str, object]]:
    """What the function would get, in order of arrival."""
    stream = table_stream_of(world)
    found: list[tuple[StreamRecord, dict[str, object]]] = [
        (record, stream.event(shard, record))
        for shard in stream.shards.values()
        for record in shard.records
    ]
    return [event for _, event in sorted(found, key=lambda each: each[0].at_us)]


def test_a_new_item_and_a_changed_one_give_records_and_the_same_again_gives_none() -> None:
    world = with_table()
    world.do(item(colour="red"))
    world.advance(SECOND)
    world.do(item(colour="blue"))
    world.advance(2 * SECOND)
    world.do(item(colour="blue"))
    first, second = changes(world)

    assert (first["eventName"], second["eventName"]) == ("INSERT", "MODIFY")
    assert first["dynamodb"]["Keys"] == {"id": {"S": "1"}}
    assert first["dynamodb"]["NewImage"]["colour"] == {"S": "red"}
    assert "OldImage" not in first["dynamodb"]
    assert second["dynamodb"]["OldImage"]["colour"] == {"S": "red"}
    assert second["dynamodb"]["ApproximateCreationDateTime"] == "2026-01-01T00:00:01.000Z"
    assert second["eventSourceARN"] == TABLE_STREAM


@pytest.mark.parametrize(
    ("sees", "images"),
    [
        ("KEYS_ONLY", set()),
        ("NEW_IMAGE", {"NewImage"}),
        ("OLD_IMAGE", {"OldImage"}),
        ("NEW_AND_OLD_IMAGES", {"NewImage", "OldImage"}),
    ],
)
def test_a_stream_holds_what_its_view_type_says(sees: str, images: set[str]) -> None:
    world = with_table(sees)
    world.do(item(colour="red"))
    world.advance(SECOND)
    world.do(item(colour="blue"))
    told = changes(world)[-1]["dynamodb"]

    assert set(told) & {"NewImage", "OldImage"} == images
    assert (told["StreamViewType"], "Keys" in told) == (sees, True)


def test_changes_of_one_item_lie_in_one_shard_in_order() -> None:
    world = with_table()
    for number in range(20):
        world.do(item("one", str(number)))
        world.do(item(f"other-{number}"))
        world.advance(world.now_us + SECOND)
    shards = [
        (shard.number, record)
        for shard in table_stream_of(world).shards.values()
        for record in shard.records
        if "one" in record.key
    ]

    assert len({number for number, _ in shards}) == 1
    assert [msgspec.json.decode(r.parcel.body)["NewImage"]["colour"]["S"] for _, r in shards] == [
        str(number) for number in range(20)
    ]


def test_a_condition_lets_an_item_be_stored_once() -> None:
    world = with_table()
    once = item(ConditionExpression="attribute_not_exists(id)")
    world.do(once)
    with pytest.raises(AwsError) as refused:
        world.do(once)
    world.do(item("1", "blue", ConditionExpression="attribute_exists(id)"))
    with pytest.raises(AwsError, match="The conditional request failed"):
        world.do(item("2", ConditionExpression="attribute_exists(id)"))

    assert (refused.value.code, refused.value.message) == (
        "ConditionalCheckFailedException",
        "The conditional request failed",
    )
    assert len(changes(world)) == 2


def test_the_old_item_is_returned_where_it_is_asked_for() -> None:
    world = with_table()
    first = world.do(item(colour="red", ReturnValues="ALL_OLD"))
    second = world.do(item(colour="blue", ReturnValues="ALL_OLD"))

    assert first == {}
    assert second["Attributes"]["colour"] == {"S": "red"}


def test_an_item_needs_its_key() -> None:
    world = with_table()
    with pytest.raises(AwsError, match="Missing the key id in the item"):
        world.do(PutItem(TableName="tab", Item={"colour": AttributeValue(S="red")}))


@pytest.mark.fact("REC-002")
def test_a_chain_of_functions_is_not_followed_through_a_table() -> None:
    world = with_table()
    world.service.deliver(TABLE, Parcel(group="a", hops=9), -1)

    assert [r.parcel.hops for s in table_stream_of(world).shards.values() for r in s.records] == [0]


def test_nobody_puts_records_into_the_stream_of_a_table() -> None:
    world = with_table()

    assert world.service.deliver(TABLE_STREAM, Parcel(), -1) == "ResourceNotFoundException"


def test_a_partition_takes_1000_writes_in_a_second() -> None:
    world = with_table()
    codes = [world.service.deliver(TABLE, Parcel(group="hot"), -1) for _ in range(1_001)]
    other = world.service.deliver(TABLE, Parcel(group="cold"), -1)

    assert codes == [""] * 1_000 + ["ProvisionedThroughputExceededException"]
    assert not other
    assert len(events(world, "item.refused")) == 1


def test_items_that_nothing_can_put_again_take_no_room() -> None:
    world = with_table()
    drop(world, *[False] * 500, key="", arn=TABLE)
    drop(world, *[False] * 3, key="same", arn=TABLE)

    assert len(world.service.resources[TABLE].items) == 1
    assert table_stream_of(world).put_count == 503


@pytest.mark.fact("STR-012")
def test_the_stream_of_a_table_keeps_records_for_24_hours() -> None:
    world = with_table()

    assert table_stream_of(world).retention_us == DAY


def test_a_table_with_provisioned_writes_has_a_shard_for_each_thousand() -> None:
    wanted = CreateTable(
        TableName="tab",
        AttributeDefinitions=[AttributeDefinition(AttributeName="id", AttributeType="S")],
        KeySchema=[KeySchemaElement(AttributeName="id", KeyType="HASH")],
        ProvisionedThroughput=ProvisionedThroughput(
            ReadCapacityUnits=3_000, WriteCapacityUnits=1_500
        ),
        StreamSpecification=StreamSpecification(StreamEnabled=True, StreamViewType="KEYS_ONLY"),
    )
    world = World(Scenario(setup=(wanted,)))

    assert len(table_stream_of(world).open_shards) == 3


@pytest.mark.parametrize(
    ("operation", "code", "message"),
    [
        (table(), "ResourceInUseException", "Table already exists: tab"),
        (
            PutItem(TableName="other", Item={"id": AttributeValue(S="1")}),
            "ResourceNotFoundException",
            "Requested resource not found",
        ),
        (
            item(ConditionExpression="size(colour) > 3"),
            "ValidationException",
            (
                "Invalid ConditionExpression: 'size(colour) > 3' is not simulated; "
                "write attribute_exists(name) or attribute_not_exists(name)"
            ),
        ),
    ],
)
def test_tables_refuse_in_the_words_of_dynamodb(
    operation: PutItem, code: str, message: str
) -> None:
    world = with_table()
    with pytest.raises(AwsError) as refused:
        world.do(operation)

    assert (refused.value.code, refused.value.status) == (code, 400)
    assert refused.value.message == message


def test_a_table_without_a_stream_has_none() -> None:
    plain = CreateTable(
        TableName="tab",
        AttributeDefinitions=[AttributeDefinition(AttributeName="id", AttributeType="S")],
        KeySchema=[KeySchemaElement(AttributeName="id", KeyType="HASH")],
        BillingMode="PAY_PER_REQUEST",
    )
    world = World(Scenario(setup=(plain,)))
    world.do(item())

    assert world.snapshot().streams == ()
