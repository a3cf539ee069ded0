"""Other programs, and sudden ends, take nothing away."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lambdatutor.course.answers import Answer
from lambdatutor.learner import Progress, connection, storage
from lambdatutor.learner.migrations import version_of

WRITE = """
import os, sys
from pathlib import Path
from lambdatutor.learner import Answer, Progress

path, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
progress = Progress.open(path)
for number in range(count):
    progress.record(
        Answer(lesson="cold-start", step=name, given=str(number), seed=7, at="2026-01-02")
    )
assert progress.problem is None, progress.problem
"""
KILLED = WRITE + "os._exit(9)\n"


def start(script: str, path: Path, name: str, count: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", script, str(path), name, str(count)])


def given_by(path: Path, name: str) -> list[str]:
    with Progress.open(path) as progress:
        return [answer.given for answer in progress.answers() if answer.step == name]


def test_an_answer_survives_a_program_that_is_killed_right_after(path: Path) -> None:
    assert start(KILLED, path, "killed", 1).wait() == 9

    assert given_by(path, "killed") == ["0"]


def test_two_programs_that_write_at_once_lose_nothing(path: Path) -> None:
    """They also begin the file at once: neither may take the other's for a broken one."""
    writers = [start(WRITE, path, name, 60) for name in ("ana", "ben")]

    assert [writer.wait() for writer in writers] == [0, 0]

    for name in ("ana", "ben"):
        assert given_by(path, name) == [str(number) for number in range(60)]
    assert list(path.parent.iterdir()) == [path]


def test_another_programs_answers_are_seen_while_both_are_open(path: Path) -> None:
    with Progress.open(path) as progress:
        assert start(WRITE, path, "ana", 2).wait() == 0

        assert [answer.given for answer in progress.answers()] == ["0", "1"]


def test_a_first_start_in_the_middle_of_another_is_no_broken_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tables without a version mean a foreign file, so both are asked in one moment."""

    def read_while_another_begins(database: sqlite3.Connection) -> int:
        found = version_of(database)
        monkeypatch.setattr(connection, "version_of", version_of)
        Progress.open(path).close()
        return found

    monkeypatch.setattr(storage, "BUSY_TIMEOUT_S", 0)
    monkeypatch.setattr(connection, "version_of", read_while_another_begins)

    with Progress.open(path) as progress:
        assert progress.problem is None

    assert list(path.parent.iterdir()) == [path]


def test_an_append_that_is_interrupted_leaves_nothing_half_done(
    path: Path, answer: Callable[..., Answer]
) -> None:
    def interrupted() -> Iterator[Answer]:
        yield answer()
        raise KeyboardInterrupt

    store = storage.Store.open(path)
    with pytest.raises(KeyboardInterrupt):
        store.append(interrupted())

    assert store.answers() == []
    assert start(WRITE, path, "ana", 1).wait() == 0
    store.close()
