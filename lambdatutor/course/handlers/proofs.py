"""What `lambdatutor check` proves of real code in a lesson by running it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.course.complaint import Complaint, Complaints
from lambdatutor.course.format import CodeLab, CodePredict, CodeWatch, Quiz
from lambdatutor.course.handlers.consent import carries_code
from lambdatutor.course.handlers.lab_proofs import lab_complaints
from lambdatutor.course.handlers.parts import Program
from lambdatutor.course.handlers.programs import Programs
from lambdatutor.course.handlers.trial import Trial
from lambdatutor.course.proofs_of_questions import question_complaints
from lambdatutor.errors import LambdaTutorError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lambdatutor.course.format import Lesson, Step
    from lambdatutor.course.questions import Question
    from lambdatutor.course.walking import Where


_TWICE = (0, 1)
"""Seeds, which mean nothing to real code: its runs are two, and each must hold."""


def code_complaints(lesson: Lesson, *, runs_code: bool) -> Complaints:
    """Every fault of its programs and labs; without `runs_code`, that they were not run."""
    for at, step in enumerate(lesson.steps):
        where: Where = ("steps", at)
        if not carries_code(step):
            continue
        if not runs_code:
            sentence = "this lesson brings code, and none of it was run, so nothing of it is proved"
            yield Complaint(where, sentence, "Read that code first; --run-code lets it run.")
            return
        try:
            yield from _of_step(lesson, step, where)
        except LambdaTutorError as error:
            yield Complaint(where, f"this cannot be run: {str(error).rstrip('.')}")


def _of_step(lesson: Lesson, step: Step, where: Where) -> Complaints:
    match step:
        case CodePredict():
            yield from question_complaints(lesson, step, where, _TWICE)
        case CodeWatch(program=Program() as program):
            record = Programs(lesson).run(program)
            if record.refused:
                yield Complaint((*where, "program"), record.refused.rstrip("."))
        case CodeLab():
            yield from lab_complaints(Trial(lesson, step), where)
        case Quiz(questions=questions):
            others = dict(simulated(questions))
            for number, question in enumerate(questions):
                if number not in others:
                    place = (*where, "questions", number)
                    # One that varies is run often enough.
                    seeds = _TWICE[:1] if question.vary else _TWICE
                    yield from question_complaints(lesson, question, place, seeds)
        case _:
            pass


def simulated(questions: tuple[Question, ...]) -> Iterator[tuple[int, Question]]:
    """The questions whose key is not what a program does, with their positions."""
    for number, question in enumerate(questions):
        if getattr(question, "program", None) is None:
            yield number, question
