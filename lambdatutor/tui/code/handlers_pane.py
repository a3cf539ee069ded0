"""What the pages of code and package labs share: cases, the chosen one's answer, times, the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message

from lambdatutor.runtime.log_text import LogText, joined
from lambdatutor.tui.ascii_text import fit_for_terminal
from lambdatutor.tui.code.answer import AnswerView
from lambdatutor.tui.code.cases import CasesTable, CasesView
from lambdatutor.tui.code.log_lines import LogView, end_of
from lambdatutor.tui.code.parts_pane import PartsPane
from lambdatutor.tui.code.settings_line import SettingsLine
from lambdatutor.tui.code.times import TimeStrip, TimesView
from lambdatutor.tui.policy.said import say_in
from lambdatutor.tui.steps.objectives import Objectives

if TYPE_CHECKING:
    from lambdatutor.course.handlers.lab import HandlerAttempt
    from lambdatutor.course.handlers.outcomes import CallOutcome
    from lambdatutor.tui.code.going import Going

MOST_CALLS = 60
"""Whose times are kept in sight; older ones are gone."""
_WHILE_RUNNING = 4_000
"""Letters at the end of the log that are drawn while calls run: more than there is room for."""


class HandlersPane(PartsPane):
    """A subclass lays the parts out, and adds what is worked on."""

    class Typed(Message):
        """The attempt has been given what was typed or done."""

    def __init__(self, attempt: HandlerAttempt) -> None:
        super().__init__(id="handlers")
        self.attempt = attempt
        self._going: Going | None = None
        self._turn = 0
        self._calls: tuple[CallOutcome, ...] = ()
        """In the order in which they came, since every case ran last."""
        self._broken_off = LogText()
        """The log of the call that runs, and once it was stopped, what it had come to."""

    # The parts

    def cases_part(self) -> ComposeResult:
        """The table, and under it the objectives."""
        with Vertical(id="cases-box"):
            yield CasesTable(id="cases")
            if self.attempt.objectives:
                yield Objectives(self.attempt.objectives)

    def said_part(self) -> ComposeResult:
        """A hint, or what a run came to, as long as it is true."""
        yield VerticalScroll(id="said", can_focus=False)

    def answer_part(self) -> ComposeResult:
        with VerticalScroll(id="answer"):
            yield AnswerView()

    def log_part(self) -> ComposeResult:
        with Vertical(id="log-box"):
            yield TimeStrip()
            with VerticalScroll(id="log"):
                yield LogView()

    def take_files(self) -> None:
        """The attempt's files are others now: they take the place of what stands here."""
        raise NotImplementedError

    def path(self) -> str | None:
        """The file that is worked on, for the learner's own editor."""
        raise NotImplementedError

    def on_mount(self) -> None:
        self._stands = bool(self.query(LogView)) and bool(self.query(CasesTable))
        if self._stands:  # a page that is left before it stood has no parts
            self.query_one("#answer").border_title = fit_for_terminal(Content("Answer"))
            self.query_one("#log-box").border_title = fit_for_terminal(Content("Log"))
            own_speed = fit_for_terminal(Content("milliseconds of this computer"))
            self.query_one("#log-box").border_subtitle = own_speed
            self.set_out()
            self.draw()
            if self.screen.has_class("-page-world"):  # it was asked for before it stood
                self.begin()

    def set_out(self) -> None:
        """All parts are there: fill those that are worked on."""
        raise NotImplementedError

    @property
    def table(self) -> CasesTable:
        return self.query_one(CasesTable)

    @property
    def is_in_event(self) -> bool:
        """Whether the keys are where an event of the learner's own is written."""
        return False

    def use_event(self, text: str) -> None:
        """Another event to try, to go on from."""
        del text

    def to_table(self) -> None:
        if self._stands:
            self.give_keys(self.table)

    @property
    def is_on_table(self) -> bool:
        return isinstance(self.screen.focused, CasesTable)

    # What runs

    def begin_going(self, going: Going) -> None:
        """Calls have begun: the times before them are gone, unless they go on from there."""
        self._going, self._broken_off = going, LogText()
        if going.running.purpose in {"run", "judge"}:
            self._calls = ()
        if going.running.purpose == "event":
            self.choose_case(None)
        self.draw()

    def came(self, outcome: CallOutcome) -> None:
        """One call was answered."""
        self._calls = (*self._calls, outcome)[-MOST_CALLS:]
        self.draw()

    def end_going(self) -> None:
        if self._going is not None and not self._going.running.stopped:
            self._broken_off = LogText()
        self._going = None
        self.draw()

    def turn_spinner(self) -> None:
        """Time has passed on the wall while calls run: their log so far, and a sign of life."""
        if self._stands and self._going is not None:
            self._turn += 1
            self._draw_cases()
            self._draw_log()

    # What is shown

    def choose_case(self, case_id: str | None) -> None:
        if self._stands:
            self.table.choose_case(case_id)

    def choose_first_failing(self) -> None:
        """The first case that did not come out as it must, if there is one."""
        for each in self.table.view.cases if self._stands else ():
            if each.state == "fails":
                self.table.choose_case(each.id)
                return

    def draw(self) -> None:
        """Everything as the attempt has it now."""
        if not self._stands:
            return
        for objectives in self.query(Objectives):
            objectives.show(self.attempt.objectives)
        attempt = self.attempt
        for line in self.query(SettingsLine):
            line.show(attempt.settings, attempt.last_command, attempt.problem)
        self._draw_cases()
        self._draw_chosen()
        self.screen.refresh_bindings()

    def _draw_cases(self) -> None:
        attempt, going = self.attempt, self._going
        view = CasesView(
            attempt.cases,
            waiting=attempt.held_out,
            passed=attempt.passed,
            stale=attempt.stale,
            running=None if going is None else going.now,
            turn=self._turn,
            judging=going is not None and going.running.purpose == "judge",
            to_try=frozenset(each.id for each in attempt.lab.cases if each.any_answer),
            own=attempt.event_text if self.tries_events else "",
        )
        self.table.show(view)

    @property
    def tries_events(self) -> bool:
        """Whether this page has a place for an event of the learner's own."""
        return True

    @property
    def shown_calls(self) -> tuple[CallOutcome, ...]:
        """Those of the chosen case, or of the learner's own event."""
        chosen = self.table.chosen
        return self.attempt.tried if chosen is None else chosen.outcomes

    @on(CasesTable.Chosen)
    def _draw_chosen(self) -> None:
        if not self._stands:
            return
        chosen = self.table.chosen
        id_ = None if chosen is None else chosen.id
        self.query_one(AnswerView).show(chosen, self.shown_calls, stale=self.attempt.stale)
        self.query_one("#answer", VerticalScroll).scroll_home(animate=False)
        memory_mb = self.attempt.settings.memory
        self.query_one(TimeStrip).show(TimesView(self._calls, memory_mb, chosen=id_))
        self._draw_log()

    def _draw_log(self) -> None:
        """Of the chosen case; while calls run, of all of them up to now."""
        going = self._going
        view, place = self.query_one(LogView), self.query_one("#log", VerticalScroll)
        if going is None:
            logs = [each.answer.log_text for each in self.shown_calls if each.answer is not None]
            log = joined(logs) if any(each.text for each in logs) else self._broken_off
            view.show(log, self._why_no_log())
            place.scroll_home(animate=False)
            return
        logs = [each.answer.log_text for each in going.came if each.answer is not None]
        now = going.running.log_so_far
        if now.text:
            self._broken_off = now
        view.show(end_of([*logs, now], _WHILE_RUNNING), "Nothing is logged so far.")
        place.scroll_end(animate=False)

    def _why_no_log(self) -> str:
        """What is true of what is chosen, where it has no log."""
        if self.shown_calls:
            return "Nothing ran, so there is no log."
        if not self._calls:
            return "The log is empty until the code has run: ctrl+r runs it."
        if self.table.chosen is None:
            return "Your own event has not run yet; the cases have, and each has its own log."
        return "This case has not run yet: enter on it runs it."

    def say(self, text: str, *, title: str = "", kind: str = "say") -> None:
        if self._stands:
            say_in(self.query_one("#said"), text, title=title, kind=kind)
