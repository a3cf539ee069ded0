"""The part of the lesson screen that has cases called, and says what came of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import TextArea

from lambdatutor.course.format import CodeLab
from lambdatutor.errors import LambdaTutorError
from lambdatutor.tui.code.runner import HandlerRunner
from lambdatutor.tui.policy.said import unsay_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from lambdatutor.course.handlers.lab import HandlerAttempt
    from lambdatutor.course.handlers.running import Running
    from lambdatutor.tui.code.cases import CasesTable
    from lambdatutor.tui.code.going import Going


class HandlerJudge(HandlerRunner):
    """Runs cases and events, and judges by itself once all that is seen passes."""

    _said_of_code = False
    """Whether what was said last is true of the code only as it was then."""

    def on_handlers_pane_typed(self) -> None:
        if self._said_of_code:
            unsay_in(self)
        self.draw_lab()

    def action_run_cases(self) -> None:
        """Every case that is seen; where an event is written, that event."""
        attempt, pane = self.handler_attempt, self.handlers_page
        if attempt is None or pane is None:
            return
        self.keep_typed()
        if pane.is_in_event:
            self._try_event(attempt)
            return
        if not self.has_class("-page-world"):
            self.add_class("-page-world")
            pane.to_table()
        self._go(attempt, attempt.run)

    def on_cases_table_again(self, event: CasesTable.Again) -> None:
        event.stop()
        attempt, pane = self.handler_attempt, self.handlers_page
        if attempt is None or pane is None or self.is_going:
            return
        self.keep_typed()
        if pane.table.chosen is None:
            self._try_event(attempt)
        else:
            case_id = pane.table.chosen.id
            self._go(attempt, lambda: attempt.again(case_id))

    def _try_event(self, attempt: HandlerAttempt) -> None:
        from lambdatutor.tui.code.event_box import event_fault

        fault = event_fault(attempt.event_text)
        if fault:
            self.notify(fault, title="Your event is no JSON yet", markup=False)
        else:
            self._go(attempt, lambda: attempt.try_event(attempt.event_text))

    def _go(self, attempt: HandlerAttempt, begin: Callable[[], Running]) -> None:
        try:
            running = begin()
        except LambdaTutorError as error:
            self.say_in_lab(str(error), title="It cannot run", kind="bad", of_code=True)
            return
        unsay_in(self)
        self.start_going(attempt, running)

    def action_stop_calls(self) -> None:
        """What runs is killed; the thread that waits for it says when it is gone."""
        if self._going is not None:
            self._going.running.stop()

    def went(self, going: Going, problem: str) -> None:
        attempt, pane, purpose = going.attempt, self.handlers_page, going.running.purpose
        self.draw_lab()
        if pane is None or attempt is not self.handler_attempt:
            return
        if going.running.stopped:
            self.notify("Stopped: nothing of it runs any more.", markup=False)
            return
        if problem:
            self.say_in_lab(problem, title="It could not run", kind="bad", of_code=True)
        elif purpose == "judge":
            self._tell_judged(attempt)
        elif purpose != "event" and attempt.ready and not attempt.passed:
            self._go(attempt, attempt.judge)
        elif self.has_class("-narrow") and purpose == "run":
            pane.to_table()  # a small window shows what came of it only there
        if purpose in {"run", "judge"}:
            pane.choose_first_failing()

    def _tell_judged(self, attempt: HandlerAttempt) -> None:
        step = self.lesson_run.step
        if isinstance(step, CodeLab):
            self.lesson_run.handlers.judged(step)
        wrong = next((each for each in attempt.cases if each.state == "fails"), None)
        unmet = next((each for each in attempt.objectives if each.face == "not yet"), None)
        if wrong is not None:
            text = f"{wrong.says}: {wrong.why_failed} {wrong.why}".rstrip()
            self.say_in_lab(text, title="Nearly", of_code=True)
        elif unmet is not None and not attempt.passed:
            self.say_in_lab(f"Not there yet: {unmet.says}.", title="Nearly", of_code=True)
        elif attempt.met and attempt.counts:
            text = attempt.lab.met or "Every case passes."
            self.say_in_lab(text, title=f"✔ Met. {self._way_on}", kind="good")
        else:
            self.say_in_lab("The solution holds. `u` brings your own files back.")

    @property
    def _way_on(self) -> str:
        """What goes to the next step; where one types, a letter is a letter."""
        typing = isinstance(self.focused, TextArea) and not self.has_class("-narrow")
        return "esc, then n goes on" if typing else "n goes on"

    # What is said

    def say_in_lab(
        self, text: str, *, title: str = "", kind: str = "say", of_code: bool = False
    ) -> None:
        """On both pages; in a narrow window the one with the brief comes to the front.

        What is said of the code as it is now is gone with the next change of it.
        """
        from lambdatutor.tui.code.lab_view import HandlerLabView

        self._said_of_code = of_code
        for view in self.query(HandlerLabView):
            view.say(text, title=title, kind=kind)
        if self.handlers_page is not None:
            self.handlers_page.say(text, title=title, kind=kind)
        if self.has_class("-narrow"):
            self.remove_class("-page-world")
            self.set_focus(None)
        self.draw_lab()
        self.refresh_bindings()

    def draw_lab(self) -> None:
        from lambdatutor.tui.code.lab_view import HandlerLabView

        for view in self.query(HandlerLabView):
            view.draw()
