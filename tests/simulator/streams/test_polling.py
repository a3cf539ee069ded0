"""How Lambda reads streams: looks, batches, windows, lanes, filters and starting positions."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from stream_scenes import (
    STREAM,
    TABLE,
    TABLE_STREAM,
    drop,
    events,
    f,
    into,
    later,
    mapping,
    mapping_of,
    opened,
    played,
    reader,
    reading,
    sent,
    stream,
    stream_of,
)

from lambdatutor.aws.operations import (
    CreateAlias,
    DeleteEventSourceMapping,
    PublishVersion,
    UpdateEventSourceMapping,
)
from lambdatutor.aws.shapes import (
    EventSourceMappingMetricsConfig,
    Filter,
    FilterCriteria,
)
from lambdatutor.simulator.distributions import Fixed
from lambdatutor.simulator.scenario import Scenario
from lambdatutor.simulator.streams.hashing import part
from lambdatutor.simulator.streams.poller import NO_ACCESS
from lambdatutor.simulator.time import MINUTE, SECOND, Micros
from lambdatutor.simulator.world import World


def put_at(world: World, *moments_ms: int, key: str = "a", size_bytes: int = 256) -> None:
    for each in moments_ms:
        world.advance(each * 1_000)
        drop(world, False, key=key, size_bytes=size_bytes)


@pytest.mark.fact("STR-002")
def test_lambda_looks_into_a_shard_of_kinesis_once_a_second() -> None:
    world = opened()
    put_at(world, 100, 900, 1_001, 1_999, 2_500)
    later(world, "5s")

    assert sent(world) == [(1_000, 2), (2_000, 2), (3_000, 1)]


@pytest.mark.fact("STR-002")
def test_lambda_looks_into_a_shard_of_a_table_four_times_a_second() -> None:
    world = opened(f(run="10ms"), source=TABLE_STREAM)
    for moment_ms in (100, 260, 990):
        world.advance(moment_ms * 1_000)
        drop(world, False, key="a", arn=TABLE)
    later(world, "5s")

    assert sent(world) == [(250, 1), (500, 1), (1_000, 1)]


def test_no_time_is_spent_on_looks_that_show_nothing() -> None:
    world = opened()
    put_at(world, 100)
    later(world, "1h")
    queue = [entry for entry in world.clock.queue if entry[0] > world.now_us + MINUTE]

    assert len(world.clock.queue) - len(queue) < 5


@pytest.mark.fact("STR-001")
def test_a_shard_has_one_batch_at_a_time_and_the_next_begins_at_its_end() -> None:
    world = opened(f(run="700ms"), BatchSize=2)
    drop(world, *[False] * 5)
    later(world, "10s")

    assert sent(world) == [(0, 2), (700, 2), (1_400, 1)]
    assert max(each.concurrent_executions for each in world.datapoints("f")) == 1


@pytest.mark.fact("STR-001")
def test_with_a_factor_a_key_has_one_batch_at_a_time() -> None:
    world = opened(f(run="1s"), BatchSize=10, ParallelizationFactor=4)
    keys = [f"key-{number}" for number in range(20)]
    for key in keys:
        drop(world, False, False, key=key)
    world.advance(500_000)
    lanes = {part(key, 4) for key in keys}

    assert reader(world).in_flight == len(lanes) == 4
    later(world, "1min")
    positions: dict[int, list[int]] = {}
    for batch in events(world, "batch.sent"):
        positions.setdefault(batch.at_us, []).append(int(batch.numbers["records"]))
    assert all(len(each) <= 4 for each in positions.values())
    assert reader(world).done == 40


@pytest.mark.fact("STR-001")
def test_ten_lanes_a_shard_are_the_most() -> None:
    world = World(reading(f(run="1s"), shards=2, ParallelizationFactor=10))

    assert world.snapshot().mappings[0].most_pollers == 20


@pytest.mark.fact("ESM-005")
def test_a_stream_has_a_batch_size_of_100_where_none_is_set() -> None:
    world = opened()
    drop(world, *[False] * 250)
    later(world, "1s")

    assert [size for _, size in sent(world)] == [100, 100, 50]
    assert mapping_of(world).settings.batch_size == 100


@pytest.mark.fact("ESM-003")
@pytest.mark.parametrize(
    ("records", "size_bytes", "first"),
    [
        (4, 256, (3_000, 4)),  # the window is over
        (10, 256, (1_000, 10)),  # the batch is full
        (8, 1_048_576, (1_000, 6)),  # 6 MB
    ],
)
def test_a_batch_is_sent_when_its_window_its_size_or_6_mb_is_reached(
    records: int, size_bytes: int, first: tuple[int, int]
) -> None:
    world = opened(shards=1, BatchSize=10, MaximumBatchingWindowInSeconds=2)
    world.advance(SECOND // 2)
    shard = stream_of(world).shards[0]
    shard.throughput.limit = shard.throughput.limit._replace(size_bytes=1 << 40)
    drop(world, *[False] * records, size_bytes=size_bytes)
    later(world, "10s")

    assert sent(world)[0] == first


@pytest.mark.fact("ESM-004")
def test_without_a_window_a_batch_is_sent_as_it_is() -> None:
    world = opened(BatchSize=100)
    put_at(world, 400, 500)
    later(world, "3s")

    assert sent(world) == [(1_000, 2)]


@pytest.mark.fact("ESM-010", "ESM-009")
def test_what_a_filter_rejects_is_skipped_and_not_billed() -> None:
    pattern = Filter(Pattern='{"data": {"colour": ["red"]}}')
    world = opened(
        FilterCriteria=FilterCriteria(Filters=[pattern]),
        MetricsConfig=EventSourceMappingMetricsConfig(Metrics=["EventCount"]),
    )
    for colour in ("red", "blue", "red", "green"):
        drop(world, False, body=f'{{"colour": "{colour}"}}')
    later(world, "2s")
    drop(world, False, False, body='{"colour": "blue"}')
    later(world, "2s")
    counters, uuid = world.service.counters, mapping_of(world).uuid

    assert sent(world) == [(0, 2)]
    assert len(world.records()) == 1
    assert reader(world).filtered == 4
    assert reader(world).behind == 0
    assert counters.total("PolledEventCount", uuid) == 6
    assert counters.total("FilteredOutEventCount", uuid) == 4
    assert counters.total("InvokedEventCount", uuid) == 2


@pytest.mark.fact("ESM-009")
def test_a_filter_sees_the_change_of_a_table() -> None:
    pattern = Filter(Pattern='{"eventName": ["MODIFY"]}')
    world = opened(
        f(run="10ms"), source=TABLE_STREAM, FilterCriteria=FilterCriteria(Filters=[pattern])
    )
    drop(world, False, False, False, key="same", arn=TABLE)
    later(world, "2s")

    assert [size for _, size in sent(world)] == [2]


@pytest.mark.fact("ESM-002")
def test_a_role_that_may_not_read_the_stream_stops_the_polling() -> None:
    world = opened()
    world.service.denied["f", "kinesis:GetRecords"] = None
    drop(world, False)
    later(world, "5s")

    assert sent(world) == []
    assert mapping_of(world).last_result == NO_ACCESS
    assert len(events(world, "mapping.denied")) == 1
    del world.service.denied["f", "kinesis:GetRecords"]
    later(world, "5s")
    assert reader(world).done == 1


# Where it begins


@pytest.mark.fact("STR-007")
@pytest.mark.parametrize(
    ("position", "seen"),
    [
        ({"StartingPosition": "TRIM_HORIZON"}, 3),
        ({"StartingPosition": "LATEST"}, 0),
        (
            {
                "StartingPosition": "AT_TIMESTAMP",
                "StartingPositionTimestamp": "2026-01-01T00:00:20Z",
            },
            2,
        ),
    ],
)
def test_a_mapping_begins_where_it_is_told_to(position: dict[str, str], seen: int) -> None:
    world = World(Scenario(functions=(f(run="100ms"),), setup=(stream(),)))
    put_at(world, 10_000, 20_000, 30_000)
    world.do(mapping(**position))
    later(world, "1min")
    before = reader(world).done
    drop(world, False)
    later(world, "3s")

    assert before == seen
    assert reader(world).done == seen + 1


@pytest.mark.fact("STR-008")
def test_latest_misses_what_comes_while_the_mapping_is_created() -> None:
    done: list[int] = []
    for position in ("LATEST", "TRIM_HORIZON"):
        world = World(Scenario(functions=(f(run="100ms"),), setup=(stream(),)))
        world.advance(SECOND)
        world.do(mapping(StartingPosition=position))
        later(world, "3s")
        drop(world, False)  # it is still Creating
        later(world, "1min")
        drop(world, False)
        later(world, "3s")
        done.append(reader(world).done)

    assert done == [1, 2]


@pytest.mark.fact("ESM-006")
def test_a_mapping_goes_on_where_it_was_when_it_is_enabled_again() -> None:
    world = opened()
    uuid = mapping_of(world).uuid
    drop(world, False, False)
    later(world, "2s")
    world.do(UpdateEventSourceMapping(UUID=uuid, Enabled=False))
    later(world, "1min")
    drop(world, False)
    later(world, "1min")
    assert (reader(world).done, reader(world).state) == (2, "stopped")
    world.do(UpdateEventSourceMapping(UUID=uuid, Enabled=True))
    later(world, "1min")

    assert reader(world).done == 3


def test_another_factor_keeps_what_was_read() -> None:
    world = opened(f(run="3s"), BatchSize=2, traffic=(into(rate=5.0, groups=6, until=30 * SECOND),))
    world.advance(10 * SECOND)
    world.do(UpdateEventSourceMapping(UUID=mapping_of(world).uuid, ParallelizationFactor=5))
    later(world, "5min")

    assert reader(world).lanes == 5
    assert reader(world).done == stream_of(world).put_count == 150


def test_another_factor_while_a_batch_fails_sends_nothing_twice() -> None:
    at_once = replace(reading(f(run="5s"), BatchSize=10), mapping_preparation=Fixed(Micros(0)))
    world = World(at_once)
    drop(world, True, False, False, False)
    world.advance(SECOND)
    world.do(UpdateEventSourceMapping(UUID=mapping_of(world).uuid, ParallelizationFactor=2))
    world.advance(9 * SECOND)

    assert reader(world).lanes == 2
    assert sent(world) == [(0, 4), (5_000, 4)]


def test_a_deleted_mapping_leaves_the_stream() -> None:
    world = opened(traffic=(into(rate=100.0),))
    world.advance(3 * SECOND)
    world.do(DeleteEventSourceMapping(UUID=mapping_of(world).uuid))
    later(world, "1min")

    assert not stream_of(world).pollers
    assert not stream_of(world).shards[0].readers


# What is measured


@pytest.mark.fact("STR-011", "MET-013")
def test_iterator_age_is_that_of_the_last_record_of_a_batch_when_it_is_sent() -> None:
    world = opened(f(run="100ms"))
    put_at(world, 100, 700)
    later(world, "2s")
    of_function = world.service.counters.periods("IteratorAge", "f")
    of_mapping = world.service.counters.periods("IteratorAge", mapping_of(world).uuid)

    assert [each.maximum for _, each in of_function] == [300]
    assert of_mapping == of_function


@pytest.mark.fact("STR-013")
def test_a_third_reader_of_a_table_is_told_of() -> None:
    world = World(
        Scenario(
            functions=(f("f"), f("g"), f("h")),
            setup=(*reading().setup[1:2], *(mapping(TABLE_STREAM, FunctionName=n) for n in "fgh")),
        )
    )

    assert [each.numbers["readers"] for each in events(world, "stream.crowded")] == [3]


@pytest.mark.fact("STR-014")
def test_no_batch_holds_records_of_two_tumbling_windows() -> None:
    world = opened(
        TumblingWindowInSeconds=10,
        MaximumBatchingWindowInSeconds=3,
        traffic=(into(rate=4.0, until=MINUTE),),
    )
    later(world, "2min")

    for batch in events(world, "batch.sent"):
        last_us = batch.at_us - int(batch.numbers["age_ms"]) * 1_000
        assert batch.numbers["records"] <= 1 + (last_us % (10 * SECOND)) // (SECOND // 4)
    assert reader(world).done == 240


@pytest.mark.fact("ESM-007")
def test_a_batch_that_failed_brings_records_again_that_were_done() -> None:
    world = opened(f(run="100ms"), MaximumRetryAttempts=1)
    drop(world, False, False, True)
    later(world, "10s")

    assert [size for _, size in sent(world)] == [3, 3]


def test_each_record_adds_to_the_time_of_its_batch() -> None:
    world = played(f(run="100ms", each="10ms"), until="5s", traffic=(into(at=0, count=50),))

    assert [record.duration_us for record in world.records()] == [600_000]


def test_a_mapping_of_an_alias_invokes_its_version() -> None:
    world = opened(
        before=(
            PublishVersion(FunctionName="f"),
            CreateAlias(FunctionName="f", Name="live", FunctionVersion="1"),
        ),
        FunctionName="f:live",
    )
    drop(world, False)
    later(world, "2s")

    assert [record.version for record in world.records()] == ["1"]
    assert STREAM in mapping_of(world).source_arn
