"""Screens in tests: a small lesson, a clock that a test moves, and ways to look."""

import asyncio
from pathlib import Path

from textual.content import Content
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

from lambdatutor.tui.app import LambdaTutorApp
from lambdatutor.tui.lesson_screen import LessonScreen
from lambdatutor.tui.shelf import Shelf

LESSONS = Path(__file__).parent / "lessons"
WIDE = (120, 36)
NARROW = (80, 24)


class Clock:
    """Time on the wall that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def lesson_app(
    clock: Clock | None = None, *, step: str | None = None, seed: int = 7
) -> LambdaTutorApp:
    shelf = Shelf(LESSONS, save=False)
    run = shelf.lesson_run("small", seed=seed, step=step)
    return LambdaTutorApp(shelf, lambda: run, clock=clock or Clock())


def home_app() -> LambdaTutorApp:
    return LambdaTutorApp(Shelf(LESSONS, save=False), clock=Clock())


def screen_of(app: LambdaTutorApp) -> LessonScreen:
    assert isinstance(app.screen, LessonScreen)
    return app.screen


async def drained(pilot: Pilot[None]) -> None:
    """Every message has been handled, also those that came of others, on however busy a machine."""
    for _ in range(5):
        handled = asyncio.Event()
        pilot.app.call_later(handled.set)
        await handled.wait()
        await pilot.pause()


async def pass_time(pilot: Pilot[None], clock: Clock, seconds: float) -> None:
    """The wall moves on in tenths of a second, with a tick at each."""
    screen = pilot.app.screen
    assert isinstance(screen, LessonScreen)
    for _ in range(round(seconds * 10)):
        clock.now_s += 0.1
        screen.tick()
    await pilot.pause()


def text_of(screen: Screen[object]) -> str:
    """Everything that stands on the screen, as lines of characters."""
    lines = screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in line) for line in lines)


def shown(widget: Widget) -> str:
    """What one widget says."""
    content = widget.render()
    return content.plain if isinstance(content, Content) else str(content)
