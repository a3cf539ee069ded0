"""A person who let a stranger's code run is not asked again, until the code is another."""

import json
import sqlite3
from pathlib import Path

from lambdatutor.learner import Progress
from lambdatutor.learner.migrations import MIGRATIONS, VERSION


def test_what_was_trusted_is_trusted_another_day(path: Path) -> None:
    with Progress.open(path) as progress:
        assert not progress.trusts("abc")
        progress.trust("abc")
        assert progress.trusts("abc")

    with Progress.open(path) as progress:
        assert progress.trusts("abc")
        assert not progress.trusts("abd")
        assert progress.kept


def test_trusting_twice_is_trusting(path: Path) -> None:
    with Progress.open(path) as progress, Progress.open(path) as other:
        progress.trust("abc")
        other.trust("abc")
        progress.trust("abc")

        assert progress.problem is None
        assert other.problem is None
        assert progress.trusts("abc")


def test_trust_holds_while_nothing_can_be_written() -> None:
    with Progress.open(Path(__file__) / "a-file-is-no-folder.sqlite3") as progress:
        progress.trust("abc")

        assert progress.problem is not None
        assert progress.trusts("abc")
        assert not progress.trusts("abd")


def test_trust_comes_in_with_nobody_elses_progress() -> None:
    """Else a file from a stranger could let the stranger's code run."""
    with Progress.in_memory() as here, Progress.in_memory() as there:
        here.reach("cold-start", "ana-or-ben")
        here.trust("abc")
        text = here.export()

        there.import_(text)

        assert "abc" not in text
        assert set(json.loads(text)) == {"lambdatutor_progress", "answers", "marks"}
        assert not there.trusts("abc")


def test_a_file_from_before_there_was_trust_is_carried_over(path: Path) -> None:
    database = sqlite3.connect(path)
    for statement in (each for version in MIGRATIONS[:2] for each in version):
        database.execute(statement)
    database.execute("INSERT INTO mark (lesson, kind, step, at) VALUES ('a', 'reach', 'b', '')")
    database.execute("PRAGMA user_version = 2")
    database.commit()
    database.close()

    with Progress.open(path) as progress:
        progress.trust("abc")

        assert progress.problem is None
        assert progress.trusts("abc")
        assert progress.position("a") == "b"
    assert VERSION > 2
    assert path.with_name("progress.sqlite3.backup-1").is_file()
