"""Coming back to a lesson that was left, or killed, at any moment."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lambdatutor.course import saved_lab
from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.course.reader import read_lesson
from lambdatutor.learner.progress import Progress
from lambdatutor.simulator.time import HOUR, MINUTE

SMALL = read_lesson(Path(__file__).parent / "lessons" / "small.yaml")
STEPS = [step.id for step in SMALL.steps]

changes = st.lists(
    st.tuples(
        st.integers(0, 20),
        st.sampled_from(
            ["set ping_every 2min", "set ping_every off", "set pings_at_once 3"]
            + [
                "aws lambda put-function-concurrency --function-name checkout"
                f" --reserved-concurrent-executions {n}"
                for n in (0, 2, 5)
            ]
        ),
    ),
    max_size=6,
)


@pytest.mark.parametrize("left_at", range(len(STEPS)))
def test_a_killed_lesson_goes_on_at_the_step_it_had_reached(left_at: int) -> None:
    progress = Progress.in_memory()
    run = LessonRun(SMALL, seed=7, progress=progress)
    for _ in range(left_at):
        run.next()

    resumed = LessonRun(SMALL, seed=8, progress=progress)

    assert resumed.step.id == STEPS[left_at]


def test_a_place_that_the_lesson_no_longer_has_is_its_beginning() -> None:
    progress = Progress.in_memory()
    progress.reach("small", "a-step-of-last-year")

    assert LessonRun(SMALL, progress=progress).index == 0


@given(changes)
@settings(deadline=None, max_examples=25)
def test_a_killed_lab_has_the_same_history_again(made: list[tuple[int, str]]) -> None:
    progress = Progress.in_memory()
    run = LessonRun(SMALL, seed=7, progress=progress)
    run.go("three-seats")
    for minutes, line in made:
        run.advance(minutes * MINUTE)
        run.command(line)
    assert run.history is not None
    digest, controls, at_us = (
        run.history.world.log.digest(),
        [view.value for view in run.controls],
        run.frame().at_us,
    )

    resumed = LessonRun(
        SMALL, seed=99, progress=progress
    )  # another seed, and the lab keeps its own

    assert resumed.history is not None
    if made:
        assert [view.value for view in resumed.controls] == controls
        assert resumed.frame().at_us == at_us
        assert resumed.history.world.log.digest() == digest


def test_leaving_a_lab_keeps_how_far_it_was_played() -> None:
    progress = Progress.in_memory()
    run = LessonRun(SMALL, seed=7, progress=progress)
    run.go("three-seats")
    run.advance(20 * MINUTE)
    run.save()

    assert LessonRun(SMALL, progress=progress).frame().at_us == 20 * MINUTE


def test_a_lab_that_was_met_stays_met() -> None:
    progress = Progress.in_memory()
    run = LessonRun(SMALL, seed=7, progress=progress)
    run.go("three-seats")
    run.set_control("ping_every", "4min")
    run.set_control("pings_at_once", "3")
    run.restart()
    while not run.advance(HOUR).over:
        pass
    list(run.judge())

    resumed = LessonRun(SMALL, seed=7, progress=progress)

    assert resumed.lab is not None
    assert resumed.lab.met


@given(st.one_of(st.text(max_size=40), st.just('{"seed":1}'), st.just('{"seed":1,"at_us":-5}')))
@settings(deadline=None)
def test_a_state_that_is_not_ours_opens_the_lab_anew(state: str) -> None:
    progress = Progress.in_memory()
    progress.save_lab("small", "three-seats", state)
    run = LessonRun(SMALL, seed=7, progress=progress)
    run.go("three-seats")

    assert saved_lab.unpack(state) is None or run.frame().at_us >= 0
    assert run.frame().at_us == 0
    assert [view.value for view in run.controls] == ["off", "1", "none"]
