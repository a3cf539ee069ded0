"""Code that runs, call by call, with a sentence beside each that matters."""

from __future__ import annotations

from lambdatutor.course.format import CodeWatch
from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.tui.code_run.pane import CodeRunPane
from lambdatutor.tui.laid import Prose
from lambdatutor.tui.steps.told import ToldView


class CodeWatchView(ToldView):
    """The guess it is about, what has been said, and at the end the verdict."""

    def __init__(self, lesson_run: LessonRun, step: CodeWatch) -> None:
        super().__init__(lesson_run, step, "Watch what the code does.")
        self._tell = step.tell
        self.at = 0
        """How many calls have been shown."""
        self.total = 0
        """How many there are; 0: the code has not answered yet."""

    @property
    def offers(self) -> frozenset[str]:
        if self.over:
            return frozenset({"run_code_again"})
        if not self.total:
            return frozenset()
        return frozenset({"next_call" if self.at < self.total else "outcome", "all_calls"})

    def show_call(self) -> str:
        """One call more has been shown; what is said of it, or nothing."""
        self.at += 1
        told = " ".join(each.say for each in self._tell if each.call == self.at)
        if told:
            callout = self.say(told, title=f"Call {self.at}" if self.total > 1 else "")
            self.call_after_refresh(callout.scroll_visible, animate=False)
        else:
            self.going_on()
        self.refresh_bindings()
        return told

    def take_number(self, number: int) -> None:
        """A digit looks at one of the calls again."""
        for pane in self.screen.query(CodeRunPane):
            pane.pick(number - 1)

    def fail(self) -> None:
        """Nothing could be run."""
        self.mount(Prose("The code could not be run here. `n` goes on."))
