"""Guesses, watches and questions about real code as lines of text, driven from a pipe."""

import io
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lambdatutor.course.handlers.consent import CodePiece
from lambdatutor.course.handlers.outcomes import CallOutcome
from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.course.reader import read_lesson
from lambdatutor.learner.progress import Progress
from lambdatutor.learner.strangers import MOST_LINES, StrangersCode, asked_first
from lambdatutor.plain.code_consent import allowed
from lambdatutor.plain.code_runs import show_code, show_log
from lambdatutor.plain.play import UNFINISHED, play
from lambdatutor.plain.talk import Talk
from lambdatutor.runtime.answer import Answer
from tests.course.code_lessons import lesson_in

GREETINGS = read_lesson(Path(__file__).parent.parent / "course" / "lessons" / "greetings.yaml")


def played(lines: list[str], *, step: str, width: int = 80) -> tuple[int, str]:
    written: list[str] = []
    run = LessonRun(GREETINGS, seed=5)
    run.go(step)
    status = play(run, [f"{line}\n" for line in lines], written.append, width)
    return status, "".join(written)


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def guessed() -> str:
    """From the guess over its watch to the end of the next watch, which is run twice."""
    return played(["1", "", "", "r", "", ""], step="returned-exception")[1]


def test_the_code_its_settings_and_its_call_stand_before_the_guess(guessed: str) -> None:
    before = guessed.partition("Type the number before the dot")[0]

    assert '      return ValueError("no such order")' in before
    assert "handler lambda_function.lambda_handler, 128 MB, timeout 3 s." in flat(before)
    assert "Call 1: {}" in before
    assert "status 200" not in before


def test_the_outcome_is_laid_beside_the_guess(guessed: str) -> None:
    told = flat(guessed.partition("Now the run.")[2])

    assert "Answer: status 200, FunctionError Unhandled." in told
    assert '"errorType": "Runtime.MarshalError"' in told
    assert "The handler answers; what it gives back is no JSON." in told
    assert "In the run it is Runtime.MarshalError; you said ValueError." in told
    assert "The runtime could not write it as JSON." in told


def test_each_call_is_told_with_its_sentence_and_what_it_really_took(guessed: str) -> None:
    twice = flat(guessed.partition("watch: twice")[2])
    first, _, second = twice.partition("Call 2 in environment 1.")

    assert "It was cold, Init " in first
    assert "A new environment runs the code at the top first." in first
    assert "The same environment still has its 1." not in first
    assert "It was warm, " in second
    assert "The same environment still has its 1." in second
    assert "Real milliseconds of this computer" in second


def test_it_runs_again_for_real(guessed: str) -> None:
    twice = guessed.partition("watch: twice")[2]
    ids = [line.split()[2] for line in twice.splitlines() if line.startswith("  START RequestId:")]

    assert len(ids) == 4
    assert len(set(ids)) == 4


def test_of_many_files_the_handlers_is_printed_and_compiled_ones_are_named(tmp_path: Path) -> None:
    files = {"many/lambda_function.py": "handler = print\n", "many/fast.so": b"\x7fELF\xff" * 20}
    lesson = lesson_in(tmp_path, "- watch: many\n  kind: code\n  program: {files: many}\n", files)
    written: list[str] = []

    show_code(Talk(LessonRun(lesson), [], written.append, 80))

    text = "".join(written)
    assert "lambda_function.py:\n  handler = print\n" in text
    assert "- fast.so, 100 bytes\n" in text
    assert "ELF" not in text


def test_the_blanks_of_a_traceback_are_blanks(guessed: str) -> None:
    """LOG-007: they do not break, and would be written out as numbers."""
    written: list[str] = []
    answer = Answer(
        payload=b"{}",
        log='[ERROR] KeyError\n\xa0\xa0File "/var/task/app.py", line 7, in handler\n',
        duration_ms=1.0,
        billed_ms=1,
        max_memory_mb=38,
        request_id="r",
        environment="e",
    )
    outcome = CallOutcome(case_id=None, call=1, event="{}", answer=answer)

    show_log(Talk(LessonRun(GREETINGS), [], written.append, 80), outcome)

    assert '    File "/var/task/app.py", line 7, in handler\n' in written
    assert "\\xa0" not in guessed


def test_there_are_never_two_empty_lines_in_a_row(guessed: str) -> None:
    assert "\n\n\n" not in guessed


def test_a_key_that_code_computes_is_asked_with_the_code_and_judged_by_it() -> None:
    status, text = played(["6", "2", ""], step="check")

    assert status == 0
    assert text.count("return len(event) + ") == 1
    assert "Call 1: [1, 2]" in text
    assert "Right: Runtime.MarshalError." in text


def test_the_end_of_input_leaves_nothing_behind() -> None:
    status, text = played([], step="returned-exception")

    assert status == UNFINISHED
    assert "nothing is saved" in text


def asked() -> StrangersCode:
    code = asked_first(GREETINGS, Progress.in_memory())
    assert code is not None
    return code


CODE = asked()


@example("yes")
@example("yy")
@example("ja")
@example("")
@given(st.text(max_size=6).filter(lambda line: line.strip().casefold() != "y"))
@settings(max_examples=60, deadline=None)
def test_only_y_lets_a_strangers_code_run(line: str) -> None:
    assert not allowed(CODE, io.StringIO(line), lambda _: None, 80)


def test_y_lets_it_run_after_all_of_it_was_shown() -> None:
    written: list[str] = []

    assert allowed(CODE, iter(["y\n"]), written.append, 80)

    text = "".join(written)
    for piece in CODE.pieces:
        assert f"{piece.title}, {piece.path}:" in flat(text)
    assert 'return ValueError("no such order")' in text
    assert "not one of lambdatutor's own lessons" in flat(text)
    assert "walls" in text


@pytest.mark.parametrize("rest", ["x" * 5_000_000, "\n" * 1_000_000], ids=["long", "empty"])
def test_of_very_much_code_the_question_says_where_the_rest_is(rest: str) -> None:
    written: list[str] = []
    pieces = tuple(CodePiece("", path, f"x = 1\n{rest}.") for path in ("a.py", "b.py"))

    allowed(CODE._replace(pieces=pieces), iter(()), written.append, 80)

    lines = "".join(written).split("\n")
    assert "  x = 1" in lines
    assert len(lines) < MOST_LINES + 30
    assert [line.partition(" more, ")[2] for line in lines if "…" in line] == ["in a.py", "in b.py"]


def test_the_end_of_input_is_a_no() -> None:
    written: list[str] = []

    assert not allowed(CODE, iter(()), written.append, 80)
    assert "It does not run" in written[-1]
