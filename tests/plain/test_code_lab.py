"""A code lab and a package lab as lines of text, driven from a pipe."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.course.reader import read_lesson
from lambdatutor.learner.progress import Progress
from lambdatutor.plain import code_files
from lambdatutor.plain.play import FINISHED, INTERRUPTED, UNFINISHED, play
from tests.course.code_lessons import lesson_in

LESSONS = Path(__file__).parent.parent / "course" / "lessons"
GREETINGS = read_lesson(LESSONS / "greetings.yaml")
SOLVED = (LESSONS / "greetings" / "solved" / "lambda_function.py").read_text()
EDIT = ["edit lambda_function.py", *SOLVED.splitlines(), "."]
SETTINGS = ["set handler lambda_function.lambda_handler", "set variables WORD=Hello"]
MOVED = ["mv My_function/lambda_function.py .", "pip install tariffs -t ."]


def played(
    lines: list[str], *, step: str = "greet", progress: Progress | None = None, width: int = 80
) -> tuple[int, str]:
    written: list[str] = []
    run = LessonRun(GREETINGS, seed=5, progress=progress)
    run.go(step)
    typed = [f"{line}\n" for line in lines]
    status = play(run, typed, written.append, width, keeps=lambda: progress is not None)
    return status, "".join(written)


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def solved() -> str:
    """A code lab from its first run to the end of the lesson."""
    lines = ["run", "log 1", *SETTINGS, *EDIT, "run", "again ana", "again 3", "log 3", ""]
    status, text = played([*lines, "", "", "", ""])
    assert status == FINISHED
    return text


def test_a_lab_opens_with_its_files_its_settings_and_its_cases(solved: str) -> None:
    opening = flat(solved.partition("Lab: type")[0])

    assert "- shop.py, cannot be edited" in opening
    assert "handler lambda_function.handler, 128 MB, timeout 3 s, WORD=Hi." in opening
    assert "You can set: handler, variables, timeout, memory." in opening
    assert '1. A name comes in an object: not run. Event: {"name": "Ana"}' in opening
    assert "Held out until all of these pass: 1 more." in opening


def test_a_run_says_what_each_case_came_to_and_why_it_fails(solved: str) -> None:
    first = flat(solved.partition("Not met yet.")[0])

    assert "Runtime.HandlerNotFound: Handler 'handler' missing on module" in first
    assert "1. A name comes in an object: fails." in first
    assert "- not yet: Every case passes" in first


def test_a_setting_says_the_command_that_it_is(solved: str) -> None:
    command = "aws lambda update-function-configuration --function-name greet --handler"
    assert f"{command} lambda_function.lambda_handler" in flat(solved)


def test_when_all_that_is_seen_passes_the_rest_is_judged_and_the_lab_is_met(solved: str) -> None:
    told = flat(solved)

    assert "What was held out passes too: 1 more." in told
    assert "The lab is met. Everybody is greeted." in told
    assert "The lab is not met yet" not in told.partition("lab: parcel")[0]


def test_a_case_again_is_warm_and_shows_its_whole_log(solved: str) -> None:
    again = solved.partition("Everybody is greeted.")[2].partition("lab: parcel")[0]

    assert '{"message": "Hello Ana"}' in again
    assert "It was warm, " in again
    assert "  greeting Ana" in again
    assert "[ERROR] ValueError: nobody is there" in again
    assert "\\xa0" not in again


@pytest.fixture(scope="module")
def tried() -> str:
    lines = [
        *SETTINGS,
        *EDIT,
        'event {"name": "[Zoe]"}',
        "event hello-world",
        "event {",
        "events",
        "log 2",
        "differences",
        "solution",
        *["hint"] * 2,
        "h",
        "solution",
        "run",
        "undo",
        "reset",
        "undo",
        "settings",
        "show lambda_function.py",
        "dance",
        "sett memory 256",
        "show shopp.py",
        "edit",
        "edit shop.py",
        "edit ../away.py",
        "edit new.py",
        ".",
        "again nobody-knows",
        "set",
        "set memory 3",
        "aws lambda update-function-configuration --function-name greet --timeout 5",
        "files",
        "?",
    ]
    return flat(played(lines)[1])


def test_an_event_of_ones_own_and_samples_of_aws_are_tried(tried: str) -> None:
    assert '{"message": "Hello [Zoe]"}' in tried
    assert 'Event: { "key1": "value1"' in tried
    assert "InvalidRequestContentException" in tried
    assert "- sqs: SQS, a batch of two messages" in tried


def test_what_is_not_as_on_lambda_is_told(tried: str) -> None:
    assert "- boto3 is not here, so a package brings it along" in tried


def test_the_author_s_way_comes_after_the_hints_and_does_not_count(tried: str) -> None:
    assert "Ask for the hints first." in tried
    assert "That was the last hint." in tried
    assert '"h" is no command' not in tried  # the screen's key for it
    assert "That was the author's solution. Type reset to find your own." in tried
    assert "The lab is met." not in tried


def test_undo_brings_back_what_reset_took(tried: str) -> None:
    last = tried.rpartition("Undone.")[2]
    assert "print(\"greeting\", event['name'])" in last or 'print("greeting"' in last


def test_every_line_that_makes_no_sense_is_answered(tried: str) -> None:
    assert '"dance" is no command of this lab. Type show FILE, edit FILE, run, hint' in tried
    assert '"sett" is no command of this lab. Did you mean "set"?' in tried
    assert 'There is no file shopp.py. Did you mean "shop.py"?' in tried
    assert "Type edit and a file: lambda_function.py, shop.py." in tried
    assert "shop.py cannot be edited; it is how things are here." in tried
    assert "Nothing was typed, so all stays as it was." in tried
    assert "You can type: again ana, again ben" in tried
    assert "Type set, a name and a value." in tried
    assert "run calls every case" in tried
    assert '"Timeout": 5, "Environment": { "Variables": {' in tried


def test_a_lab_that_cannot_be_opened_says_why_and_the_lesson_goes_on(tmp_path: Path) -> None:
    lab = "- lab: gone\n  kind: code\n  brief: Something.\n"
    case = "  cases: [{id: a, says: A, event: {}, returns: 1}]\n"
    solution = "  solution: [{do: rm lambda_function.py}]\n"
    lesson = lesson_in(tmp_path, lab + case + solution)
    lesson.beside.folders.clear()
    written: list[str] = []

    assert play(LessonRun(lesson, seed=5), ["\n"], written.append) == FINISHED
    assert '"gone" is not a folder beside the lesson' in flat("".join(written))


def test_an_empty_file_that_nobody_wrote_into_is_not_kept(tried: str) -> None:
    assert "- new.py" not in tried


@pytest.fixture(scope="module")
def packed() -> str:
    lines = [*MOVED, "trees", "package", "run", "undo", "show nothing", "", "", ""]
    return played(lines, step="parcel")[1]


def test_a_package_is_told_as_trees_and_in_sentences(packed: str) -> None:
    opening, _, rest = packed.partition("Lab: type")

    assert "Lambda looks at the top of the zip" in flat(opening)
    assert "The zip: the same in package.zip." in opening
    assert "On Lambda, from the zip: the same in /var/task." in opening
    assert "Nothing was found that would stand in its way." in flat(rest)


def test_a_package_lab_is_met_with_the_commands_of_a_shell(packed: str) -> None:
    assert "The lab is met. It starts." in flat(packed)


@pytest.mark.parametrize("kept", range(1, len(EDIT)))
def test_the_end_of_input_in_the_middle_of_a_file_loses_no_line(kept: int, tmp_path: Path) -> None:
    progress = Progress.open(tmp_path / "progress.db")

    status, text = played(EDIT[:kept], progress=progress)

    assert status == UNFINISHED
    assert "Saved at the step greet." in text
    again = LessonRun(GREETINGS, progress=progress)
    lab = again.code_lab
    assert lab is not None
    typed = "\n".join(EDIT[1:kept])
    assert lab.text("lambda_function.py") == f"{typed}\n" or not typed.strip()
    again.close()
    progress.close()


@pytest.mark.skipif(sys.platform == "win32", reason="signals of another kind")
def test_an_interrupt_while_code_runs_stops_it_and_leaves() -> None:
    lines = ["set timeout 900s", "set handler lambda_function.handler", "edit lambda_function.py"]
    lines += ["def handler(event, context):", "    print('on and on')", "    while True: pass", "."]
    run = LessonRun(GREETINGS)
    run.go("greet")
    attempt = run.code_lab
    assert attempt is not None

    def interrupt() -> None:
        running = None
        while running is None or "on and on" not in running.log_so_far.text:
            time.sleep(0.01)
            running = attempt.running
        os.kill(os.getpid(), signal.SIGINT)

    waiting = threading.Thread(target=interrupt, daemon=True)
    # A program that a shell has started in the background does not hear ctrl+c by itself.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    waiting.start()
    written: list[str] = []
    try:
        status = play(run, [f"{line}\n" for line in (*lines, "run")], written.append)
    finally:
        signal.signal(signal.SIGINT, before)

    assert status == INTERRUPTED
    assert attempt.running is None
    assert "Left at the step greet" in "".join(written)


def test_what_ones_own_editor_wrote_is_taken_in(monkeypatch: pytest.MonkeyPatch) -> None:
    solves = f"import sys; open(sys.argv[1], 'w').write({SOLVED!r})"
    monkeypatch.setattr(code_files, "own_editor", lambda: [sys.executable, "-c", solves])
    _, text = played(["edit lambda_function.py", "show lambda_function.py"])
    assert "lambda_function.py is kept." in text
    assert 'raise ValueError("nobody is there")' in text


def test_a_narrow_screen_is_served() -> None:
    _, text = played(["run", "trees"], width=40)

    assert all(len(line) <= 60 for line in text.splitlines())


def start(typed: str, data: Path) -> subprocess.CompletedProcess[str]:
    """The program as a person starts it, on a lesson that is not ours."""
    program = [sys.executable, "-m", "lambdatutor", "lesson", str(LESSONS / "greetings.yaml")]
    return subprocess.run(
        [*program, "--plain", "--step", "greet"],
        input=typed,
        capture_output=True,
        text=True,
        env={"LAMBDATUTOR_DATA": str(data), "PATH": "/usr/bin:/bin", "TMPDIR": str(data)},
        check=False,
    )


def test_from_a_pipe_nothing_is_left_running(tmp_path: Path) -> None:
    done = start("y\nrun\nevent {}", tmp_path)

    assert done.returncode == 1
    assert done.stderr == ""
    assert "Runtime.HandlerNotFound" in done.stdout
    assert "Saved at the step greet." in done.stdout
    assert not _processes_with(str(tmp_path))
    assert not list(tmp_path.glob("lambdatutor-*"))


def test_from_a_pipe_a_strangers_code_is_asked_about_once_and_no_is_no(tmp_path: Path) -> None:
    no, yes, again = (start(typed, tmp_path) for typed in ("run\n", "y\n", "settings\n"))

    assert no.returncode == 1
    assert "It does not run, and nothing of the lesson was opened." in no.stdout
    assert "Step 5 of 7" not in no.stdout
    assert "Step 5 of 7" in yes.stdout
    assert "May it run here?" not in again.stdout
    assert "The function greet" in again.stdout


def _processes_with(text: str) -> list[str]:
    """Of those that live a moment later, those whose command or environment names it."""
    proc = Path("/proc")
    if not proc.is_dir():
        return []
    time.sleep(0.1)
    found: list[str] = []
    for each in proc.glob("[0-9]*"):
        try:
            told = (each / "environ").read_bytes() + (each / "cmdline").read_bytes()
        except OSError:
            continue
        if text.encode() in told:
            found.append(each.name)
    return found
