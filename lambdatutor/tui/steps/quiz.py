"""One question after another, each with its feedback at once."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from lambdatutor.course.format import Quiz
from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.tui.laid import Prose
from lambdatutor.tui.steps.question import QuestionView
from lambdatutor.tui.steps.verdict import verdict_callout
from lambdatutor.tui.steps.view import StepView


class QuizView(StepView):
    """One question a screen; at the end how many were right, and what that advises."""

    def __init__(self, lesson_run: LessonRun, step: Quiz) -> None:
        super().__init__()
        self.lesson_run = lesson_run
        self.step = step
        self._questions = lesson_run.questions
        open_ones = [
            at for at, each in enumerate(self._questions) if each.id not in lesson_run.verdicts
        ]
        self._at = open_ones[0] if open_ones else 0
        self._answered = False

    @property
    def has_more(self) -> bool:
        """Whether `n` means another question here, and not the next step."""
        return self._answered and self._at < len(self._questions)

    def compose(self) -> ComposeResult:
        yield from self._question()

    def _question(self) -> ComposeResult:
        count = len(self._questions)
        yield Prose(f"*Question {self._at + 1} of {count}*", classes="-count")
        yield QuestionView(self._questions[self._at])

    def begin(self) -> None:
        self.query_one(QuestionView).start()

    @property
    def offers(self) -> frozenset[str]:
        return frozenset({"reroll"}) if self._at >= len(self._questions) else frozenset()

    def take_number(self, number: int) -> None:
        for question in self.query(QuestionView):
            if question.is_open:
                question.take_number(number)

    @on(QuestionView.Answered)
    def _take(self, event: QuestionView.Answered) -> None:
        event.stop()
        question = self.query_one(QuestionView)
        if not question.is_open:
            return
        verdict = self.lesson_run.answer(question.posed.id, event.given)
        if not verdict.understood:
            question.ask_again(verdict.happened)
            return
        question.close(verdict, event.given)
        self._answered = True
        callout = verdict_callout(verdict)
        self.mount(callout)
        self.call_after_refresh(callout.scroll_visible, animate=False)
        self.screen.set_focus(None)
        self.refresh_bindings()

    async def ask_again(self) -> None:
        """The same questions with other numbers."""
        self.lesson_run.ask_again()
        self._questions = self.lesson_run.questions
        self._at = -1
        await self.go_on()

    async def go_on(self) -> None:
        """The next question, or after the last one what it came to."""
        self._at += 1
        self._answered = self._at >= len(self._questions)
        await self.remove_children()
        if self._at < len(self._questions):
            await self.mount_all(self._question())
            self.query_one(QuestionView).start()
        else:
            await self.mount(Prose(self._summary()))
        self.refresh_bindings()

    def _summary(self) -> str:
        right, count = self.lesson_run.score
        score = f"# {right} of {count} right"
        if right >= self.step.pass_mark * count:
            return f"{score}\n\nYou have it. `n` goes on."
        return (
            f"{score}\n\nIt may pay to look at the earlier steps once more: `←` goes back, and "
            "their runs can be played again. `r` asks again with other numbers. Nothing is locked: "
            "`n` goes on as well."
        )
