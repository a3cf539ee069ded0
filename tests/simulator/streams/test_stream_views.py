"""What a face sees of streams."""

from __future__ import annotations

from stream_scenes import drop, f, later, mapping_of, opened, reader, stream_of

from lambdatutor.aws.operations import UpdateEventSourceMapping
from lambdatutor.simulator.streams.views import StreamView
from lambdatutor.simulator.world import World


def view(world: World) -> StreamView:
    return world.snapshot().streams[0]


def test_a_stream_is_seen_with_its_shards_and_how_far_behind_each_is() -> None:
    world = opened(f(run="2s"), shards=2, BatchSize=2)
    drop(world, *[False] * 5, key="a")
    later(world, "3s")
    first, second = (each.readers[0] for each in view(world).shards)

    assert (view(world).name, view(world).service, view(world).put) == ("s", "kinesis", 5)
    assert [each.records for each in view(world).shards] == [5, 0]
    assert (first.state, first.behind, first.done, first.in_flight) == ("running", 3, 2, 1)
    assert (first.iterator_age_ms, first.invocation, first.lanes) == (3_000, 1, 1)
    assert (second.state, second.behind, second.iterator_age_ms) == ("idle", 0, 0)


def test_the_states_of_a_reader_follow_one_another() -> None:
    world = opened(f(run="500ms"))
    seen = [reader(world).state]
    later(world, "200ms")
    drop(world, True)
    for by in ("100ms", "800ms", "600ms", "800ms"):
        later(world, by)
        seen.append(reader(world).state)
    world.do(UpdateEventSourceMapping(UUID=mapping_of(world).uuid, Enabled=False))
    later(world, "1min")
    seen.append(reader(world).state)

    assert seen == ["idle", "waiting", "running", "blocked", "retrying", "stopped"]


def test_a_run_ends_when_every_stream_is_read() -> None:
    world = opened()
    before = world.finished
    drop(world, False)
    during = world.finished
    later(world, "2s")

    assert (before, during, world.finished) == (True, False, True)
    assert stream_of(world).idle
