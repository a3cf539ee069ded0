"""What is told, sentence by sentence, beside the guess that it is about."""

from __future__ import annotations

from textual.app import ComposeResult

from lambdatutor.course.format import CodePredict, CodeWatch, Predict, Watch
from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.tui.laid import Prose
from lambdatutor.tui.steps.verdict import verdict_callout
from lambdatutor.tui.steps.view import Callout, StepView


class ToldView(StepView):
    """The guess, what has been said, and at the end the verdict: a run's, or that of calls."""

    def __init__(self, lesson_run: LessonRun, step: Watch | CodeWatch, alone: str) -> None:
        """`alone` stands there where no guess came before."""
        super().__init__()
        self._alone = alone
        self.lesson_run = lesson_run
        self.step = step
        self.over = False
        """Whether everything has been told."""

    def compose(self) -> ComposeResult:
        asked = None if self.step.of is None else self.lesson_run.lesson.step(self.step.of)
        if isinstance(asked, Predict | CodePredict):
            yield Prose(asked.ask, classes="-ask")
            if self.lesson_run.guess is not None:
                yield Callout(f"You said **{self.lesson_run.guess.given}**.")
        else:
            yield Prose(self._alone)

    def say(self, text: str, *, title: str = "") -> Callout:
        """A sentence that is new; those before it no longer are."""
        self.going_on()
        callout = Callout(text, title=title)
        callout.add_class("-said", "-now")
        self.mount(callout)
        return callout

    def going_on(self) -> None:
        """What is said on the right moves over here when it is no longer new."""
        for earlier in self.query(".-now"):
            earlier.remove_class("-now")

    def sum_up(self) -> None:
        """The outcome beside the guess, and what the author adds; once."""
        if self.over:
            return
        self.over = True
        self.going_on()
        if self.lesson_run.guess is not None:
            verdict = verdict_callout(self.lesson_run.guess)
            self.mount(verdict)
            self.call_after_refresh(verdict.scroll_visible, animate=False, top=True)
        if self.step.after:
            self.mount(Prose(self.step.after))
        self.refresh_bindings()
