"""What holds of asynchronous events at every instant, whatever is done to the account."""

from __future__ import annotations

import pytest
from async_scenes import (
    SQS,
    Shelf,
    broken,
    config,
    events,
    lambda_arn,
    metric,
    queue,
    seen,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from scenes import FEW, function, later, opened, played, poisson, published, reserve, scenario

from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import (
    DeleteFunction,
    DeleteFunctionConcurrency,
    Operation,
    PutFunctionRecursionConfig,
)
from lambdatutor.simulator.asynchronous.internal_queue import InternalQueue
from lambdatutor.simulator.asynchronous.told import KINDS, SENTENCES
from lambdatutor.simulator.history import History
from lambdatutor.simulator.scenario import Scenario
from lambdatutor.simulator.time import MINUTE, SECOND, parse
from lambdatutor.simulator.why import sentence
from lambdatutor.simulator.world import World

OPERATIONS: tuple[Operation, ...] = (
    reserve(0),
    reserve(1),
    reserve(3),
    DeleteFunctionConcurrency(FunctionName="f"),
    config(retries=0, failure=SQS),
    config(age=60, success=SQS),
    config(retries=2, age=21_600, failure=lambda_arn("g")),
    published(),
    PutFunctionRecursionConfig(FunctionName="f", RecursiveLoop="Allow"),
    DeleteFunction(FunctionName="f"),
)

SOME = settings(FEW, max_examples=9)
"""Each example is a run of many events."""

steps = st.lists(st.tuples(st.integers(1, 90), st.sampled_from(OPERATIONS)), min_size=1, max_size=8)


def busy(waiting: str, copies: float = 0.2) -> Scenario:
    """A function that fails and sends to itself, in a small account."""
    of = scenario(
        function("f", run="exp:2s", errors=0.3, sends=(lambda_arn("f"),)),
        function("g", run="exp:1s"),
        traffic=[
            poisson(1, invocation="async", poison=0.1, until=MINUTE),
            events("5s", name="burst", count=30),
            poisson(0.5, name="sync", until=MINUTE),
        ],
        quota=110,
    )
    return replace(of, async_waiting=waiting, async_duplicates=copies)


def check(each: InternalQueue, world: World) -> None:
    """Every event is in exactly one place."""
    waiting = sum(1 for _ in each.ladder)
    running = sum(
        1
        for environment in world.service.environments.values()
        if environment.request is not None
        and getattr(environment.request, "event_of", None) is not None
        and environment.request.client.queue is each
    )
    entered = each.received + each.copied
    assert entered == waiting + running + each.succeeded + each.dropped + each.lost
    assert len(each.open) == waiting + running
    assert each.received == metric(world, "AsyncEventsReceived", each.function.name)
    assert each.dropped == metric(world, "AsyncEventsDropped", each.function.name)
    limit = each.function.limit
    assert limit.in_flight >= 0


@SOME
@given(steps, st.sampled_from(("back-off", "first-in-first-out")), st.integers(0, 1_000))
def test_each_event_is_in_one_place_and_none_is_left(
    done: list[tuple[int, Operation]], waiting: str, seed: int
) -> None:
    world = World(busy(waiting), seed=seed)
    Shelf(world, SQS)
    queues = list(world.service.internal_queues.values())
    for seconds, operation in done:
        world.advance(world.now_us + seconds * SECOND)
        for each in queues:
            check(each, world)
        try:
            world.do(operation)
        except AwsError:
            continue
        for each in queues:
            check(each, world)
    if "f" in world.service.functions:
        world.do(PutFunctionRecursionConfig(FunctionName="f", RecursiveLoop="Terminate"))
    world.advance(world.now_us + parse("12h"))

    for each in queues:
        check(each, world)
        assert each.idle
    assert world.finished


@SOME
@given(st.integers(0, 1_000), st.sampled_from(("back-off", "first-in-first-out")))
def test_copying_a_world_and_looking_at_it_changes_nothing(seed: int, waiting: str) -> None:
    watched, alone = World(busy(waiting), seed=seed), World(busy(waiting), seed=seed)
    for _ in range(6):
        watched.advance(watched.now_us + 20 * SECOND)
        watched.snapshot()
        watched = watched.copy()
    alone.advance(120 * SECOND)

    assert watched.log.digest() == alone.log.digest()
    assert watched.snapshot() == alone.snapshot()


def test_going_back_and_on_again_gives_the_same_history() -> None:
    history = History(busy("back-off"), seed=3)
    history.advance(90 * SECOND)
    first = history.world.log.digest()
    history.rewind(7 * SECOND)
    history.advance(90 * SECOND)

    assert history.world.log.digest() == first


def test_what_becomes_of_an_event_does_not_depend_on_what_else_comes() -> None:
    """Poison, duration and failure of each try belong to the event."""
    alone = scenario(function(run="exp:1s", errors=0.4), traffic=[poisson(2, invocation="async",
        until=MINUTE)])  # fmt: skip
    limited = replace(alone, setup=(config(success=SQS),))
    fates = []
    for of in (alone, limited):
        world = World(of, seed=5)
        world.advance(parse("1h"))
        fates.append((seen(world).succeeded, seen(world).dropped, seen(world).retried))

    assert fates[0] == fates[1]


def test_memory_stays_flat_however_many_events_pass() -> None:
    world = World(
        scenario(function(run="1ms"), traffic=[poisson(500, invocation="async")]),
        keep_events=False,
        keep_records=False,
    )
    world.advance(MINUTE)

    assert queue(world).received > 25_000
    assert len(queue(world).open) < 50
    assert len(queue(world).ladder.rungs) <= 6


def test_a_run_ends_when_no_event_waits_any_more() -> None:
    world = played(broken(), traffic=[events("0s")], until="100s")
    assert not world.finished
    later(world, "100s")

    assert world.finished


@pytest.mark.fact("ASY-002")
def test_the_ladder_shows_who_waits_for_which_try_and_when() -> None:
    world = opened(broken(), traffic=[events("0s", count=3), events("50s", name="late", count=2)])
    later(world, "55s")
    assert [tuple(each) for each in seen(world).ladder] == [
        (2, "error", 5, 60 * SECOND),
    ]
    assert seen(world).oldest_age_us == 55 * SECOND

    later(world, "10s")
    assert [tuple(each) for each in seen(world).ladder] == [
        (2, "error", 2, 110 * SECOND),
        (3, "error", 3, 180 * SECOND),
    ]
    assert (seen(world).retried, seen(world).waiting, seen(world).running) == (8, 5, 0)


@pytest.mark.fact("ASY-005")
def test_the_ladder_tells_throttled_events_from_failed_ones() -> None:
    world = opened(
        function(run="10min", timeout="15min"),
        setup=[reserve(1)],
        traffic=[events("0s", count=3)],
    )
    later(world, "2s")

    assert [tuple(each) for each in seen(world).ladder] == [(1, "throttle", 2, 3 * SECOND)]
    assert (seen(world).running, seen(world).backed_off) == (1, 4)


def test_a_queue_that_never_had_an_event_is_not_shown() -> None:
    assert (
        played(function(), function("g"), traffic=[events("0s")]).snapshot().internal_queues[1:]
        == ()
    )


def test_every_kind_of_event_has_a_sentence() -> None:
    assert KINDS.keys() == SENTENCES.keys()


def test_the_sentences_say_what_happened() -> None:
    of = busy("back-off")
    world = World(replace(of, setup=(config(age=90, failure=SQS), reserve(1))), seed=1)
    world.advance(parse("10min"))
    told = {each.kind: sentence(each) for each in world.log.since(0) if each.kind in KINDS}

    assert told["destination.failed"].endswith("(ResourceNotFoundException) and is lost.")
    assert "goes back into the queue for" in told["async.backed_off"]
    assert "EventAgeExceeded" in told["async.dropped"]
    assert {"async.accepted", "async.copied", "async.retry"} <= told.keys()
