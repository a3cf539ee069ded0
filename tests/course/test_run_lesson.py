"""Going through a lesson: steps, runs, narration and guesses."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lambdatutor.course.format import Lesson
from lambdatutor.course.frame import Frame
from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.course.reader import read_lesson
from lambdatutor.course.sharing import replay
from lambdatutor.simulator.shared_run import unpack
from lambdatutor.simulator.time import HOUR, SECOND

SMALL = read_lesson(Path(__file__).parent / "lessons" / "small.yaml")


def at(step_id: str, *, seed: int = 7, lesson: Lesson = SMALL) -> LessonRun:
    run = LessonRun(lesson, seed=seed)
    run.go(step_id)
    return run


def to_end(run: LessonRun, dt_us: int = HOUR) -> list[Frame]:
    frames = [run.advance(dt_us)]
    while not frames[-1].over:
        frames.append(run.advance(dt_us))
    return frames


def test_a_lesson_opens_at_its_first_step_and_ends_after_its_last() -> None:
    run = LessonRun(SMALL)
    seen = [run.step.id]
    while run.next():
        seen.append(run.step.id)

    assert seen == [step.id for step in SMALL.steps]
    assert run.finished
    assert not run.next()


def test_going_back_from_the_first_step_stays_there() -> None:
    run = LessonRun(SMALL)

    assert not run.back()
    assert run.index == 0


def test_only_steps_with_a_run_have_a_history() -> None:
    run = LessonRun(SMALL)
    with_run: list[str] = []
    while True:
        with_run += [run.step.id] if run.history is not None else []
        if not run.next():
            break

    assert with_run == [
        "ana-or-ben",
        "ana-or-ben-run",
        "every-six-minutes",
        "every-six-minutes-run",
        "three-seats",
    ]


def test_a_step_without_a_run_cannot_be_played() -> None:
    with pytest.raises(ValueError, match="two-buyers has no run"):
        at("two-buyers").advance(SECOND)


def test_a_predict_plays_only_after_its_answer() -> None:
    run = at("ana-or-ben")

    assert run.needs_answer
    assert run.advance(HOUR).at_us == 0

    run.answer("ana-or-ben", 2)

    assert run.advance(HOUR).over


def test_the_watch_plays_the_very_run_that_was_guessed_about() -> None:
    run = at("ana-or-ben")
    run.answer("ana-or-ben", 0)
    to_end(run)
    guessed = run.history
    run.next()
    to_end(run)

    assert guessed is not None
    assert run.history is not None
    assert run.history.world.log.digest() == guessed.world.log.digest()
    assert run.guess is not None
    assert run.guess.answer == "800 ms"


def test_the_run_stands_still_at_a_pause_of_the_narration() -> None:
    run = at("ana-or-ben-run")

    first, second = run.advance(HOUR), run.advance(HOUR)

    assert [said.say for said in first.narration] == [
        "Nobody is home. Lambda builds an environment."
    ]
    assert (first.at_us // 1_000, first.paused) == (0, True)
    assert [said.event.at_us for said in second.narration] == [800_000, 5_000_000]
    assert (second.at_us, second.paused, second.over) == (5_000_000, True, False)
    assert run.advance(HOUR).over


@given(st.lists(st.integers(60_000, 3_000_000), min_size=1, max_size=20), st.integers(1, 30))
@settings(deadline=None, max_examples=40)
def test_how_often_one_looks_changes_neither_history_nor_narration(
    steps: list[int], at_most: int
) -> None:
    watched, unwatched = at("ana-or-ben-run"), at("ana-or-ben-run")
    said: list[tuple[str, int]] = []
    events: list[int] = []
    over = False
    while not over:
        for dt_us in steps:
            frame = watched.advance(dt_us, at_most)
            said += [(each.say, each.event.at_us) for each in frame.narration]
            events += [event.id for event in frame.events]
            over = frame.over
    plain = [
        (each.say, each.event.at_us) for frame in to_end(unwatched) for each in frame.narration
    ]

    assert said == plain
    assert watched.history is not None
    assert unwatched.history is not None
    assert watched.history.world.log.digest() == unwatched.history.world.log.digest()
    assert watched.frame().at_us == unwatched.frame().at_us
    assert events == sorted(set(events))


def test_a_run_without_until_ends_with_its_last_request() -> None:
    run = at("ana-or-ben-run")

    assert to_end(run, 13_337)[-1].at_us == 5_200_000


def test_what_was_said_before_a_rewind_is_not_said_again() -> None:
    run = at("ana-or-ben-run")
    run.advance(HOUR)
    run.advance(HOUR)

    run.rewind(SECOND)
    frame = run.advance(HOUR)

    assert [said.event.at_us for said in frame.narration] == [5_000_000]


def test_rolling_again_plays_another_run_and_judges_the_guess_by_it() -> None:
    run = at("every-six-minutes")
    run.answer("every-six-minutes", "3")
    run.next()
    outcomes: set[str] = set()
    seeds: set[int] = set()
    for _ in range(12):
        to_end(run)
        cold = run.frame().snapshot.totals.cold_starts
        assert run.guess is not None
        assert run.guess.answer == str(cold)
        assert f"It was {cold}, you said 3 customers." in run.guess.after
        outcomes.add(run.guess.answer)
        seeds.add(run.run_seed)
        run.reroll()

    assert len(seeds) == 12
    assert len(outcomes) > 1


def test_a_step_that_offers_no_reroll_keeps_its_seed() -> None:
    run = at("ana-or-ben-run")

    assert run.reroll() is None
    assert run.run_seed == 7


def test_receipts_are_the_log_lines_and_the_bill_of_the_run() -> None:
    run = at("ana-or-ben-run")
    to_end(run)

    ana, ben = run.receipts()

    assert ana.report.split("\t")[1:] == [
        "Duration: 200.00 ms",
        "Billed Duration: 1000 ms",
        "Memory Size: 512 MB",
        "Max Memory Used: 64 MB",
        "Init Duration: 800.00 ms",
        "",
    ]
    assert "Init Duration" not in ben.report
    assert f"{ana.usd:.8f} {ben.usd:.8f}" == "0.00000853 0.00000187"


def test_a_shared_run_is_played_again_to_where_it_stopped() -> None:
    run = at("three-seats")
    run.set_control("ping_every", "2min")
    run.advance(HOUR // 2)
    run.set_control("reserved_concurrency", "2")
    run.advance(HOUR // 4)
    shared = run.share()
    assert shared is not None

    other = at("three-seats")
    replay(other, unpack(shared))

    assert run.history is not None
    assert other.history is not None
    assert other.history.world.log.digest() == run.history.world.log.digest()
    assert other.controls == run.controls
