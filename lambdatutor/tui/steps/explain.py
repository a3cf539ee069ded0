"""The learner says it in a sentence, or skips, and then sees a model answer."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from lambdatutor.course.format import Explain
from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.tui.laid import Prose
from lambdatutor.tui.steps.answer_field import AnswerField
from lambdatutor.tui.steps.view import Callout, StepView


class ExplainView(StepView):
    """The question, a line to write in, and then both answers under each other."""

    def __init__(self, lesson_run: LessonRun, step: Explain) -> None:
        super().__init__()
        self.lesson_run = lesson_run
        self.step = step
        self._done = False

    def compose(self) -> ComposeResult:
        yield Prose(self.step.ask, classes="-ask")
        yield AnswerField(
            placeholder="one sentence, in your own words",
            note="enter shows a model answer, also when the line is empty",
            empty=True,
        )

    def begin(self) -> None:
        self.query_one(AnswerField).start()

    def take_number(self, number: int) -> None:
        """Beside calls of real code, a digit looks at one of them again."""
        # A lesson without code never loads what shows it.
        from lambdatutor.tui.code_run.pane import CodeRunPane

        for pane in self.screen.query(CodeRunPane):
            pane.pick(number - 1)

    @on(AnswerField.Given)
    def _given(self, event: AnswerField.Given) -> None:
        event.stop()
        if self._done:
            return
        self._done = True
        if event.text:
            self.lesson_run.answer(self.step.id, event.text)
        self.query_one(AnswerField).remove()
        if event.text:
            self.mount(Callout(event.text, title="You said", literal=True))
        self.mount(Callout(self.step.model, kind="good", title="A model answer"))
        self.refresh_bindings()
