"""A world with room for few events keeps the last of them, and everything else stays as it was."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich_scene import JOURNAL, rich
from scenes import FEW, function, poisson, reserve, scenario

from lambdatutor.simulator import history as machine
from lambdatutor.simulator.checkpoint import freeze, restore
from lambdatutor.simulator.events import EventLog, kept_from
from lambdatutor.simulator.history import History
from lambdatutor.simulator.scenario import Scenario
from lambdatutor.simulator.time import MILLISECOND, SECOND
from lambdatutor.simulator.why import chain
from lambdatutor.simulator.world import World


@pytest.fixture(autouse=True, scope="module")
def many_marks() -> object:
    """Marks come often enough for short runs to be restored from them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(machine, "_BETWEEN_MARKS", 150)
        patch.setattr(machine, "_BYTES_FOR_AN_EVENT", 1_000)
        patch.setattr(machine, "_MARKS_KEPT", 6)
        yield


def busy() -> Scenario:
    return scenario(function(run="exp:200ms", errors=0.1), traffic=[poisson(40)], quota=112)


def kept(world: World) -> tuple[int, list[object], int, list[object]]:
    """All that is kept of the past, and what it is numbered from."""
    return world.log.base, list(world.log.since(0)), world.meters.forgotten, list(world.records())


@FEW
@given(st.integers(1, 500), st.integers(0, 40_000))
def test_what_is_kept_is_the_end_of_what_would_have_been(room: int, until_ms: int) -> None:
    whole, few = World(busy(), seed=3), World(busy(), seed=3, room=room)
    for world in (whole, few):
        world.advance(until_ms * MILLISECOND)

    assert len(few.log) == len(whole.log)
    assert few.log.base == kept_from(len(whole.log), room)
    assert list(few.log.since(0)) == list(whole.log.since(few.log.base))
    assert few.records() == whole.records()[few.meters.forgotten :]
    assert few.snapshot() == whole.snapshot()
    assert few.datapoints("f") == whole.datapoints("f")


@FEW
@given(st.integers(1, 500), st.integers(200, 4_000))
def test_how_often_one_looks_changes_nothing_of_what_is_kept(room: int, step_ms: int) -> None:
    at_once, often = World(busy(), room=room), World(busy(), room=room)
    at_once.advance(20 * SECOND)
    for moment in range(0, 20_000, step_ms):
        often.advance(moment * MILLISECOND)
        often.snapshot()
    often.advance(20 * SECOND)

    assert kept(often) == kept(at_once)


def test_never_more_than_two_rooms_are_kept() -> None:
    world = World(busy(), room=100)
    for second in range(60):
        world.advance(second * SECOND)

        assert len(world.log.entries) < 200
        assert len(world.meters.records) < 200
    assert len(world.log) > 2_000


MOMENTS = (1, 20_000_000, 59_999_999, 60_000_000, 60_000_001, 80_000_000)


@pytest.mark.parametrize("room", [1, 300, 5_000])
def test_rewinding_finds_what_was_kept_at_that_moment(room: int) -> None:
    history = History(rich(), 3, JOURNAL, room=room)
    then: dict[int, object] = {}
    for moment in MOMENTS:
        history.advance(moment)
        then[moment] = kept(history.world), history.world.snapshot()
    for moment in (60_000_000, 1, 80_000_000, 59_999_999, 60_000_001, 20_000_000):
        history.rewind(moment)

        assert (kept(history.world), history.world.snapshot()) == then[moment]
    history.advance(MOMENTS[-1])
    assert (kept(history.world), history.world.snapshot()) == then[MOMENTS[-1]]


def test_taking_back_and_branching_work_beyond_what_is_kept() -> None:
    history = History(busy(), 1, room=50)
    history.advance(5 * SECOND)
    history.do(reserve(2))
    history.advance(60 * SECOND)
    throttled = history.world.snapshot().totals.throttles
    history.undo()
    without = history.world.snapshot().totals.throttles
    plain = World(busy(), seed=1)
    plain.advance(60 * SECOND)

    assert throttled > without == plain.snapshot().totals.throttles
    history.rewind(10 * SECOND)
    history.do(reserve(2))
    history.advance(60 * SECOND)
    assert [branch.name for branch in history.branches] == ["A", "B"]
    assert history.world_of("A", 60 * SECOND).snapshot() == plain.snapshot()
    assert history.world_of("A", 60 * SECOND).room == 50


def test_marks_of_a_long_run_hold_on_to_no_event() -> None:
    history = History(busy(), room=50)
    history.advance(120 * SECOND)

    assert len(history.branch.marks) == 6
    assert all(not mark.checkpoint.entries for mark in history.branch.marks[1:])
    assert all(not mark.checkpoint.records for mark in history.branch.marks[1:])
    assert len(history.branch.marks[0].checkpoint.entries) < 1_000 < len(history.world.log)


def test_marks_that_are_large_are_fewer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "_MARKS_KEPT", 30)
    monkeypatch.setattr(machine, "_MARKS_BYTES", 400_000)
    history, whole = History(busy()), World(busy())
    history.advance(120 * SECOND)
    marks = history.branch.marks

    assert 6 < len(marks) < 30
    assert sum(len(mark.checkpoint.packed) for mark in marks) <= 400_000
    history.rewind(30 * SECOND)
    whole.advance(30 * SECOND)
    assert history.world.log.digest() == whole.log.digest()


def test_marks_are_the_farther_apart_the_longer_ago_they_were() -> None:
    history = History(busy())
    history.advance(400 * SECOND)
    events = [mark.checkpoint.events for mark in history.branch.marks]
    gaps = [later - earlier for earlier, later in pairwise(events)]

    assert events[0] <= 10
    assert len(events) == 6
    assert gaps == sorted(gaps, reverse=True)
    assert gaps[-1] < 400


def test_a_copy_keeps_what_its_original_forgets_later() -> None:
    world = World(busy(), room=100)
    world.advance(20 * SECOND)
    mark, before = freeze(world), kept(world)
    world.advance(60 * SECOND)

    assert kept(restore(mark)) == before
    again = restore(mark)
    again.advance(60 * SECOND)
    assert kept(again) == kept(world)
    assert again.snapshot() == world.snapshot()


@FEW
@given(st.integers(0, 30_000), st.sampled_from([20, 10_000]))
def test_a_world_without_its_past_goes_on_and_counts_nothing_twice(at_ms: int, room: int) -> None:
    world = World(busy(), seed=2, room=room)
    world.advance(at_ms * MILLISECOND)
    woken = restore(freeze(world, past=False))

    assert len(woken.log) == len(world.log)
    assert not list(woken.log.since(0))
    for each in (world, woken):
        each.advance(40 * SECOND)
    assert len(woken.log) == len(world.log)
    assert woken.snapshot() == world.snapshot()
    assert woken.records() == world.records()[-len(woken.records()) :]


def test_why_goes_as_far_back_as_is_kept() -> None:
    world = World(busy(), room=20)
    world.advance(30 * SECOND)

    for event in world.log.since(0):
        assert all(each.id >= world.log.base for each in chain(world.log, event.id))


@FEW
@given(st.integers(1, 60), st.integers(0, 400))
def test_a_log_that_is_asked_seldom_keeps_the_same(room: int, count: int) -> None:
    seldom, always = EventLog(room), EventLog(room)
    for number in range(count):
        for log in (seldom, always):
            log.add(number, "request.arrived", -1, number + 1, 0, "f", ())
        always.make_room()
    seldom.make_room()

    assert (seldom.base, seldom.entries) == (always.base, always.entries)
