"""One question after another, each with its feedback at once."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.message import Message
from textual.widget import Widget

from lambdatutor.course.format import Quiz
from lambdatutor.course.handlers.telling import program_asked
from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.course.posed import Posed
from lambdatutor.tui.laid import Prose
from lambdatutor.tui.steps.question import Given, QuestionView
from lambdatutor.tui.steps.verdict import verdict_callout
from lambdatutor.tui.steps.view import Callout, StepView


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
        self._ran: set[str] = set()
        """Questions whose code has answered."""
        self._waiting: Given | None = None
        """An answer that was given before the code of its question had run."""

    class CodeAsked(Message):
        """A question is on the screen whose key is what code really does."""

        def __init__(self, posed: Posed) -> None:
            super().__init__()
            self.posed = posed

    @property
    def has_more(self) -> bool:
        """Whether `n` means another question here, and not the next step."""
        return self._answered and self._at < len(self._questions)

    def compose(self) -> ComposeResult:
        yield from self._question()

    def _question(self) -> ComposeResult:
        count = len(self._questions)
        yield Prose(f"*Question {self._at + 1} of {count}*", classes="-count")
        posed = self._questions[self._at]
        yield QuestionView(posed, about=self._code_of(posed))

    def _code_of(self, posed: Posed) -> Widget | None:
        """The code that a question is about, where it is about some."""
        program = program_asked(posed.question)
        if program is None:
            return None
        from lambdatutor.tui.code_run.program import ProgramView

        return ProgramView(self.lesson_run.lesson, program)

    def begin(self) -> None:
        self._start()

    def _start(self) -> None:
        """Put the question to the learner, and have its code run meanwhile."""
        view = self.query_one(QuestionView)
        view.start()
        self._waiting = None
        if program_asked(view.posed.question) is not None:
            self.post_message(self.CodeAsked(view.posed))

    def ran(self, question: str, problem: str) -> None:
        """The code of a question has answered, or could not be run."""
        self._ran.add(question)
        view = self.query_one(QuestionView) if self.query(QuestionView) else None
        if view is None or view.posed.id != question:
            return
        given, self._waiting = self._waiting, None
        self.query(Callout).remove()
        if problem:
            view.keep(given)
            self._answered = True
            self.mount(Callout(f"{problem} `n` goes on.", title="The code could not be run"))
            self.refresh_bindings()
        elif given is not None:
            self._judge(view, given)

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
        if not question.is_open or self._waiting is not None:
            return
        if program_asked(question.posed.question) and question.posed.id not in self._ran:
            self._waiting = event.given
            self.mount(Callout("The code is still running.", kind="say"))
            return
        self._judge(question, event.given)

    def _judge(self, question: QuestionView, given: Given) -> None:
        verdict = self.lesson_run.answer(question.posed.id, given)
        if not verdict.understood:
            question.ask_again(verdict.happened)
            return
        question.close(verdict, given)
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
        self._ran.clear()
        await self.go_on()

    async def go_on(self) -> None:
        """The next question, or after the last one what it came to."""
        self._at += 1
        self._answered = self._at >= len(self._questions)
        await self.remove_children()
        if self._at < len(self._questions):
            await self.mount_all(self._question())
            self._start()
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
