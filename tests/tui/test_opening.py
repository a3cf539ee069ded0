"""A lesson on its way to the screen: its story can be read before what plays it is loaded."""

import asyncio

import pytest
from playing import LESSONS, NARROW, WIDE, text_of
from textual import events
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.errors import LambdaTutorError
from lambdatutor.tui.app import LambdaTutorApp
from lambdatutor.tui.lesson_screen import LessonScreen
from lambdatutor.tui.opening import Opening, OpeningScreen
from lambdatutor.tui.shelf import Shelf


class Watched(Opening):
    """Keeps what stood on the screen at the moment when the lesson itself was asked for."""

    pilot: Pilot[None]
    before = ""

    def run(self) -> LessonRun:
        screen = self.pilot.app.screen
        assert isinstance(screen, OpeningScreen)
        self.before = page_of(screen)
        return super().run()


def page_of(screen: Screen[object]) -> str:
    """The first line and the card, without the lines of keys below."""
    card: Widget = screen.query_one("#thought")
    lines = text_of(screen).splitlines()
    return "\n".join(line.rstrip() for line in lines[: card.region.bottom])


async def opened(opening: Watched, size: tuple[int, int]) -> tuple[str, str]:
    """The page before the lesson was there, and after."""
    app = LambdaTutorApp(opening._shelf, opening.run, page=opening.page)
    async with app.run_test(size=size) as pilot:
        opening.pilot = pilot
        for _ in range(20):
            await pilot.pause()
            if isinstance(app.screen, LessonScreen):
                break
        await pilot.pause()
        return opening.before, page_of(app.screen)


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_story_stands_where_the_lesson_will_have_it(size: tuple[int, int]) -> None:
    opening = Watched(Shelf(LESSONS, save=False), "small")

    before, after = await opened(opening, size)

    assert opening._shelf.catalogue.lesson("small").title in before
    assert before == after


async def test_a_step_that_is_no_story_has_its_name_before_its_run() -> None:
    lesson = Shelf(LESSONS, save=False).catalogue.lesson("small")
    step = next(each for each in lesson.steps if each.tag == "lab")
    opening = Watched(Shelf(LESSONS, save=False), "small", step=step.id)

    before, _ = await opened(opening, WIDE)

    assert step.title in before
    assert "Opening the lesson" in before


def test_the_page_and_the_lesson_open_at_the_same_step() -> None:
    shelf = Shelf(LESSONS)
    first, *_, last = shelf.catalogue.lesson("small").steps
    shelf.lesson_run("small", step=last.id).save()

    for restart, step in ((False, last), (True, first)):
        opening = Opening(shelf, "small", restart=restart)
        assert opening.page().step == step
        assert opening.run().step == step
    with pytest.raises(LambdaTutorError, match="nowhere"):
        Opening(shelf, "small", step="nowhere").page()


async def pressed_early(app: LambdaTutorApp, turns: int, *keys: str) -> str:
    """Where keys lead that come *turns* of the loop after the start: a step, or a screen."""
    async with app.run_test(size=WIDE) as pilot:
        for _ in range(turns):
            await asyncio.sleep(0)
        for key in keys:
            app.post_message(events.Key(key, None))
        for _ in range(20):
            await pilot.pause()
        assert app.fault is None
        screen = app.screen
        return (
            screen.lesson_run.step.id if isinstance(screen, LessonScreen) else type(screen).__name__
        )


@pytest.mark.parametrize("turns", [0, 1, 3, 10, 20, 40])
async def test_a_key_that_comes_before_its_lesson_is_not_lost(turns: int) -> None:
    first, second, *_ = Shelf(LESSONS, save=False).catalogue.lesson("small").steps
    opening = Opening(Shelf(LESSONS, save=False), "small")
    app = LambdaTutorApp(opening._shelf, opening.run, page=opening.page)

    assert await pressed_early(app, turns, "enter") == second.id != first.id


@pytest.mark.parametrize("turns", [0, 3, 20])
async def test_impatience_skips_no_step(turns: int) -> None:
    _, second, *_ = Shelf(LESSONS, save=False).catalogue.lesson("small").steps
    opening = Opening(Shelf(LESSONS, save=False), "small")
    app = LambdaTutorApp(opening._shelf, opening.run, page=opening.page)

    assert await pressed_early(app, turns, "enter", "enter", "enter") == second.id


@pytest.mark.parametrize("turns", [0, 10, 20, 25, 40])
async def test_one_may_leave_before_it_is_there(turns: int) -> None:
    opening = Opening(Shelf(LESSONS, save=False), "small")
    app = LambdaTutorApp(opening._shelf, opening.run, page=opening.page)

    assert await pressed_early(app, turns, "escape") == "HomeScreen"


async def test_from_the_list_a_second_enter_passes_over_nothing() -> None:
    shelf = Shelf(LESSONS, save=False)
    first, *_ = shelf.catalogue.lesson("small").steps
    app = LambdaTutorApp(shelf)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        app.play(shelf.lesson_run("small"))
        app.post_message(events.Key("enter", None))
        for _ in range(20):
            await pilot.pause()

        assert isinstance(app.screen, LessonScreen)
        assert app.screen.lesson_run.step.id == first.id
