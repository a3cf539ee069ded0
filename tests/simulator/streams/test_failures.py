"""What happens to a batch that fails: it blocks, is cut, is halved, is given up, is told of."""

from __future__ import annotations

import pytest
from stream_scenes import (
    LOST,
    STREAM,
    TABLE,
    TABLE_STREAM,
    Inbox,
    drop,
    events,
    f,
    later,
    mapping_of,
    opened,
    reader,
    sent,
    stream_of,
)

from lambdatutor.aws.operations import DeleteFunction, PutFunctionConcurrency
from lambdatutor.aws.shapes import EventSourceMappingMetricsConfig
from lambdatutor.aws.shapes.destinations import DestinationConfig, OnFailure
from lambdatutor.simulator.time import DAY, HOUR, MINUTE
from lambdatutor.simulator.why import chain, sentence
from lambdatutor.simulator.world import World

TO_QUEUE = DestinationConfig(OnFailure=OnFailure(Destination=LOST))
REPORTS = {"FunctionResponseTypes": ["ReportBatchItemFailures"]}


@pytest.mark.fact("STR-003")
def test_a_batch_that_fails_blocks_its_shard_and_no_other() -> None:
    world = opened(shards=2)
    drop(world, True, key="a")
    later(world, "2s")
    drop(world, False, False, key="a")
    drop(world, False, False, key="b")
    later(world, "1h")
    first, second = (reader(world, shard) for shard in (0, 1))

    assert (first.state, first.behind, first.done) == ("blocked", 3, 0)
    assert (second.state, second.behind, second.done) == ("idle", 0, 2)
    assert first.iterator_age_ms == 3_602_000
    assert first.invocation > 50


@pytest.mark.fact("STR-003", "STR-012")
def test_a_shard_is_blocked_until_its_records_expire() -> None:
    world = opened()
    drop(world, True, False)
    world.advance(2 * HOUR)
    drop(world, False)
    world.advance(DAY - 1)
    before = reader(world)
    world.advance(DAY + 2 * MINUTE)
    after = reader(world)

    assert (before.behind, before.expired) == (3, 0)
    assert (after.behind, after.expired, after.done) == (0, 2, 1)
    assert [event.at_us for event in events(world, "records.expired")] == [DAY]


@pytest.mark.fact("STR-004")
def test_a_batch_is_given_up_after_its_retries() -> None:
    world = opened(MaximumRetryAttempts=2)
    drop(world, False, True)
    later(world, "2s")
    drop(world, False)
    later(world, "1min")

    assert [size for _, size in sent(world)] == [2, 2, 2, 1]
    assert (reader(world).discarded, reader(world).done) == (2, 1)


@pytest.mark.fact("STR-004")
def test_with_no_retries_it_is_given_up_at_once() -> None:
    world = opened(MaximumRetryAttempts=0)
    drop(world, True)
    later(world, "1min")

    assert len(sent(world)) == 1
    assert reader(world).discarded == 1


@pytest.mark.fact("STR-004")
def test_records_that_are_too_old_are_given_up_and_younger_ones_are_sent() -> None:
    world = opened(MaximumRecordAgeInSeconds=60)
    drop(world, True)
    later(world, "30s")
    drop(world, False)
    later(world, "2min")
    given_up = events(world, "batch.discarded")

    assert [(event.at_us, event.numbers["condition"]) for event in given_up] == [
        (60_000_000, "RecordAgeExceeded")
    ]
    assert (reader(world).discarded, reader(world).done) == (1, 1)


@pytest.mark.fact("STR-004")
def test_of_one_batch_only_the_old_records_are_given_up() -> None:
    world = opened(BatchSize=10, MaximumBatchingWindowInSeconds=30, MaximumRecordAgeInSeconds=60)
    drop(world, True)
    later(world, "20s")
    drop(world, True)
    later(world, "45s")

    assert reader(world).discarded == 1
    later(world, "20s")
    assert reader(world).discarded == 2
    assert [event.numbers["records"] for event in events(world, "batch.discarded")] == [1, 1]


@pytest.mark.fact("STR-005")
def test_a_batch_that_fails_is_halved_and_halving_uses_no_retry() -> None:
    world = opened(
        BisectBatchOnFunctionError=True, MaximumRetryAttempts=1, DestinationConfig=TO_QUEUE
    )
    inbox = Inbox(world)
    drop(world, *[False] * 5, True, False, False)
    later(world, "5min")
    sizes = [size for _, size in sent(world)]

    assert sizes == [8, 4, 4, 2, 1, 1, 1, 2]
    assert (reader(world).done, reader(world).discarded) == (7, 1)
    assert inbox.told[0]["requestContext"]["approximateInvokeCount"] == 2


@pytest.mark.fact("STR-006")
def test_a_reported_failure_is_retried_from_the_lowest_on() -> None:
    world = opened(f(run="100ms", reports_failures=True), MaximumRetryAttempts=3, **REPORTS)
    drop(world, False, False, True, False, True, False)
    later(world, "1min")

    assert [size for _, size in sent(world)] == [6, 4, 4, 4]
    assert (reader(world).done, reader(world).discarded) == (2, 4)
    assert [record.status for record in world.records()] == ["ok"] * 4


@pytest.mark.fact("STR-006")
def test_with_bisect_a_reported_failure_cuts_the_batch_there() -> None:
    world = opened(
        f(run="100ms", reports_failures=True),
        BisectBatchOnFunctionError=True,
        MaximumRetryAttempts=0,
        **REPORTS,
    )
    drop(world, False, False, True, False, False, False)
    later(world, "1min")

    # Cut before the third; the rest begins with it, so it is halved until that one is alone.
    assert [size for _, size in sent(world)] == [6, 4, 2, 1, 1, 2]
    assert (reader(world).done, reader(world).discarded) == (5, 1)


@pytest.mark.fact("SQS-011")
def test_without_the_setting_a_reported_failure_is_a_success() -> None:
    world = opened(f(run="100ms", reports_failures=True))
    drop(world, False, True, False)
    later(world, "1min")

    assert (reader(world).done, reader(world).discarded) == (3, 0)


@pytest.mark.fact("SQS-011")
def test_a_report_that_cannot_be_read_fails_the_whole_batch() -> None:
    world = opened(
        f(run="100ms", reports_failures=True, malformed_report=True),
        MaximumRetryAttempts=1,
        **REPORTS,
    )
    drop(world, False, False, False)
    later(world, "1min")

    assert [size for _, size in sent(world)] == [3, 3]
    assert reader(world).discarded == 3


@pytest.mark.fact("ESM-008")
def test_throttles_use_no_retry() -> None:
    world = opened(MaximumRetryAttempts=0)
    world.do(PutFunctionConcurrency(FunctionName="f", ReservedConcurrentExecutions=0))
    drop(world, False, False)
    later(world, "10min")
    throttles = sum(record.status == "throttled" for record in world.records())
    waiting = reader(world)
    world.do(PutFunctionConcurrency(FunctionName="f", ReservedConcurrentExecutions=1))
    later(world, "2min")

    assert throttles > 10
    assert (waiting.state, waiting.discarded, waiting.invocation) == ("blocked", 0, 1)
    assert (reader(world).done, reader(world).discarded) == (2, 0)


def test_a_function_that_is_gone_uses_no_retry_either() -> None:
    world = opened(MaximumRetryAttempts=0, MaximumRecordAgeInSeconds=60)
    drop(world, False)
    world.do(DeleteFunction(FunctionName="f"))
    later(world, "30s")
    before = reader(world).discarded
    later(world, "1min")

    assert (before, reader(world).discarded) == (0, 1)


@pytest.mark.parametrize("failure", ["exception", "exit", "out-of-memory"])
def test_every_way_of_failing_counts(failure: str) -> None:
    world = opened(f(run="100ms", failure=failure), MaximumRetryAttempts=1)
    drop(world, True)
    later(world, "1min")

    assert len(sent(world)) == 2
    assert reader(world).discarded == 1


# What is told of it


@pytest.mark.fact("STR-009", "STR-010")
def test_the_destination_of_a_failure_learns_where_the_batch_lies() -> None:
    world = opened(MaximumRetryAttempts=2, DestinationConfig=TO_QUEUE)
    inbox = Inbox(world)
    later(world, "500ms")
    drop(world, False, True, body='{"secret": 1}')
    later(world, "1min")
    (record,) = inbox.told
    where = record["KinesisBatchInfo"]
    stream = stream_of(world)

    assert record["version"] == "1.0"
    assert record["requestContext"] | {"requestId": ""} == {
        "requestId": "",
        "functionArn": "arn:aws:lambda:us-east-1:123456789012:function:f",
        "condition": "RetryAttemptsExhausted",
        "approximateInvokeCount": 3,
    }
    assert record["responseContext"] == {
        "statusCode": 200,
        "executedVersion": "$LATEST",
        "functionError": "Unhandled",
    }
    assert where == {
        "shardId": "shardId-000000000000",
        "startSequenceNumber": stream.sequence_number(stream.shards[0], 0),
        "endSequenceNumber": stream.sequence_number(stream.shards[0], 1),
        "approximateArrivalOfFirstRecord": "2026-01-01T00:00:00.500Z",
        "approximateArrivalOfLastRecord": "2026-01-01T00:00:00.500Z",
        "batchSize": 2,
        "streamArn": STREAM,
    }
    assert "secret" not in inbox.parcels[0][0].body


@pytest.mark.fact("STR-010")
def test_a_record_that_is_too_old_has_no_response_context() -> None:
    world = opened(MaximumRecordAgeInSeconds=60, DestinationConfig=TO_QUEUE)
    inbox = Inbox(world)
    drop(world, True)
    later(world, "2min")
    (record,) = inbox.told

    assert record["requestContext"]["condition"] == "RecordAgeExceeded"
    assert "responseContext" not in record


@pytest.mark.fact("STR-009")
def test_a_bucket_gets_the_records_as_well() -> None:
    bucket = "arn:aws:s3:::failures"
    world = opened(
        MaximumRetryAttempts=0,
        DestinationConfig=DestinationConfig(OnFailure=OnFailure(Destination=bucket)),
    )
    inbox = Inbox(world, bucket)
    drop(world, True, body="hello")
    later(world, "1min")
    (record,) = inbox.told
    (key,) = [value for name, value in inbox.parcels[0][0].attributes if name == "Key"]

    assert record["payload"]["Records"][0]["kinesis"]["data"] == "aGVsbG8="
    assert record["payload"]["Records"][0]["kinesis"]["partitionKey"] == "a"
    assert key.startswith(
        f"aws/lambda/{mapping_of(world).uuid}/shardId-000000000000/2026/01/01/2026-01-01T00.00.0"
    )


@pytest.mark.fact("STR-009")
def test_a_table_says_it_with_its_own_name() -> None:
    world = opened(
        source=TABLE_STREAM,
        MaximumRetryAttempts=0,
        DestinationConfig=TO_QUEUE,
    )
    inbox = Inbox(world)
    drop(world, True, arn=TABLE)
    later(world, "1min")
    (record,) = inbox.told

    assert record["DDBStreamBatchInfo"]["streamArn"] == TABLE_STREAM
    assert record["DDBStreamBatchInfo"]["batchSize"] == 1


def test_a_destination_that_cannot_be_told_is_counted_and_the_shard_goes_on() -> None:
    world = opened(MaximumRetryAttempts=0, DestinationConfig=TO_QUEUE)
    drop(world, True)
    later(world, "1min")
    Inbox(world)
    world.service.denied["f", "sqs:SendMessage"] = None
    drop(world, True)
    later(world, "1min")
    drop(world, False)
    later(world, "2s")

    assert world.service.counters.total("DestinationDeliveryFailures", "f") == 2
    codes = [event.numbers["code"] for event in events(world, "batch.untold")]
    assert codes == ["ResourceNotFoundException", "AccessDeniedException"]
    assert (reader(world).discarded, reader(world).done) == (2, 1)


@pytest.mark.fact("MET-023")
def test_what_fails_and_is_dropped_is_counted_where_it_was_asked_for() -> None:
    totals: list[list[float]] = []
    for metrics in (["EventCount"], []):
        world = opened(
            MaximumRetryAttempts=1,
            DestinationConfig=TO_QUEUE,
            MetricsConfig=EventSourceMappingMetricsConfig(Metrics=metrics),
        )
        Inbox(world)
        drop(world, True, True)
        later(world, "1min")
        totals.append(
            [
                world.service.counters.total(name, mapping_of(world).uuid)
                for name in (
                    "PolledEventCount",
                    "InvokedEventCount",
                    "FailedInvokeEventCount",
                    "DroppedEventCount",
                    "OnFailureDestinationDeliveredEventCount",
                )
            ]
        )

    assert totals == [[2, 4, 4, 2, 2], [0] * 5]


def test_from_a_dead_batch_why_leads_back_to_the_record() -> None:
    world = opened(MaximumRetryAttempts=1, DestinationConfig=TO_QUEUE)
    inbox = Inbox(world)
    drop(world, True)
    later(world, "1min")
    links = chain(world.log, inbox.parcels[0][1])
    kinds = [event.kind for event in links]

    assert kinds[0] == "batch.discarded"
    assert kinds[-1] == "record.put"
    assert kinds.count("batch.sent") == 2
    assert kinds.count("batch.blocked") == 1
    assert all(sentence(event).endswith(".") for event in links)


def _stormy() -> World:
    world = opened(
        f(run="100ms"),
        shards=2,
        quota=1,
        BisectBatchOnFunctionError=True,
        MaximumRetryAttempts=1,
        MaximumRecordAgeInSeconds=60,
        DestinationConfig=TO_QUEUE,
    )
    Inbox(world)
    drop(world, False, True, key="a")
    drop(world, False, True, key="b")
    later(world, "5min")
    return world


def test_everything_that_happens_can_be_told() -> None:
    world = _stormy()
    told = {event.kind: sentence(event) for event in world.log.since(0)}

    assert {"batch.sent", "batch.split", "batch.blocked", "batch.discarded"} <= set(told)
    assert told["batch.split"] == (
        "The batch is halved: 1 record, then 1 record. Halving uses up no retry."
    )
