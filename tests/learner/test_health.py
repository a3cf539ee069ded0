"""What stands in the way of keeping progress is found out without changing anything."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from shutil import disk_usage

import pytest

from lambdatutor.learner import Answer, Progress
from lambdatutor.learner.health import trouble_with
from lambdatutor.learner.migrations import VERSION


def test_nothing_stands_in_the_way_before_and_after_the_first_answer(
    path: Path, answer: Callable[..., Answer]
) -> None:
    assert trouble_with(path / "deeper" / "progress.sqlite3") is None
    assert not path.exists()

    with Progress.open(path) as progress:
        progress.record(answer())
        assert trouble_with(path) is None


def test_an_older_file_is_left_as_old_as_it_is(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE answer (id INTEGER PRIMARY KEY)")
        connection.execute(f"PRAGMA user_version = {VERSION - 1}")
    before = path.read_bytes()

    assert trouble_with(path) is None
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_file_where_the_folder_should_be_is_trouble(path: Path) -> None:
    path.write_text("", encoding="utf-8")

    trouble = trouble_with(path / "progress.sqlite3")

    assert trouble is not None
    assert "LAMBDATUTOR_DATA" in trouble


def test_a_full_disk_is_trouble(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda place: disk_usage(place)._replace(free=0))

    trouble = trouble_with(path)

    assert trouble is not None
    assert "disk is full" in trouble


def test_progress_is_kept_in_a_file_and_not_in_memory(
    path: Path, answer: Callable[..., Answer]
) -> None:
    forgotten = Progress.in_memory()
    forgotten.record(answer())
    assert not forgotten.kept

    with Progress.open(path) as progress:
        progress.record(answer())
        assert progress.kept


def test_progress_that_cannot_be_written_is_not_called_kept(
    path: Path, answer: Callable[..., Answer]
) -> None:
    path.write_text("", encoding="utf-8")
    progress = Progress.open(path / "progress.sqlite3")
    progress.record(answer())

    assert not progress.kept
