"""The page behind `?`: in a lab it lists the keys of every part of the page, each once."""

from __future__ import annotations

from playing import WIDE, Clock, text_of

from lambdatutor.tui.app import LambdaTutorApp
from lambdatutor.tui.help import HelpPage
from lambdatutor.tui.lesson_screen import LessonScreen
from lambdatutor.tui.shelf import Shelf

POLICY = ("two-sides", "both-sides")
NETWORK = ("vpc", "three-ways")


async def helped(lesson: tuple[str, str], *keys: str) -> str:
    """What the page says where these keys lead, in our own lessons."""
    shelf = Shelf(save=False)
    run = shelf.lesson_run(lesson[0], step=lesson[1] or None)
    app = LambdaTutorApp(shelf, lambda: run, clock=Clock())
    async with app.run_test(size=(WIDE[0], 60)) as pilot:
        while not isinstance(app.screen, LessonScreen) or app.screen.opening:
            await pilot.pause()
        for key in (*keys, "question_mark"):
            await pilot.press(key)
            await pilot.pause()
        assert isinstance(app.screen, HelpPage)
        return " ".join(text_of(app.screen).replace("│", " ").split())


async def test_in_a_policy_lab_it_tells_what_is_pressed_on_the_page_with_the_documents() -> None:
    text = await helped(POLICY)

    assert "space The requests that are held out, one by one" in text
    assert "While you type in a document esc stop typing tab complete ctrl+space What may" in text
    assert "In the table of requests ↑↓ Another request" in text
    assert "Signs of a verdict" in text


async def test_in_the_table_its_own_keys_come_first_and_are_listed_once() -> None:
    text = await helped(POLICY, "enter", "escape")

    now, _, others = text.partition("While you type in a document")
    assert "↑↓ Another request" in now
    assert "In the table" not in others
    assert " choose" not in now
    assert text.count("The requests that are held out") == 1


async def test_in_a_network_lab_it_tells_how_packets_are_chosen() -> None:
    text = await helped(NETWORK)

    assert "In the network" in text
    assert "↑↓ Choose a packet" in text
    assert "enter Send it again" in text
    assert "greater_than_sign" not in text


async def test_elsewhere_there_is_no_word_of_verdicts() -> None:
    text = await helped(("cold-start", ""))

    assert "Signs of a verdict" not in text
    assert "While you type" not in text
