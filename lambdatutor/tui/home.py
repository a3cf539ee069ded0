"""The first screen: the tracks, their lessons, and where one stopped."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input

from lambdatutor.tui.keys import KeyLine
from lambdatutor.tui.laid import Laid, Prose
from lambdatutor.tui.lesson_list import LessonList, LessonRow
from lambdatutor.tui.small_window import SmallWindow
from lambdatutor.tui.top_line import TopLine

WELCOME = (
    "Guess what a simulated account will do, watch it happen, then make it behave. "
    "No AWS account, no network: everything runs here."
)

_LANES = (
    ("Learn AWS Lambda", "rrfffff████████········████······████████"),
    ("by running it", "          rrfffff████········████········"),
)
_INKS = {"r": "$phase-init-r", "f": "$phase-init-f", "█": "$phase-invoke", "·": "$phase-frozen"}


class Banner(Laid):
    """Two lanes of a timeline, drawn once: what all of this is about."""

    def lines(self, width: int) -> list[Content]:
        return [_banner_line(says, lane, width) for says, lane in _LANES]


def _banner_line(says: str, lane: str, width: int) -> Content:
    parts = [(char, _INKS.get(char, "")) for char in lane[: max(0, width - 26)]]
    return Content.assemble((f"{says:<24}", "bold $ink-accent"), *parts)


Rows = Callable[[], Sequence[LessonRow]]


class HomeScreen(Screen[None]):
    """Everything there is to learn, with the next lesson under the cursor."""

    AUTO_FOCUS = "LessonList"
    CSS_PATH = "home.tcss"
    BINDINGS = [
        Binding("slash", "search", "search", tooltip="Search titles, ideas and terms"),
        Binding("x", "app.sandbox", "sandbox", tooltip="A whole account to play with, and no task"),
        Binding("escape", "clear", "all lessons", show=True),
        Binding("question_mark", "app.help_here", "help", show=False),
        Binding("q", "app.quit", "quit", tooltip="Leave lambdatutor; your place is kept"),
    ]

    def __init__(self, rows: Rows) -> None:
        super().__init__()
        self._rows = rows
        """Asked after the first paint, and again each time one comes back from a lesson."""

    def compose(self) -> ComposeResult:
        yield TopLine()
        with VerticalScroll(id="column", can_focus=False):
            yield Banner()
            yield Prose(WELCOME, id="welcome")
            yield LessonList()
        with Horizontal(id="foot"):
            yield Prose(id="idea")
        yield KeyLine()
        yield SmallWindow()

    def on_screen_resume(self) -> None:
        self.call_after_refresh(self.show_lessons)

    def show_lessons(self) -> None:
        """The list as things stand now; the cursor on what comes next, or where it was."""
        rows = list(self._rows())
        lessons = self.query_one(LessonList)
        lessons.show_rows(rows, lessons.at or next_lesson(rows))
        self.query_one(KeyLine).refresh()
        self.call_after_refresh(lessons.bring_into_view)

    @on(LessonList.Moved)
    def _moved(self, event: LessonList.Moved) -> None:
        idea = event.row.idea if event.row else ""
        self.query_one("#idea", Prose).text = idea

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        del parameters
        if action == "clear":
            return self.has_class("-searching")
        if action == "search":
            return not self.has_class("-searching")
        return True

    async def action_search(self) -> None:
        if not self.query("#search"):
            field = Input(
                placeholder="title, idea or term; enter goes to the list",
                id="search",
                select_on_focus=False,
            )
            await self.query_one("#column").mount(field, before=self.query_one(LessonList))
        self.add_class("-searching")
        self.query_one("#search", Input).focus()
        self.refresh_bindings()

    def action_clear(self) -> None:
        search = self.query_one("#search", Input)
        search.value = ""
        self.remove_class("-searching")
        self.query_one(LessonList).focus()
        self.refresh_bindings()

    @on(Input.Changed, "#search")
    def _search_changed(self, event: Input.Changed) -> None:
        self.query_one(LessonList).narrow(event.value)

    @on(Input.Submitted, "#search")
    def _search_submitted(self) -> None:
        self.query_one(LessonList).focus()


def next_lesson(rows: Sequence[LessonRow]) -> str:
    """The lesson that was left in the middle, else the first new one, else the first."""
    for state in ("started", "new", "finished"):
        for row in rows:
            if row.state == state:
                return row.lesson
    return ""
