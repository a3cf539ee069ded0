"""A full disk, a home that cannot be written, a reader that leaves: no traceback, nothing lost."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import Start

AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_a_full_disk_under_the_output_is_one_sentence(tmp_path: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "lambdatutor", "lessons"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"LAMBDATUTOR_DATA": str(tmp_path)},
            check=False,
        )

    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert "No space left" in done.stderr


def test_a_data_folder_that_cannot_be_made_is_said_and_the_lesson_goes_on(
    start: Start, tmp_path: Path
) -> None:
    (tmp_path / "data").write_text("a file where the folder should be", encoding="utf-8")

    done = start("lesson", "cold-start", "--plain", "--seed", "3", typed="\n" * 400)

    assert done.returncode == 0
    assert "End of the lesson" in done.stdout
    assert done.stderr.count("lambdatutor: Progress cannot be saved") == 1


def test_what_cannot_be_saved_is_told_at_the_start_and_not_called_saved(
    start: Start, tmp_path: Path
) -> None:
    (tmp_path / "data").write_text("a file where the folder should be", encoding="utf-8")
    both = start("lesson", "cold-start", "--plain", typed="\n", merged=True).stdout

    assert both.index("Progress cannot be saved") < both.index("Cold and warm starts")
    assert "nothing is saved. --step ana-or-ben" in " ".join(both.split())


def test_a_reader_that_leaves_early_is_no_fault_of_ours(tmp_path: Path) -> None:
    play = [sys.executable, "-m", "lambdatutor", "lesson", "cold-start", "--plain", "--no-save"]
    with subprocess.Popen(
        play,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"LAMBDATUTOR_DATA": str(tmp_path)},
    ) as started:
        assert started.stdout is not None
        assert started.stdin is not None
        assert started.stderr is not None
        started.stdout.read(10)
        started.stdout.close()
        try:
            started.stdin.write(b"\n" * 400)
            started.stdin.close()
        except BrokenPipeError:
            pass
        assert b"Traceback" not in started.stderr.read()


def test_ascii_output_replaces_what_it_cannot_write(start: Start) -> None:
    done = start("lesson", "cold-start", "--plain", typed="\n", PYTHONIOENCODING="ascii")

    assert done.returncode == 1
    done.stdout.encode("ascii")


@pytest.mark.parametrize(
    "words", ["play --help", "--help", "lessons", "lessons --json", "doctor", "schema"]
)
def test_no_command_needs_more_than_ascii(say: Start, words: str) -> None:
    done = say(*words.split(), encoding="ascii")

    assert done.returncode == 0
    done.stdout.encode("ascii")


def test_bytes_that_are_no_text_are_typed_nonsense_and_no_fault(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "lambdatutor", "lesson", "cold-start", "--plain", "--no-save"],
        input=b"\n\xff\xfe\n3\n",
        capture_output=True,
        env=os.environ | {"LAMBDATUTOR_DATA": str(tmp_path), "PYTHONIOENCODING": "utf-8:strict"},
        check=False,
    )

    assert done.returncode == 1
    assert b"Pick one of 1 to 4." in done.stdout
    assert done.stderr == b""


@pytest.mark.skipif(os.name == "nt", reason="a shell closes the streams")
def test_streams_that_are_closed_from_the_start_are_no_fault(tmp_path: Path) -> None:
    program = f"{sys.executable} -m lambdatutor"
    for line in (
        f"{program} lessons >&-",
        f"{program} lesson cold-start --plain --no-save <&-",
        f"{program} lesson cold-start <&-",
        f"{program} doctor 2>&-",
    ):
        done = subprocess.run(
            ["sh", "-c", line],
            capture_output=True,
            text=True,
            env=os.environ | {"LAMBDATUTOR_DATA": str(tmp_path), "TERM": "xterm"},
            check=False,
        )

        assert "fault inside" not in done.stderr
        assert "Traceback" not in done.stderr
        assert done.returncode in (0, 1, 2)
