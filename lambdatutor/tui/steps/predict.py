"""A guess that is made before its run plays, and stays on screen until it is over."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from lambdatutor.course.format import CodePredict, Predict
from lambdatutor.course.frame import Frame
from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.tui.choices import Choices
from lambdatutor.tui.laid import Prose
from lambdatutor.tui.steps.question import Given, QuestionView
from lambdatutor.tui.steps.verdict import verdict_callout
from lambdatutor.tui.steps.view import Callout, StepView

SURE = ("a guess", "fairly sure", "certain")


class PredictView(StepView):
    """The question, the guess, and at the end what happened."""

    def __init__(self, lesson_run: LessonRun, step: Predict | CodePredict) -> None:
        super().__init__()
        self.lesson_run = lesson_run
        self.step = step
        self._given: Given | None = None
        self._told = False

    def compose(self) -> ComposeResult:
        if self.step.text:
            yield Prose(self.step.text)
        yield QuestionView(self.lesson_run.questions[0])

    def begin(self) -> None:
        guess = self.lesson_run.guess
        if guess is None:
            self.query_one(QuestionView).start()
        else:
            self.query_one(QuestionView).keep()
            self.mount(Callout(f"You said **{guess.given}**.", kind="say"))

    @property
    def offers(self) -> frozenset[str]:
        rolls = isinstance(self.step, Predict) and self.step.reroll
        return frozenset({"reroll"}) if rolls and self._told else frozenset()

    def take_number(self, number: int) -> None:
        if self._given is None:
            self.query_one(QuestionView).take_number(number)

    @on(QuestionView.Answered)
    async def _answered(self, event: QuestionView.Answered) -> None:
        event.stop()
        if self._given is not None:
            return
        self._given = event.given
        if not self.step.confidence:
            self._settle(None)
            return
        self.query_one(QuestionView).keep(event.given)
        sure = Choices(SURE, id="sure")
        await self.mount(Prose("How sure are you?", id="how-sure"), sure)
        sure.at = 1
        sure.focus()

    @on(Choices.Picked, "#sure")
    async def _sure(self, event: Choices.Picked) -> None:
        event.stop()
        await self.query("#sure, #how-sure").remove()
        self._settle(event.picked[0] + 1)

    def _settle(self, confidence: int | None) -> None:
        """Judge the guess; what it hears waits for the run."""
        question = self.query_one(QuestionView)
        verdict = self.lesson_run.answer(self.step.id, self._given, confidence)
        if not verdict.understood:
            self._given = None
            question.ask_again(verdict.happened)
            return
        question.keep(self._given)
        self.mount(Callout(f"You said **{verdict.given}**. Now watch.", kind="say"))
        self.post_message(self.RunAsked())

    def show_frame(self, frame: Frame) -> None:
        if frame.over:
            self.reveal()

    def reveal(self) -> None:
        """The outcome beside the guess."""
        guess = self.lesson_run.guess
        if guess is None or self._told:
            return
        self._told = True
        self.query(Callout).remove()
        self.query_one(QuestionView).close(guess, self._given)
        verdict = verdict_callout(guess)
        self.mount(verdict)
        self.call_after_refresh(verdict.scroll_visible, animate=False, top=True)
        self.refresh_bindings()
