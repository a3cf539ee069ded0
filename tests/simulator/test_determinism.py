"""A world is a function of its scenario, its seed and its journal; looking at it changes nothing.

What is compared is the hash of the whole log: the same hash is the same history to the byte.
"""

from __future__ import annotations

from contextlib import suppress

import pytest
import whole_scene
from a_judge import Everybody, judged
from any_operation import operations
from hypothesis import given, settings
from hypothesis import strategies as st
from rich_scene import END, JOURNAL, rich
from scenes import FEW, calls, function, played
from thorough import examples

from lambdatutor.aws.operations import Operation, PutFunctionConcurrency
from lambdatutor.errors import LambdaTutorError
from lambdatutor.simulator.history import Entry, History
from lambdatutor.simulator.shared_run import ENGINE, SharedRun, pack, unpack
from lambdatutor.simulator.time import MILLISECOND, MINUTE, SECOND
from lambdatutor.simulator.world import World

GOLDEN = "b677d1e9db7ff5d610318f05678f7f53ef825ea698b4af9bc243d5656585c829"
"""Of the rich scenario, five minutes long. It changes when the engine does: see `ENGINE`."""


WHOLE_GOLDEN = "d10ec23d43754acefb11ab451149a687ad8e5e8d96d1d551e401d5a342bc8e71"
"""Of the whole account, ten minutes long."""


def history_of(journal: tuple[Entry, ...] = JOURNAL, seed: int = 3) -> History:
    return History(rich(), seed, journal)


def digest(history: History, until_us: int = END) -> str:
    history.advance(until_us)
    return history.world.log.digest()


@pytest.fixture(scope="module")
def whole() -> str:
    """The history in one go."""
    return digest(history_of())


def test_the_rich_history_is_the_same_on_every_platform(whole: str) -> None:
    assert whole == GOLDEN


def _all_of_it() -> History:
    return History(whole_scene.whole(), 3, whole_scene.JOURNAL)


def test_the_whole_account_has_the_same_history_however_it_is_played() -> None:
    """In one go, in slices, from a copy, after a rewind, an undo and a branch, and from a text."""
    end = whole_scene.END
    straight = _all_of_it()
    assert digest(straight, end) == WHOLE_GOLDEN

    sliced = _all_of_it()
    for moment in (1, MINUTE, MINUTE + 1, 200 * SECOND, 5 * MINUTE):
        while not sliced.advance(moment, at_most=3_000):
            sliced.world.snapshot()
        sliced.world = sliced.world.copy()
    assert digest(sliced, end) == WHOLE_GOLDEN
    assert sliced.world.snapshot() == straight.world.snapshot()

    sliced.rewind(4 * MINUTE)
    assert digest(sliced, end) == WHOLE_GOLDEN
    sliced.do(PutFunctionConcurrency(FunctionName="g", ReservedConcurrentExecutions=5))
    sliced.undo()
    assert sliced.world.log.digest() == WHOLE_GOLDEN
    sliced.rewind(8 * MINUTE)
    sliced.do(PutFunctionConcurrency(FunctionName="g", ReservedConcurrentExecutions=5))
    sliced.advance(9 * MINUTE)
    sliced.switch("A")
    assert digest(sliced, end) == WHOLE_GOLDEN

    run = SharedRun(
        engine=ENGINE,
        lesson="whole",
        step="lab",
        seed=3,
        fingerprint=straight.scenario.fingerprint(),
        until_us=end,
        journal=straight.journal,
    )
    sent = unpack(pack(run))
    assert sent == run
    assert digest(History(whole_scene.whole(), sent.seed, sent.journal), end) == WHOLE_GOLDEN


def test_another_seed_or_another_journal_is_another_history(whole: str) -> None:
    assert digest(history_of(seed=4)) != whole
    assert digest(history_of(JOURNAL[:-1])) != whole


def test_a_world_without_a_history_plays_the_same(whole: str) -> None:
    world = World(rich(), seed=3)
    for entry in JOURNAL:
        if entry.at_us:
            world.advance(entry.at_us)
        with suppress(LambdaTutorError):
            world.do(entry.operation)
    world.advance(END)

    assert world.log.digest() == whole


frames = st.lists(
    st.tuples(st.integers(0, 40_000), st.none() | st.integers(1, 3_000), st.booleans()),
    max_size=25,
)
"""Steps in milliseconds, a budget of events, and whether someone looks."""


@settings(FEW, max_examples=examples(6))
@given(frames=frames)
def test_it_does_not_matter_how_time_is_cut_or_who_looks(
    whole: str, frames: list[tuple[int, int | None, bool]]
) -> None:
    history = history_of()
    for millis, budget, look in frames:
        history.advance(min(END, history.now_us + millis * MILLISECOND), at_most=budget)
        if look:
            history.world.snapshot()
            history.world.datapoints("f")
            history.world.records()
            history.world.open_records()

    assert digest(history) == whole
    assert history.world.snapshot() == _played_in_one_go().snapshot()
    assert history.world.datapoints("g") == _played_in_one_go().datapoints("g")


_ONE: list[World] = []


def _played_in_one_go() -> World:
    if not _ONE:
        history = history_of()
        history.advance(END)
        _ONE.append(history.world)
    return _ONE[0]


# Copies

Step = int | Operation
"""A stretch of time in milliseconds, or something that is done."""

steps: st.SearchStrategy[list[Step]] = st.lists(st.integers(0, 20_000) | operations, max_size=8)


def take(world: World, these: list[Step]) -> None:
    for step in these:
        if isinstance(step, int):
            world.advance(world.now_us + step * MILLISECOND)
        else:
            with suppress(LambdaTutorError):
                world.do(step)


def standing(world: World) -> tuple[object, ...]:
    """All that can be seen of a world."""
    return (
        world.log.digest(),
        world.snapshot(),
        world.records(),
        world.open_records(),
        world.datapoints("f"),
        world.next_moment_us(),
    )


@FEW
@given(before=steps, after=steps, otherwise=steps, budget=st.integers(1, 3_000))
def test_a_copy_goes_the_same_way_and_not_where_others_go(
    before: list[Step], after: list[Step], otherwise: list[Step], budget: int
) -> None:
    world = World(rich(), seed=1)
    take(world, before)
    world.advance(world.now_us + 30 * 1_000 * MILLISECOND, at_most=budget)
    copy, other = world.copy(), world.copy()
    take(other, otherwise)

    assert standing(copy) == standing(world)
    take(world, after)
    take(copy, after)
    assert standing(copy) == standing(world)


def test_a_world_that_asks_for_permission_can_be_copied() -> None:
    judge = Everybody()
    world = World(judged(rich()), authoriser=judge)
    copy = world.copy()
    copy.do(PutFunctionConcurrency(FunctionName="f", ReservedConcurrentExecutions=5))

    assert judge.asked == ["PutFunctionConcurrency"]


def test_thousands_of_environments_can_be_copied() -> None:
    world = played(
        function(run="2min", timeout="15min"),
        traffic=[calls("0s", count=1_000), calls("10s", name="b", count=1_000)],
        quota=3_000,
    )

    assert len(world.copy().snapshot().environments) == 2_000
