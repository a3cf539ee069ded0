"""The door to the screens: a quick start, and an orderly end whatever happens."""

import gc
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playing import LESSONS
from textual.app import App
from textual.pilot import Pilot

from lambdatutor.errors import LambdaTutorError
from lambdatutor.learner.fault_log import fault_path
from lambdatutor.tui import startup
from lambdatutor.tui.app import LambdaTutorApp
from lambdatutor.tui.lesson_screen import LessonScreen


@pytest.fixture
def unseen(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The program runs without a terminal, and ends when it has come to rest."""

    async def leave(pilot: Pilot[None]) -> None:
        await pilot.pause()
        await pilot.pause()
        pilot.app.exit()

    def run(self: LambdaTutorApp) -> None:
        App.run(self, headless=True, auto_pilot=leave, size=(100, 30))

    monkeypatch.setattr(LambdaTutorApp, "run", run)
    yield
    assert gc.isenabled()


@pytest.mark.usefixtures("unseen")
def test_home_and_a_lesson_end_with_status_0() -> None:
    assert startup.run(catalogue_path=LESSONS, save=False) == 0
    assert startup.run(catalogue_path=LESSONS, lesson="small", save=False, speed=2.0) == 0


PLAYED = """
import sys
from pathlib import Path
from textual.app import App
from lambdatutor.tui import startup
from lambdatutor.tui.app import LambdaTutorApp
from lambdatutor.tui.lesson_screen import LessonScreen

async def leave(pilot):
    await pilot.pause()
    await pilot.pause()
    assert isinstance(pilot.app.screen, LessonScreen)
    pilot.app.exit()

LambdaTutorApp.run = lambda app: App.run(app, headless=True, auto_pilot=leave, size=(100, 30))
startup.run(catalogue_path=Path(sys.argv[1]), lesson="small", save=False)
print(*(name for name in sys.modules if name.startswith("lambdatutor.runtime")))
"""


def test_a_lesson_without_code_loads_nothing_that_runs_code() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PLAYED, str(LESSONS)], check=True, capture_output=True, text=True
    )

    loaded = done.stdout.split()
    assert set(loaded) <= {"lambdatutor.runtime", "lambdatutor.runtime.shown"}


@pytest.mark.usefixtures("unseen")
@pytest.mark.parametrize("asked", [{"lesson": "smal"}, {"lesson": "small", "step": "nowhere"}])
def test_what_is_not_there_is_said_after_the_terminal_is_restored(asked: dict[str, str]) -> None:
    with pytest.raises(LambdaTutorError, match=r"smal|nowhere"):
        startup.run(catalogue_path=LESSONS, save=False, **asked)


@pytest.mark.usefixtures("unseen")
def test_a_fault_of_ours_ends_with_one_sentence_and_a_file(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: LessonScreen) -> None:
        raise ZeroDivisionError("made for this test")

    monkeypatch.setattr(LessonScreen, "_write_headings", broken)

    status = startup.run(catalogue_path=LESSONS, lesson="small", save=False)

    said = capsys.readouterr().err
    assert status == 1
    assert said.count("\n") == 1
    assert "Traceback" not in said
    assert str(fault_path()) in said
    assert "made for this test" in Path(fault_path()).read_text()
