"""A package lab played with keys: the three trees follow, and the code really runs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from playing import NARROW, WIDE, Clock, drained, screen_of, text_of
from textual import events
from textual.widgets import Input

from lambdatutor.course.handlers.consent import fingerprint
from lambdatutor.tui.app import LambdaTutorApp
from lambdatutor.tui.ascii_text import wanted
from lambdatutor.tui.package.pane import PackagePane
from lambdatutor.tui.package.sentences import Sentences
from lambdatutor.tui.prompt import Prompt
from lambdatutor.tui.shelf import Shelf

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from lambdatutor.course.handlers.lab import HandlerAttempt

LESSONS = Path(__file__).parent / "lessons"
INNER = "My_function"


@asynccontextmanager
async def playing(size: tuple[int, int] = WIDE) -> AsyncIterator[Pilot[None]]:
    shelf = Shelf(LESSONS, save=False)
    run = shelf.lesson_run("parcel-desk", seed=7)
    shelf.progress.trust(fingerprint(run.lesson))
    app = LambdaTutorApp(shelf, lambda: run, clock=Clock())
    try:
        async with app.run_test(size=size) as pilot:
            await drained(pilot)
            await pilot.press("enter")
            await drained(pilot)
            yield pilot
            assert app.fault is None
    finally:
        run.close()


def lesson_app(pilot: Pilot[None]) -> LambdaTutorApp:
    assert isinstance(pilot.app, LambdaTutorApp)
    return pilot.app


def pane_of(pilot: Pilot[None]) -> PackagePane:
    pane = screen_of(lesson_app(pilot)).handlers_page
    assert isinstance(pane, PackagePane)
    return pane


def attempt_of(pilot: Pilot[None]) -> HandlerAttempt:
    return pane_of(pilot).attempt


async def keys(pilot: Pilot[None], *names: str) -> None:
    for name in names:
        await pilot.press(name)
        await drained(pilot)


async def ran(pilot: Pilot[None]) -> None:
    """Whatever runs has come to its end, the judging after it too."""
    for _ in range(400):
        await drained(pilot)
        if not screen_of(lesson_app(pilot)).is_going:
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it runs for ever")


def standing(pilot: Pilot[None]) -> dict[str, str]:
    """What is said beside each file that stands on Lambda."""
    return {path: mark.says for path, mark in pane_of(pilot).on_lambda.planting.marks.items()}


async def test_a_folder_from_a_colleague_is_mended_by_keys_and_starts() -> None:
    async with playing() as pilot:
        assert standing(pilot)["/var/task/lambda_function.py"] == "✗ missing"
        assert "Lambda looks at the top of the zip." in text_of(pilot.app.screen)

        # The folder inside becomes the zip: the others follow at once.
        await keys(pilot, "z")
        assert attempt_of(pilot).last_command == "cd My_function && zip -r ../package.zip ."
        assert standing(pilot)["/var/task/lambda_function.py"] == "✓ handler"
        assert "imports money" in text_of(pilot.app.screen)

        # A library is the command that brings it.
        await keys(pilot, "a")
        assert pilot.app.screen.query_one(Input).value == f"pip install -t {INNER} tariffs"
        await keys(pilot, "enter")
        assert not pilot.app.screen.query(Prompt)
        assert pane_of(pilot).folder.has_focus
        assert standing(pilot)["/var/task/tariffs"] == "✓"

        # The layer, by the line of layers.
        await keys(pilot, "tab", "tab", "tab", "enter")
        assert attempt_of(pilot).settings.layers == ("money:1",)
        assert "layer:money:1" in text_of(pilot.app.screen)
        assert standing(pilot)["/opt/python/money.py"] == "✓ money:1"
        assert pane_of(pilot).query_one(Sentences).findings == ()

        await keys(pilot, "ctrl+r")
        await ran(pilot)
        assert attempt_of(pilot).met
        shown = text_of(pilot.app.screen)
        assert "✔ Met" in shown
        assert '"price": "4.50"' in shown

        # A layer over another: its file wins, and the answer is another.
        await keys(pilot, "right", "enter", "ctrl+r")
        await ran(pilot)
        assert standing(pilot)["/opt/python/money.py"] == "✓ tools:1 over money:1"
        assert "EUR 4.50" in text_of(pilot.app.screen)
        await keys(pilot, "less_than_sign")
        assert attempt_of(pilot).settings.layers == ("tools:1", "money:1")


async def test_keys_on_a_file_begin_the_command_and_undo_takes_it_back() -> None:
    async with playing() as pilot:
        assert "m move" in text_of(pilot.app.screen)
        await keys(pilot, "down", "m")
        field = pilot.app.screen.query_one(Input)
        assert field.value == f"mv {INNER}/lambda_function.py "
        field.value += "."
        await keys(pilot, "enter")
        assert attempt_of(pilot).paths == ("lambda_function.py", "notes.txt")
        assert standing(pilot)["/var/task/lambda_function.py"] == "✓ handler"

        await keys(pilot, "u")
        assert standing(pilot)["/var/task/lambda_function.py"] == "✗ missing"

        # What AWS or the lab refuses is said, and the line stays to be mended.
        await keys(pilot, "colon")
        pilot.app.screen.query_one(Input).value = "rm My_function"
        await keys(pilot, "enter")
        assert "is a folder. Remove it with rm -r." in text_of(pilot.app.screen)
        await keys(pilot, "escape")
        assert pane_of(pilot).folder.has_focus

        await keys(pilot, "end", "d")
        assert attempt_of(pilot).paths == (f"{INNER}/lambda_function.py",)
        await keys(pilot, "home", "down", "d")
        assert attempt_of(pilot).paths == ()
        assert standing(pilot)["/var/task/lambda_function.py"] == "✗ missing"
        await keys(pilot, "r")
        assert len(attempt_of(pilot).paths) == 2


async def test_the_line_of_keys_goes_by_what_is_chosen() -> None:
    async with playing() as pilot:
        assert "d delete" in text_of(pilot.app.screen)
        await keys(pilot, "up")
        assert "d delete" not in text_of(pilot.app.screen)  # the folder itself stays
        await keys(pilot, "down")
        shown = text_of(pilot.app.screen)
        assert "d delete" in shown
        assert "p other page" in shown
        await keys(pilot, "p")
        assert "enter package" in text_of(pilot.app.screen)


async def test_a_page_that_was_asked_for_before_it_stood_has_the_keys_too() -> None:
    async with playing() as pilot:
        screen = screen_of(lesson_app(pilot))
        await pilot.press("p")
        assert pilot.app.screen.focused is None
        screen.add_class("-page-world")  # as by a key that came while the page was laid out
        pane_of(pilot).on_mount()
        await drained(pilot)
        assert pane_of(pilot).folder.has_focus


async def test_in_ascii_every_cell_of_the_page_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAMBDATUTOR_ASCII", "1")
    wanted.cache_clear()
    try:
        async with playing() as pilot:
            await keys(pilot, "h", "down")
            shown = text_of(pilot.app.screen)
            assert "Hint" in shown
            await keys(pilot, "ctrl+r")
            await ran(pilot)
            for text in (shown, text_of(pilot.app.screen)):
                assert {char for char in text if not char.isascii()} == set()
    finally:
        wanted.cache_clear()


async def test_what_was_said_gives_its_room_back() -> None:
    async with playing() as pilot:
        trees = pilot.app.screen.query_one("#trees")
        before = trees.size.height
        await keys(pilot, "h")
        assert trees.size.height < before
        await keys(pilot, "ctrl+r")
        await ran(pilot)
        assert trees.size.height == before


async def test_each_tree_shows_its_own_file_and_another_programs_change_is_seen() -> None:
    async with playing() as pilot:
        (attempt_of(pilot).folder / "notes.txt").write_text("[red]changed[/red] \x1b[2J")
        pane_of(pilot).look_at_files()
        await keys(pilot, "end", "enter")
        assert "[red]changed[/red]" in text_of(pilot.app.screen)
        await keys(pilot, "escape", "tab", "end", "enter")
        assert "[red]changed[/red]" in text_of(pilot.app.screen)
        await keys(pilot, "escape", "tab", "end", "enter")
        shown = text_of(pilot.app.screen)
        assert "/var/task/notes.txt" in shown
        assert "[red]changed[/red]" in shown


async def test_a_small_window_shows_two_trees_and_what_came_of_it_alone() -> None:
    async with playing(NARROW) as pilot:
        shown = text_of(pilot.app.screen)
        assert "Your folder" in shown
        assert "The zip" in shown
        assert "On Lambda" not in shown
        assert "ctrl+r run · n next · h hint" in shown

        await keys(pilot, "tab")
        shown = text_of(pilot.app.screen)
        assert "Your folder" not in shown
        assert "✗ missing" in shown

        await keys(pilot, "ctrl+r")
        await ran(pilot)
        shown = text_of(pilot.app.screen)
        assert "0 of 2 pass" in shown
        assert "Runtime.ImportModuleError" in shown
        assert "The zip" not in shown


KEYS = [
    *("up", "down", "left", "right", "home", "end", "enter", "tab", "shift+tab", "escape", "space"),
    *("m", "y", "d", "a", "z", "v", "u", "r", "h", "s", "c", "l", "w", "p", "e", "colon"),
    *("less_than_sign", "greater_than_sign", "ctrl+r", "backspace", ".", "x", "/"),
]


async def test_any_keys_in_any_order_leave_a_lab_that_works() -> None:
    random = Random(11)
    async with playing() as pilot:
        app = lesson_app(pilot)
        for at in range(12):
            for _ in range(8):
                name = random.choice(KEYS)
                app.post_message(events.Key(name, name if len(name) == 1 else None))
            await pilot.pause()
            if at % 4 == 2:
                await pilot.resize_terminal(*random.choice([WIDE, NARROW, (20, 5), (200, 60)]))
        await pilot.resize_terminal(*WIDE)
        await drained(pilot)
        assert app.fault is None
        assert text_of(app.screen).strip()
