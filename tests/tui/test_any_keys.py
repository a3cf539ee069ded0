"""Whatever is pressed, and however the window changes, the screens stand."""

from random import Random

import pytest
from playing import NARROW, WIDE, Clock, home_app, lesson_app, pass_time, screen_of, text_of
from textual import events

from lambdatutor.tui.app import LambdaTutorApp
from lambdatutor.tui.lesson_screen import LessonScreen

KEYS = [
    *("space", "full_stop", "left_square_bracket", "right_square_bracket", "less_than_sign"),
    *("greater_than_sign", "n", "enter", "h", "s", "r", "e", "w", "u", "b", "c", "colon", "p"),
    *("backspace", "left", "right", "up", "down", "tab", "shift+tab", "escape", "question_mark"),
    *("1", "2", "3", "4", "9", "x", "plus", "minus", "home", "end", "pageup", "pagedown", "slash"),
]
"""All keys but those that leave the program."""


@pytest.mark.parametrize("seed", [1, 2])
async def test_any_keys_in_any_order_leave_a_screen_that_works(seed: int) -> None:
    random, clock = Random(seed), Clock()
    app = lesson_app(clock)
    size = random.choice([WIDE, NARROW])
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for _ in range(40):
            for _ in range(6):
                app.post_message(_key(random.choice(KEYS)))
            await pilot.pause()
            if isinstance(app.screen, LessonScreen):
                await pass_time(pilot, clock, 0.5)
        assert text_of(app.screen).strip()
        assert app.fault is None


def _key(name: str) -> events.Key:
    return events.Key(name, name if len(name) == 1 else None)


async def test_a_storm_of_sizes_passes_and_the_lesson_is_still_there() -> None:
    app = lesson_app(step="seats")
    async with app.run_test(size=WIDE) as pilot:
        random = Random(5)
        for _ in range(25):
            await pilot.resize_terminal(random.randint(1, 200), random.randint(1, 60))
        await pilot.resize_terminal(*WIDE)
        await pilot.pause()

        assert "No customer meets a cold start" in text_of(app.screen)
        assert "Environments" in text_of(app.screen)


@pytest.mark.parametrize("size", [(79, 24), (80, 23), (20, 5), (3, 1)])
async def test_a_small_window_gets_one_line_and_recovers(size: tuple[int, int]) -> None:
    for app, there in ((lesson_app(), "Ana presses"), (home_app(), "Cold and warm starts")):
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            lines = [line for line in text_of(app.screen).splitlines() if line.strip()]
            assert len(lines) == 1
            assert size[0] < 10 or "80×24" in lines[0]

            await pilot.resize_terminal(*NARROW)
            await pilot.pause()
            assert there in text_of(app.screen)


@pytest.mark.parametrize("step", ["two-buyers", "ana-or-ben", "why-ana", "seats", "check"])
async def test_no_word_is_cut_at_the_smallest_size(step: str) -> None:
    """Every word that a wide window shows on the left is whole on the narrow one."""
    app: LambdaTutorApp = lesson_app(step=step)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        narrow = set(_thought(text_of(app.screen)).split())
        await pilot.resize_terminal(*WIDE)
        await pilot.pause()
        wide = set(_thought(text_of(app.screen)).split())
        assert screen_of(app).has_class("-wide")

    assert {word for word in narrow if word.isalpha()} <= wide


def _thought(text: str) -> str:
    """The page between the first line and the lines of time and keys."""
    return "\n".join(text.splitlines()[1:-2]).replace("│", " ")
