"""The application: it opens the home screen or a lesson, and leaves the terminal as it was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import perf_counter
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from lambdatutor.errors import LambdaTutorError
from lambdatutor.tui import settings
from lambdatutor.tui.home import HomeScreen
from lambdatutor.tui.keys import keys_now
from lambdatutor.tui.laid import Prose
from lambdatutor.tui.lesson_list import LessonList, LessonRow
from lambdatutor.tui.palette import Commands
from lambdatutor.tui.panels.glyphs import ascii_wanted
from lambdatutor.tui.shelf import Shelf
from lambdatutor.tui.small_window import SMALLEST
from lambdatutor.tui.startup import settle
from lambdatutor.tui.themes import DARK_VARIABLES, THEMES
from lambdatutor.tui.top_line import TopLine

if TYPE_CHECKING:
    from lambdatutor.course.lesson_run import LessonRun

WIDE = 100
"""From this width on, thinking and watching stand side by side."""


SETTLED_S = 1.0
"""How long after the start the garbage collector rests."""


@runtime_checkable
class Leavable(Protocol):
    """A screen that has something to keep before one leaves."""

    def keep_place(self) -> None: ...


class OpeningScreen(Screen[None]):
    """The frame of a lesson that is being read: what stands there at the first paint."""

    def compose(self) -> ComposeResult:
        yield TopLine()
        yield Prose("Opening the lesson …", id="opening")


class LambdaTutorApp(App[None]):
    """The screens of lambdatutor."""

    TITLE = "lambdatutor"
    CSS_PATH = ["app.tcss", "home.tcss"]
    COMMANDS = {Commands}
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
        theme: str | None = None,
        speed: float | None = None,
        remember: bool = False,
        clock: Callable[[], float] = perf_counter,
    ) -> None:
        super().__init__()
        self.shelf = shelf or Shelf(save=False)
        self.clock = clock
        """Seconds on the wall; the only clock that the screens look at."""
        self.fault: Exception | None = None
        """What went wrong inside the program."""
        self.refusal: LambdaTutorError | None = None
        """Why nothing could be opened, for whoever asked."""
        self._opens = opens
        """Reads the lesson that is wanted, which takes longer than the first paint may."""
        self._speed = speed
        self._remember = remember
        for each in THEMES:
            self.register_theme(each)
        self.theme = settings.theme_named(theme) if theme else settings.remembered_theme()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return DARK_VARIABLES

    def on_mount(self) -> None:
        self.set_class(ascii_wanted(), "-ascii")
        self.theme_changed_signal.subscribe(self, lambda theme: self._keep_theme(theme.name))
        self.set_timer(SETTLED_S, settle)
        if self._opens is not None:
            self.call_after_refresh(self._open, self._opens)

    def get_default_screen(self) -> Screen[None]:
        return HomeScreen(self.rows) if self._opens is None else OpeningScreen()

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

    @on(LessonList.Opened)
    def _opened(self, event: LessonList.Opened) -> None:
        try:
            run = self.shelf.lesson_run(event.lesson)
        except LambdaTutorError as error:
            self.notify(str(error), title="This lesson cannot be opened", markup=False)
        else:
            self.play(run)

    def play(self, lesson_run: LessonRun) -> None:
        """Open the screen of a lesson; leaving it leads home."""
        from lambdatutor.tui.lesson_screen import LessonScreen
        from lambdatutor.tui.ticker import Ticker

        lesson = lesson_run.lesson.id
        screen = LessonScreen(
            lesson_run,
            Ticker(self.clock),
            track=self.shelf.track_of(lesson),
            titles=self.shelf.titles(),
            asked_speed=self._speed,
        )
        self.push_screen(screen)

    def on_lesson_screen_left(self) -> None:
        """From a lesson to the list of all lessons."""
        self.pop_screen()
        if not isinstance(self.screen, HomeScreen):
            self.push_screen(HomeScreen(self.rows))

    def action_help_here(self) -> None:
        from lambdatutor.tui.help import HelpPage

        if not isinstance(self.screen, HelpPage):
            self.push_screen(HelpPage(keys_now(self.screen, everything=True)))

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
            self._exception_event.set()  # pyright: ignore[reportUnknownMemberType]
        self._close_messages_no_wait()
