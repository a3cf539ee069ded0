"""A network lab on the screen: each change shows at once in the picture and in the verdicts."""

from pathlib import Path

from playing import LESSONS, NARROW, WIDE, Clock, pass_time, screen_of

from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.course.reader import read_lesson
from lambdatutor.tui.app import LambdaTutorApp
from lambdatutor.tui.keys import KeyLine, keys_now
from lambdatutor.tui.panels.network import NetworkPanel
from lambdatutor.tui.shelf import Shelf

ROOMS = Path(__file__).parent.parent / "course" / "lessons" / "rooms.yaml"


def rooms_app(step: str, clock: Clock) -> LambdaTutorApp:
    run = LessonRun(read_lesson(ROOMS), seed=7)
    run.go(step)
    return LambdaTutorApp(Shelf(LESSONS, save=False), lambda: run, clock=clock)


def key_of(app: LambdaTutorApp, says: str) -> str:
    """What the foot of the screen calls the key for this."""
    return next(key.shown for key in keys_now(app.screen) if key.says == says)


def at_its_end(panel: NetworkPanel) -> str:
    """What the panel says once the packet has come to its end."""
    for _ in range(500):
        if panel.travelled is None:
            break
        panel.step()
    assert panel.travelled is None
    return panel.text


async def test_turning_a_control_lets_the_packet_go_further_and_the_lab_is_met() -> None:
    clock = Clock()
    app = rooms_app("let-them-pay", clock)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        panel = app.screen.query_one(NetworkPanel)
        panel.action_follow()
        assert panel.travelled == 0
        before = at_its_end(panel)
        assert "1 checkout asks the database" in before
        assert "✗ dropped: sg-database does not allow tcp 5432 from sg-function" in before

        await pilot.press("2", "right")
        assert panel.chosen == 1
        assert "✗ dropped: igw-shop needs a public address" in at_its_end(panel)
        await pilot.press("right", "down", "right")
        assert "✓ internet" in at_its_end(panel)
        assert panel.text.count("✗") == 0

        await pilot.press("space")
        await pass_time(pilot, clock, 21)
        assert [view.face for view in screen_of(app).lesson_run.objectives] == ["met"] * 3


async def test_on_a_small_screen_the_network_has_the_other_page() -> None:
    app = rooms_app("let-them-pay", Clock())
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await pilot.press("p")
        panel = app.screen.query_one(NetworkPanel)
        assert "▸1✗  2✗  3✓  4✓" in at_its_end(panel)
        assert "┤igw-shop├" in panel.text

        panel.focus()
        await pilot.press("down", "enter")
        assert panel.chosen == 1
        assert "checkout calls the payment provider" in at_its_end(panel)

        await pilot.press("backspace", "p")
        assert "Nothing has been called through it yet." in panel.text, "another step's packets"


async def test_on_a_small_screen_the_keys_go_with_the_page_and_the_foot_says_what_they_do() -> None:
    app = rooms_app("let-them-pay", Clock())
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        foot = app.screen.query_one(KeyLine)
        assert "set" not in foot.render().plain
        assert key_of(app, "step back") == "←"
        await pilot.press("p")
        await pilot.pause()
        assert foot.render().plain.startswith("← → set · ↑↓ choose · ")
        assert key_of(app, "step back") == "⌫", "here the arrow turns a control"

        before = [dial.value for dial in screen_of(app).lesson_run.controls]
        await pilot.press("right")
        assert [dial.value for dial in screen_of(app).lesson_run.controls] != before

        await pilot.press("p")
        await pilot.pause()
        assert "set" not in foot.render().plain
        await pilot.press("space")
        await pilot.pause()
        assert "← → set" in foot.render().plain, "a run shows the world"


async def test_in_a_wide_window_the_controls_keep_the_keys_while_time_passes() -> None:
    app = rooms_app("let-them-pay", Clock())
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        foot = app.screen.query_one(KeyLine)
        assert "← → set" in foot.render().plain
        await pilot.press("space")
        await pilot.pause()
        assert "← → set" in foot.render().plain

        await pilot.resize_terminal(*NARROW)
        await pilot.pause()
        await pilot.resize_terminal(*WIDE)
        await pilot.pause()
        assert "← → set" in foot.render().plain


async def test_from_100_columns_on_the_picture_stands_beside_the_text() -> None:
    app = rooms_app("let-them-pay", Clock())
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        panel = app.screen.query_one(NetworkPanel)
        assert "╭─ vpc-" in panel.text
        assert not app.screen.has_class("-narrow")


async def test_in_a_run_the_packets_are_the_calls_that_functions_made() -> None:
    clock = Clock()
    app = rooms_app("nobody-pays", clock)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await pilot.press("p")
        panel = app.screen.query_one(NetworkPanel)
        assert "Nothing has been called through it yet." in panel.text
        await pilot.press("space")
        await pass_time(pilot, clock, 2)
        assert "checkout calls database" in at_its_end(panel)
        assert "✗ hangs at sg-database" in panel.text
        await pass_time(pilot, clock, 2)
        assert "mailer calls payments" in at_its_end(panel), "the latest comes first"
        assert "✗ dropped: rtb-private has no route to the internet" in panel.text
        await pilot.press("2")
        assert "✗ hangs at sg-database" in at_its_end(panel)
