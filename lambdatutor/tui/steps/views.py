"""Which view belongs to which kind of step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.content import Content

from lambdatutor.course.format import (
    CodeLab,
    CodePredict,
    CodeWatch,
    Explain,
    Hook,
    Lab,
    Lesson,
    PolicyLab,
    Predict,
    Quiz,
    Read,
    Recap,
    Step,
    Watch,
)
from lambdatutor.errors import LambdaTutorError
from lambdatutor.tui.ascii_text import fit_for_terminal
from lambdatutor.tui.panels.cells import clean
from lambdatutor.tui.top_line import TopLine

if TYPE_CHECKING:
    # A story is on the screen before either is loaded.
    from lambdatutor.course.lesson_run import LessonRun
    from lambdatutor.tui.steps.view import StepView

KINDS = {
    "hook": "Story",
    "read": "Read",
    "predict": "Predict",
    "watch": "Watch",
    "explain": "Explain",
    "lab": "Lab",
    "quiz": "Quiz",
    "recap": "Recap",
}
"""What the kinds of step are called on the screen."""


def heading(step: Step) -> str:
    """`Lab: no one waits`."""
    kind = KINDS[step.tag]
    return f"{kind}: {step.title}" if step.title else kind


def write_headings(
    top: TopLine, thought: VerticalScroll, lesson: Lesson, index: int, track: str
) -> None:
    """Which lesson this is, how far one has come, and what the step is called."""
    steps = len(lesson.steps)
    top.called = clean(lesson.title)
    top.place = " · ".join(filter(None, (track, f"{index + 1} of {steps}")))
    top.done, top.steps = index + 1, steps
    thought.border_title = fit_for_terminal(Content(clean(heading(lesson.steps[index]))))


def view_of(lesson_run: LessonRun, titles: dict[str, str]) -> StepView:
    """The left side of the step a lesson is at. A kind is loaded when it is first needed."""
    match lesson_run.step:
        case Hook() | Read() as step:
            from lambdatutor.tui.steps.read import ReadView

            return ReadView(step)
        case Predict() as step:
            from lambdatutor.tui.steps.predict import PredictView

            return PredictView(lesson_run, step)
        case CodePredict() | CodeWatch() as step:
            return _view_of_code(lesson_run, step)
        case Watch() as step:
            from lambdatutor.tui.steps.watch import WatchView

            return WatchView(lesson_run, step)
        case Explain() as step:
            from lambdatutor.tui.steps.explain import ExplainView

            return ExplainView(lesson_run, step)
        case Lab() | PolicyLab() | CodeLab() as step:
            return _view_of_lab(lesson_run, step)
        case Quiz() as step:
            from lambdatutor.tui.steps.quiz import QuizView

            return QuizView(lesson_run, step)
        case Recap() as step:
            from lambdatutor.tui.steps.recap import RecapView

            return RecapView(step, titles)


def _view_of_code(lesson_run: LessonRun, step: CodePredict | CodeWatch) -> StepView:
    """Where real code runs for a guess, or is told."""
    if isinstance(step, CodePredict):
        from lambdatutor.tui.steps.code_predict import CodePredictView

        return CodePredictView(lesson_run, step)
    from lambdatutor.tui.steps.code_watch import CodeWatchView

    return CodeWatchView(lesson_run, step)


def _view_of_lab(lesson_run: LessonRun, step: Lab | PolicyLab | CodeLab) -> StepView:
    """The brief, what is to be reached, and what is said."""
    match step:
        case Lab() as step:
            from lambdatutor.tui.steps.lab import LabView

            return LabView(lesson_run, step)
        case PolicyLab():
            from lambdatutor.tui.policy.lab_view import PolicyLabView

            attempt = lesson_run.policy_lab
            if attempt is None:
                raise ValueError("a policy lab is the step, so there is an attempt at it")
            return PolicyLabView(attempt)
        case CodeLab():
            from lambdatutor.tui.code.lab_view import HandlerLabView

            try:
                working = lesson_run.code_lab
            except LambdaTutorError as error:
                from lambdatutor.tui.steps.closed_lab import ClosedLabView

                return ClosedLabView(error)
            if working is None:
                raise ValueError("a code lab is the step, so there is an attempt at it")
            return HandlerLabView(working)
