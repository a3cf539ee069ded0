"""`lambdatutor check` and the code of lessons that come from elsewhere."""

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lambdatutor.cli import strangers_code
from lambdatutor.cli.checking import looked_at
from lambdatutor.cli.strangers_code import Permission
from lambdatutor.course.reader import open_lesson

from .conftest import Start

LESSON = """\
format: 1
id: mine
title: Mine
minutes: 1
steps:
  - lab: mine
    kind: code
    brief: Something.
    cases:
      - {id: a, says: A, event: {n: 1}, returns: 1}
      - {id: b, says: B, event: {n: 2}, returns: 2, held_out: true, why: It is another one.}
    solution:
      - {write: lambda_function.py, from: solved.py}
"""
SOLVED = "def lambda_handler(event, context):\n    return event['n']\n"
START = "# \x1b[31mred\ndef lambda_handler(event, context):\n    return event['name']\n"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(LESSON, encoding="utf-8")
    (tmp_path / "mine" / "mine").mkdir(parents=True)
    (tmp_path / "mine" / "solved.py").write_text(SOLVED)
    (tmp_path / "mine" / "mine" / "lambda_function.py").write_text(START)
    return path


def test_without_a_terminal_a_strangers_code_is_not_run_and_that_is_a_finding(
    say: Start, mine: Path
) -> None:
    done = say("check", str(mine), typed="y\n")

    assert done.returncode == 1
    assert "mine.yaml:6:5: this lesson brings code, and none of it was run" in done.stdout
    assert "--run-code" in done.stdout
    assert "1 finding in 1 lesson." in done.stderr


def test_with_run_code_it_is_proved_without_a_question(say: Start, mine: Path) -> None:
    done = say("check", str(mine), "--run-code")

    assert done.returncode == 0, done.stdout
    assert done.stdout == "1 lesson checked: every run was played and every answer holds.\n"

    (mine.parent / "mine" / "solved.py").write_text(SOLVED.replace("'n'", "'m'"))
    done = say("check", str(mine), "--run-code")

    assert done.returncode == 1
    assert 'the solution misses "a". It failed with KeyError' in done.stdout


@pytest.mark.parametrize(("answer", "status"), [("y\n", 0), ("n\n", 1), ("\n", 1), ("yes!\n", 1)])
def test_on_a_terminal_the_code_is_shown_and_only_y_runs_it(
    mine: Path, answer: str, status: int
) -> None:
    pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")
    ours, theirs = pty.openpty()
    os.write(ours, answer.encode())
    process = subprocess.Popen(
        [sys.executable, "-m", "lambdatutor", "check", str(mine)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=os.environ | {"LAMBDATUTOR_DATA": str(mine.parent / "data")},
    )
    os.close(theirs)
    written = io.BytesIO()
    try:
        while part := os.read(ours, 4096):
            written.write(part)
    except OSError:
        pass  # how the end of a terminal reads
    finally:
        os.close(ours)
    said = written.getvalue().decode().replace("\r\n", "\n")

    assert process.wait() == status, said
    assert "Mine is not one of lambdatutor's own lessons: it lies in" in " ".join(said.split())
    assert "mine, mine/lambda_function.py:\n  # \\x1b[31mred\n" in said
    assert "solved.py" in said
    assert "\x1b" not in said
    assert ("every answer holds" in said) is (status == 0)


def test_an_answer_holds_until_the_code_is_another(
    mine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(strangers_code, "has_terminal", lambda: True)
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\nn\n"))
    permission = Permission(given=False)

    assert [permission(open_lesson(mine)) for _ in range(2)] == [True, True]
    mine.write_text(LESSON.replace("Something.", "Something else."), encoding="utf-8")
    assert permission(open_lesson(mine))
    (mine.parent / "mine" / "solved.py").write_text("")
    assert [permission(open_lesson(mine)) for _ in range(2)] == [False, False]
    assert capsys.readouterr().out.count("May it run here?") == 2


def test_code_that_cannot_be_shown_is_not_run(mine: Path, say: Start) -> None:
    shutil.rmtree(mine.parent / "mine" / "mine")

    done = say("check", str(mine))

    assert done.returncode == 1
    assert "is not a folder beside the lesson" in done.stdout


def test_a_save_of_what_lies_beside_a_lesson_is_seen(mine: Path) -> None:
    seen = set(looked_at(mine))

    assert {mine, mine.parent / "mine" / "solved.py"} <= seen
