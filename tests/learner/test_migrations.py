"""A file of an older lambdatutor is carried over whole, and a copy of it is kept."""

import sqlite3
from pathlib import Path

import pytest

from lambdatutor.learner import Answer, Progress, connection
from lambdatutor.learner.migrations import VERSION

VERSION_1 = """
CREATE TABLE answer (
    id INTEGER PRIMARY KEY, lesson TEXT NOT NULL, step TEXT NOT NULL, question TEXT NOT NULL,
    given TEXT NOT NULL, correct INTEGER, misconception TEXT, seed TEXT NOT NULL, at TEXT NOT NULL
);
CREATE TABLE mark (
    id INTEGER PRIMARY KEY, lesson TEXT NOT NULL, kind TEXT NOT NULL, step TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX answer_of_lesson ON answer (lesson);
CREATE INDEX mark_of_lesson ON mark (lesson);
INSERT INTO answer VALUES
    (1, 'cold-start', 'ana-or-ben', '', '800ms', 1, NULL, '7', '2026-01-01T00:00:00+00:00');
INSERT INTO mark VALUES (1, 'cold-start', 'reach', 'three-seats', '2026-01-01T00:01:00+00:00');
PRAGMA user_version = 1;
"""
"""As version 1 wrote it: typed here once more, so that a change of its tables is noticed."""


@pytest.fixture
def old(path: Path) -> Path:
    database = sqlite3.connect(path)
    database.executescript(VERSION_1)
    database.close()
    return path


def version(path: Path) -> int:
    database = sqlite3.connect(path)
    (found,) = database.execute("PRAGMA user_version").fetchone()
    database.close()
    return found


def test_an_older_file_is_carried_over(old: Path) -> None:
    with Progress.open(old) as progress:
        progress.save_lab("cold-start", "three-seats", "{}")

        assert progress.problem is None
        assert progress.position("cold-start") == "three-seats"
        assert progress.lab("cold-start", "three-seats") == "{}"
        assert progress.answers() == (
            Answer(
                lesson="cold-start",
                step="ana-or-ben",
                given="800ms",
                correct=True,
                seed=7,
                at="2026-01-01T00:00:00+00:00",
            ),
        )
    assert version(old) == VERSION


def test_a_copy_of_the_older_file_is_kept(old: Path) -> None:
    Progress.open(old).close()

    copy = sqlite3.connect(old.with_name("progress.sqlite3.backup-1"))
    rows = copy.execute("SELECT given FROM answer").fetchall()
    copy.close()
    assert rows == [("800ms",)]
    assert version(old.with_name("progress.sqlite3.backup-1")) == 1


def test_a_carry_over_that_fails_changes_nothing(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half_done(database: sqlite3.Connection, _backup: object) -> None:
        database.execute("DROP TABLE answer")
        message = "database or disk is full"
        raise sqlite3.OperationalError(message)

    monkeypatch.setattr(connection, "migrate", half_done)

    with Progress.open(old) as progress:
        assert "disk is full" in (progress.problem or "")

    monkeypatch.undo()
    with Progress.open(old) as progress:
        assert [answer.given for answer in progress.answers()] == ["800ms"]


def test_a_file_of_this_version_is_not_copied(path: Path) -> None:
    Progress.open(path).close()
    Progress.open(path).close()

    assert list(path.parent.iterdir()) == [path]
