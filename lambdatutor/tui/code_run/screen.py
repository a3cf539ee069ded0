"""The part of the lesson screen that runs the code of a guess or a watch, in a thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.message import Message

from lambdatutor.course.format import CodePredict, CodeWatch, Explain
from lambdatutor.course.handlers.telling import code_shown_at, program_asked, program_of
from lambdatutor.errors import LambdaTutorError
from lambdatutor.tui.lab_screen import LabScreen
from lambdatutor.tui.steps.quiz import QuizView

if TYPE_CHECKING:
    # A lesson without code never loads what shows it.
    from lambdatutor.course.handlers.outcomes import CallOutcome
    from lambdatutor.course.handlers.record import Record
    from lambdatutor.tui.code_run.pane import CodeRunPane
    from lambdatutor.tui.steps.code_predict import CodePredictView
    from lambdatutor.tui.steps.code_watch import CodeWatchView


class CodeRunScreen(LabScreen):
    """Shows what real code does, as far as the learner has come in its calls."""

    code_run: CodeRunPane | None = None
    """The page with the code, in a step that runs some."""
    _outcomes: tuple[CallOutcome, ...] = ()
    """Every call of the last run; empty while it has not ended."""
    _code_runs = False

    class CodeRan(Message):
        """The code of a step or a question has answered every call, or could not be run."""

        def __init__(self, of: str, outcomes: tuple[CallOutcome, ...], problem: str = "") -> None:
            super().__init__()
            self.of = of
            self.outcomes = outcomes
            self.problem = problem

    def _open_step(self) -> None:
        if self._ready:
            self._set_out_code()
        super()._open_step()
        if self._ready and self.code_run is not None:
            self.remove_class("-world")
            step = self._code_step
            if step is not None and not self._explains_what_is_shown:
                self._begin_code(step)

    @property
    def _code_step(self) -> CodePredict | CodeWatch | None:
        return code_shown_at(self.lesson_run.lesson, self.lesson_run.index)

    @property
    def _explains_what_is_shown(self) -> bool:
        """Whether calls stand there that one is to explain now."""
        shown = self.code_run is not None and bool(self.code_run.shown)
        return shown and isinstance(self.lesson_run.step, Explain)

    def _set_out_code(self) -> None:
        """Lay out the code of the step; after it, one may explain what is still to be seen."""
        step = self._code_step
        program = None if step is None else program_of(self.lesson_run.lesson, step)
        self.lesson_run.handlers.stop_programs(but=program)
        kept = self.code_run
        if kept is not None and kept.program is not program:
            kept.display = False
            kept.remove()
            self.code_run = None
        if program is not None and not self._explains_what_is_shown:
            self._outcomes = ()
            if self.code_run is None:
                from lambdatutor.tui.code_run.pane import CodeRunPane

                lesson = self.lesson_run.lesson
                self.code_run = CodeRunPane(lesson, program)
                self.query_one("#pages").mount(self.code_run)
            else:
                self.code_run.show((), 0)
        self.set_class(self.code_run is not None, "-program")

    def _begin_code(self, step: CodePredict | CodeWatch) -> None:
        """Have it run, or take what it came to when it ran before."""
        now, record = self.lesson_run.step, self.lesson_run.handlers.record(step)
        if record is not None:
            self.call_after_refresh(self._take, self.CodeRan(now.id, record.outcomes))
            return
        if isinstance(now, CodeWatch):
            self._turn_to_code()
        if isinstance(now, CodeWatch | Explain):
            self._wait_for_code()
        self._run_code(now.id, partial(self.lesson_run.handlers.run, step))

    def _run_code(self, of: str, run: Callable[[], Record]) -> None:
        """In a thread; whatever comes of it comes as a message, if the screen is still there."""
        self._code_runs = True

        def work() -> None:
            from lambdatutor.course.handlers.environments import Closed

            try:
                ran = self.CodeRan(of, run().outcomes)
            except Closed:  # the step was left, so nobody waits for it
                return
            except LambdaTutorError as error:
                ran = self.CodeRan(of, (), str(error))
            self.post_message(ran)

        self.run_worker(work, thread=True, group="code", name=f"the code of {of}")

    def on_quiz_view_code_asked(self, event: QuizView.CodeAsked) -> None:
        event.stop()
        program = program_asked(event.posed.question)
        if program is not None:
            run = partial(self.lesson_run.handlers.run_program, program)
            self._run_code(event.posed.id, run)

    def _wait_for_code(self) -> None:
        """Somebody waits by now; the code may have answered until the page is there to tell it."""

        def wait() -> None:
            if self.code_run is not None and self._code_runs:
                self.code_run.wait()

        self.call_after_refresh(wait)

    def on_code_run_screen_code_ran(self, event: CodeRan) -> None:
        event.stop()
        for quiz in () if self.is_left else self.query(QuizView):
            quiz.ran(event.of, event.problem)
        self._take(event)

    def _take(self, ran: CodeRan) -> None:
        if self.is_left or self.code_run is None or ran.of != self.lesson_run.step.id:
            return
        self._code_runs = False
        if ran.problem:
            self.code_run.fail(ran.problem)
            for view in self._watched or self._guessed:
                view.fail()
            return
        first, self._outcomes = not self._outcomes, ran.outcomes
        for guessing in self._guessed:
            guessing.ran()
            if self.lesson_run.guess is not None and not self.lesson_run.is_told_next:
                self._reveal(guessing)
        for watching in self._watched:
            watching.total = len(ran.outcomes)
            if first:
                self.action_next_call()
            else:
                self.code_run.show(ran.outcomes, watching.total)
        if isinstance(self.lesson_run.step, Explain):
            self.code_run.show(ran.outcomes, len(ran.outcomes))
        self.refresh_bindings()

    @property
    def _guessed(self) -> tuple[CodePredictView, ...]:
        from lambdatutor.tui.steps.code_predict import CodePredictView

        return tuple(self.query(CodePredictView))

    @property
    def _watched(self) -> tuple[CodeWatchView, ...]:
        from lambdatutor.tui.steps.code_watch import CodeWatchView

        return tuple(self.query(CodeWatchView))

    # A guess

    async def on_code_predict_view_guessed(self) -> None:
        """It is told call by call if a watch comes next; else all of it is shown here."""
        if self._guessed and self._guessed[0].waits:
            self._wait_for_code()
        elif self.lesson_run.is_told_next:
            self.lesson_run.next()
            await self.show_step()
        elif self._guessed:
            self._reveal(self._guessed[0])

    def _reveal(self, view: CodePredictView) -> None:
        if self.code_run is not None and self._outcomes:
            self.code_run.show(self._outcomes, len(self._outcomes))
            view.reveal()
            self.refresh_bindings()

    # Call by call

    def action_next_call(self) -> None:
        pane = self.code_run
        for view in self._watched:
            if pane is not None and view.at < len(self._outcomes):
                told = view.show_call()
                pane.show(self._outcomes[: view.at], view.total)
                pane.say(told)
                self._turn_to_code()
                if self.has_class("-narrow"):
                    self.refresh_bindings()
                elif view.at == view.total:
                    self.action_outcome()

    def _turn_to_code(self) -> None:
        """In a narrow window: to the page where something happens."""
        if self.has_class("-narrow"):
            self.add_class("-page-world")

    def action_outcome(self) -> None:
        """Everything has been shown: what was guessed, and what it means."""
        for view in self._watched:
            view.sum_up()
        if self.code_run is not None:
            self.code_run.say("")
        self.remove_class("-page-world")
        self.refresh_bindings()

    def action_all_calls(self) -> None:
        for view in self._watched:
            while view.at < len(self._outcomes):
                view.show_call()
        if self.code_run is not None:
            self.code_run.show(self._outcomes, len(self._outcomes))
        self.action_outcome()

    def action_run_code_again(self) -> None:
        """All of it once more, for real: other milliseconds, the same answers."""
        step = self.lesson_run.step
        if isinstance(step, CodePredict | CodeWatch) and not self._code_runs:
            self._run_code(step.id, partial(self.lesson_run.handlers.run_again, step))
            self._wait_for_code()

    # Pages

    def turned_page(self) -> None:
        if self.code_run is None:
            super().turned_page()
            return
        self.code_run.come_to_front()
        self.refresh_bindings()

    @property
    def scrolled_beside(self) -> VerticalScroll | None:
        """What does not fit beside the text, while the arrows move the text."""
        pane = self.code_run
        if pane is None or self.has_class("-narrow") or self.scrolled is pane.scrolled:
            return None
        return pane.scrolled if pane.scrolled.max_scroll_y else None

    def can_scroll(self, action: str) -> bool:
        if action == "scroll_came":
            return self.scrolled_beside is not None
        return self.scrolled.max_scroll_y > 0

    def action_scroll(self, by: int) -> None:
        self.scrolled.scroll_relative(y=by, animate=False)

    def action_scroll_came(self, by: int) -> None:
        beside = self.scrolled_beside
        if beside is not None:
            beside.scroll_relative(y=by, animate=False)

    @property
    def scrolled(self) -> VerticalScroll:
        """The page that the arrows move: the one in front, or the one that does not fit."""
        thought = self.query_one("#thought", VerticalScroll)
        pane = self.code_run
        if pane is None or (self.has_class("-narrow") and not self.has_class("-page-world")):
            return thought
        in_front = self.has_class("-page-world") and self.has_class("-narrow")
        return pane.scrolled if in_front or not thought.max_scroll_y else thought
