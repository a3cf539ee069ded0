"""What a killed process left in the folder for temporary files is removed, and nothing else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lambdatutor.runtime import folders

pytestmark = pytest.mark.skipif(os.name != "posix", reason="handlers do not run elsewhere")


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(folders.tempfile, "tempdir", str(place))
    return place


@pytest.fixture
def dead() -> int:
    """The number of a process that is no more."""
    with subprocess.Popen([sys.executable, "-I", "-S", "-c", ""]) as process:
        process.wait()
    return process.pid


def left_behind(temporary: Path, process: int, ground: int | None = None) -> Path:
    ground = folders._ground() if ground is None else ground
    folder = temporary / f"lambdatutor-{process}-{ground}-abc_1"
    (folder / "task").mkdir(parents=True)
    (folder / "task" / "code.py").write_text("x = 1\n")
    return folder


def test_what_a_dead_process_left_is_removed_whatever_its_permissions(
    temporary: Path, dead: int
) -> None:
    folder = left_behind(temporary, dead)
    (folder / "task").chmod(0o500)
    folders.sweep()

    assert list(temporary.iterdir()) == []


def test_what_may_be_anothers_stays(temporary: Path, dead: int, tmp_path: Path) -> None:
    elsewhere = tmp_path / "mine"
    elsewhere.mkdir()
    (elsewhere / "work.py").write_text("mine\n")
    ground = folders._ground()
    link = temporary / f"lambdatutor-{dead}-{ground}-link"
    link.symlink_to(elsewhere)
    file = temporary / f"lambdatutor-{dead}-{ground}-file"
    file.write_text("mine\n")
    stay = {
        link,
        file,
        left_behind(temporary, os.getpid()),
        left_behind(temporary, os.getppid()),
        left_behind(temporary, dead, ground=ground + 1),
        left_behind(temporary, 0),
    }
    for name in ("lambdatutor-code", f"lambdatutor-{dead}", f"else-{dead}-{ground}-abc"):
        stay.add(temporary / name)
        (temporary / name).mkdir()
    folders.sweep()

    assert set(temporary.iterdir()) == stay
    assert (elsewhere / "work.py").read_text() == "mine\n"


def test_what_another_user_left_stays(
    temporary: Path, dead: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = left_behind(temporary, dead)
    other = os.geteuid() + 1
    monkeypatch.setattr(folders.os, "geteuid", lambda: other)
    folders.sweep()

    assert folder.exists()


def test_a_folder_names_its_process(temporary: Path) -> None:
    folder = folders.new_folder()

    assert folder.parent == temporary
    assert folder.name.startswith(f"lambdatutor-{os.getpid()}-{folders._ground()}-")
    folders.sweep()
    assert folder.exists()
