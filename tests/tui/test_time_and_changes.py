"""Time is in the learner's hands, and so is what happens in it."""

import pytest
from playing import LESSONS, NARROW, WIDE, Clock, drained, lesson_app, pass_time, screen_of, text_of
from textual.command import CommandList
from textual.widgets import Input

from lambdatutor.course.verdicts import Verdict
from lambdatutor.simulator.shared_run import unpack
from lambdatutor.tui.app import LambdaTutorApp
from lambdatutor.tui.lesson_screen import LessonScreen
from lambdatutor.tui.panels.controls import ControlsPanel
from lambdatutor.tui.panels.environments import EnvironmentsPanel
from lambdatutor.tui.panels.log import EventLog
from lambdatutor.tui.panels.pool import PoolPanel
from lambdatutor.tui.prompt import Prompt
from lambdatutor.tui.shelf import Shelf
from lambdatutor.tui.why import WhyPage
from lambdatutor.tui.world_pane import WorldPane


def go_to(screen: LessonScreen, us: int) -> None:
    """Past the sentences at which a run stands still."""
    while screen.player.frame is not None and screen.player.frame.at_us < us:
        screen.go_to(us)


async def test_going_back_and_doing_something_else_makes_a_future_to_compare() -> None:
    clock = Clock()
    app = lesson_app(clock, step="seats")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await pilot.press("right", "space")
        await pass_time(pilot, clock, 8)
        screen = screen_of(app)
        assert screen.player.over

        screen.go_to(30_000_000)
        screen.lesson_run.set_control("reserved_concurrency", "0")
        screen.look_again()
        await pilot.pause()
        assert "branch B" in text_of(app.screen)

        await pilot.press("b")
        await pilot.pause()
        text = text_of(app.screen)
        assert "Two futures" in text
        assert "put-function-concurrency" in text


async def test_one_step_goes_to_the_next_event_and_back_returns() -> None:
    app = lesson_app(step="ana-or-ben-run")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        screen = screen_of(app)
        await pilot.press("full_stop", "full_stop", "full_stop", "full_stop", "full_stop")
        frame = screen.player.frame
        assert frame is not None
        later_us = frame.at_us
        await pilot.press("left_square_bracket")
        frame = screen.player.frame
        assert frame is not None

        assert 0 <= frame.at_us < later_us


async def test_a_guess_comes_before_its_run() -> None:
    app = lesson_app(step="ana-or-ben")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await pilot.press("tab", "space", "full_stop", "right_square_bracket")
        frame = screen_of(app).player.frame

        assert frame is not None
        assert frame.at_us == 0
        assert "space run" not in text_of(app.screen)


async def test_why_tells_the_chain_and_the_rules_with_their_sources() -> None:
    app = lesson_app(step="ana-or-ben-run")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        go_to(screen_of(app), 1_000_000)
        await pilot.press("w")
        await pilot.pause()

        assert isinstance(app.screen, WhyPage)
        text = text_of(app.screen)
        assert "Ana is answered" in text
        assert "docs.aws.amazon.com" in text


async def test_the_prompt_takes_commands_and_says_what_was_wrong() -> None:
    app = lesson_app(step="seats")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await pilot.press("colon")
        await pilot.pause()
        assert " n next" not in text_of(app.screen)

        field = app.screen.query_one(Input)
        field.value = "aws lambda put-"
        await pilot.press("f", "tab")
        assert field.value == "aws lambda put-function-concurrency "
        field.value += "--function-name checkout --reserved-concurrent-executions 3"
        await pilot.press("enter")
        await pilot.pause()
        reserved = screen_of(app).lesson_run.controls[2]
        assert reserved.value == "3"

        field.value = "aws lambda publish-version --function-name checkout"
        await pilot.press("enter")
        await pilot.pause()
        assert "is not offered in this lab" in text_of(app.screen)

        await pilot.press("escape")
        await pilot.pause()
        assert not app.screen.query(Prompt)
        await pilot.press("c")
        assert "put-function-concurrency" in app.clipboard


async def test_a_dial_turned_after_the_end_opens_the_run_anew_with_it() -> None:
    clock = Clock()
    app = lesson_app(clock, step="seats")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await pilot.press("space")
        await pass_time(pilot, clock, 8)
        screen = screen_of(app)
        assert "Not there yet" in text_of(app.screen)

        screen.query_one(ControlsPanel).focus()
        await pilot.press("right")
        await pilot.pause()
        assert screen.player.frame is not None
        assert screen.player.frame.at_us == 0
        assert screen.lesson_run.controls[0].value == "10 s"

        await pilot.press("u")
        assert screen.lesson_run.controls[0].value == "off"


async def test_hints_end_with_a_solution_that_does_not_count() -> None:
    clock = Clock()
    app = lesson_app(clock, step="seats")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        screen = screen_of(app)
        await pilot.press("h")
        assert "How many come at once" in text_of(app.screen)
        for _ in range(3):
            await pilot.press("h")
        await pilot.press("s")
        await pass_time(pilot, clock, 8)
        for _ in range(6):
            screen._judge_one()

        assert screen.lesson_run.lab is not None
        assert not screen.lesson_run.lab.met


async def test_long_stretches_in_which_nothing_happens_pass_in_a_moment() -> None:
    clock = Clock()
    app = lesson_app(clock, step="ana-or-ben-run")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        screen = screen_of(app)
        screen.action_speed(-1)
        screen.action_speed(-1)
        go_to(screen, 1_000_001)
        screen.start_run()
        await pass_time(pilot, clock, 3)
        frame = screen.player.frame

        assert frame is not None
        assert frame.at_us >= 5_000_000


async def test_a_run_is_shared_as_a_text_that_opens_it_again() -> None:
    app = lesson_app(step="ana-or-ben-run")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await pilot.press("full_stop", "full_stop")
        frame = screen_of(app).player.frame
        assert frame is not None
        await pilot.press("y")

        command, play, text = app.clipboard.split()

        assert (command, play) == ("lambdatutor", "play")
        assert unpack(text).until_us == frame.at_us


async def test_next_shows_how_a_run_ends_before_it_leaves_it() -> None:
    app = lesson_app(step="ana-or-ben")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await pilot.press("3", "enter")
        await pilot.pause()
        run = screen_of(app).lesson_run
        assert run.step.id == "ana-or-ben-run"

        await pilot.press("n")
        await pilot.pause()
        assert run.step.id == "ana-or-ben-run"
        assert "✔ Right: 800 ms." in text_of(app.screen)
        assert "Same environment, no Init." in text_of(app.screen)

        await pilot.press("n")
        await pilot.pause()
        assert run.step.id == "why-ana"


async def test_enter_goes_on_after_a_sentence_and_skips_nothing() -> None:
    clock = Clock()
    app = lesson_app(clock, step="ana-or-ben")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await pilot.press("3", "enter")
        await pass_time(pilot, clock, 1)
        assert screen_of(app).player.frame.paused

        await pilot.press("enter")
        await pass_time(pilot, clock, 1)
        assert screen_of(app).lesson_run.step.id == "ana-or-ben-run"
        assert screen_of(app).player.frame.at_us > 0


async def test_a_high_window_shows_the_events_below_the_timeline() -> None:
    app = lesson_app(step="ana-or-ben")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await pilot.press("3", "enter", "n")
        await pilot.pause()
        assert "Timeline" in text_of(app.screen)
        assert "Ben finds e1 free and takes it." in text_of(app.screen)

        await pilot.press("e")
        await pilot.pause()
        assert "Timeline" not in text_of(app.screen)
        assert "Ben finds e1 free and takes it." in text_of(app.screen)
        await pilot.press("e")
        await pilot.resize_terminal(100, 26)
        await pilot.pause()
        assert "Ben finds e1 free and takes it." not in text_of(app.screen)


async def test_the_palette_takes_every_key_at_once() -> None:
    app = lesson_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+p")
        commands = app.screen.query_one(CommandList)
        commands._index_to_line.clear()  # as it is before its first layout
        commands.styles.height = 0
        await pilot.pause()
        for key in ("pagedown", "pageup", "down"):
            await pilot.press(key)
        await pilot.press("escape")

        assert isinstance(app.screen, LessonScreen)


async def test_leaving_a_lab_that_is_not_met_takes_a_second_press() -> None:
    app = lesson_app(step="seats")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await pilot.press("n")
        assert screen_of(app).lesson_run.step.id == "seats"
        assert len(app._notifications) == 1

        await pilot.press("n")
        await pilot.pause()
        assert screen_of(app).lesson_run.step.id != "seats"
        assert not app._notifications


@pytest.mark.parametrize(("guess", "bars"), [("0 ms", 0), ("400 ms", 1)])
async def test_a_guess_of_no_time_draws_no_bar(guess: str, bars: int) -> None:
    app = lesson_app(step="ana-or-ben-run")
    async with app.run_test(size=WIDE) as pilot:
        await drained(pilot)
        pane = screen_of(app).query_one(WorldPane)
        pane.lay_beside(Verdict(None, "", given=guess))

        assert len(pane.guesses) == bars
        assert pane.guess_text == guess


async def test_panels_of_the_account_are_as_wide_as_their_neighbours_beside_a_remark() -> None:
    async with pool_app().run_test(size=NARROW) as pilot:
        await pilot.pause()
        await pilot.press("p")
        screen = screen_of(pilot.app)
        screen.query_one(WorldPane).say("Ten customers got in.")
        await pilot.pause()

        pool, environments = screen.query_one(PoolPanel), screen.query_one(EnvironmentsPanel)
        assert pool.region.width == environments.region.width > 0


async def test_a_log_that_gets_room_tells_what_has_happened_before() -> None:
    async with pool_app().run_test(size=NARROW) as pilot:
        await pilot.pause()
        screen = screen_of(pilot.app)
        screen.go_to(4_000_000)
        await pilot.pause()
        assert not screen.query_one(EventLog).display

        await pilot.resize_terminal(*WIDE)
        await pilot.pause()

        log = screen.query_one(EventLog)
        assert log.display
        assert "request #940" in log.text


def pool_app() -> LambdaTutorApp:
    """The lesson on throttling where the account's pool is seen."""
    shelf = Shelf(LESSONS.parents[2] / "lessons", save=False)
    run = shelf.lesson_run("throttling", seed=7, step="full-pool-run")
    return LambdaTutorApp(shelf, lambda: run, clock=Clock())


async def test_a_tick_that_comes_while_the_screen_is_being_taken_away_does_no_harm() -> None:
    clock = Clock()
    app = lesson_app(clock, step="seats")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await pilot.press("space")
        screen = screen_of(app)
        assert screen.player.ticker.running
    clock.now_s += 1

    screen.tick()  # its parts are gone

    assert not screen.display


async def test_a_step_that_is_asked_for_while_the_lesson_is_left_does_no_harm() -> None:
    app = lesson_app(step="ana-or-ben")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        screen = screen_of(app)
    assert not screen.display

    await screen.show_step()

    assert app.fault is None
