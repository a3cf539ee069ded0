"""Code of a stranger's lesson: it is shown and asked about before anything of it runs."""

from pathlib import Path

import pytest
from playing import NARROW, WIDE, text_of

from lambdatutor.course.handlers.consent import CodePiece
from lambdatutor.errors import LambdaTutorError
from lambdatutor.learner.strangers import (
    MOST_LINES,
    StrangersCode,
    asked_first,
    wall_sentences,
)
from lambdatutor.runtime.walls import Walls
from lambdatutor.tui.app import LambdaTutorApp
from lambdatutor.tui.consent import ConsentPage
from lambdatutor.tui.home import HomeScreen
from lambdatutor.tui.lesson_screen import LessonScreen
from lambdatutor.tui.opening import Opening
from lambdatutor.tui.shelf import Shelf

LESSON = """\
format: 1
id: strange
title: A strange lesson
minutes: 8
steps:
  - hook: begin
    text: Something is called.
  - predict: what
    kind: code
    title: The first guess
    ask: What comes back?
    program:
      code: |
        def lambda_handler(event, context):
            return "[bold]no markup"
    answer: {from_run: answer()}
    choices: [{value: "7"}, {value: "8"}]
"""


def write(file: Path, text: str) -> None:
    file.write_text(text)


@pytest.fixture
def strange(tmp_path: Path) -> Path:
    file = tmp_path / "strange.yaml"
    file.write_text(LESSON)
    return file


def app_on(file: Path, shelf: Shelf | None = None) -> LambdaTutorApp:
    shelf = shelf or Shelf(save=False)
    opening = Opening(shelf, str(file))
    return LambdaTutorApp(shelf, opening.run, page=opening.page)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_all_that_would_run_is_shown_and_y_lets_it(strange: Path, size: object) -> None:
    app = app_on(strange)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.pause()
        page = text_of(app.screen)
        assert isinstance(app.screen, ConsentPage)
        assert "not one of lambdatutor's own lessons" in page
        assert "The first guess · lambda_function.py" in page
        assert 'return "[bold]no markup"' in page
        assert "any other key goes back" in page

        await pilot.press("j", "k", "y")
        await pilot.pause()
        assert isinstance(app.screen, LessonScreen)
        assert "Something is called." in text_of(app.screen)


@pytest.mark.parametrize("key", ["x", "n", "escape", "enter", "Y"])
async def test_any_other_key_goes_back_and_nothing_is_trusted(strange: Path, key: str) -> None:
    shelf = Shelf(save=False)
    app = app_on(strange, shelf)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await pilot.pause()
        await pilot.press(key)
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        assert asked_first(shelf.read(str(strange)), shelf.progress) is not None


async def test_it_is_asked_once_and_again_when_the_code_is_another(strange: Path) -> None:
    shelf = Shelf(save=False)
    app = app_on(strange, shelf)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
    app = app_on(strange, shelf)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, LessonScreen)
    write(strange, LESSON.replace("no markup", "something else"))
    app = app_on(strange, shelf)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, ConsentPage)


def test_of_very_much_code_the_page_says_where_the_rest_is(strange: Path) -> None:
    long = "".join(f"            x{number} = {number}\n" for number in range(MOST_LINES + 40))
    strange.write_text(LESSON.replace('            return "', f'{long}            return "'))
    shelf = Shelf(save=False)
    code = asked_first(shelf.read(str(strange)), shelf.progress)
    assert code is not None

    lines = [line.plain for line in ConsentPage(code).lines(80)]

    assert len(lines) < MOST_LINES + 30
    assert "… and 42 lines more, in lambda_function.py" in lines


@pytest.mark.parametrize("rest", ["x" * 1_000_000, "\n" * 1_000_000], ids=["long", "empty"])
def test_no_code_is_too_long_for_the_page(rest: str) -> None:
    code = StrangersCode(
        "Strange", "elsewhere", (CodePiece("", "a.py", f"x = 1\n{rest}."),), (), ""
    )
    lines = [line.plain for line in ConsentPage(code).lines(80)]

    assert "  x = 1" in lines
    assert len(lines) < MOST_LINES + 30
    assert lines[-2].endswith(" more, in a.py")


async def test_a_lesson_whose_files_are_not_there_is_refused_in_a_sentence(strange: Path) -> None:
    code = LESSON[LESSON.index("    program:") : LESSON.index("    answer:")]
    write(strange, LESSON.replace(code, "    program: {files: nowhere}\n"))
    app = app_on(strange)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await pilot.pause()
    assert isinstance(app.refusal, LambdaTutorError)
    assert "nowhere" in str(app.refusal)


def test_our_own_lessons_are_not_asked_about() -> None:
    shelf = Shelf(save=False)

    for entry in shelf.catalogue.entries.values():
        if not entry.planned:
            assert shelf.code_to_allow(shelf.read(entry.id)) is None


def test_a_wall_that_is_missing_is_named() -> None:
    behind = Walls(room=True, files=True, network=True, signals=True, memory=True)
    open_ = Walls(room=False, files=True, network=False, signals=True, memory=True)

    assert "behind walls" in wall_sentences(behind)[0]
    assert "The code can reach the network." in wall_sentences(open_)
