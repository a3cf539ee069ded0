"""Streams of Kinesis: shards, keys, order, limits and how long records stay."""

from __future__ import annotations

from hashlib import md5

import pytest
from stream_scenes import (
    STREAM,
    drop,
    events,
    f,
    into,
    mapping,
    put,
    reader,
    reading,
    stream,
    stream_of,
)

from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import (
    PutFunctionConcurrency,
    PutRecord,
    PutRecords,
    UpdateShardCount,
)
from lambdatutor.aws.shapes.streams import PutRecordsRequestEntry
from lambdatutor.simulator.parcel import Parcel
from lambdatutor.simulator.scenario import Scenario
from lambdatutor.simulator.streams.shard import READ_ROOM
from lambdatutor.simulator.time import DAY, HOUR, MINUTE, SECOND
from lambdatutor.simulator.world import World


def alone(shards: int = 1) -> World:
    """A stream that nobody reads."""
    return World(Scenario(setup=(stream(shards),)))


def test_a_key_goes_to_the_shard_that_holds_its_md5() -> None:
    world = alone(4)
    for number in range(64):
        key = f"customer-{number}"
        answer = world.do(put(key=key))
        quarter = int(md5(key.encode(), usedforsecurity=False).hexdigest(), 16) >> 126

        assert answer["ShardId"] == f"shardId-{quarter:012d}"


def test_an_explicit_hash_key_takes_the_place_of_the_key() -> None:
    world = alone(2)
    last = PutRecord(StreamName="s", Data="{}", PartitionKey="a", ExplicitHashKey=str(2**128 - 1))
    first = PutRecord(StreamName="s", Data="{}", PartitionKey="a", ExplicitHashKey="0")

    assert world.do(last)["ShardId"] == "shardId-000000000001"
    assert world.do(first)["ShardId"] == "shardId-000000000000"
    with pytest.raises(AwsError, match="Invalid ExplicitHashKey"):
        world.do(PutRecord(StreamName="s", Data="", PartitionKey="a", ExplicitHashKey=str(2**128)))


def test_sequence_numbers_grow_within_a_shard_and_differ_between_shards() -> None:
    world = alone(2)
    answers = [world.do(put(key=f"k{number}")) for number in range(40)]
    numbers = [str(each["SequenceNumber"]) for each in answers]

    assert len(set(numbers)) == 40
    for shard in stream_of(world).shards.values():
        mine = [
            number
            for number, each in zip(numbers, answers, strict=True)
            if each["ShardId"] == shard.name
        ]
        assert mine == sorted(mine)
        assert len(mine) > 5


def test_a_shard_takes_1000_records_in_a_second() -> None:
    world = alone()
    drop(world, *[False] * 1_000)
    with pytest.raises(AwsError) as refused:
        world.do(put())
    world.advance(SECOND)
    world.do(put())

    assert (refused.value.code, refused.value.status) == (
        "ProvisionedThroughputExceededException",
        400,
    )
    assert refused.value.message == (
        "Rate exceeded for shard shardId-000000000000 in stream s under account 123456789012."
    )
    assert stream_of(world).put_count == 1_001
    assert world.service.counters.total("WriteProvisionedThroughputExceeded", "s") == 1


def test_a_shard_takes_1_mb_in_a_second() -> None:
    world = alone(2)
    half = Parcel(group="a", size_bytes=524_288)
    codes = [world.service.deliver(STREAM, half, -1) for _ in range(3)]
    other = world.service.deliver(STREAM, half._replace(group="b"), -1)

    assert codes == ["", "", "ProvisionedThroughputExceededException"]
    assert not other  # "b" lies in the other shard, which has an allowance of its own
    assert len(events(world, "record.refused")) == 1


def test_put_records_names_the_records_that_were_refused() -> None:
    world = alone()
    drop(world, *[False] * 998)
    entries = [PutRecordsRequestEntry(Data="{}", PartitionKey="a") for _ in range(5)]
    answer = world.do(PutRecords(StreamName="s", Records=entries))
    codes = [each.get("ErrorCode", "") for each in answer["Records"]]

    assert answer["FailedRecordCount"] == 3
    assert codes == ["", ""] + ["ProvisionedThroughputExceededException"] * 3


def test_a_record_of_more_than_1_mb_is_refused() -> None:
    world = alone()
    with pytest.raises(AwsError, match="length less than or equal to 1048576"):
        world.do(put(data="x" * 1_048_577))
    world.do(put(data="x" * 1_048_576))

    assert stream_of(world).put_count == 1


@pytest.mark.fact("STR-012")
def test_a_record_is_gone_after_24_hours() -> None:
    world = alone()
    for moment in (0, SECOND, DAY - 1, DAY + SECOND):
        world.advance(moment)
        drop(world, *[False] * 1_000)
    shard = stream_of(world).shards[0]
    world.advance(DAY + 2 * SECOND)
    drop(world, *[False] * 96)  # the 4,096th record: time to sweep

    assert shard.base == 2_000
    assert [record.position for record in shard.records] == list(range(2_000, 4_096))


def test_what_everyone_has_read_makes_place() -> None:
    world = World(
        reading(traffic=(into(rate=900.0),), BatchSize=1_000), keep_events=False, keep_records=False
    )
    world.advance(120 * SECOND)

    assert stream_of(world).put_count > 100_000
    assert len(stream_of(world).shards[0].records) < READ_ROOM + 3_000


def test_what_nobody_has_read_stays_until_it_expires() -> None:
    world = World(
        reading(traffic=(into(rate=10.0),), BatchSize=1_000, Enabled=False),
        keep_events=False,
        keep_records=False,
    )
    world.advance(HOUR)

    assert len(stream_of(world).shards[0].records) == stream_of(world).put_count


def test_what_a_slow_reader_has_not_read_stays_for_it() -> None:
    world = World(reading(BatchSize=1_000, MaximumBatchingWindowInSeconds=1))
    world.do(PutFunctionConcurrency(FunctionName="f", ReservedConcurrentExecutions=0))
    for second in range(1, 16):
        drop(world, *[False] * 1_000)
        world.advance(second * SECOND)
    world.do(PutFunctionConcurrency(FunctionName="f", ReservedConcurrentExecutions=1))
    world.advance(10 * MINUTE)

    assert READ_ROOM < 15_000
    assert (reader(world).done, reader(world).expired) == (15_000, 0)


@pytest.mark.fact("STR-003", "STR-012")
def test_what_expires_before_it_is_read_is_counted() -> None:
    world = World(reading(f(errors=1.0), BatchSize=10))
    for second in range(1, 4):
        drop(world, *[False] * 1_000)
        world.advance(second * SECOND)
    world.advance(DAY + 10 * SECOND)
    drop(world, *[False] * 1_000)
    world.advance(DAY + 11 * SECOND)
    drop(world, *[False] * 200)  # past the 4,096th record, when the stream is swept
    world.advance(DAY + 10 * MINUTE)

    assert reader(world).expired == 3_000
    assert reader(world).behind == 1_200


# More and fewer shards


def test_the_number_of_shards_changes_by_half_to_double() -> None:
    world = alone(4)
    with pytest.raises(AwsError, match="more than double the current open shard count from 4 to 9"):
        world.do(
            UpdateShardCount(StreamName="s", TargetShardCount=9, ScalingType="UNIFORM_SCALING")
        )
    with pytest.raises(AwsError, match="below half of the current open shard count from 4 to 1"):
        world.do(
            UpdateShardCount(StreamName="s", TargetShardCount=1, ScalingType="UNIFORM_SCALING")
        )
    answer = world.do(
        UpdateShardCount(StreamName="s", TargetShardCount=8, ScalingType="UNIFORM_SCALING")
    )

    assert (answer["CurrentShardCount"], answer["TargetShardCount"]) == (4, 8)
    assert len(stream_of(world).open_shards) == 8
    assert sum(shard.closed for shard in stream_of(world).shards.values()) == 4


@pytest.mark.parametrize("target", [2, 3, 4, 6])
def test_children_are_read_after_their_parents_so_keys_stay_in_order(target: int) -> None:
    world = World(reading(shards=3, traffic=(into(rate=50.0, groups=7),), BatchSize=10))
    world.advance(5 * SECOND)
    world.do(
        UpdateShardCount(StreamName="s", TargetShardCount=target, ScalingType="UNIFORM_SCALING")
    )
    world.advance(30 * SECOND)

    assert len(stream_of(world).open_shards) == target
    order = [
        record.at_us
        for shard in stream_of(world).shards.values()
        for record in shard.records
        if record.key == "group-1"
    ]
    assert order == sorted(order)
    views = [each for shard in world.snapshot().streams[0].shards for each in shard.readers]
    assert sum(each.behind for each in views) < 60
    done = [int(e.numbers["records"]) for e in events(world, "batch.sent")]
    assert sum(done) >= stream_of(world).put_count - 60


def test_a_blocked_parent_holds_up_its_children_only() -> None:
    world = World(reading(shards=2))
    drop(world, True, key="a")  # "a" lies in the first shard
    world.do(UpdateShardCount(StreamName="s", TargetShardCount=4, ScalingType="UNIFORM_SCALING"))
    drop(world, False, key="a")
    drop(world, False, key="b")
    world.advance(20 * SECOND)
    shards = world.snapshot().streams[0].shards
    read = {shard.name[-1]: bool(shard.readers) for shard in shards}

    assert read == {"0": True, "1": False, "2": False, "3": False, "4": True, "5": True}


# Refusals


@pytest.mark.parametrize(
    ("operation", "code", "message"),
    [
        (stream(), "ResourceInUseException", "Stream s under account 123456789012 already exists."),
        (
            PutRecord(StreamName="nope", Data="{}", PartitionKey="a"),
            "ResourceNotFoundException",
            "Stream nope under account 123456789012 not found.",
        ),
        (
            UpdateShardCount(StreamName="no", TargetShardCount=1, ScalingType="UNIFORM_SCALING"),
            "ResourceNotFoundException",
            "Stream no under account 123456789012 not found.",
        ),
    ],
)
def test_streams_refuse_in_the_words_of_kinesis(
    operation: PutRecord, code: str, message: str
) -> None:
    world = World(Scenario(setup=(stream(),)))
    with pytest.raises(AwsError) as refused:
        world.do(operation)

    assert (refused.value.code, refused.value.status) == (code, 400)
    assert refused.value.message == message


def test_the_same_source_and_function_have_one_mapping() -> None:
    world = World(reading())
    with pytest.raises(AwsError, match="provided mapping already exists"):
        world.do(mapping())
