"""A world is a function of its scenario, its seed and its journal; looking at it changes nothing.

What is compared is the hash of the whole log: the same hash is the same history to the byte.
"""

from __future__ import annotations

from contextlib import suppress

import pytest
from any_operation import operations
from hypothesis import given, settings
from hypothesis import strategies as st
from rich_scene import END, JOURNAL, rich
from scenes import FEW, calls, function, played

from lambdatutor.aws.operations import Operation, PutFunctionConcurrency
from lambdatutor.errors import LambdaTutorError
from lambdatutor.simulator.history import Entry, History
from lambdatutor.simulator.time import MILLISECOND
from lambdatutor.simulator.world import World

GOLDEN = "643fddd4b179ba54414a29b2469612514338716359b62bf606f1091a8f0917ca"
"""Of the rich scenario, five minutes long. It changes when the engine does: see `ENGINE`."""


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


@settings(FEW, max_examples=12)
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
    asked: list[str] = []
    world = World(rich(), authorise=lambda operation: asked.append(operation.name))
    copy = world.copy()
    copy.do(PutFunctionConcurrency(FunctionName="f", ReservedConcurrentExecutions=5))

    assert asked == ["PutFunctionConcurrency"]


def test_thousands_of_environments_can_be_copied() -> None:
    world = played(
        function(run="2min", timeout="15min"),
        traffic=[calls("0s", count=1_000), calls("10s", name="b", count=1_000)],
        quota=3_000,
    )

    assert len(world.copy().snapshot().environments) == 2_000
