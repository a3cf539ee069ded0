"""The disk is full, the folder is locked, the file is broken: the lesson goes on."""

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from lambdatutor.learner import Answer, NewerProgressError, Progress

MakeAnswer = Callable[..., Answer]


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Somebody for whom a read-only folder is read-only; root is not."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def given_in(progress: Progress) -> list[str]:
    return [answer.given for answer in progress.answers()]


def test_on_a_full_disk_answers_wait_in_memory_and_are_written_when_there_is_room(
    path: Path, answer: MakeAnswer
) -> None:
    progress = Progress.open(path)
    progress.record(answer("before"))
    assert progress._store is not None
    connection = progress._store._connection
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")

    progress.record(answer("large " * 10_000))
    progress.save_lab("cold-start", "three-seats", "{}")

    assert progress.problem is not None
    assert str(path) in progress.problem
    assert "full" in progress.problem
    assert given_in(progress) == ["before", "large " * 10_000]
    assert progress.lab("cold-start", "three-seats") == "{}"

    connection.execute("PRAGMA max_page_count = 100000")
    progress.record(answer("after"))

    assert progress.problem is None
    progress.close()
    with Progress.open(path) as again:
        assert given_in(again) == ["before", "large " * 10_000, "after"]
        assert again.lab("cold-start", "three-seats") == "{}"


def test_what_waits_is_tried_once_more_on_leaving(path: Path, answer: MakeAnswer) -> None:
    path.parent.joinpath("elsewhere").touch()
    blocked = path.parent / "elsewhere" / "progress.sqlite3"
    progress = Progress.open(blocked)
    progress.record(answer("kept"))
    assert progress.problem is not None
    path.parent.joinpath("elsewhere").unlink()

    progress.close()

    with Progress.open(blocked) as again:
        assert given_in(again) == ["kept"]


def test_a_folder_that_cannot_be_made_is_said_at_once(path: Path, answer: MakeAnswer) -> None:
    path.touch()

    with Progress.open(path / "below" / "a-file.sqlite3") as progress:
        assert progress.problem is not None
        assert "LAMBDATUTOR_DATA" in progress.problem

        progress.record(answer("kept in memory"))
        progress.reach("cold-start", "three-seats")

        assert given_in(progress) == ["kept in memory"]
        assert progress.position("cold-start") == "three-seats"


def test_a_read_only_folder_still_shows_what_was_done(answer: MakeAnswer) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "progress.sqlite3"
        with Progress.open(path) as progress:
            progress.record(answer("earlier"))
            progress.reach("cold-start", "three-seats")
        path.chmod(0o444)
        folder.chmod(0o555)

        with ordinary_user(), Progress.open(path) as progress:
            assert progress.problem is not None

            progress.record(answer("now"))

            assert given_in(progress) == ["earlier", "now"]
            assert progress.position("cold-start") == "three-seats"
        folder.chmod(0o755)


@pytest.mark.parametrize(
    "content",
    [b"not a database\n" * 400, b"SQLite format 3\0" + b"x" * 4096],
    ids=["a text", "a database by its first bytes only"],
)
def test_a_broken_file_is_set_aside_and_nothing_is_deleted(
    path: Path, answer: MakeAnswer, content: bytes
) -> None:
    path.write_bytes(content)

    with Progress.open(path) as progress:
        progress.record(answer())

        assert progress.problem is not None
        assert "progress.sqlite3.broken-1" in progress.problem
        assert len(progress.answers()) == 1

    assert path.with_name("progress.sqlite3.broken-1").read_bytes() == content


def test_a_second_broken_file_does_not_replace_the_first(path: Path) -> None:
    for content in (b"first" * 400, b"second" * 400):
        path.write_bytes(content)
        Progress.open(path).close()

    first, second = (path.with_name(f"progress.sqlite3.broken-{n}") for n in (1, 2))
    assert first.read_bytes() == b"first" * 400
    assert second.read_bytes() == b"second" * 400


def test_damage_inside_the_file_is_found_on_opening(path: Path, answer: MakeAnswer) -> None:
    with Progress.open(path) as progress:
        for _ in range(200):
            progress.record(answer("x" * 100))
    content = bytearray(path.read_bytes())
    content[4096 * 5 : 4096 * 7] = b"\xff" * 4096 * 2
    path.write_bytes(content)

    with Progress.open(path) as progress:
        assert "broken-1" in (progress.problem or "")
        assert progress.answers() == ()


def test_somebody_elses_database_is_set_aside(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE answer (of_theirs)")
    connection.close()

    with Progress.open(path) as progress:
        assert "broken-1" in (progress.problem or "")


def test_a_newer_file_is_refused_in_one_sentence_and_left_alone(path: Path) -> None:
    Progress.open(path).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()

    with pytest.raises(NewerProgressError) as refusal:
        Progress.open(path)

    sentence = str(refusal.value)
    assert str(path) in sentence
    assert "install" in sentence
    assert sentence.count(". ") == 0
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_beginning_anew_takes_a_half_written_journal_along(path: Path, answer: MakeAnswer) -> None:
    with Progress.open(path) as progress:
        progress.record(answer("before"))
    journal = path.with_name(f"{path.name}-journal")
    journal.write_bytes(b"left by a killed program")

    aside = Progress.begin_anew(path)

    assert aside is not None
    assert not path.exists()
    assert not journal.exists()
    assert aside.with_name(f"{aside.name}-journal").read_bytes() == b"left by a killed program"
    assert Progress.begin_anew(path) is None
    with Progress.open(path) as anew:
        assert anew.answers() == ()


def test_a_newer_file_can_be_set_aside(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")

    assert Progress.begin_anew(path) is not None
    Progress.open(path).close()
