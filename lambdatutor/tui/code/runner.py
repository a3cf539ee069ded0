"""The part of the lesson screen on which real handlers run: in a thread, watched and stopped."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING

from textual.message import Message
from textual.timer import Timer

from lambdatutor.errors import LambdaTutorError
from lambdatutor.tui.policy.screen import PolicyScreen

if TYPE_CHECKING:
    # A lesson without code never loads what runs it.
    from lambdatutor.course.handlers.lab import HandlerAttempt
    from lambdatutor.course.handlers.outcomes import CallOutcome
    from lambdatutor.course.handlers.running import Running
    from lambdatutor.tui.code.going import Going
    from lambdatutor.tui.code.handlers_pane import HandlersPane

_SPINS_EVERY_S = 0.1


class HandlerRunner(PolicyScreen):
    """Starts calls, takes what comes of them, and stops them."""

    handlers_page: HandlersPane | None = None
    """The page with what is worked on, in a lab with a real handler."""
    _going: Going | None = None
    _spinning: Timer | None = None

    class CallCame(Message):
        """One call was answered, said by the thread that waits for it."""

        def __init__(self, running: Running, outcome: CallOutcome) -> None:
            super().__init__()
            self.running = running
            self.outcome = outcome

    class CallsEnded(Message):
        """All calls are over, or could not be made."""

        def __init__(self, running: Running, problem: str = "") -> None:
            super().__init__()
            self.running = running
            self.problem = problem

    @property
    def handler_attempt(self) -> HandlerAttempt | None:
        """None for another step, and for a lab that cannot be opened."""
        try:
            return self.lesson_run.code_lab
        except LambdaTutorError:
            return None  # its view says why

    @property
    def is_going(self) -> bool:
        return self._going is not None

    def start_going(self, attempt: HandlerAttempt, running: Running) -> None:
        """Have the calls made in a thread; what comes of them comes as messages."""
        from lambdatutor.tui.code.going import Going

        self.stop_going()
        self._going = Going(attempt, running)
        if self.handlers_page is not None:
            self.handlers_page.begin_going(self._going)
        self._spinning = self.set_interval(_SPINS_EVERY_S, self.spin)

        def work() -> None:
            problem = ""
            try:
                for outcome in running.outcomes():
                    self.post_message(self.CallCame(running, outcome))
            except LambdaTutorError as error:
                problem = str(error)
            self.post_message(self.CallsEnded(running, problem))

        self.run_worker(work, thread=True, group="handlers", name=running.purpose)
        self.refresh_bindings()

    def spin(self) -> None:
        if self.handlers_page is not None and not self.is_left:
            self.handlers_page.turn_spinner()

    def on_handler_runner_call_came(self, event: CallCame) -> None:
        event.stop()
        going = self._going
        if going is None or event.running is not going.running or self.is_left:
            return  # of calls that were given up
        going.came.append(event.outcome)
        going.attempt.take(going.running)
        if self.handlers_page is not None:
            self.handlers_page.came(event.outcome)

    def on_handler_runner_calls_ended(self, event: CallsEnded) -> None:
        event.stop()
        going = self._going
        if going is None or event.running is not going.running or self.is_left:
            return
        self._end_going(going)
        self.went(going, event.problem)

    def went(self, going: Going, problem: str) -> None:
        """Calls have ended: say what they came to."""
        raise NotImplementedError

    def stop_going(self) -> None:
        """End calls that are under way; what came of them stays."""
        if self._going is not None:
            self._going.running.stop()
            self._end_going(self._going)

    def _end_going(self, going: Going) -> None:
        if self._spinning is not None:
            self._spinning.stop()
        self._going = self._spinning = None
        going.attempt.take(going.running)
        if self.handlers_page is not None:
            self.handlers_page.end_going()
        self.refresh_bindings()

    def on_unmount(self) -> None:
        """Nothing that was started here outlives the lesson; the program ends only after that.

        No screen waits for it: every environment takes its own while to go.
        """
        Thread(target=self.lesson_run.close, name="the end of a lesson").start()
