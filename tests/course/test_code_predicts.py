"""Guesses, watches and questions whose key is what code really does."""

import threading
from pathlib import Path

import pytest

from lambdatutor.course.evaluation import evaluate
from lambdatutor.course.expressions import parse_expression
from lambdatutor.course.findings import LessonErrors
from lambdatutor.course.format import CodePredict, CodeWatch, Lesson
from lambdatutor.course.handlers.environments import Closed
from lambdatutor.course.handlers.files import FilesError
from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.course.posed import drawn
from tests.course.code_lessons import lesson_in

STEPS = """\
- predict: returned
  kind: code
  ask: What does the caller get?
  program:
    code: |
      def lambda_handler(event, context):
          return ValueError(f"no such order {event}")
  answer: {from_run: error_type()}
  choices:
    - {value: Runtime.MarshalError}
    - {value: ValueError, why: It was returned and not raised., misconception: anything-serialises}
  after: It is {answer}, and you said {guess}.
- watch: returned-run
  kind: code
  of: returned
  tell: [{call: 1, say: The answer is no JSON.}]
- predict: warm
  kind: code
  ask: What does the second call answer?
  program:
    code: |
      count = 0
      def lambda_handler(event, context):
          global count
          count += event
          return count
    calls: [{event: 2}, {event: 5}, {event: 1, fresh: true}]
  answer: {from_run: answer(2)}
  choices: [{value: 5, why: x}, {value: 7}]
- predict: worked
  kind: code
  ask: Which error?
  program:
    code: |
      def lambda_handler(event, context):
          return None
  answer: {from_run: error_type()}
  choices: [{value: none}, {value: TypeError, why: x}]
- predict: many
  kind: code
  ask: How many environments?
  program:
    files: slow
    calls: [{at_once: 3, times: 2}]
  answer: {from_run: environments()}
  number: {low: 0, high: 10, near: [{value: 6, why: They are used again.}]}
- predict: drawn
  kind: code
  ask: What is {n} + 1 as {kind}?
  vary: {n: [2, 40], kind: [int, str]}
  program:
    code: |
      def lambda_handler(event, context):
          return {kind}(event["n"] + 1)
    calls: [{event: {n: "{n}"}}]
  answer: {from_run: answer()}
  choices: [{value: 3}, {value: 41}, {value: '"3"'}, {value: '"41"'}]
- watch: own
  kind: code
  program: {code: "def lambda_handler(event, context):\\n    return [event]\\n"}
- quiz: quiz
  questions:
    - numeric: figures
      ask: What is answered?
      program: {code: "def lambda_handler(event, context):\\n    return 6 * 7\\n"}
      answer: {from_run: answer()}
    - single: odd
      ask: What is logged?
      program: {code: "def lambda_handler(event, context):\\n    print('a', 'b')\\n"}
      answer: {from_run: log_lines("a b")}
      choices: [{value: 1}, {value: 2, why: x}]
    - text: word
      ask: What is answered?
      program: {code: "def lambda_handler(event, context):\\n    return True\\n"}
      answer: {from_run: answer()}
"""
FILES = {"slow/lambda_function.py": "def lambda_handler(event, context):\n    return 1\n"}


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> Lesson:
    return lesson_in(tmp_path_factory.mktemp("lessons"), STEPS, FILES)


def at(lesson: Lesson, step: str) -> LessonRun:
    run = LessonRun(lesson)
    run.go(step)
    return run


def code_step(run: LessonRun) -> CodePredict | CodeWatch:
    assert isinstance(run.step, CodePredict | CodeWatch)
    return run.step


def test_a_guess_is_judged_by_what_the_code_really_did(lesson: Lesson) -> None:
    run = at(lesson, "returned")
    assert run.needs_answer
    assert run.is_told_next
    assert run.player is None

    verdict = run.answer("returned", 1)

    assert not verdict.correct
    assert verdict.misconception == "anything-serialises"
    assert "Runtime.MarshalError" in verdict.happened
    assert verdict.after == "It is Runtime.MarshalError, and you said ValueError."
    assert not run.needs_answer
    run.next()
    assert run.guess == verdict
    record = run.handlers.record(code_step(run))
    assert record is not None
    assert record.outcomes[0].error_type == "Runtime.MarshalError"
    run.close()


def test_calls_share_an_environment_until_one_is_to_be_fresh(lesson: Lesson) -> None:
    run = at(lesson, "warm")
    assert run.answer("warm", 1).correct

    record = run.handlers.record(code_step(run))
    assert record is not None
    assert [each.payload for each in record.outcomes] == ["2", "7", "1"]
    assert [each.cold for each in record.outcomes] == [True, False, True]
    assert [each.environment for each in record.outcomes] == [1, 1, 2]
    run.close()


def test_what_is_unset_goes_by_the_name_none(lesson: Lesson) -> None:
    run = at(lesson, "worked")
    assert run.answer("worked", 0).correct
    run.close()


def test_calls_at_the_same_moment_have_an_environment_each_and_use_them_again(
    lesson: Lesson,
) -> None:
    run = at(lesson, "many")
    assert run.answer("many", "3").correct
    assert run.answer("many", "6").rule == "They are used again."
    run.close()


def test_code_events_and_keys_are_drawn_together(lesson: Lesson) -> None:
    seen: set[str] = set()
    for seed in range(12):
        run = LessonRun(lesson, seed=seed)
        run.go("drawn")
        step = code_step(run)
        assert isinstance(step, CodePredict)
        seen.add(f"{step.program.code} {step.program.calls[0].event}")
        if seed < 3:
            right = [run.answer("drawn", choice).correct for choice in range(4)]
            assert right.count(True) == 1
        run.close()
    assert len(seen) == 4


def test_braces_of_python_without_a_value_stay_as_they_are(lesson: Lesson) -> None:
    step = lesson.step("returned")
    assert isinstance(step, CodePredict)
    assert "{event}" in drawn(step, 1).program.code


def test_a_watch_may_have_a_program_of_its_own_and_run_it_again(lesson: Lesson) -> None:
    run = at(lesson, "own")
    step = code_step(run)
    assert run.handlers.record(step) is None

    first = run.handlers.run(step)
    assert first.outcomes[0].payload == "[{}]"
    assert run.handlers.run(step) is first
    assert run.handlers.record(step) is first
    again = run.handlers.run_again(step)
    assert again is not first
    run.close()


def test_outcomes_come_one_by_one_and_a_going_that_is_stopped_is_not_kept(lesson: Lesson) -> None:
    run = at(lesson, "warm")
    step = code_step(run)
    running = run.handlers.start(step)
    assert running.calls == 3
    for outcome in running.outcomes():
        assert outcome.payload == "2"
        running.stop()
    assert running.ended
    assert run.handlers.record(step) is None

    assert len(list(run.handlers.start(step).outcomes())) == 3
    assert run.handlers.record(step) is not None
    run.close()
    assert list(run.handlers.start(step).outcomes()) == []


def test_a_program_waits_for_no_other_that_runs_and_can_be_stopped(tmp_path: Path) -> None:
    endless = "{function: {timeout: 900s}, code: 'while True: pass'}"
    start, end = STEPS.index("- watch: own"), STEPS.index("- quiz: quiz")
    steps = f"- watch: endless\n  kind: code\n  program: {endless}\n{STEPS[start:end]}"
    run = at(lesson_in(tmp_path, steps), "endless")
    left, came = code_step(run), list[object]()

    def wait() -> None:
        try:
            run.handlers.run(left)
        except Closed as stopped:
            came.append(stopped)

    worker = threading.Thread(target=wait)
    worker.start()
    run.next()
    assert run.handlers.run(code_step(run)).outcomes[0].payload == "[{}]"
    assert worker.is_alive()

    run.handlers.stop_programs(but=run.handlers.program(left))
    assert worker.is_alive()
    run.handlers.stop_programs(but=run.handlers.program(code_step(run)))
    worker.join(10)

    assert not worker.is_alive()
    assert len(came) == 1
    assert run.handlers.record(left) is None
    run.close()


def test_questions_of_a_quiz_run_code_too_and_show_it(lesson: Lesson) -> None:
    run = at(lesson, "quiz")
    assert run.posed("figures").code == "def lambda_handler(event, context):\n    return 6 * 7\n"

    assert run.answer("figures", "42").correct
    assert run.answer("odd", 0).correct
    assert run.answer("word", "true").correct
    assert not run.answer("word", "True!").correct
    assert run.score == (2, 3)
    run.close()


def test_what_code_answers_never_reaches_a_terminal_as_it_is(tmp_path: Path) -> None:
    steps = STEPS[STEPS.index("- predict: worked") : STEPS.index("- predict: many")]
    code = 'raise Exception("\\x1b[31m\\u202e")'
    evil = steps.replace("return None", code).replace("error_type()", "error_message()")
    run = LessonRun(lesson_in(tmp_path, evil))
    verdict = run.answer("worked", 0)
    assert "\x1b" not in verdict.happened
    assert "\u202e" not in verdict.happened
    run.close()


def test_a_program_whose_folder_is_not_there_says_so(tmp_path: Path) -> None:
    start, end = STEPS.index("- predict: many"), STEPS.index("- predict: drawn")
    run = LessonRun(lesson_in(tmp_path, STEPS[start:end]))
    with pytest.raises(FilesError, match='"slow" is not a folder beside the lesson'):
        run.answer("many", "3")
    run.close()


def test_a_program_that_lambda_refuses_runs_nowhere_and_says_why(tmp_path: Path) -> None:
    start, end = STEPS.index("- watch: own"), STEPS.index("- quiz: quiz")
    steps = STEPS[start:end].replace("{code:", "{function: {layers: [money]}, code:")
    run = LessonRun(lesson_in(tmp_path, steps))
    record = run.handlers.run(code_step(run))

    assert "layer:money:1 does not exist" in record.refused
    assert [each.answer for each in record.outcomes] == [None]
    expression = parse_expression("refused()", "handlers")
    assert evaluate(expression, record.measurable) is True
    run.close()


def test_settings_that_lambda_refuses_run_nothing_either(tmp_path: Path) -> None:
    start, end = STEPS.index("- watch: own"), STEPS.index("- quiz: quiz")
    steps = STEPS[start:end].replace("{code:", "{function: {variables: {AWS-1: x}}, code:")
    run = LessonRun(lesson_in(tmp_path, steps))
    record = run.handlers.run(code_step(run))

    assert not record.refused
    assert [each.answer for each in record.outcomes] == [None]
    assert evaluate(parse_expression("refused()", "handlers"), record.measurable) is True
    run.close()


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("kind: code\n  ask", "kind: cold\n  ask", '"kind" must be one of code'),
        ("of: returned", "title: x", "has a program of its own"),
        ("    files: slow\n", "", "a program has code, or files"),
        ("{value: 5, why: x}, {value: 7}", "{value: 5}", "at least two choices"),
        ("{from_run: answer(2)}", "{from_sim: latency(1)}", '"from_sim" is not a key'),
        ("at_once: 3, times: 2", "at_once: 10, times: 20", "30 are the most"),
        ("event: 1, fresh", "event: 1, after: 10s, fresh", "3 s at most"),
        ("{from_run: answer()}\n    - single", "42\n    - single", "there is none"),
    ],
)
def test_a_step_that_makes_no_sense_is_told_so(
    tmp_path: Path, before: str, after: str, said: str
) -> None:
    assert before in STEPS
    with pytest.raises(LessonErrors) as told:
        lesson_in(tmp_path, STEPS.replace(before, after, 1))
    assert said in str(told.value)
