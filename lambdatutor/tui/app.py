"""The application: it opens the home screen or a lesson, and leaves the terminal as it was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import perf_counter
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual import events
from textual.app import App
from textual.binding import Binding
from textual.command import Provider
from textual.screen import Screen
from textual.scrollbar import ScrollBar, ScrollBarRender

from lambdatutor.errors import LambdaTutorError
from lambdatutor.tui import settings
from lambdatutor.tui.ascii_bars import WholeCells
from lambdatutor.tui.opening import OpeningScreen, Page
from lambdatutor.tui.panels.glyphs import ascii_wanted
from lambdatutor.tui.small_window import SMALLEST
from lambdatutor.tui.startup import settle
from lambdatutor.tui.themes import DARK_VARIABLES, THEMES

if TYPE_CHECKING:
    # Not needed for the first paint of a lesson, which is to come as soon as it can.
    from lambdatutor.course.lesson_run import LessonRun
    from lambdatutor.tui.lesson_list import LessonList, LessonRow
    from lambdatutor.tui.sandbox.run import Opened
    from lambdatutor.tui.shelf import Shelf

WIDE = 100
"""From this width on, thinking and watching stand side by side."""


SETTLED_S = 1.0
"""How long after the start the garbage collector rests."""


@runtime_checkable
class Leavable(Protocol):
    """A screen that has something to keep before one leaves."""

    def keep_place(self) -> None: ...


@runtime_checkable
class Openable(Protocol):
    """A screen that takes keys only when all of it is there."""

    @property
    def opening(self) -> bool: ...


def _forgetful_shelf() -> Shelf:
    from lambdatutor.tui.shelf import Shelf

    return Shelf(save=False)


def _commands() -> type[Provider]:
    """What ctrl+p offers, loaded when it is first pressed."""
    from lambdatutor.tui.palette import Commands

    return Commands


class LambdaTutorApp(App[None]):
    """The screens of lambdatutor."""

    TITLE = "lambdatutor"
    CSS_PATH = "app.tcss"
    COMMANDS = {_commands}
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny-width"), (SMALLEST.width, "-narrow"), (WIDE, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-tiny-height"), (SMALLEST.height, "-low"), (32, "-high")]
    BINDINGS = [
        Binding("ctrl+q", "quit", "quit", show=False, priority=True),
        Binding("question_mark", "help_here", "help", show=False),
    ]

    def __init__(
        self,
        shelf: Shelf | None = None,
        opens: Callable[[], LessonRun] | None = None,
        *,
        page: Callable[[], Page] | None = None,
        theme: str | None = None,
        speed: float | None = None,
        sandbox: Callable[[], Opened] | None = None,
        remember: bool = False,
        clock: Callable[[], float] = perf_counter,
    ) -> None:
        # Textual reads the styles of every screen that is pushed, but not of the first one.
        super().__init__(css_path=None if opens else ["app.tcss", "home.tcss"])
        self.shelf = shelf or _forgetful_shelf()
        self.clock = clock
        """Seconds on the wall; the only clock that the screens look at."""
        self.fault: Exception | None = None
        """What went wrong inside the program."""
        self.refusal: LambdaTutorError | None = None
        """Why nothing could be opened, for whoever asked."""
        self._opens = opens
        """Makes the lesson that is wanted, which takes longer than the first paint may."""
        self._page = page
        """Reads its first page, which is there sooner."""
        self._speed = speed
        self._sandbox = sandbox
        """Reads what the sandbox opens with, where that comes first."""
        self._remember = remember
        self._early: list[events.Key] | None = [] if opens else None
        """Keys that wait for the lesson that is on its way, whose page can be read already."""
        for each in THEMES:
            self.register_theme(each)
        self.theme = settings.theme_named(theme) if theme else settings.remembered_theme()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return DARK_VARIABLES

    def on_mount(self) -> None:
        self.set_class(ascii_wanted(), "-ascii")
        ScrollBar.renderer = WholeCells if ascii_wanted() else ScrollBarRender
        self.theme_changed_signal.subscribe(self, lambda theme: self._keep_theme(theme.name))
        self.set_timer(SETTLED_S, settle)

    async def on_event(self, event: events.Event) -> None:
        """No key goes to a screen that is not there as a whole, but for those that leave."""
        if isinstance(event, events.Key) and not event.is_forwarded and self._holds(event.key):
            if self._early is not None and event.key not in {key.key for key in self._early[-1:]}:
                self._early.append(event)  # the same once more is impatience
            return
        await super().on_event(event)

    def _holds(self, key: str) -> bool:
        """Whether a key has to wait."""
        screen = self.screen_stack[-1] if self.screen_stack else None
        return isinstance(screen, Openable) and screen.opening and not key.startswith("ctrl+")

    def on_lesson_view_opened(self) -> None:
        """The keys that have waited come now."""
        early, self._early = self._early or [], None
        for key in early:
            self.post_message(key)

    async def on_ready(self) -> None:
        """The first paint is out; to wait for the next refresh would cost a frame more."""
        if self._opens is not None:
            await self._show_page(self._opens)
        elif self._sandbox is not None:
            self.open_first(self._sandbox)

    def get_default_screen(self) -> Screen[None]:
        return self._home() if self._opens is None else OpeningScreen()

    def action_command_palette(self) -> None:
        from lambdatutor.tui.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(id="--command-palette"))

    def _home(self) -> Screen[None]:
        from lambdatutor.tui.home import HomeScreen

        return HomeScreen(self.rows)

    async def _show_page(self, opens: Callable[[], LessonRun]) -> None:
        """What can be read of the lesson at once; the rest is loaded behind it."""
        if self._page is not None and isinstance(self.screen, OpeningScreen):
            try:
                page = self._page()
            except LambdaTutorError as error:
                self.refuse(error)
                return
            await self.screen.show(page)
        self.call_after_refresh(self._open, opens)

    def _open(self, opens: Callable[[], LessonRun]) -> None:
        try:
            lesson_run = opens()
        except LambdaTutorError as error:
            self.refuse(error)
        else:
            self.play(lesson_run)

    def refuse(self, error: LambdaTutorError) -> None:
        """Nothing can be shown: leave, so that the reason can be printed."""
        self.refusal = error
        self.exit(return_code=1)

    def _keep_theme(self, name: str) -> None:
        if self._remember:
            settings.remember_theme(name)

    def rows(self) -> Sequence[LessonRow]:
        """The lessons for the home screen; a course that cannot be read ends the program."""
        try:
            return self.shelf.rows()
        except LambdaTutorError as error:
            self.refuse(error)
            return ()

    def on_lesson_list_opened(self, event: LessonList.Opened) -> None:
        try:
            run = self.shelf.lesson_run(event.lesson)
        except LambdaTutorError as error:
            self.notify(str(error), title="This lesson cannot be opened", markup=False)
        else:
            self.play(run)

    def play(self, lesson_run: LessonRun) -> None:
        """Open the screen of a lesson, once a stranger's code may run; leaving it leads home."""
        from lambdatutor.tui.lesson_door import open_lesson

        open_lesson(self, lesson_run, self._speed)

    def open_sandbox(
        self, opened: Opened | None = None, *, speed: float | None = None, starts: bool = True
    ) -> None:
        """Open the sandbox over the present screen, with the small shop if nothing else is given.

        Raises what opening an account raises.
        """
        from lambdatutor.tui.sandbox.run import Opened, SandboxRun
        from lambdatutor.tui.sandbox.screen import SandboxScreen
        from lambdatutor.tui.sandbox.shop import shop
        from lambdatutor.tui.ticker import Ticker

        run = SandboxRun(opened or Opened(shop(), title="a small shop"))
        asked = speed or self._speed or 1.0
        self.push_screen(SandboxScreen(run, Ticker(self.clock), speed=asked, starts=starts))

    def open_first(self, sandbox: Callable[[], Opened]) -> None:
        """The sandbox that the command line asked for."""
        try:
            self.open_sandbox(sandbox())
        except LambdaTutorError as error:
            self.refuse(error)

    def action_sandbox(self) -> None:
        """The sandbox with the small shop."""
        self.open_sandbox()

    def on_sandbox_screen_left(self) -> None:
        """Back to where one was; the sandbox of a command line has nothing under it but home."""
        from lambdatutor.tui.sandbox.screen import SandboxScreen

        if isinstance(self.screen, SandboxScreen):  # it may have been left by two keys at once
            self.pop_screen()

    def on_lesson_screen_left(self) -> None:
        """From a lesson to the list of all lessons."""
        self.pop_screen()
        self.go_home()

    def go_home(self) -> None:
        """Where the command line asked for a lesson, home was never there."""
        if isinstance(self.screen, OpeningScreen):
            self._early = None  # they were meant for the lesson
            self.push_screen(self._home())

    def action_help_here(self) -> None:
        from lambdatutor.tui.help import HelpPage
        from lambdatutor.tui.keys import keys_now
        from lambdatutor.tui.parts import other_parts

        screen = self.screen
        if not isinstance(screen, HelpPage):
            judges = any(map(screen.has_class, ("-policy", "-network", "-handlers")))
            keys = keys_now(screen, everything=True)
            self.push_screen(HelpPage(keys, other_parts(screen), judges=judges))

    async def action_quit(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, Leavable):
                screen.keep_place()
        self.exit()

    def _handle_exception(self, error: Exception) -> None:
        """No traceback on the screen: `run` writes it into a file and says where."""
        self._return_code = 1
        if self._exception is None:
            self.fault = self._exception = error
            # Tests wait for this to raise the error themselves.
            self._exception_event.set()  # pyright: ignore[reportUnknownMemberType]  Textual gives it no type
        self._close_messages_no_wait()
