"""Progress lies where the system keeps such files, or where the person says."""

import subprocess
import sys
from pathlib import Path

import pytest

from lambdatutor.learner import Progress, data_folder, progress_path


def test_the_person_may_choose_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAMBDATUTOR_DATA", str(tmp_path / "mine"))

    with Progress.open() as progress:
        progress.reach("cold-start", "ana-or-ben")

    assert progress_path().exists()
    assert [file.parent for file in (progress_path(), progress.path)] == [tmp_path / "mine"] * 2


def test_a_home_sign_in_the_folder_is_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAMBDATUTOR_DATA", "~/lessons")

    assert data_folder() == Path.home() / "lessons"


def test_without_a_choice_the_system_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LAMBDATUTOR_DATA", raising=False)

    assert "lambdatutor" in data_folder().parts
    assert data_folder().is_absolute()


@pytest.mark.parametrize("library", ["sqlite3", "platformdirs"])
def test_a_program_that_only_prints_its_help_does_not_load(library: str) -> None:
    script = f"import lambdatutor.learner, sys; sys.exit({library!r} in sys.modules)"

    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
