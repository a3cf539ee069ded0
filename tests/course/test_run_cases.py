"""The run that each step opens: fresh, or where another step ended, with what the lesson does."""

from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.course.proofs import prove
from lambdatutor.course.reader import lesson_file
from lambdatutor.simulator.time import HOUR, SECOND

FILE = lesson_file(
    """
format: 1
id: two-runs
title: Two runs
minutes: 1
world:
  functions:
    - {name: checkout, code: {init: 800ms, run: 200ms}}
steps:
  - watch: first
    traffic: [{at: 0s, names: [Ana]}]
  - watch: fresh
    traffic: [{at: 0s, names: [Ben]}]
  - watch: further
    continues: first
    traffic: [{at: 5s, count: 3, names: [Cho, Dia, Eli]}]
    actions:
      - at: 4s
        PutFunctionConcurrency: {FunctionName: checkout, ReservedConcurrentExecutions: 2}
      - at: 4500ms
        PutFunctionConcurrency: {FunctionName: nobody, ReservedConcurrentExecutions: 2}
    narrate:
      - {event: operation.refused, say: There is no such function., pause: true}
  - predict: after-all
    continues: further
    ask: How many are cold?
    traffic: [{at: 60s, count: 3}]
    answer: {from_sim: cold_starts(after=60s)}
    number: {low: 0, high: 3}
  - lab: open-again
    kind: simulation
    continues: further
    until: 30s
    brief: Let them in.
    traffic: [{name: late, at: 20s, count: 3, kind: late}]
    controls: [reserved_concurrency]
    objectives:
      - {id: all-in, says: All are served, check: served(kind=late) == 3 and reserved() <= 5}
    solution: [{set: reserved_concurrency, to: "3"}]
""",
    "two-runs.yaml",
)


def played(step: str) -> LessonRun:
    run = LessonRun(FILE.lesson, seed=1)
    run.go(step)
    for posed in run.questions:
        run.answer(posed.id, "1")
    while not run.advance(HOUR).over:
        pass
    return run


def test_each_step_opens_a_fresh_world() -> None:
    assert [receipt.record.cold for receipt in played("fresh").receipts()] == [True]


def test_a_step_that_continues_finds_the_world_as_the_other_left_it() -> None:
    run = LessonRun(FILE.lesson, seed=1)
    run.go("further")

    assert run.frame().at_us == SECOND
    assert run.advance(HOUR).narration[0].event.at_us == 4_500_000

    records = [receipt.record for receipt in played("further").receipts()]

    assert [record.name for record in records] == ["Ana", "Cho", "Dia", "Eli"]
    assert [record.cold for record in records[1:3]] == [False, True]
    assert records[3].status == "throttled"


def test_steps_can_continue_one_another() -> None:
    run = played("after-all")

    assert run.verdicts["after-all"].answer == "0"
    assert run.frame().snapshot.functions[0].reserved == 2


def test_a_lab_that_continues_opens_with_what_was_done_before() -> None:
    run = LessonRun(FILE.lesson, seed=1)
    run.go("open-again")

    assert [control.value for control in run.controls] == ["2"]
    assert run.controls[0].command == ""
    assert run.undo() is None

    run.set_control("reserved_concurrency", "3")
    while not run.advance(HOUR).over:
        pass

    assert run.objectives[0].face == "met"
    assert all(result.met for result in run.judge())

    run.restart()

    assert [control.value for control in run.controls] == ["3"]
    assert 5 * SECOND < run.frame().at_us < 20 * SECOND


def test_what_the_lesson_does_is_done_again_after_a_rewind_and_only_once() -> None:
    run = played("further")
    assert run.history is not None
    digest = run.history.world.log.digest()

    run.rewind(2 * SECOND)
    run.restart()
    again = played("further")
    run.rewind(0)
    while not run.advance(HOUR).over:
        pass

    assert again.history is not None
    assert run.history is not None
    assert again.history.world.log.digest() == digest
    assert run.history.world.log.digest() == digest


def test_such_a_lesson_is_proved_like_any_other() -> None:
    assert [finding.sentence for finding in prove(FILE)] == []
