"""A guess about real code, which runs meanwhile; its outcome is laid beside the guess."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.message import Message

from lambdatutor.course.format import CodePredict
from lambdatutor.course.handlers.telling import program_of
from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.tui.code_run.pane import CodeRunPane
from lambdatutor.tui.code_run.program import ProgramView
from lambdatutor.tui.laid import Prose
from lambdatutor.tui.steps.predict import PredictView
from lambdatutor.tui.steps.question import QuestionView
from lambdatutor.tui.steps.view import Callout


class CodePredictView(PredictView):
    """The question, the guess, and what the code really did."""

    class Guessed(Message):
        """A guess was made and judged, so the outcome may be shown."""

    def __init__(self, lesson_run: LessonRun, step: CodePredict) -> None:
        super().__init__(lesson_run, step)
        self._ran = False
        self._confidence: int | None = None
        self._waits = False
        """A guess was made before the code had answered."""

    def compose(self) -> ComposeResult:
        if self.step.text:
            yield Prose(self.step.text)
        run = self.lesson_run
        program = program_of(run.lesson, run.step)
        about = None if program is None else ProgramView(run.lesson, program)
        if about is not None:
            about.add_class("-once")
        yield QuestionView(run.questions[0], about=about)

    @property
    def offers(self) -> frozenset[str]:
        return frozenset()

    @property
    def waits(self) -> bool:
        return self._waits

    def ran(self) -> None:
        """The code has answered every call."""
        self._ran = True
        if self._waits:
            self._waits = False
            self._judge()

    def _settle(self, confidence: int | None) -> None:
        """Judge the guess; that waits for the run."""
        self._confidence = confidence
        if self._ran:
            self._judge()
            return
        self._waits = True
        self.query_one(QuestionView).keep(self._given)
        self.mount(Callout("The code is still running.", kind="say"))
        self.post_message(self.Guessed())

    def _judge(self) -> None:
        self.query(Callout).remove()
        question = self.query_one(QuestionView)
        verdict = self.lesson_run.answer(self.step.id, self._given, self._confidence)
        if not verdict.understood:
            self._given = None
            question.ask_again(verdict.happened)
            return
        question.keep(self._given)
        self.post_message(self.Guessed())

    def take_number(self, number: int) -> None:
        """A digit looks at one of the calls again."""
        if not self._told:
            super().take_number(number)
            return
        for pane in self.screen.query(CodeRunPane):
            pane.pick(number - 1)

    def fail(self) -> None:
        """Nothing could be run, so there is nothing to guess about."""
        self.query(Callout).remove()
        self.query_one(QuestionView).keep(self._given)
        self.mount(Prose("The code could not be run here. `n` goes on."))
