"""The commands that print: each does what its help says."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from lambdatutor.runtime.clients import best
from lambdatutor.runtime.walls import walls_here

from .conftest import Start

ALL_OF_IT = "\n" * 400
"""Enough empty lines to go through a lesson without an answer."""


def test_lessons_lists_the_lesson_with_its_minutes(start: Start) -> None:
    done = start("lessons")

    assert "cold-start" in done.stdout
    assert "12 min  Cold and warm starts  (new)" in done.stdout


def test_the_list_fits_a_terminal_and_breaks_no_id(say: Start) -> None:
    lines = say("lessons", COLUMNS="60").stdout.splitlines()

    assert max(map(len, lines)) <= 60
    assert "  Releases: versions, aliases, deploy" in lines
    assert not any(line.endswith("-") for line in lines)


def test_lessons_for_machines_is_json(say: Start) -> None:
    rows = json.loads(say("lessons", "--json").stdout)

    (row,) = [row for row in rows if row["id"] == "cold-start"]
    assert row["state"] == "new"
    assert row["minutes"] == 12


def test_a_lesson_that_was_played_is_listed_as_finished(say: Start) -> None:
    assert say("lesson", "cold-start", "--plain", "--seed", "3", typed=ALL_OF_IT).returncode == 0

    assert "(finished)" in say("lessons").stdout
    assert "cold-start: finished" in say("progress").stdout


def test_the_end_of_the_input_saves_the_place(start: Start) -> None:
    first = start("lesson", "cold-start", "--plain", typed="\n3\n")
    second = start("lesson", "cold-start", "--plain", typed="")

    assert first.returncode == 1
    assert "Step 1 of" in first.stdout
    assert second.returncode == 1
    assert "Step 1 of" not in second.stdout
    assert "Step 3 of" in second.stdout


def test_without_saving_nothing_is_kept(say: Start, tmp_path: Path) -> None:
    done = say("lesson", "cold-start", "--plain", "--no-save", typed="\n3\n")

    assert "Saved" not in done.stdout
    assert not (tmp_path / "data").exists()


def test_progress_goes_out_and_in_again(say: Start, tmp_path: Path) -> None:
    say("lesson", "cold-start", "--plain", typed="\n3\n")
    exported = say("progress", "export").stdout
    (tmp_path / "mine.json").write_text(exported, encoding="utf-8")

    elsewhere = str(tmp_path / "elsewhere")
    imported = say("progress", "import", "mine.json", LAMBDATUTOR_DATA=elsewhere)

    assert imported.returncode == 0
    assert say("progress", "export", LAMBDATUTOR_DATA=elsewhere).stdout == exported


def test_a_reset_begins_anew_and_deletes_nothing(say: Start, tmp_path: Path) -> None:
    say("lesson", "cold-start", "--plain", typed="\n3\n")
    exported = say("progress", "export").stdout

    done = say("progress", "reset")

    assert done.returncode == 0
    assert "Nothing yet" in say("progress").stdout
    aside = tmp_path / "data" / "progress.sqlite3.reset-1"
    assert str(aside) in done.stdout
    aside.rename(tmp_path / "data" / "progress.sqlite3")
    assert say("progress", "export").stdout == exported


def test_a_reset_of_nothing_says_so(say: Start) -> None:
    assert "There was no progress yet." in say("progress", "reset").stdout


def test_check_tries_the_lessons_that_the_program_finds(say: Start, tmp_path: Path) -> None:
    track = tmp_path / "course" / "basics"
    track.mkdir(parents=True)
    course = "title: Ours\ntracks: [{id: basics, title: Basics, lessons: [mine]}]\n"
    (track.parent / "course.yaml").write_text(course, encoding="utf-8")
    say("lesson", "new", "mine")
    (tmp_path / "mine.yaml").rename(track / "mine.yaml")

    done = say("--lessons", "course", "check")

    assert done.returncode == 0, done.stdout
    assert done.stdout == "1 lesson checked: every run was played and every answer holds.\n"


def test_a_new_lesson_passes_check_as_it_is_written(say: Start, tmp_path: Path) -> None:
    written = say("lesson", "new", "my-lesson")
    checked = say("check", "my-lesson.yaml")

    assert written.returncode == 0
    assert checked.returncode == 0, checked.stdout
    assert (tmp_path / "my-lesson.yaml").exists()


def test_a_new_lesson_is_played_from_its_file(say: Start) -> None:
    say("lesson", "new", "my-lesson")

    done = say("lesson", "./my-lesson.yaml", "--plain", typed=ALL_OF_IT)

    assert done.returncode == 0, done.stderr
    assert "End of the lesson." in done.stdout


def test_a_new_lesson_never_replaces_a_file(say: Start, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("precious", encoding="utf-8")

    done = say("lesson", "new", "mine")

    assert done.returncode == 2
    assert (tmp_path / "mine.yaml").read_text(encoding="utf-8") == "precious"


def test_a_spoilt_lesson_has_status_1_and_its_place(say: Start, tmp_path: Path) -> None:
    say("lesson", "new", "mine")
    path = tmp_path / "mine.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("minutes:", "minuets:"), "utf-8")

    done = say("check", "mine.yaml")

    assert done.returncode == 1
    assert "mine.yaml:" in done.stdout
    assert "minutes" in done.stdout


def test_the_schema_is_json(say: Start) -> None:
    schema = json.loads(say("schema").stdout)

    assert schema["$defs"]["Lesson"]["required"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_knows_the_lessons(say: Start, shell: str) -> None:
    assert "cold-start" in say("completion", shell).stdout


def test_doctor_says_where_files_lie(say: Start, tmp_path: Path) -> None:
    done = say("doctor")

    assert str(tmp_path / "data") in done.stdout
    assert "no connection beyond this computer" in done.stdout


def test_doctor_says_what_runs_handlers_and_behind_which_walls(say: Start) -> None:
    found = dict(line.split(maxsplit=1) for line in say("doctor").stdout.splitlines() if line)
    walls = walls_here()
    room = f"Code has {'a' if walls.room else 'no'} room of its own."

    assert found["handlers"] == f"run by the runtime client {best()}"
    assert found["walls"] == " ".join((room, *walls.missing))


def test_doctor_finds_a_terminal_that_cannot_draw(say: Start) -> None:
    done = say("doctor", TERM="dumb")

    assert done.returncode == 1
    assert "--plain" in done.stdout


def test_doctor_tells_a_broken_and_a_newer_file_and_changes_neither(
    say: Start, tmp_path: Path
) -> None:
    path = tmp_path / "data" / "progress.sqlite3"
    path.parent.mkdir()
    path.write_text("this is no database at all", encoding="utf-8")

    broken = say("doctor")

    assert broken.returncode == 1
    assert "no file of progress" in broken.stdout
    assert path.read_text(encoding="utf-8") == "this is no database at all"

    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")

    newer = say("doctor")

    assert newer.returncode == 1
    assert "written by a newer lambdatutor" in newer.stdout
