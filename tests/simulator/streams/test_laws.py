"""Laws of streams, whatever is done: nothing is lost, made up, doubled or out of order."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st
from scenes import FEW
from stream_scenes import (
    LOST,
    STREAM,
    TABLE,
    Inbox,
    events,
    f,
    into,
    mapping_of,
    reading,
    stream_of,
)

from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import (
    DeleteFunctionConcurrency,
    Operation,
    PutFunctionConcurrency,
    UpdateEventSourceMapping,
    UpdateShardCount,
)
from lambdatutor.aws.shapes.destinations import DestinationConfig, OnFailure
from lambdatutor.simulator.environment import ExecutionEnvironment
from lambdatutor.simulator.history import Entry, History
from lambdatutor.simulator.request import Request
from lambdatutor.simulator.scenario import Scenario
from lambdatutor.simulator.streams.batch import BatchRequest
from lambdatutor.simulator.streams.lane import Lane
from lambdatutor.simulator.streams.poller import StreamPoller
from lambdatutor.simulator.streams.reader import ShardReader
from lambdatutor.simulator.time import MINUTE, SECOND, Micros
from lambdatutor.simulator.world import World

END = Micros(MINUTE)

behaviours = st.fixed_dictionaries(
    {
        "run": st.sampled_from(["20ms", "exp:300ms", "2s"]),
        "errors": st.sampled_from([0.0, 0.0, 0.2]),
        "reports_failures": st.booleans(),
        "each": st.sampled_from(["0s", "exp:10ms"]),
    }
)
settings_of_mappings = st.fixed_dictionaries(
    {
        "BatchSize": st.sampled_from([1, 3, 10, 100]),
        "ParallelizationFactor": st.sampled_from([1, 1, 2, 5]),
        "BisectBatchOnFunctionError": st.booleans(),
        "MaximumRetryAttempts": st.sampled_from([-1, 0, 1, 3]),
        "MaximumRecordAgeInSeconds": st.sampled_from([-1, 60]),
        "MaximumBatchingWindowInSeconds": st.sampled_from([0, 2, 7]),
        "TumblingWindowInSeconds": st.sampled_from([0, 0, 15]),
        "FunctionResponseTypes": st.sampled_from([[], ["ReportBatchItemFailures"]]),
    }
)
traffic = st.builds(
    into,
    rate=st.sampled_from([2.0, 20.0, 60.0]),
    arrivals=st.sampled_from(["steady", "poisson"]),
    groups=st.sampled_from([0, 1, 9]),
    poison=st.sampled_from([0.0, 0.02, 0.3]),
    until=st.just(Micros(40 * SECOND)),
)


def _update(uuid: str, **settings: object) -> UpdateEventSourceMapping:
    return UpdateEventSourceMapping(UUID=uuid, **settings)


def operation(kind: str, number: int, uuid: str) -> Operation:
    match kind:
        case "shards":
            return UpdateShardCount(
                StreamName="s", TargetShardCount=1 + number, ScalingType="UNIFORM_SCALING"
            )
        case "factor":
            return _update(uuid, ParallelizationFactor=1 + number)
        case "off":
            return _update(uuid, Enabled=False)
        case "on":
            return _update(uuid, Enabled=True)
        case "reserve":
            return PutFunctionConcurrency(FunctionName="f", ReservedConcurrentExecutions=number)
        case _:
            return DeleteFunctionConcurrency(FunctionName="f")


steps = st.lists(
    st.tuples(
        st.sampled_from(["shards", "factor", "off", "on", "reserve", "free"]),
        st.integers(0, 4),
        st.integers(1, 60),
    ),
    max_size=5,
)


def check(world: World, arn: str = STREAM) -> None:
    """Each record is unread, held by one lane, done, filtered, discarded or expired."""
    stream = stream_of(world, arn)
    for poller in stream.pollers.values():
        assert isinstance(poller, StreamPoller)
        for reader in poller.readers.values():
            check_reader(reader)
            for parent in reader.shard.parents:
                assert parent in poller.finished
    assert stream.put_count == sum(shard.next for shard in stream.shards.values())


def check_reader(reader: ShardReader) -> None:
    held = [record for lane in reader.lanes for record in lane.held()]
    positions = [record.position for record in held]
    ended = reader.done + reader.filtered + reader.discarded + reader.expired

    assert ended + len(held) == reader.read
    assert len(set(positions)) == len(positions)
    assert all(position < reader.read for position in positions)
    keys: dict[str, int] = {}
    for lane in reader.lanes:
        mine = [record.position for record in lane.held()]
        assert mine == sorted(mine)
        for record in lane.held():
            assert keys.setdefault(record.key, lane.number) == lane.number
    assert reader.behind == len(held) + reader.shard.next - reader.read


def watched(world: World) -> dict[str, list[tuple[int, bool]]]:
    """For each key, the arrivals of what the function met, in order, and whether it went well."""
    seen: dict[str, list[tuple[int, bool]]] = {}
    answered = Lane.answered

    def note(lane: Lane, request: Request, environment: ExecutionEnvironment) -> None:
        assert isinstance(request, BatchRequest)
        whole = request.failed_at < 0 or not lane.reader.poller.settings.reports_failures
        good = environment.status == "ok" and whole
        for record in request.batch.records:
            seen.setdefault(record.key, []).append((record.at_us, good))
        answered(lane, request, environment)

    Lane.answered = note  # type: ignore[method-assign]  # put back by who asked
    return seen


@FEW
@given(behaviours, settings_of_mappings, traffic, steps, st.integers(0, 99))
def test_every_record_is_in_exactly_one_place(
    behaviour: dict[str, object],
    settings: dict[str, object],
    records: object,
    journal: list[tuple[str, int, int]],
    seed: int,
) -> None:
    scenario = reading(f(**behaviour), shards=2, traffic=(records,), **settings)
    world = World(scenario, seed=seed)
    uuid = mapping_of(world).uuid
    for kind, number, by_s in journal:
        world.advance(world.now_us + by_s * SECOND // 3)
        with suppress(AwsError):  # too many shards at once, or a mapping that is changing
            world.do(operation(kind, number, uuid))
        check(world)
    world.advance(END)
    check(world)


@FEW
@given(behaviours, settings_of_mappings, traffic, st.integers(0, 99))
def test_records_of_a_key_reach_the_function_in_order(
    behaviour: dict[str, object], settings: dict[str, object], records: object, seed: int
) -> None:
    answered = Lane.answered
    try:
        scenario = reading(f(**behaviour), shards=2, traffic=(records,), **settings)
        world = World(scenario, seed=seed)
        seen = watched(world)
        world.advance(20 * SECOND)
        world.do(
            UpdateShardCount(StreamName="s", TargetShardCount=3, ScalingType="UNIFORM_SCALING")
        )
        world.advance(END)
    finally:
        Lane.answered = answered  # type: ignore[method-assign]  # as it was
    assert seen
    for times in seen.values():
        done = [at_us for at_us, good in times if good]
        assert done == sorted(done)


@FEW
@given(settings_of_mappings, st.integers(0, 99))
def test_with_a_limit_of_retries_everything_ends(settings: dict[str, object], seed: int) -> None:
    given = settings | {
        "MaximumRetryAttempts": 1,
        "DestinationConfig": DestinationConfig(OnFailure=OnFailure(Destination=LOST)),
    }
    records = into(rate=20.0, groups=5, poison=0.05, until=20 * SECOND)
    world = World(reading(f(run="50ms"), shards=2, traffic=(records,), **given), seed=seed)
    inbox = Inbox(world)
    world.advance(60 * MINUTE)
    views = [each for shard in world.snapshot().streams[0].shards for each in shard.readers]
    told = sum(int(each["KinesisBatchInfo"]["batchSize"]) for each in inbox.told)

    assert sum(each.behind for each in views) == 0
    assert sum(each.done + each.discarded for each in views) == stream_of(world).put_count == 400
    assert told == sum(each.discarded for each in views)
    assert world.finished
    assert world.snapshot().account_in_flight == 0


def busy_scenario() -> Scenario:
    """Something of everything."""
    return reading(
        f(run="exp:200ms", errors=0.1, reports_failures=True, each="exp:5ms"),
        shards=2,
        traffic=(
            into(rate=30.0, arrivals="poisson", groups=8, poison=0.02, name="one"),
            into("dynamodb:tab", rate=5.0, groups=3, name="two"),
        ),
        BatchSize=10,
        ParallelizationFactor=3,
        BisectBatchOnFunctionError=True,
        MaximumRetryAttempts=2,
        MaximumRecordAgeInSeconds=60,
        FunctionResponseTypes=["ReportBatchItemFailures"],
    )


def test_a_world_with_streams_can_be_packed_at_any_moment() -> None:
    world = World(busy_scenario(), seed=3)
    for _ in range(6):
        world.advance(world.now_us + 3_777_777)
        copied = world.copy()
        copied.advance(END)
        check(copied)
        digest = copied.log.digest()
        again = world.copy()
        again.advance(END)

        assert again.log.digest() == digest
    world.advance(END)
    assert world.log.digest() == digest


def test_going_back_and_branching_change_nothing() -> None:
    journal = (
        Entry(
            10 * SECOND,
            UpdateShardCount(StreamName="s", TargetShardCount=4, ScalingType="UNIFORM_SCALING"),
        ),
        Entry(
            20 * SECOND, PutFunctionConcurrency(FunctionName="f", ReservedConcurrentExecutions=2)
        ),
    )
    straight = History(busy_scenario(), 5, journal)
    straight.advance(END)
    wandering = History(busy_scenario(), 5, journal)
    wandering.advance(40 * SECOND)
    wandering.rewind(15 * SECOND)
    wandering.world.snapshot()
    wandering.advance(END)

    assert wandering.world.log.digest() == straight.world.log.digest()
    wandering.rewind(30 * SECOND)
    wandering.do(DeleteFunctionConcurrency(FunctionName="f"))
    wandering.advance(END)
    assert wandering.world.log.digest() != straight.world.log.digest()
    wandering.switch("A")
    assert wandering.world.log.digest() == straight.world.log.digest()


def test_how_often_one_looks_changes_nothing() -> None:
    played, watched_often = World(busy_scenario(), seed=1), World(busy_scenario(), seed=1)
    played.advance(END)
    while watched_often.now_us < END:
        watched_often.advance(min(END, watched_often.now_us + 333_333), at_most=100)
        watched_often.snapshot()

    assert watched_often.log.digest() == played.log.digest()


def test_counting_alone_gives_the_same_run() -> None:
    kept = World(busy_scenario(), seed=2)
    counted = World(busy_scenario(), seed=2, keep_events=False, keep_records=False)
    kept.advance(END)
    counted.advance(END)

    assert kept.snapshot().streams == counted.snapshot().streams
    assert kept.snapshot().totals == counted.snapshot().totals


def test_every_batch_follows_from_something() -> None:
    world = World(busy_scenario(), seed=4)
    world.advance(END)
    causes = {world.log[each.cause or 0].kind for each in events(world, "batch.sent")}

    assert causes == {"record.put", "batch.blocked", "batch.split"}
    assert world.service.resources[TABLE].put_count > 250
