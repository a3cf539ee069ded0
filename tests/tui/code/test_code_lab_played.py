"""A code lab, played with keys on the whole screen; its handlers really run."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from itertools import groupby
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from playing import NARROW, WIDE, Clock, drained, screen_of, text_of
from textual import events

from lambdatutor.tui.app import LambdaTutorApp
from lambdatutor.tui.code.editor import CodeEditor
from lambdatutor.tui.code.pane import CodePane
from lambdatutor.tui.code.samples import SamplesPage
from lambdatutor.tui.lesson_screen import LessonScreen
from lambdatutor.tui.shelf import Shelf

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from lambdatutor.course.handlers.lab import HandlerAttempt

LESSONS = Path(__file__).parent / "lessons"
STUCK_S = 60
"""Something that takes so long is not slow but stuck."""

SOLVED = """\
import shop

def lambda_handler(event, context):
if "name" not in event:
raise ValueError("nobody")
print("greeting", event["name"])
return {"message": f"{shop.word()} {event['name']}"}"""
"""Without the indentation and closing signs that the editor puts there."""


def code_app(*, save: bool = False) -> LambdaTutorApp:
    shelf = Shelf(LESSONS, save=save)
    run = shelf.lesson_run("desk", seed=7, step="greet")
    return LambdaTutorApp(shelf, lambda: run, clock=Clock())


def pane_of(app: LambdaTutorApp) -> CodePane:
    pane = screen_of(app).handlers_page
    assert isinstance(pane, CodePane)
    return pane


def attempt_of(app: LambdaTutorApp) -> HandlerAttempt:
    return pane_of(app).attempt


async def opened(app: LambdaTutorApp, pilot: Pilot[None]) -> None:
    """A stranger's lesson: its code is allowed to run, and the page with it comes up."""
    await pilot.pause()
    if not isinstance(app.screen, LessonScreen):
        await pilot.press("y")
    await pilot.pause()
    await pilot.press("enter")
    await drained(pilot)


async def keys(app: LambdaTutorApp, pilot: Pilot[None], *names: str) -> None:
    """Press keys faster than a pilot does: what is typed comes at once, and so do other keys."""
    for _, together in groupby(names, lambda name: len(name) == 1 or name == "enter"):
        for name in together:
            app.post_message(events.Key(name, name if len(name) == 1 else None))
        await drained(pilot)


async def over(app: LambdaTutorApp, pilot: Pilot[None]) -> None:
    """Nothing runs any more, a judging that followed by itself included."""
    until_s = time.monotonic() + STUCK_S
    while screen_of(app).is_going:
        assert time.monotonic() < until_s, "the calls never end"
        await asyncio.sleep(0.02)
        await drained(pilot)


async def run(app: LambdaTutorApp, pilot: Pilot[None], key: str = "ctrl+r") -> None:
    await pilot.press(key)
    await over(app, pilot)
    await drained(pilot)


def states(app: LambdaTutorApp) -> dict[str, str]:
    return {each.id: each.state for each in attempt_of(app).cases}


def children(of: int | str | None = None) -> list[str]:
    """Processes that this one has started and that are still there.

    The one that starts environments stays, as long as the program does; what it has started must
    not.
    """
    found: list[str] = []
    for listed in Path(f"/proc/{of or os.getpid()}/task").glob("*/children"):
        for each in listed.read_text().split():
            found += children(each) if of is None and starts_environments(each) else [each]
    return found


def starts_environments(process: str) -> bool:
    try:
        return b"child.fork_server" in Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:  # it is gone by now
        return False


async def none_left() -> None:
    if not sys.platform.startswith("linux"):
        return
    until_s = time.monotonic() + STUCK_S
    while children():
        assert time.monotonic() < until_s, f"still there: {children()}"
        await asyncio.sleep(0.02)


async def test_a_lab_is_met_by_typing_python_and_the_held_out_case_is_judged_by_itself() -> None:
    app = code_app()
    async with app.run_test(size=WIDE) as pilot:
        await opened(app, pilot)
        shown = text_of(app.screen)
        assert "shop.py, read only" in shown
        assert "128 MB · 3 s · WORD=Hello" in shown

        # Tab goes on to the next part, and sets a line in once one has begun to write.
        editor = pane_of(app).query_one("#editor", CodeEditor)
        await pilot.press("tab")
        assert app.screen.focused is pane_of(app).table
        await pilot.press("shift+tab", "down", "tab")
        assert editor.document.get_line(1) == "    "
        await pilot.press("shift+tab")
        assert editor.document.get_line(1) == ""

        await run(app, pilot)
        assert states(app)["ana"] == states(app)["nobody"] == "fails"
        assert states(app)["look"] == "ran"
        shown = text_of(app.screen)
        assert "0 of 3 pass" in shown
        assert 'It returned {"message": "Hello"}' in shown
        assert "1 cold e1" in shown

        editor.load_text("")
        await keys(app, pilot, *(key if key != "\n" else "enter" for key in SOLVED))
        await drained(pilot)
        pane_of(app).take_in()
        text = attempt_of(app).text("lambda_function.py") or ""
        assert (
            '\n    if "name" not in event:\n        raise ValueError("nobody")\n    print' in text
        )
        assert text.endswith("{event['name']}\"}")
        assert "0 of 3 passed before this change" in text_of(app.screen)

        await run(app, pilot)
        assert set(states(app).values()) == {"passes", "ran"}
        shown = text_of(app.screen)
        assert "✔ Met. esc, then n goes on" in shown  # where one types, n is a letter
        assert "the word is a setting" in shown
        assert "1 more case passed as well" in shown
        assert "greeting Ana" in shown
        assert attempt_of(app).met
    assert app.fault is None
    await none_left()


async def test_where_there_is_no_log_what_is_true_of_what_is_chosen_is_said() -> None:
    app = code_app()
    async with app.run_test(size=WIDE) as pilot:
        await opened(app, pilot)
        assert "The log is empty until the code has run" in text_of(app.screen)

        await run(app, pilot)
        pane_of(app).choose_case(None)
        await drained(pilot)
        shown = text_of(app.screen)
        assert "Your own event has not run yet; the cases have" in shown
        assert "until the code has run" not in shown
    assert app.fault is None
    await none_left()


async def test_a_small_window_shows_a_part_at_a_time_and_what_came_of_the_run() -> None:
    app = code_app()
    async with app.run_test(size=NARROW) as pilot:
        await opened(app, pilot)
        assert "def lambda_handler" in text_of(app.screen)
        assert "Cases" not in text_of(app.screen)

        # What the word is comes from a setting: the prompt changes it, and shows the command.
        await pilot.press("escape", "colon")
        await drained(pilot)
        await keys(app, pilot, *"set handler nowhere.at_all", "enter")
        await pilot.press("escape")
        await drained(pilot)
        assert "$ aws lambda update-function-configuration" in text_of(app.screen)
        assert attempt_of(app).settings.handler == "nowhere.at_all"
        await pilot.press("c")
        assert "--handler nowhere.at_all" in app.clipboard

        await run(app, pilot, "f5")
        shown = text_of(app.screen)
        assert "▸Cases  0 of 3 pass" in shown
        assert "Runtime.ImportModuleError" in shown
        await pilot.press("tab", "tab")
        await drained(pilot)
        assert "INIT_START Runtime Version" in text_of(app.screen)

        # AWS's events are there to begin from.
        await pilot.press("a")
        await drained(pilot)
        assert isinstance(app.screen, SamplesPage)
        await pilot.press("2")
        await drained(pilot)
        shown = text_of(app.screen)
        assert "Your own event" in shown
        assert attempt_of(app).event_text.startswith("[")
        await run(app, pilot)
        assert "FunctionError Unhandled" in text_of(app.screen)
        await keys(app, pilot, "x")
        assert "✗ line 1" in text_of(app.screen)

        await pilot.press("escape", "u", "u")
        await drained(pilot)
        assert attempt_of(app).settings.handler == "lambda_function.lambda_handler"
    assert app.fault is None
    await none_left()


async def test_what_runs_for_long_is_watched_stopped_and_gone_when_one_leaves() -> None:
    app = code_app()
    endless = (
        "import time\n\ndef lambda_handler(event, context):\n"
        "    print('[b]' + 'still[/b] \\x1b[31mhere')\n    time.sleep(300)\n"
    )
    async with app.run_test(size=WIDE) as pilot:
        await opened(app, pilot)
        attempt_of(app).set("timeout", "600")
        (attempt_of(app).folder / "lambda_function.py").write_text(endless)
        pane_of(app).look_at_files()  # as if by another editor
        await drained(pilot)
        assert "time.sleep(300)" in text_of(app.screen)

        await pilot.press("escape", "ctrl+r")
        await until_shown(app, pilot, "[b]still[/b] \\x1b[31mhere")
        assert "running, esc stops it" in text_of(app.screen)
        await pilot.press("down", "up")  # nothing is frozen
        await pilot.press("escape")
        await over(app, pilot)
        shown = text_of(app.screen)
        assert "The code was stopped before it answered." in shown
        assert "[b]still[/b] \\x1b[31mhere" in shown
        assert isinstance(app.screen, LessonScreen)

        await pilot.press("ctrl+r")
        await until_shown(app, pilot, "running, esc stops it")
        await pilot.press("n", "n")
        await drained(pilot)
        assert screen_of(app).handlers_page is None
        await pilot.press("left")
        await drained(pilot)
        await pilot.press("enter", "escape", "ctrl+r")
        await until_shown(app, pilot, "running, esc stops it")
        await pilot.press("q")
    assert app.fault is None
    await none_left()


async def until_shown(app: LambdaTutorApp, pilot: Pilot[None], text: str) -> None:
    until_s = time.monotonic() + STUCK_S
    while text not in text_of(app.screen):
        assert time.monotonic() < until_s, text_of(app.screen)
        await asyncio.sleep(0.02)
        await drained(pilot)


async def test_the_work_a_reset_and_the_solution_are_there_on_another_day() -> None:
    app = code_app(save=True)
    async with app.run_test(size=WIDE) as pilot:
        await opened(app, pilot)
        await keys(app, pilot, *"# mine ", "escape")
        await keys(app, pilot, "escape")
        assert [each.message for each in app._notifications] == [
            "esc once more goes home; your files are kept."
        ]

    again = code_app(save=True)
    async with again.run_test(size=WIDE) as pilot:
        await opened(again, pilot)
        assert "# mine" in text_of(again.screen)
        await pilot.press("escape", "r")
        await drained(pilot)
        assert "# mine" not in text_of(again.screen)
        await pilot.press("h", "h", "h", "s")
        await drained(pilot)
        assert "by name" in (attempt_of(again).text("lambda_function.py") or "")
        await run(again, pilot)
        assert not attempt_of(again).met
        assert "brings your own files back" in text_of(again.screen)
        await pilot.press("u", "u")
        await drained(pilot)
        assert "# mine" in text_of(again.screen)


KEYS = [
    *('"', "(", ")", "{", ":", ",", "a", "l", "t", "w", "#", "enter", "tab", "shift+tab"),
    *("escape", "up", "down", "left", "right", "home", "end", "backspace", "delete", "space"),
    *("ctrl+z", "ctrl+y", "ctrl+r", "f5", "ctrl+k", "ctrl+u", "pageup", "pagedown", "colon"),
    *("p", "h", "u", "r", "s", "c", "e", "question_mark", "shift+down", "f7"),
]


async def test_any_keys_in_any_order_leave_a_lab_that_works_and_no_process() -> None:
    random, app = Random(5), code_app()
    async with app.run_test(size=WIDE) as pilot:
        await opened(app, pilot)
        for at in range(12):
            for _ in range(10):
                name = random.choice(KEYS)
                app.post_message(events.Key(name, name if len(name) == 1 else None))
            await pilot.pause()
            if at % 5 == 2:
                await pilot.resize_terminal(*random.choice([WIDE, NARROW, (20, 5), (200, 60)]))
        await pilot.resize_terminal(*WIDE)
        await pilot.pause()
        assert app.fault is None
        assert text_of(app.screen).strip()
    await none_left()


async def test_a_page_that_is_left_before_its_parts_stand_does_no_harm() -> None:
    app = code_app()
    async with app.run_test(size=WIDE) as pilot:
        await opened(app, pilot)
        page = pane_of(app)
        await page.remove_children()

        page.on_mount()

        page.draw()
        page.take_in()
        page.take_files()
        page.look_at_files()
        page.turn_spinner()
        page.back()
        page.say("nobody hears it")
        assert app.fault is None
