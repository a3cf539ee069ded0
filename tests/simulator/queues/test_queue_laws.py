"""What holds of queues at every instant, whatever is sent and whatever is done to the account."""

from __future__ import annotations

import pickle
from collections import Counter
from contextlib import suppress

from hypothesis import example, given
from hypothesis import strategies as st
from queue_scenes import (
    DEAD,
    LINE,
    ORDERS,
    URL,
    events,
    mapping,
    messages,
    opened,
    poller_of,
    polls,
    queue_of,
)
from queue_words import queue
from scenes import FEW, function, later, reserve

from lambdatutor.aws import operations as aws
from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.resource_arns import queue_arn
from lambdatutor.aws.shapes import ScalingConfig
from lambdatutor.simulator.queues.message import DELAYED, HIDDEN, VISIBLE
from lambdatutor.simulator.queues.queue import Queue
from lambdatutor.simulator.time import SECOND
from lambdatutor.simulator.world import World

TIMES = st.integers(0, 40).map(lambda each: f"{each}s")


def _update(world: World, **changes: object) -> aws.Operation:
    return aws.UpdateEventSourceMapping(UUID=polls(world).uuid, **changes)


DEEDS = {
    "reserve nothing": lambda _: reserve(0),
    "reserve three": lambda _: reserve(3),
    "no reservation": lambda _: aws.DeleteFunctionConcurrency(FunctionName="f"),
    "disable": lambda world: _update(world, Enabled=False),
    "enable": lambda world: _update(world, Enabled=True),
    "fewer": lambda world: _update(world, ScalingConfig=ScalingConfig(MaximumConcurrency=2)),
    "window": lambda world: _update(world, BatchSize=20, MaximumBatchingWindowInSeconds=3),
    "receive": lambda _: aws.ReceiveMessage(QueueUrl=URL, MaxNumberOfMessages=4),
    "send": lambda _: aws.SendMessage(QueueUrl=URL, MessageBody="by hand", DelaySeconds=3),
    "purge": lambda _: aws.PurgeQueue(QueueUrl=URL),
    "redrive": lambda _: aws.StartMessageMoveTask(SourceArn=DEAD),
    "short visibility": lambda _: aws.SetQueueAttributes(
        QueueUrl=URL, Attributes={"VisibilityTimeout": "4"}
    ),
    "short retention": lambda _: aws.SetQueueAttributes(
        QueueUrl=URL, Attributes={"MessageRetentionPeriod": "60"}
    ),
}

SCRIPT = st.lists(st.tuples(st.integers(0, 20), st.sampled_from(list(DEEDS))), max_size=8)

TRAFFIC = st.lists(
    st.tuples(TIMES, st.integers(1, 40), st.sampled_from([0.0, 0.2, 1.0])), min_size=1, max_size=5
)

BEHAVIOUR = st.fixed_dictionaries(
    {
        "run": st.sampled_from(["1ms", "1s", "uniform:100ms..5s"]),
        "errors": st.sampled_from([0.0, 0.3]),
        "reports_failures": st.booleans(),
        "malformed_report": st.sampled_from([False, False, True]),
    }
)


def world_of(
    traffic: list[tuple[str, int, float]], behaviour: dict[str, object], *, reports: bool, seed: int
) -> World:
    return opened(
        queue("dead"),
        queue(visibility=6, dead="dead", most=2),
        mapping(reports=reports),
        of=function(timeout="4s", **behaviour),
        traffic=tuple(
            messages(at, name=f"t{number}", count=count, poison=poison)
            for number, (at, count, poison) in enumerate(traffic)
        ),
        seed=seed,
    )


def check(world: World) -> None:
    """Every message in exactly one place; none lost, none made up."""
    queues = [each for each in world.service.resources.values() if isinstance(each, Queue)]
    held: Counter[int] = Counter()
    for each in queues:
        places = Counter(message.place for message in each.messages)
        assert places[VISIBLE] == each.visible >= 0
        assert places[HIDDEN] == each.hidden.count
        assert places[DELAYED] == each.delayed.count
        assert sum(places.values()) == len(each.messages)
        came = each.sent + each.moved_in
        went = each.deleted + each.expired + each.purged + each.moved_out
        assert came == went + len(each.messages)
        held.update(id(message) for message in each.messages)
    assert not held or max(held.values()) == 1
    poller = poller_of(world)
    environments = world.service.environments.values()
    running = sum(each.request is not None for each in environments)
    gathered = poller.window.batch is not None
    assert poller.in_flight == running + len(poller.throttled.batches) + gathered
    if poller.running:
        assert poller.in_flight <= max(poller.scaling.limit, poller.peak)


@FEW
@example(  # a batch that is gathered keeps a poller busy like any other
    traffic=[("6s", 1, 0.0), ("18s", 40, 0.0)],
    behaviour={"run": "1ms", "errors": 0.0, "reports_failures": False, "malformed_report": False},
    reports=False,
    script=[(0, "reserve nothing"), (0, "window"), (19, "reserve nothing")],
    seed=0,
)
@given(
    traffic=TRAFFIC,
    behaviour=BEHAVIOUR,
    reports=st.booleans(),
    script=SCRIPT,
    seed=st.integers(0, 3),
)
def test_every_message_is_in_one_place(
    traffic: list[tuple[str, int, float]],
    behaviour: dict[str, object],
    reports: bool,
    script: list[tuple[int, str]],
    seed: int,
) -> None:
    world = world_of(traffic, behaviour, reports=reports, seed=seed)
    for wait_s, deed in script:
        later(world, f"{wait_s}s")
        check(world)
        with suppress(AwsError):
            world.do(DEEDS[deed](world))
        check(world)
    later(world, "10min")
    check(world)


@FEW
@given(traffic=TRAFFIC, behaviour=BEHAVIOUR, script=SCRIPT, seed=st.integers(0, 3))
def test_rewinding_and_looking_change_nothing(
    traffic: list[tuple[str, int, float]],
    behaviour: dict[str, object],
    script: list[tuple[int, str]],
    seed: int,
) -> None:
    world = world_of(traffic, behaviour, reports=True, seed=seed)
    for wait_s, deed in script:
        later(world, f"{wait_s}s")
        with suppress(AwsError):
            world.do(DEEDS[deed](world))
    branch = world.copy()
    for _ in range(40):
        later(branch, "3s")
        branch.snapshot()
    later(world, "120s")
    assert branch.log.digest() == world.log.digest()
    assert branch.snapshot() == world.snapshot()


@FEW
@given(
    groups=st.integers(1, 5),
    counts=st.lists(st.tuples(TIMES, st.integers(1, 12)), min_size=1, max_size=4),
    poison=st.sampled_from([0.0, 0.1]),
    behaviour=BEHAVIOUR.filter(lambda each: not each["malformed_report"]),
    size=st.integers(1, 10),
)
def test_a_fifo_queue_keeps_the_order_within_each_group(
    groups: int,
    counts: list[tuple[str, int]],
    poison: float,
    behaviour: dict[str, object],
    size: int,
) -> None:
    """Messages leave a group in the order they were sent, as deleted or as dead letters."""
    rest = {"to": "sqs:line.fifo", "groups": groups, "poison": poison}
    world = opened(
        queue("dead.fifo"),
        queue("line.fifo", visibility=12, dead="dead.fifo", most=3),
        mapping(LINE, size=size, reports=bool(behaviour["reports_failures"])),
        of=function(timeout="8s", **behaviour),
        traffic=tuple(
            messages(at, name=f"t{number}", count=count, **rest)
            for number, (at, count) in enumerate(counts)
        ),
    )
    line = queue_of(world, "line.fifo")
    before: dict[str, list[int]] = {}
    while not world.finished:
        world.advance(world.now_us + SECOND // 2)
        now: dict[str, list[int]] = {}
        for message in line.messages:
            now.setdefault(message.parcel.group, []).append(message.number)
        for group, numbers in now.items():
            assert numbers == sorted(numbers)
            known = before.get(group, [])
            left = [number for number in known if number in numbers]
            assert left == known[len(known) - len(left) :]  # what is gone came first
        before = now
        check(world)
    assert line.sent == line.deleted + line.moved_out
    assert len(line.messages) == 0


def test_a_world_with_all_that_waits_is_packed_and_unpacked() -> None:
    world = opened(
        queue("dead"),
        queue(visibility=60, dead="dead"),
        mapping(size=20, window=30),
        reserve(0),
        traffic=(messages("0s", count=25), messages("1s", count=3)),
    )
    later(world, "5s")
    assert poller_of(world).throttled.batches
    assert poller_of(world).window.batch is not None
    copy = world.copy()
    later(world, "10min")
    later(copy, "10min")
    assert copy.log.digest() == world.log.digest()
    assert pickle.loads(pickle.dumps(world.snapshot())) == world.snapshot()  # noqa: S301  our own


def test_a_mapping_has_the_same_uuid_on_every_seed_and_the_next_has_another() -> None:
    """So that what was done in one run can be done in another."""
    more = (queue("more"), mapping(queue_arn("more")))
    uuids = {
        tuple(world.service.mappings)
        for world in (opened(queue(), mapping(), *more, seed=seed) for seed in range(3))
    }
    ((first, second),) = uuids
    assert first != second


def test_events_have_causes_that_are_earlier() -> None:
    world = opened(queue(), mapping(), traffic=(messages("0s", "3s", count=15, poison=0.3),))
    later(world, "2min")
    assert events(world, "messages.received")
    for event in world.log.since(0):
        assert event.cause is None or event.cause < event.id
        if event.kind in ("messages.received", "batch.taken", "batch.failed", "message.returned"):
            assert event.cause is not None


def test_counts_alone_keep_no_messages() -> None:
    """After a long run nothing of the messages is left but numbers."""
    world = opened(
        queue(visibility=60),
        mapping(),
        of=function(run="10ms"),
        traffic=(messages("0s", "30s", "60s", count=2_000),),
        keep=False,
    )
    later(world, "5min")
    found = queue_of(world)
    assert (found.sent, found.deleted, len(found.messages)) == (6_000, 6_000, 0)
    assert found.hidden.next_us() is None
    assert len(world.clock.queue) < 200
    assert world.finished
    assert found.arn == ORDERS
