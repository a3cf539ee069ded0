"""Code that runs, call by call, with a sentence beside each that matters."""

from __future__ import annotations

from textual.app import ComposeResult

from lambdatutor.course.format import CodePredict, CodeWatch
from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.tui.code_run.pane import CodeRunPane
from lambdatutor.tui.laid import Prose
from lambdatutor.tui.steps.verdict import verdict_callout
from lambdatutor.tui.steps.view import Callout, StepView


class CodeWatchView(StepView):
    """The guess it is about, what has been said, and at the end the verdict."""

    def __init__(self, lesson_run: LessonRun, step: CodeWatch) -> None:
        super().__init__()
        self.lesson_run = lesson_run
        self.step = step
        self.at = 0
        """How many calls have been shown."""
        self.total = 0
        """How many there are; 0: the code has not answered yet."""
        self._over = False

    @property
    def over(self) -> bool:
        """Whether everything has been told."""
        return self._over

    @property
    def offers(self) -> frozenset[str]:
        if self._over:
            return frozenset({"run_code_again"})
        if not self.total:
            return frozenset()
        return frozenset({"next_call" if self.at < self.total else "outcome", "all_calls"})

    def compose(self) -> ComposeResult:
        asked = self._asked()
        if asked is not None:
            yield Prose(asked.ask, classes="-ask")
            if self.lesson_run.guess is not None:
                yield Callout(f"You said **{self.lesson_run.guess.given}**.")
        else:
            yield Prose("Watch what the code does.")

    def _asked(self) -> CodePredict | None:
        if self.step.of is None:
            return None
        asked = self.lesson_run.lesson.step(self.step.of)
        return asked if isinstance(asked, CodePredict) else None

    def show_call(self) -> str:
        """One call more has been shown; what is said of it, or nothing."""
        self.at += 1
        told = " ".join(each.say for each in self.step.tell if each.call == self.at)
        for earlier in self.query(".-now"):
            earlier.remove_class("-now")
        if told:
            callout = Callout(told, title=f"Call {self.at}" if self.total > 1 else "")
            callout.add_class("-said", "-now")
            self.mount(callout)
            self.call_after_refresh(callout.scroll_visible, animate=False)
        self.refresh_bindings()
        return told

    def sum_up(self) -> None:
        """The outcome beside the guess, and what the author adds."""
        if self._over:
            return
        self._over = True
        for earlier in self.query(".-now"):
            earlier.remove_class("-now")
        if self.lesson_run.guess is not None:
            verdict = verdict_callout(self.lesson_run.guess)
            self.mount(verdict)
            self.call_after_refresh(verdict.scroll_visible, animate=False, top=True)
        if self.step.after:
            self.mount(Prose(self.step.after))
        self.refresh_bindings()

    def take_number(self, number: int) -> None:
        """A digit looks at one of the calls again."""
        for pane in self.screen.query(CodeRunPane):
            pane.pick(number - 1)

    def fail(self) -> None:
        """Nothing could be run."""
        self.mount(Prose("The code could not be run here. `n` goes on."))
