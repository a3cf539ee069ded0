"""Track 8, queues and streams: what its lessons must show, shown by small accounts."""

from __future__ import annotations

import pytest
from lesson_scenes import events, run, seconds
from queue_scenes import DEAD, mapping, messages, metric, polls, sizes, view
from queue_words import queue
from scenes import calls, function, later, reserve, statuses
from stream_scenes import LOST, TABLE_STREAM, f, reader, sent, stream, table
from stream_scenes import into as into_stream
from stream_scenes import mapping as reading

from lambdatutor.aws import operations as aws
from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.shapes.destinations import DestinationConfig, OnFailure
from lambdatutor.simulator.scenario import Traffic
from lambdatutor.simulator.time import SECOND, Micros
from lambdatutor.simulator.world import World

# queues


def test_queues_a_topic_is_not_read_and_a_queue_is() -> None:
    topic = "arn:aws:sns:us-east-1:123456789012:news"
    world = run(function(), setup=[queue(), aws.CreateTopic(Name="news")], until="1s")
    with pytest.raises(AwsError, match=r"Unrecognized event source\."):
        world.do(mapping(topic))
    world.do(mapping())
    later(world, "1min")

    assert [each.state for each in world.snapshot().mappings] == ["Enabled"]


def test_queues_pollers_scale_up() -> None:
    """Five at first, and five more every second while messages wait."""
    world = run(
        function(run="2s"),
        traffic=[messages("0s", count=5_000)],
        setup=[queue(), mapping()],
        until="0s",
    )
    seen: list[int] = []
    for _ in range(5):
        seen.append(polls(world).pollers)
        later(world, "1s")

    assert seen == [5, 10, 15, 20, 25]
    assert world.snapshot().functions[0].in_flight == polls(world).in_flight == 30


def test_queues_batch_size_and_window() -> None:
    """Without a window a batch is what is there; with one it waits to be filled."""
    for settings, wanted in (
        ({}, [1, 1, 1, 1]),
        ({"window": 5, "size": 100}, [4]),
        ({"window": 5, "size": 2}, [2, 2]),
    ):
        world = run(
            function(run="10ms"),
            traffic=[messages("1s", "2s", "3s", "4s")],
            setup=[queue(), mapping(**settings)],
        )
        assert sizes(world) == wanted, settings


def test_queues_filters() -> None:
    """What the filter lets pass by is deleted, and invokes nothing."""
    world = run(
        function(),
        traffic=[messages("0s", count=9, bodies=('{"kind":"order"}', '{"kind":"news"}'))],
        setup=[queue(), mapping(pattern={"body": {"kind": ["order"]}}, counts=True)],
    )

    assert sizes(world) == [5]
    assert (view(world).deleted, view(world).visible) == (9, 0)
    assert metric(world, "FilteredOutEventCount", polls(world).uuid) == 4


def test_queues_maximum_concurrency_instead_of_reserved_1() -> None:
    """Reserved 1 throttles the pollers, and good messages end as dead letters."""
    burst = [messages("0s", count=120)]
    orders = (queue("dead"), queue(visibility=20, dead="dead", most=2))
    slow = function(run="9s", timeout="10s")
    found: list[tuple[int, int]] = []
    for setup in ((mapping(size=1), reserve(1)), (mapping(size=1, most=2),)):
        world = run(slow, traffic=burst, setup=[*orders, *setup], until="15min")
        found.append((view(world, "dead").visible, statuses(world).count("throttled")))

    assert min(found[0]) > 0
    assert found[1] == (0, 0)


# queue-failures


def test_queue_failures_visibility_too_short_gives_duplicates() -> None:
    """With its Init the work takes 6 s: hidden for 4 s, the message is taken again meanwhile."""
    invoked: dict[int, int] = {}
    for visibility in (4, 30):
        world = run(
            function(init="5s", run="1s"),
            traffic=[messages("0s")],
            setup=[queue(visibility=visibility), mapping()],
        )
        assert view(world).deleted == 1
        invoked[visibility] = statuses(world).count("ok")

    assert invoked == {4: 3, 30: 1}


def mixed(*setup: aws.Operation, **behaviour: object) -> World:
    """Nine good messages and a bad one, taken as one batch."""
    return run(
        function(**behaviour),
        traffic=[messages("0s", count=9), messages("0s", name="bad", poison=1.0)],
        setup=setup,
        until="10s",
    )


def test_queue_failures_one_bad_message_fails_its_batch() -> None:
    world = mixed(queue(visibility=30), mapping())

    assert (statuses(world), sizes(world)) == (["error"], [10])
    assert (view(world).deleted, view(world).in_flight) == (0, 10)
    assert seconds(later(world, "25s"), "message.returned") == [30] * 10


def test_queue_failures_partial_batch_responses() -> None:
    world = mixed(queue(visibility=30), mapping(reports=True), reports_failures=True)

    assert statuses(world) == ["ok"]
    assert (view(world).deleted, view(world).in_flight) == (9, 1)


def test_queue_failures_redrive() -> None:
    """The dead letters go back once the code is mended, and are done then."""
    orders = queue(visibility=5, dead="dead", most=2)
    world = run(
        function(errors=1.0, releases={"mended": function().code}),
        traffic=[messages("0s", count=3)],
        setup=[queue("dead"), orders, mapping()],
    )
    assert (view(world).visible, view(world, "dead").visible) == (0, 3)

    world.do(aws.UpdateFunctionCode(FunctionName="f", S3Bucket="code", S3Key="mended"))
    world.do(aws.StartMessageMoveTask(SourceArn=DEAD))
    later(world, "1min")
    assert (view(world).deleted, view(world, "dead").visible) == (3, 0)


# streams

TO_QUEUE = DestinationConfig(OnFailure=OnFailure(Destination=LOST))


def put(*moments: str, bad: bool = False, name: str = "records", **rest: object) -> Traffic:
    poison = 1.0 if bad else 0.0
    return calls(*moments, to="kinesis:s", name=name, poison=poison, **rest)


def stream_of(
    *traffic: Traffic, shards: int = 1, until: str = "1min", code: str = "100ms", **settings: object
) -> World:
    """A stream that f reads."""
    return run(
        f(run=code), traffic=traffic, setup=[stream(shards), reading(**settings)], until=until
    )


def test_streams_kinesis() -> None:
    """A look a second; what came since is a batch, in order."""
    world = stream_of(put("100ms", "200ms", "1100ms", "1200ms"))

    assert sent(world) == [(1_000, 2), (2_000, 2)]
    assert reader(world).done == 4


def test_streams_dynamodb() -> None:
    """What is written to a table comes as records, and Lambda looks four times a second."""
    world = run(
        f(run="10ms"),
        traffic=[calls("100ms", "300ms", to="dynamodb:tab")],
        setup=[table(), reading(TABLE_STREAM)],
        until="10s",
    )

    assert [moment for moment, _ in sent(world)] == [250, 500]
    shards = next(each.shards for each in world.snapshot().streams if each.arn == TABLE_STREAM)
    assert sum(shard.readers[0].done for shard in shards) == 2


def most_at_once(world: World) -> int:
    return max(each.concurrent_executions for each in world.datapoints("f"))


def test_streams_one_batch_per_shard() -> None:
    crowd = put("100ms", count=40, groups=20)
    for shards in (1, 2):
        world = stream_of(crowd, shards=shards, code="3s", BatchSize=5)
        assert most_at_once(world) == shards


def test_streams_a_factor_lets_several_batches_of_a_shard_run() -> None:
    world = stream_of(
        put("100ms", count=60, groups=30), code="3s", BatchSize=5, ParallelizationFactor=4
    )

    assert most_at_once(world) == 4


def test_streams_bisect() -> None:
    """Eight records, one bad: halved until the bad one is alone, and only it is given up."""
    world = stream_of(
        put("100ms", count=5),
        put("200ms", name="bad", bad=True),
        put("300ms", name="rest", count=2),
        BisectBatchOnFunctionError=True,
        MaximumRetryAttempts=0,
    )

    assert [size for _, size in sent(world)] == [8, 4, 4, 2, 1, 1, 2]
    assert (reader(world).done, reader(world).discarded) == (7, 1)


def test_streams_age() -> None:
    world = stream_of(
        put("0s", bad=True), put("50s", name="good"), MaximumRecordAgeInSeconds=60, until="2min"
    )
    (given_up,) = events(world, "batch.discarded")

    assert (given_up.at_us // SECOND, given_up.numbers["condition"]) == (60, "RecordAgeExceeded")
    assert (reader(world).discarded, reader(world).done) == (1, 1)


def test_streams_retries() -> None:
    """None are forbidden by themselves: the shard is blocked until somebody says how many."""
    blocked = stream_of(put("0s", bad=True), put("2s", name="good"), until="10min")
    assert (reader(blocked).state, reader(blocked).behind) == ("blocked", 2)

    world = stream_of(
        put("0s", bad=True), put("2s", name="good"), MaximumRetryAttempts=3, until="10min"
    )
    assert events(world, "batch.discarded")[0].numbers["invocations"] == 4
    assert (reader(world).discarded, reader(world).done) == (1, 1)


def test_streams_what_is_given_up_is_told() -> None:
    told = run(
        f(run="100ms"),
        traffic=[put("0s", bad=True)],
        setup=[
            queue("lost"),
            stream(),
            reading(MaximumRetryAttempts=0, DestinationConfig=TO_QUEUE),
        ],
    )

    assert view(told, "lost").visible == 1


def test_streams_iterator_age_grows_and_drains() -> None:
    """A record takes 100 ms: twenty a second are twice too many, and after a minute none come."""
    world = run(
        f(run="0s", each="100ms"),
        traffic=[into_stream(rate=20.0, until=Micros(60 * SECOND))],
        setup=[stream(), reading(BatchSize=10)],
        until="0s",
    )
    behind: list[int] = []
    for _ in range(5):
        later(world, "30s")
        behind.append(reader(world).behind)
    ages_s = [value / 1_000 for _, value in world.metric("IteratorAge", {"FunctionName": "f"})]

    assert behind == pytest.approx([300, 600, 300, 0, 0], abs=25)
    assert ages_s == pytest.approx([30, 60, 60], abs=2), "the last one waited longest"
    assert reader(world).iterator_age_ms == 0
