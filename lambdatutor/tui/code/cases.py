"""The cases of a lab as a table: what each comes to, and the learner's own event under them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message

from lambdatutor.runtime.shown import shown
from lambdatutor.tui.panels.cells import Line, Row, crop
from lambdatutor.tui.panels.panel import Panel

if TYPE_CHECKING:
    from lambdatutor.course.handlers.views import CaseView

SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"

SIGNS = {
    "passes": ("✓", "ink-good"),
    "fails": ("✗", "ink-bad"),
    "not run": ("○", "ink-muted"),
    "ran": ("·", "ink-muted"),
}
_STATE = 10
"""Width of the words at the end of a line."""


class CasesView(NamedTuple):
    """The table as it stands."""

    cases: tuple[CaseView, ...] = ()
    waiting: int = 0
    """Cases that are judged only at the end, and were not yet."""
    passed: bool = False
    """A judging has found them as they must be, and nothing has changed since."""
    stale: bool = False
    """Something has changed since they ran."""
    running: str | None = None
    """The case whose calls run now; empty for the learner's own event."""
    turn: int = 0
    """Which picture of the spinner is shown."""
    judging: bool = False
    """What runs is every case in new environments, the held-out ones too."""
    to_try: frozenset[str] = frozenset()
    """Ids of cases that are only there to be tried: none is right or wrong."""
    own: str = ""
    """The learner's own event, in short; empty where there is none to try."""

    @property
    def lines(self) -> int:
        """How high the whole table would be."""
        return 1 + len(self.cases) + bool(self.waiting) + bool(self.own)

    @property
    def choosable(self) -> int:
        return len(self.cases) + bool(self.own)


def cases_rows(
    view: CasesView, at: int, first: int, width: int, height: int, *, focused: bool = False
) -> list[Row]:
    """A heading, then the cases from `first` on; the one at `at` is chosen."""
    if width < 1 or height < 1:
        return []
    rows = [_heading(view, width, focused=focused)]
    rows += [_case(view, index, at, width) for index in range(first, len(view.cases))]
    if view.waiting:
        line = Line(width)
        says, ink = waiting_words(view.waiting, passed=view.passed)
        line.put(2, "✓" if view.passed else "○", f"{ink} bold")
        line.put(4, crop(says, width - 5), ink)
        rows.append(line.row())
    if view.own:
        rows.append(_own(view, at, width))
    return rows[:height]


def waiting_words(waiting: int, *, passed: bool) -> tuple[str, str]:
    """What is said of the cases that are not seen, and in which ink."""
    more = "case" if waiting == 1 else "cases"
    if passed:
        return f"{waiting} more {more} passed as well", "ink-good"
    return f"{waiting} more {more}, judged at the end", "ink-muted"


def _heading(view: CasesView, width: int, *, focused: bool) -> Row:
    line = Line(width)
    line.put(0, "▸" if focused else " ", "ink-accent")
    x = line.put(1, "Cases", "ink-accent bold" if focused else "ink-title bold") + 2
    judged = [each for each in view.cases if each.id not in view.to_try]
    passing = sum(each.state == "passes" for each in judged)
    if view.running is not None:
        ways = (
            ("every case, in new environments", "every case anew") if view.judging else ("running",)
        )
        says, ink = [f"{_spinner(view)} {each}, esc stops it" for each in ways], "ink-accent"
    elif not any(each.state != "not run" for each in judged):
        says, ink = ["not run yet"], "ink-muted"
    else:
        ways = ("passed before this change", "before this change") if view.stale else ("pass",)
        says = [f"{passing} of {len(judged)} {each}" for each in ways]
        ink = "ink-good" if passing == len(judged) and not view.stale else "ink-warn"
    told = next((each for each in says if cell_len(each) <= width - x), says[-1])
    line.put(x, crop(told, width - x), ink)
    return line.row()


def _case(view: CasesView, index: int, at: int, width: int) -> Row:
    case = view.cases[index]
    line = Line(width)
    sign, ink = SIGNS[case.state]
    words = case.state
    judged = case.id not in view.to_try
    if not judged:
        sign, ink, words = "·", "ink-muted", "to try"
    if view.running == case.id:
        sign, ink, words = _spinner(view), "ink-accent", "running"
    elif view.stale and judged and case.state != "not run":
        ink = "ink-muted"
    line.put(2, sign, f"{ink} bold")
    line.put(4, crop(shown(case.says), width - 5 - _STATE), "ink")
    line.put(width - _STATE, words, f"{ink} bold" if words != "to try" else ink)
    _mark_chosen(line, chosen=index == at)
    return line.row()


def _own(view: CasesView, at: int, width: int) -> Row:
    line = Line(width)
    line.put(2, _spinner(view) if view.running == "" else "+", "ink-accent")
    x = line.put(4, "Your own event  ", "ink")
    line.put(x, crop(" ".join(shown(view.own).split()), width - x - 1), "ink-muted")
    _mark_chosen(line, chosen=at == len(view.cases))
    return line.row()


def _mark_chosen(line: Line, *, chosen: bool) -> None:
    if chosen:
        line.put(0, "▸", "ink-accent bold")
        line.mark(0, line.width, "on cursor-row")


def _spinner(view: CasesView) -> str:
    return SPINNER[view.turn % len(SPINNER)]


class CasesTable(Panel, can_focus=True):
    """Arrow keys choose a case; whoever shows the table says what it came to."""

    BINDINGS = [
        Binding("up,k", "choose(-1)", "case", show=False),
        Binding("down,j", "choose(1)", "case", key_display="↑↓", tooltip="Another case"),
        Binding("pageup", "choose(-10)", "case", show=False),
        Binding("pagedown", "choose(10)", "case", show=False),
        Binding("home", "choose(-100000)", "first", show=False),
        Binding("end", "choose(100000)", "last", show=False),
        Binding("enter", "again", "run this", tooltip="This case once more, where it is warm now"),
    ]

    class Chosen(Message):
        """Another case is the chosen one."""

    class Again(Message):
        """The chosen case is to run once more."""

    view: CasesView = CasesView()
    at: int = 0
    _first: int = 0

    @property
    def chosen(self) -> CaseView | None:
        """None for the learner's own event, or where there is nothing."""
        at = min(self.at, self.view.choosable - 1)
        return self.view.cases[at] if 0 <= at < len(self.view.cases) else None

    def show(self, view: CasesView) -> None:
        taller = view.lines != self.view.lines
        self.view = view
        self.at = max(0, min(self.at, view.choosable - 1))
        if taller:
            self.refresh(layout=True)
        self.redraw()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        del container, viewport, width
        return self.view.lines

    def choose(self, at: int) -> None:
        """Choose by position, as far as there is something."""
        self.at = max(0, min(at, self.view.choosable - 1))
        self.redraw()
        self.post_message(self.Chosen())

    def choose_case(self, case_id: str | None) -> None:
        """Choose a case by its id; None is the learner's own event."""
        ids = [each.id for each in self.view.cases]
        if case_id is None:
            self.choose(len(ids))
        elif case_id in ids:
            self.choose(ids.index(case_id))

    def action_choose(self, by: int) -> None:
        self.choose(self.at + by)

    def action_again(self) -> None:
        self.post_message(self.Again())

    def on_click(self, event: events.Click) -> None:
        at = self._first + event.y - 1
        if event.y > 0 and at < len(self.view.cases):
            self.choose(at)
        elif event.y == self.view.lines - 1 - self._first and self.view.own:
            self.choose(len(self.view.cases))

    def on_mouse_scroll_down(self) -> None:
        self.action_choose(1)

    def on_mouse_scroll_up(self) -> None:
        self.action_choose(-1)

    def rows(self, width: int, height: int) -> list[Row]:
        hidden = max(0, self.view.lines - height)
        at = min(self.at, len(self.view.cases) - 1)
        if self.at >= len(self.view.cases):
            self._first = hidden
        else:
            self._first = max(at - height + 2, min(self._first, at, hidden))
        return cases_rows(self.view, self.at, self._first, width, height, focused=self.has_focus)
