"""What people install holds the lessons and every other file that the program reads."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def files_below(folder: str) -> set[str]:
    found = (path for path in (ROOT / folder).rglob("*") if path.is_file())
    return {path.relative_to(ROOT).as_posix() for path in found if "__pycache__" not in path.parts}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_the_lessons_and_the_package(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        packed = {name for name in opened.namelist() if name.startswith("lambdatutor/")}

    lessons = {f"lambdatutor/{name}" for name in files_below("lessons")}
    assert "lambdatutor/lessons/course.yaml" in packed
    assert packed == files_below("lambdatutor") | lessons


def test_what_the_wheel_holds_plays_the_lesson_away_from_the_checkout(
    wheel: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(wheel) as opened:
        opened.extractall(tmp_path / "site")
    environment = os.environ | {
        "PYTHONPATH": str(tmp_path / "site"),
        "LAMBDATUTOR_DATA": str(tmp_path / "data"),
    }

    def python(*words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *words],
            input=typed,
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env=environment,
            check=False,
        )

    doctor = python("-m", "lambdatutor", "doctor")
    played = python("-m", "lambdatutor", "lesson", "cold-start", "--plain", typed="\n" * 400)

    assert str(tmp_path / "site" / "lambdatutor" / "lessons") in doctor.stdout
    assert played.returncode == 0, played.stderr
    assert "End of the lesson." in played.stdout
