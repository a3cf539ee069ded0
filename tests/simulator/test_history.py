"""The time machine: going back, taking back, branching, and looking at other futures."""

from __future__ import annotations

from contextlib import suppress
from typing import NamedTuple

import pytest
from any_operation import operations
from hypothesis import example, given
from hypothesis import strategies as st
from rich_scene import JOURNAL, rich
from scenes import FEW, calls, function, poisson, reserve, scenario

from lambdatutor.aws.operations import Operation
from lambdatutor.errors import LambdaTutorError
from lambdatutor.simulator import history as machine
from lambdatutor.simulator.comparison import compare
from lambdatutor.simulator.history import Entry, History
from lambdatutor.simulator.outside import SetTraffic
from lambdatutor.simulator.time import MILLISECOND, SECOND


@pytest.fixture(autouse=True, scope="module")
def many_marks() -> object:
    """Marks come often enough for short runs to be restored from them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(machine, "_BETWEEN_MARKS", 150)
        patch.setattr(machine, "_BYTES_FOR_AN_EVENT", 1_000)
        patch.setattr(machine, "_MARKS_KEPT", 6)
        yield


def afresh(history: History, journal: tuple[Entry, ...], until_us: int) -> str:
    """The digest of a journal played from the opening."""
    other = History(history.scenario, history.seed, journal)
    other.advance(until_us)
    return other.world.log.digest()


def digest(history: History) -> str:
    return history.world.log.digest()


def test_rewinding_loses_nothing() -> None:
    history, end = History(rich(), 3, JOURNAL), 100 * SECOND
    history.advance(end)
    whole = digest(history)
    for moment in (end, 60_000_001, 0, 60_000_000, 59_999_999, 1, end - 1):
        history.rewind(moment)

        assert history.now_us == moment
        assert digest(history) == afresh(history, JOURNAL, moment)
        assert history.journal == JOURNAL
        assert history.reached_us == end
    history.advance(end)
    assert digest(history) == whole
    assert len(history.branches) == 1


def test_nobody_goes_further_than_was_played() -> None:
    history = History(rich())
    history.advance(10 * SECOND)
    history.rewind(99 * SECOND)
    assert history.now_us == 10 * SECOND
    history.rewind(-5)
    assert history.now_us == 0


def test_at_the_opening_nothing_has_come_yet_however_often_one_looks() -> None:
    """An operation at time 0 meets the same account before play, after a rewind, and after undo."""
    of = scenario(traffic=[calls("0s", count=3)])
    digests: set[str] = set()
    for way in ("at once", "advance", "rewind", "undo"):
        history = History(of)
        if way == "advance":
            history.advance(0)
        if way == "rewind":
            history.advance(SECOND)
            history.rewind(0)
        if way == "undo":
            history.do(reserve(5))
            history.undo()
        assert history.world.snapshot().totals.requests == 0
        history.do(reserve(1))
        history.advance(SECOND)
        assert history.world.snapshot().totals.throttles == 2
        digests.add(digest(history))
    assert len(digests) == 1


def test_an_operation_comes_after_all_of_its_moment() -> None:
    """The budget of a frame ended in the middle of a crowd: what is done waits for its end."""
    of = scenario(traffic=[calls("0s", "1s", count=50)])
    for at_us in (0, SECOND):
        history = History(of)
        history.advance(at_us)
        assert not history.advance(at_us + SECOND, at_most=20)
        history.do(reserve(0))
        history.advance(10 * SECOND)

        assert digest(history) == afresh(history, history.journal, 10 * SECOND)


class Move(NamedTuple):
    """One thing that a person does with a history."""

    what: str
    number: int = 0
    operation: Operation | None = None


moves = st.lists(
    st.one_of(
        st.builds(Move, st.just("wait"), st.integers(0, 15_000)),
        st.builds(Move, st.just("wait"), st.integers(0, 15_000)),
        st.builds(Move, st.just("budget"), st.integers(1, 400)),
        st.builds(Move, st.just("do"), st.just(0), operations),
        st.builds(Move, st.just("do"), st.just(0), operations),
        st.builds(Move, st.just("rewind"), st.integers(0, 40_000)),
        st.just(Move("undo")),
        st.builds(Move, st.just("switch"), st.integers(0, 5)),
    ),
    max_size=14,
)


def move(history: History, each: Move) -> None:
    match each.what:
        case "wait":
            history.advance(history.now_us + each.number * MILLISECOND)
        case "budget":
            history.advance(history.now_us + 5 * SECOND, at_most=each.number)
        case "do":
            with suppress(LambdaTutorError):
                history.do(each.operation)  # type: ignore[arg-type]  a step of this kind has one
        case "rewind":
            history.rewind(each.number * MILLISECOND)
        case "undo":
            history.undo()
        case _:
            names = [branch.name for branch in history.branches]
            history.switch(names[each.number % len(names)])


@FEW
@given(made=moves)
@example(made=[Move("wait", 5_000), Move("do", 0, reserve(0)), Move("rewind", 0), Move("undo")])
def test_whatever_is_done_the_world_is_what_its_journal_says(made: list[Move]) -> None:
    history = History(rich(), 5)
    for each in made:
        before, done = history.journal, history.done
        move(history, each)
        if each.what == "undo" and done:
            assert history.journal == (*done[:-1], *before[len(done) :])

    now = history.now_us
    # A budget may have ended in the middle of a moment.
    history.advance(now)
    due = tuple(entry for entry in history.journal if entry.at_us <= now)
    assert history.done == due
    assert digest(history) == afresh(history, due, now)
    for branch in history.branches:
        history.switch(branch.name)
        history.advance(branch.reached_us)
        expected = history.world_of(branch.name, branch.reached_us)
        assert digest(history) == expected.log.digest()
        assert history.world.snapshot() == expected.snapshot()


def test_undoing_is_never_having_done() -> None:
    history = History(rich(), 2)
    without = History(rich(), 2)
    for at_s, amount in ((10, 3), (20, 8), (30, 4)):
        for each in (history, without):
            each.advance(at_s * SECOND)
            if each is history or amount != 4:
                each.do(reserve(amount))
    for each in (history, without):
        each.advance(45 * SECOND)
    assert digest(history) != digest(without)

    assert history.undo() == reserve(4)
    assert digest(history) == digest(without)
    assert history.journal == without.journal
    assert history.undo() == reserve(8)
    assert history.undo() == reserve(3)
    assert history.undo() is None
    assert history.now_us == 45 * SECOND


def test_doing_something_in_the_past_starts_a_branch_and_the_old_future_stays() -> None:
    history = History(rich(), 2)
    history.advance(10 * SECOND)
    history.do(reserve(3))
    history.advance(60 * SECOND)
    old, old_journal = digest(history), history.journal
    history.rewind(30 * SECOND)
    generation = history.generation
    history.do(reserve(9))
    history.advance(50 * SECOND)

    assert [branch.name for branch in history.branches] == ["A", "B"]
    assert (history.branch.parent, history.branch.forked_us) == ("A", 30 * SECOND)
    assert history.world_of("A", 60 * SECOND).log.digest() == old
    first, second = history.world_of("A", 60 * SECOND), history.world_of("B", 50 * SECOND)
    past = [entry for entry in first.log.entries if entry[0] <= 30 * SECOND]
    assert second.log.entries[: len(past)] == past
    assert second.log.entries != first.log.entries[: len(second.log)]

    assert history.generation == generation  # it is still the same world, gone on
    history.switch("A")
    assert history.generation > generation
    assert (digest(history), history.journal, history.now_us) == (old, old_journal, 60 * SECOND)
    history.switch("B")
    assert digest(history) == second.log.digest()
    assert history.now_us == 50 * SECOND
    with pytest.raises(KeyError):
        history.switch("Z")


def test_undoing_in_a_branch_leaves_the_other_alone() -> None:
    history = History(rich(), 2)
    history.advance(10 * SECOND)
    history.do(reserve(3))
    history.advance(20 * SECOND)
    old = digest(history)
    history.rewind(15 * SECOND)
    history.do(reserve(9))
    history.advance(20 * SECOND)
    history.undo()
    history.undo()

    assert history.journal == ()
    assert history.world_of("A", 20 * SECOND).log.digest() == old
    history.switch("A")
    assert digest(history) == old


def test_names_of_branches_do_not_run_out() -> None:
    history = History(scenario())
    for _ in range(30):
        history.advance(history.now_us + SECOND)
        history.rewind(0)
        history.do(reserve(1))

    names = [branch.name for branch in history.branches]
    assert len(set(names)) == len(names) == 31
    assert names[25:28] == ["Z", "A2", "B2"]


def test_a_refused_operation_stays_in_the_journal_and_is_refused_again() -> None:
    history = History(rich())
    history.advance(SECOND)
    with pytest.raises(LambdaTutorError):
        history.do(reserve(5_000))
    history.advance(5 * SECOND)
    refused = digest(history)
    history.rewind(0)
    history.advance(5 * SECOND)

    assert digest(history) == refused
    assert "operation.refused" in [event.kind for event in history.world.log.since(0)]


def test_two_futures_side_by_side() -> None:
    of = scenario(function(run="1s", init="1s"), traffic=[poisson(4, name="people")])
    history = History(of)
    history.advance(10 * SECOND)
    history.rewind(0)
    history.do(reserve(1))
    history.advance(10 * SECOND)
    rows = {
        row.what: (row.first, row.second)
        for row in compare(history.world_of("A", 10 * SECOND), history.world)
    }

    assert rows["Requests"][0] == rows["Requests"][1]
    assert rows["Refused"][0] == 0 < rows["Refused"][1]
    assert rows["Answered"][0] > rows["Answered"][1]
    assert rows["Cold starts"] == rows["Environments built"]
    assert rows["Latency p50"][0] <= rows["Latency p99"][0]
    assert rows["Cost"][0] > rows["Cost"][1]


def test_a_client_that_is_turned_up_and_down_again_loses_no_moment() -> None:
    history = History(scenario(traffic=[poisson(5, name="people")]))
    history.advance(SECOND)
    history.do(SetTraffic(Traffic="people", Field="count", Value="0"))
    history.advance(3 * SECOND)
    history.do(SetTraffic(Traffic="people", Field="count", Value="1"))
    history.advance(20 * SECOND)
    without = History(history.scenario)
    without.advance(20 * SECOND)

    came = [each.arrived_us for each in history.world.records()]
    all_of_them = [each.arrived_us for each in without.world.records()]
    assert sorted(came) == sorted(at for at in all_of_them if not SECOND < at <= 3 * SECOND)
