"""Working on a lab: controls, the door, objectives, hints, the jury, and the solution."""

from pathlib import Path

import pytest

from lambdatutor.aws.operations import (
    DeleteFunction,
    GetFunctionConcurrency,
    PutFunctionConcurrency,
    UpdateFunctionConfiguration,
)
from lambdatutor.course.expressions import parse_expression
from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.course.reader import read_lesson
from lambdatutor.course.tally import tally
from lambdatutor.learner.progress import Progress
from lambdatutor.simulator.time import HOUR, MINUTE

SMALL = read_lesson(Path(__file__).parent / "lessons" / "small.yaml")
RESERVE = "aws lambda put-function-concurrency"


def lab(*, seed: int = 7, progress: Progress | None = None) -> LessonRun:
    run = LessonRun(SMALL, seed=seed, progress=progress)
    run.go("three-seats")
    return run


def play(run: LessonRun) -> dict[str, str]:
    """The faces at the end of the hour, played with the present settings."""
    run.restart()
    while not run.advance(HOUR).over:
        pass
    return {view.id: view.face for view in run.objectives}


def solved(run: LessonRun) -> LessonRun:
    run.set_control("ping_every", "4 min")
    run.set_control("pings_at_once", "3")
    play(run)
    return run


def standing(run: LessonRun) -> dict[str, str]:
    return {view.name: view.value for view in run.controls}


def test_controls_open_where_the_world_stands() -> None:
    assert standing(lab()) == {
        "ping_every": "off",
        "pings_at_once": "1",
        "reserved_concurrency": "none",
    }


def test_a_control_and_its_command_are_the_same_thing() -> None:
    by_control, by_command, by_operation = lab(), lab(), lab()

    by_control.set_control("reserved_concurrency", "3")
    by_command.command(by_control.controls[2].command)
    by_operation.do(PutFunctionConcurrency(FunctionName="checkout", ReservedConcurrentExecutions=3))

    assert standing(by_control) == standing(by_command) == standing(by_operation)
    assert by_control.controls[2].position == by_control.controls[2].values.index("3")


def test_what_lies_outside_aws_is_set_by_name() -> None:
    run = lab()

    assert run.command("set ping_every 4min").error is None
    assert run.controls[0].command == "set ping_every 4 min"
    assert run.command(run.controls[0].command).error is None


@pytest.mark.parametrize(
    "line",
    [
        "aws lambda delete-function --function-name checkout",
        f"{RESERVE} --function-name other --reserved-concurrent-executions 3",
        f"{RESERVE} --function-name checkout --reserved-concurrent-executions 11",
        "aws lambda update-function-configuration --function-name checkout --memory-size 10240",
        "set kiosk.count 1",
        "set ping_every 3min",
        "set ping_every soon",
        "set ping_every",
        "set",
        "",
        "rm -rf /",
        "aws s3 ls",
        "'",
    ],
)
def test_what_the_lab_does_not_offer_is_refused_in_a_sentence_and_changes_nothing(
    line: str,
) -> None:
    run = lab()
    before = run.history.journal if run.history else None

    outcome = run.command(line)

    assert str(outcome.error).endswith((".", "?"))
    assert run.history is not None
    assert run.history.journal == before


def test_the_door_is_the_same_for_operations() -> None:
    run = lab()

    assert "not offered" in str(run.do(DeleteFunction(FunctionName="checkout")).error)
    more = UpdateFunctionConfiguration(FunctionName="checkout", MemorySize=512, Description="x")
    assert run.do(more).error
    assert run.do(GetFunctionConcurrency(FunctionName="checkout")).error is None


def test_outside_of_a_lab_nothing_can_be_changed() -> None:
    run = LessonRun(SMALL)

    assert run.command("set ping_every 4min").error
    assert run.set_control("ping_every", "4min").error
    assert run.do(DeleteFunction(FunctionName="checkout")).error
    assert run.undo() is None
    assert run.hint() is None
    assert list(run.judge()) == []


def test_the_start_is_not_met_and_is_not_judged() -> None:
    run = lab()

    assert play(run)["none-cold"] == "broken"
    assert list(run.judge()) == []


def test_objectives_show_what_can_still_become_of_them() -> None:
    run = lab()
    opened = {view.id: view.face for view in run.objectives}
    run.set_control("ping_every", "4 min")
    run.set_control("pings_at_once", "4")
    faces = [opened]
    while True:
        frame = run.advance(MINUTE)
        faces.append({view.id: view.face for view in frame.objectives})
        if frame.over:
            break
    thrifty = list(dict.fromkeys(face["thrifty"] for face in faces))

    assert set(opened.values()) == {"not yet"}
    assert thrifty[-1] == "broken"
    assert "met" not in thrifty
    assert {face["all-served"] for face in faces} <= {"not yet", "holding", "met"}


def test_the_solution_is_met_on_the_shown_hour_and_on_five_others() -> None:
    progress = Progress.in_memory()
    run = solved(lab(progress=progress))

    results = list(run.judge())

    assert [result.number for result in results] == [1, 2, 3, 4, 5]
    assert all(result.met for result in results)
    assert len({result.seed for result in results} | {run.run_seed}) == 6
    assert run.lab is not None
    assert run.lab.met
    assert progress.answers("small")[-1].correct is True


def test_every_judging_has_new_hours_unless_they_are_not_to_be_fresh() -> None:
    fresh, fixed = solved(lab()), LessonRun(SMALL, seed=7, fresh_seeds=False)
    fixed.go("three-seats")
    solved(fixed)

    def hours(run: LessonRun) -> list[int]:
        return [result.seed for result in run.judge()]

    assert hours(fresh) != hours(fresh)
    assert hours(fixed) == hours(fixed)


def test_luck_in_the_shown_hour_does_not_pass_the_jury() -> None:
    """Two pings at once cannot warm three seats, whatever the shown hour says."""
    for seed in range(40):
        run = lab(seed=seed)
        run.set_control("ping_every", "4 min")
        run.set_control("pings_at_once", "2")
        play(run)
        passed = [result.met for result in run.judge()]

        assert run.lab is not None
        assert not run.lab.met
        assert not passed or not all(passed)


def test_restart_plays_the_hour_with_the_present_settings_from_its_beginning() -> None:
    run = lab()
    while not run.advance(HOUR).over:
        pass
    run.set_control("ping_every", "2 min")
    run.restart()

    assert run.frame().at_us == 0
    assert standing(run)["ping_every"] == "2 min"
    while not run.advance(HOUR).over:
        pass
    assert run.frame().snapshot.totals.requests == 12 + 30


def test_undo_takes_back_the_last_change_and_rewind_those_after_it() -> None:
    run = lab()
    run.set_control("ping_every", "4 min")
    run.advance(10 * MINUTE)
    run.set_control("reserved_concurrency", "5")

    assert isinstance(run.undo(), PutFunctionConcurrency)
    assert standing(run)["reserved_concurrency"] == "none"
    assert run.frame().at_us == 10 * MINUTE

    run.set_control("reserved_concurrency", "5")
    run.rewind(5 * MINUTE)

    assert standing(run)["reserved_concurrency"] == "none"
    assert standing(run)["ping_every"] == "4 min"

    run.undo()

    assert standing(run)["ping_every"] == "off"
    assert run.undo() is None


def test_hints_speak_of_what_is_wrong_now_and_the_solution_is_offered_last() -> None:
    run = lab()
    run.set_control("reserved_concurrency", "2")
    play(run)

    said = [run.hint(), run.hint(), run.hint()]

    assert [hint.split(".")[0] if hint else None for hint in said] == [
        "Somebody was turned away",
        "A place is kept free for you",
        "Two questions settle it",
    ]
    assert not run.solution_offered
    assert run.hint() is None
    assert run.solution_offered


def test_the_shown_solution_does_not_count_until_everything_is_put_back() -> None:
    progress = Progress.in_memory()
    run = lab(progress=progress)
    run.show_solution()
    while not run.advance(HOUR).over:
        pass

    assert standing(run)["pings_at_once"] == "3"
    assert all(result.met for result in run.judge())
    assert run.lab is not None
    assert not run.lab.met
    assert progress.answers("small") == ()

    run.reset()
    assert standing(run)["pings_at_once"] == "1"
    list(solved(run).judge())

    assert run.lab.met


def test_a_break_breaks_the_solved_lab_live_and_restart_heals_it() -> None:
    run = solved(lab())
    list(run.judge())

    assert run.try_break("x") is None
    assert run.try_break("f") == "Four guests for three seats."
    while not run.advance(HOUR).over:
        pass
    assert {view.id: view.face for view in run.objectives}["none-cold"] == "broken"
    assert list(run.judge()) == []

    assert set(play(run).values()) == {"met"}


def test_a_time_that_aws_refuses_turns_no_control() -> None:
    run = lab()
    refused = run.do(GetFunctionConcurrency(FunctionName="nobody"))

    assert refused.response is None
    assert standing(run) == standing(lab())


def test_an_objective_says_how_far_it_is() -> None:
    run = lab()
    run.set_control("ping_every", "4 min")
    play(run)

    told = {view.id: view.tally for view in run.objectives}
    customers = run.objectives[1].tally
    assert told["thrifty"] == "15 of 50"
    assert customers == "12 of 12"
    assert told["none-cold"] in {f"{count} cold" for count in range(1, 13)}


def test_before_anything_happened_there_is_nothing_to_count() -> None:
    assert {view.tally for view in lab().objectives} == {""}


def test_after_a_run_undo_takes_back_the_last_change_and_not_the_last_control() -> None:
    run = lab()
    run.set_control("reserved_concurrency", "3")
    run.set_control("pings_at_once", "2")
    run.set_control("ping_every", "4min")
    play(run)

    assert run.undo() is not None
    assert standing(run)["ping_every"] == "off"
    assert run.undo() is not None
    assert standing(run) == {"ping_every": "off", "pings_at_once": "1", "reserved_concurrency": "3"}
    assert run.undo() is not None
    assert run.undo() is None


def test_undo_after_a_run_goes_back_to_the_value_before() -> None:
    run = lab()
    run.set_control("pings_at_once", "2")
    run.set_control("pings_at_once", "3")
    play(run)

    run.undo()

    assert standing(run)["pings_at_once"] == "2"
    assert play(run)
    assert standing(run)["pings_at_once"] == "2"


def test_undo_takes_back_all_of_a_break() -> None:
    run = solved(lab())
    before = standing(run)
    (first, *_) = SMALL.step("three-seats").breaks  # type: ignore[union-attr]  a lab

    assert run.try_break(first.key) is not None
    assert run.undo() is not None

    assert run.lab is not None
    assert run.lab.broken_by is None
    assert standing(run) == before
    assert set(play(run).values()) >= {"met"}


def test_what_was_changed_before_a_run_can_be_taken_back_after_it_was_kept() -> None:
    run = lab()
    run.set_control("pings_at_once", "2")
    run.set_control("ping_every", "4min")
    play(run)
    kept: list[str] = []
    first = run.lab
    assert first is not None
    first._keep = kept.append  # what progress would be told
    first.keep()

    second = lab().lab
    assert second is not None
    assert second.resume(kept[-1])
    second.undo()

    assert {view.name: view.value for view in second.controls}["ping_every"] == "off"
    assert {view.name: view.value for view in second.controls}["pings_at_once"] == "2"


@pytest.mark.parametrize(
    ("check", "told"),
    [
        ("arrivals() == 12", "12 of 12"),
        ("arrivals() == 20", "12 of 20"),
        ("arrivals() == 5", "12, not 5"),
        ("arrivals() <= 5", "12 of 5"),
        ("throttles() == 0 and arrivals() > 0", "0 throttled"),
        ("served() == arrivals()", "12 of 12"),
        ("p99(latency) < 1s", ""),
        ("5 < arrivals()", ""),
        ("not (arrivals() == 12)", ""),
    ],
)
def test_a_tally_is_told_for_counts_alone(check: str, told: str) -> None:
    run = lab()
    play(run)

    assert tally(parse_expression(check), run.player.world) == told
