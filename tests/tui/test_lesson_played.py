"""A whole lesson, played with keys from its first page to its last."""

import pytest
from playing import NARROW, WIDE, Clock, lesson_app, pass_time, screen_of, text_of

from lambdatutor.tui.app import LambdaTutorApp


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_a_lesson_is_played_from_start_to_end_with_keys(size: tuple[int, int]) -> None:
    clock = Clock()
    app = lesson_app(clock)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert "Ana presses Buy" in text_of(app.screen)

        await pilot.press("n")
        await pilot.press("3")  # 800 ms
        await pilot.press("enter")  # fairly sure
        await pilot.pause()
        assert screen_of(app).lesson_run.step.id == "ana-or-ben-run"

        await pass_time(pilot, clock, 1)
        assert "Nobody is home" in text_of(app.screen)
        await pilot.press("space")
        await pass_time(pilot, clock, 12)
        assert "Same environment, no Init." in text_of(app.screen)
        await pilot.press("space")
        await pass_time(pilot, clock, 2)
        assert "✔ Right: 800 ms." in text_of(app.screen)

        await pilot.press("n", *"nobody was home", "enter")
        assert "A model answer" in text_of(app.screen)

        await pilot.press("n")
        await _solve_the_lab(app, pilot, clock)

        await pilot.press("n")
        await _answer_the_quiz(app, pilot)
        assert screen_of(app).lesson_run.score == (6, 6)

        await pilot.press("n")
        assert "To take along" in text_of(app.screen)
        run = screen_of(app).lesson_run
        await pilot.press("n")
        await pilot.pause()
        assert run.finished
        assert "◐" not in text_of(app.screen)
        assert "done" in text_of(app.screen)


async def _solve_the_lab(app: LambdaTutorApp, pilot: object, clock: Clock) -> None:
    screen = screen_of(app)
    if screen.has_class("-narrow"):
        await pilot.press("p")
    await pilot.press("right", "right", "tab", "right", "space")
    await pass_time(pilot, clock, 8)
    assert screen.player.over
    for _ in range(8):
        screen._judge_one()
    await pilot.pause()
    assert screen.lesson_run.lab is not None
    assert screen.lesson_run.lab.met
    assert "✔ Met" in text_of(app.screen)


async def _answer_the_quiz(app: LambdaTutorApp, pilot: object) -> None:
    run = screen_of(app).lesson_run
    await pilot.press("1", "n")
    await pilot.press("x", "enter")
    assert "That is not a number" in text_of(app.screen)
    await pilot.press("backspace", *str(run.questions[1].outcome.number), "enter")
    await pilot.pause()
    assert "That is not a number" not in text_of(app.screen)
    await pilot.press("n")
    await _put_in_order(app, pilot)
    await pilot.press("n")
    await _match(app, pilot)
    await pilot.press("n", "1", "2", "enter", "n")
    await pilot.press(*"Cold Start", "enter", "n")


async def _put_in_order(app: LambdaTutorApp, pilot: object) -> None:
    options = list(screen_of(app).lesson_run.questions[2].options)
    for place, item in enumerate(("runtime init", "function init", "invoke")):
        now = options.index(item)
        await pilot.press(*["up"] * 3, *["down"] * now, "space", *["up"] * (now - place), "space")
        options.insert(place, options.pop(now))
    await pilot.press("enter")


async def _match(app: LambdaTutorApp, pilot: object) -> None:
    options = screen_of(app).lesson_run.questions[3].options
    for partner in ("runtime init", "function init"):
        await pilot.press(*["right"] * (options.index(partner) + 1), "down")
    await pilot.press("enter")
