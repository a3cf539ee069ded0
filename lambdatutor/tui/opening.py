"""A lesson on its way to the screen: a frame at the first paint, its text next, then its run.

Reading the file is quick; loading what can play it takes as long as all of Textual. A story is
read meanwhile, so it stands there first, where the lesson's own screen will have it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from lambdatutor.tui.ascii_text import fit_for_terminal
from lambdatutor.tui.small_window import SmallWindow
from lambdatutor.tui.top_line import TopLine

if TYPE_CHECKING:
    from lambdatutor.course.format import Lesson, Step
    from lambdatutor.course.lesson_run import LessonRun
    from lambdatutor.learner.shelf import Shelf


class Page(NamedTuple):
    """What is known of a lesson as soon as its file is read."""

    lesson: Lesson
    step: Step
    """Where it will open."""
    track: str


class Opening:
    """A lesson that was asked for: first its page, then the lesson itself."""

    def __init__(
        self,
        shelf: Shelf,
        lesson: str,
        *,
        step: str | None = None,
        seed: int | None = None,
        restart: bool = False,
    ) -> None:
        self._shelf = shelf
        self._asked = lesson
        self._step = step
        self._seed = seed
        self._restart = restart
        self._lesson: Lesson | None = None

    @property
    def _read(self) -> Lesson:
        if self._lesson is None:
            self._lesson = self._shelf.read(self._asked)
        return self._lesson

    def page(self) -> Page:
        """Raises what `Shelf.lesson_run` raises."""
        step = self._shelf.opens_at(self._read, step=self._step, restart=self._restart)
        return Page(self._read, step, self._shelf.track_of(self._asked))

    def run(self) -> LessonRun:
        """Raises what `Shelf.lesson_run` raises."""
        return self._shelf.run_of(
            self._read, seed=self._seed, step=self._step, restart=self._restart
        )


class OpeningScreen(Screen[None]):
    """What stands there until the lesson's own screen does."""

    opening = True

    def compose(self) -> ComposeResult:
        yield TopLine()
        with Horizontal(id="pages"), VerticalScroll(id="thought", can_focus=False):
            yield Static(fit_for_terminal(Content("Opening the lesson …")), id="opening")
        yield SmallWindow()

    async def show(self, page: Page) -> None:
        """The name and place of the lesson, and its text if it opens with one to read."""
        from lambdatutor.course.format import Hook, Read
        from lambdatutor.tui.steps.read import ReadView
        from lambdatutor.tui.steps.views import write_headings

        thought = self.query_one("#thought", VerticalScroll)
        index = page.lesson.steps.index(page.step)
        write_headings(self.query_one(TopLine), thought, page.lesson, index, page.track)
        if isinstance(page.step, Hook | Read):
            async with self.batch():
                await thought.remove_children()
                await thought.mount(ReadView(page.step))
