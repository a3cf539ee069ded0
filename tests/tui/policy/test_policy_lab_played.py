"""A policy lab, played with keys on the whole screen."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from itertools import groupby
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from playing import NARROW, WIDE, Clock, drained, screen_of, text_of
from textual import events

from lambdatutor.tui.app import LambdaTutorApp
from lambdatutor.tui.policy.document_box import DocumentBox, DocumentStatus
from lambdatutor.tui.policy.editor import JsonEditor
from lambdatutor.tui.policy.requests import RequestTable
from lambdatutor.tui.shelf import Shelf

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from lambdatutor.course.policies.lab import PolicyAttempt
    from lambdatutor.tui.policy.pane import PolicyPane

LESSONS = Path(__file__).parent / "lessons"


def policy_app(*, save: bool = False) -> LambdaTutorApp:
    shelf = Shelf(LESSONS, save=save)
    run = shelf.lesson_run("two-sides", seed=7, step="close-the-door")
    return LambdaTutorApp(shelf, lambda: run, clock=Clock())


def pane_of(app: LambdaTutorApp) -> PolicyPane:
    pane = screen_of(app).policies
    assert pane is not None
    return pane


def attempt_of(app: LambdaTutorApp) -> PolicyAttempt:
    return pane_of(app).attempt


async def keys(app: LambdaTutorApp, pilot: Pilot[None], *names: str) -> None:
    """Press keys faster than a pilot does: what is typed comes at once, and so do other keys.

    Textual hands typed keys to the editor at once, and others only on their way back.
    """
    for _, together in groupby(names, lambda name: len(name) == 1 or name == "enter"):
        for name in together:
            app.post_message(events.Key(name, name if len(name) == 1 else None))
        await drained(pilot)


async def settle(app: LambdaTutorApp, pilot: Pilot[None]) -> None:
    """What was typed is judged, without waiting for the time that it takes."""
    await drained(pilot)
    pane_of(app).take_in()
    await drained(pilot)


async def judge(app: LambdaTutorApp, pilot: Pilot[None]) -> None:
    await pilot.press("ctrl+r")
    for _ in range(6):
        screen_of(app).judge_one()
    await drained(pilot)


async def test_a_lab_is_met_by_typing_with_completion_and_a_held_out_attack_is_shown() -> None:
    app = policy_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert "Arrange that both work" in text_of(app.screen)
        await pilot.press("enter")

        # The door: the condition is written by its first letters.
        await keys(app, pilot, *["down"] * 10, "end", ",", "enter", *'"Cond')
        await keys(app, pilot, "tab", "{", "enter", *'"ArnL')
        await keys(app, pilot, "tab", *'{"aws:SourceAr')
        await keys(app, pilot, "enter", *'"arn:aws:s3')
        await keys(app, pilot, "enter")
        await settle(app, pilot)
        assert '"ArnLike": {"aws:SourceArn": "arn:aws:s3:::photos"}' in attempt_of(app).text("door")
        assert verdicts(app) == {
            "upload": "allowed",
            "stranger": "denied",
            "store": "allowed",
            "wipe": "allowed",
        }

        await keys(app, pilot, "tab")
        await keys(app, pilot, *["down"] * 5, "end", "left", "left", "backspace", *"Pu")
        await keys(app, pilot, "enter")
        await keys(app, pilot, "down", "end", "left", "backspace", *"table/th")
        await keys(app, pilot, "enter")
        await settle(app, pilot)
        assert '"dynamodb:PutItem"' in attempt_of(app).text("work")
        assert "4 of 4 as they must be" in text_of(app.screen)

        await judge(app, pilot)
        assert not attempt_of(app).met
        chosen = pane_of(app).chosen
        assert chosen is not None
        assert chosen.request.id == "recreated"
        shown = text_of(app.screen)
        assert "allowed, and must be denied" in shown
        assert "A bucket's ARN has no account in it" in shown
        assert "Nearly" in shown

        await keys(app, pilot, "left")
        await keys(app, pilot, "end", ",", "enter", *'"StringEq')
        await keys(app, pilot, "enter", *'{"aws:SourceAcc')
        await keys(app, pilot, "enter", *'"1')
        await keys(app, pilot, "enter")
        await settle(app, pilot)
        await judge(app, pilot)
        assert attempt_of(app).met
        assert "8 of 8 as they must be" in text_of(app.screen)
        assert "✔ Met" in text_of(app.screen)
        assert "Two keys close the door" in text_of(app.screen)


def verdicts(app: LambdaTutorApp) -> dict[str, str]:
    return {each.request.id: each.words for each in attempt_of(app).verdicts()}


async def test_a_fault_is_told_at_its_place_and_the_verdicts_stand_by_the_last_readable() -> None:
    app = policy_app()
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await pilot.press("enter", "down", "end", "backspace")
        await settle(app, pilot)

        box = pane_of(app).query(DocumentBox).first()
        assert "line 2, column 25: A comma is missing after this." in text_of(app.screen)
        (wrong,) = (span for span in box.editor.get_line(1).spans if span.style.underline)
        assert (wrong.start, wrong.end) == (24, 25)

        await pilot.press("escape")
        await pilot.pause()
        shown = text_of(app.screen)
        assert "2 of 4, before this edit" in shown
        assert "S3 calls it for somebody else's" in shown
        await pilot.press("down", "w")
        await pilot.pause()
        assert "aws:SourceArn  arn:aws:s3:::photos-of-eve" in text_of(app.screen)

        await pilot.press("escape", "u")
        await pilot.pause()
        assert not attempt_of(app).stale
        assert box.query_one(DocumentStatus).faults == ()


async def test_what_judging_said_is_gone_with_the_next_change_and_a_hint_stays() -> None:
    app = policy_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await judge(app, pilot)
        said = "allowed, and must be denied."
        assert said in text_of(app.screen)

        await keys(app, pilot, " ")
        await settle(app, pilot)
        assert said not in text_of(app.screen)

        await pilot.press("escape", "h")
        assert "▌ Hint" in text_of(app.screen)
        await pilot.press("enter")
        await keys(app, pilot, " ")
        await settle(app, pilot)
        assert "▌ Hint" in text_of(app.screen)


async def test_the_statement_that_a_chosen_request_met_comes_into_sight() -> None:
    app = policy_app()
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        blank = "\n" * 40
        for box in pane_of(app).boxes:
            box.editor.set_text(blank + box.editor.text)
        await settle(app, pilot)
        await pilot.press("escape", "down", "down")
        await drained(pilot)

        chosen = pane_of(app).chosen
        assert chosen is not None
        assert chosen.request.id == "store"
        work = pane_of(app).boxes[1].editor
        assert work.scroll_y > 30
        work.scroll_to(y=0, animate=False)
        await pilot.press("up")
        await drained(pilot)
        assert work.scroll_y == 0  # that request met nothing in this document


def kept_door() -> str:
    """The document as another process would find it now."""
    run = Shelf(LESSONS, save=True).lesson_run("two-sides", step="close-the-door")
    assert run.policy_lab is not None
    return run.policy_lab.text("door")


Typed = Callable[..., Awaitable[tuple[str, bool]]]


@asynccontextmanager
async def typing() -> AsyncIterator[Typed]:
    """Types a text into the first document, which is empty, and then other keys.

    It tells what stands before the cursor after them, and whether the document has the keys.
    """
    app = policy_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()

        async def typed(text: str, *then: str) -> tuple[str, bool]:
            editor = pane_of(app).boxes[0].editor
            editor.focus()
            editor.set_text("")
            await drained(pilot)
            await keys(app, pilot, *text)
            for key in then:
                await keys(app, pilot, key)
            row, column = editor.cursor_location
            return editor.document.get_line(row)[:column], app.screen.focused is editor

        yield typed


async def test_tab_never_breaks_off_what_is_being_typed() -> None:
    async with typing() as typed:
        assert await typed('{"Nowhere', "tab") == ('{"Nowhere"', True)
        assert await typed('{"Nowhere', "tab", "tab") == ('{"Nowhere"', False)
        assert await typed("Allo", "tab", "tab") == ("Allo", True)
        assert await typed('{"a": tru', "tab", "tab") == ('{"a": tru', True)
        assert await typed('{"a": true', "tab") == ('{"a": true', False)
        assert await typed('{"a": 12', "tab") == ('{"a": 12', False)


async def test_tab_in_a_text_whose_words_were_put_away_shows_them_again() -> None:
    async with typing() as typed:
        assert await typed('{"Vers', "escape", "tab", "tab") == ('{"Version": ', True)


async def test_esc_in_a_document_and_once_more_asks_before_it_leaves_the_lesson() -> None:
    app = policy_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        lesson = app.screen
        await pilot.press("enter", "escape")
        await drained(pilot)
        await pilot.press("escape")
        await drained(pilot)
        assert app.screen is lesson
        assert [each.message for each in app._notifications] == [
            "esc once more goes home; your documents are kept."
        ]

        await pilot.press("escape")
        await drained(pilot)
        assert app.screen is not lesson


async def test_the_line_of_keys_keeps_why_and_home_beside_the_solution() -> None:
    app = policy_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await pilot.press("enter", "escape", "h", "h", "h", "h")
        await drained(pilot)
        foot = text_of(app.screen).splitlines()[-1]
        shown = {part.strip() for part in foot.split(" · ")}
        assert {"↑↓ request", "s solution", "w why", "esc home"} <= shown


async def test_what_was_typed_outlives_the_program_even_if_it_is_no_json() -> None:
    app = policy_app(save=True)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await keys(app, pilot, *"[/b] not yet [red]")
        await settle(app, pilot)
        # As if it were killed: nobody has left.
        assert kept_door().startswith("[/b] not yet [red]")

    again = policy_app(save=True)
    async with again.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await drained(pilot)
        assert "[/b] not yet [red]" in text_of(again.screen)
        pane_of(again).boxes[0].editor.insert("more ")
        screen_of(again).keep_place()
        assert kept_door().startswith("more [/b] not yet [red]")
        pane_of(again).boxes[0].editor.insert("still ")
        await screen_of(again).action_next()
        await screen_of(again).action_next()
        assert kept_door().startswith("more still [/b] not yet [red]")


async def test_the_solution_a_reset_and_undo_go_through_all_that_was_written() -> None:
    app = policy_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await keys(app, pilot, "x")
        await settle(app, pilot)
        await pilot.press("escape")
        own = attempt_of(app).text("door")
        await pilot.press("r")
        await drained(pilot)
        assert attempt_of(app).text("door") != own
        await pilot.press("u")
        await drained(pilot)
        assert attempt_of(app).text("door") == own == pane_of(app).boxes[0].editor.text

        await pilot.press("h", "h", "h")
        pane_of(app).boxes[0].editor.insert("y")
        await pilot.press("s")
        await drained(pilot)
        assert pane_of(app).boxes[0].editor.text == attempt_of(app).text("door")
        assert not attempt_of(app).counts
        assert "y" + own in [texts["door"] for texts in attempt_of(app)._undo]
        await judge(app, pilot)
        assert not attempt_of(app).met
        await pilot.press("c")
        assert "aws lambda" in app.clipboard


KEYS = [
    *('"', "{", "}", "[", "]", ":", ",", "a", "A", "l", "w", "*", "enter", "tab", "shift+tab"),
    *("escape", "up", "down", "left", "right", "home", "end", "backspace", "delete", "space"),
    *("ctrl+z", "ctrl+y", "ctrl+r", "ctrl+space", "ctrl+k", "ctrl+u", "pageup", "pagedown"),
    *("p", "h", "u", "r", "s", "w", "c", "question_mark", "shift+down", "f7"),
]


async def test_any_keys_in_any_order_leave_a_lab_that_works() -> None:
    random, app = Random(4), policy_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        for at in range(15):
            for _ in range(10):
                name = random.choice(KEYS)
                app.post_message(events.Key(name, name if len(name) == 1 else None))
            await pilot.pause()
            pane = app.screen_stack[-1].query("#policies")
            if at % 5 == 2:
                await pilot.resize_terminal(*random.choice([WIDE, NARROW, (20, 5), (200, 60)]))
            if pane:
                pane.first().take_in()
        await pilot.resize_terminal(*WIDE)
        await pilot.pause()
        assert app.fault is None
        assert text_of(app.screen).strip()


async def test_a_page_that_is_left_before_its_parts_stand_does_no_harm() -> None:
    app = policy_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        attempt, page = attempt_of(app), pane_of(app)
        await page.remove_children()

        page.on_mount()

        page.draw()
        page.take_in()
        assert page.attempt is attempt
        assert app.fault is None


async def test_a_paste_is_shown_as_it_is_and_tells_the_terminal_nothing() -> None:
    app = policy_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        editor = app.screen.focused
        assert isinstance(editor, JsonEditor)
        app.post_message(events.Paste("\x1b[31mred [bold]x[/bold] $ink"))
        await settle(app, pilot)
        assert "?[31mred [bold]x[/bold] $ink" in text_of(app.screen)
        before = editor.text
        app.post_message(events.Paste("x" * 200_000))
        await settle(app, pilot)
        assert editor.text == before
        assert app.screen.query_one(RequestTable).view.stale
