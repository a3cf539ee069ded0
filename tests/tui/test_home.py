"""The first screen: what there is to learn, and what comes next."""

from pathlib import Path

import pytest
from playing import NARROW, WIDE, Clock, home_app, lesson_app, screen_of, text_of

from lambdatutor.tui.app import LambdaTutorApp
from lambdatutor.tui.home import next_lesson
from lambdatutor.tui.lesson_list import LessonList, LessonRow
from lambdatutor.tui.shelf import Shelf


async def test_the_first_start_is_one_screen_without_questions() -> None:
    app = home_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        text = text_of(app.screen)

        assert "▸ ○ Cold and warm starts" in text
        assert "3 min" in text
        assert "planned" in text
        # The styles of the first screen are there: its last lines say what the lesson is about.
        *_, edge, idea, _, _ = text.splitlines()
        assert edge == "─" * 120
        assert idea.strip() == "The first event pays for building the environment."

        await pilot.press("enter")
        await pilot.pause()
        assert screen_of(app).lesson_run.step.id == "two-buyers"


async def test_a_lesson_that_was_left_goes_on_where_it_was() -> None:
    app = lesson_app()
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await pilot.press("n", "escape")
        await pilot.pause()
        assert "step 2 of 7" in text_of(app.screen)

        await pilot.press("enter")
        await pilot.pause()
        assert screen_of(app).lesson_run.step.id == "ana-or-ben"


async def test_search_finds_terms_and_says_when_it_finds_nothing() -> None:
    app = home_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await pilot.press("slash", *"cold-start")
        assert "Cold and warm starts" in text_of(app.screen)
        assert "A lesson to come" not in text_of(app.screen)

        await pilot.press(*"q?")
        assert "No lesson has these words" in text_of(app.screen)

        await pilot.press("escape")
        assert "A lesson to come" in text_of(app.screen)


def test_lessons_that_are_not_read_yet_were_not_looked_for() -> None:
    assert LessonList().lines(60) == []


def test_what_was_begun_comes_before_what_is_new() -> None:
    rows = [LessonRow(state, state, "", 1, state) for state in ("finished", "new", "started")]

    assert next_lesson(rows) == "started"
    assert next_lesson(rows[:2]) == "new"
    assert next_lesson([]) == ""


async def test_a_folder_without_a_course_ends_with_a_reason(tmp_path: Path) -> None:
    app = LambdaTutorApp(Shelf(tmp_path, save=False), clock=Clock())
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()

    assert "course.yaml" in str(app.refusal)
    assert app.return_code == 1


async def test_a_theme_that_was_chosen_is_remembered() -> None:
    app = LambdaTutorApp(home_app().shelf, remember=True, clock=Clock())
    async with app.run_test(size=NARROW) as pilot:
        app.theme = "lambdatutor-contrast"
        await pilot.pause()

    assert LambdaTutorApp().theme == "lambdatutor-contrast"
    assert LambdaTutorApp(theme="light").theme == "lambdatutor-light"


@pytest.mark.parametrize("small", [(50, 15), (79, 24), (80, 23)], ids=str)
async def test_the_keys_work_again_after_a_window_that_was_too_small(
    small: tuple[int, int],
) -> None:
    app = home_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        focused = app.screen.focused
        assert focused is not None

        await pilot.resize_terminal(*small)
        await pilot.pause()
        await pilot.resize_terminal(*NARROW)
        await pilot.pause()

        assert app.screen.focused is focused
