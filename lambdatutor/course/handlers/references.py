"""Whether what steps and questions with code name is there: folders, predicts, calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.course.complaint import Complaint, Complaints
from lambdatutor.course.findings import did_you_mean
from lambdatutor.course.format import CodeLab, CodePredict, CodeWatch, Lesson, Quiz
from lambdatutor.course.handlers.lab_references import lab_references
from lambdatutor.course.handlers.named import (
    cases_in,
    folder_missing,
    layers_missing,
    layers_unknown,
)
from lambdatutor.course.handlers.parts import FromRun

if TYPE_CHECKING:
    from lambdatutor.course.expressions import HandlerExpression
    from lambdatutor.course.handlers.parts import Program
    from lambdatutor.course.walking import Where


def code_references(lesson: Lesson) -> Complaints:
    """Everything that steps and questions with code name, and that is not there."""
    programs: dict[str, Program] = {}
    for at, step in enumerate(lesson.steps):
        where: Where = ("steps", at)
        match step:
            case CodePredict():
                programs[step.id] = step.program
                yield from _program(lesson, step.program, (*where, "program"))
                yield from _called(step.answer.from_run, step.program, (*where, "answer"))
            case CodeWatch():
                yield from _watch(lesson, step, programs, where)
            case CodeLab():
                yield from lab_references(lesson, step, where)
            case Quiz(questions=questions):
                for number, question in enumerate(questions):
                    yield from _question(lesson, question, (*where, "questions", number))
            case _:
                pass


def _program(lesson: Lesson, program: Program, where: Where) -> Complaints:
    if program.files:
        yield from folder_missing(lesson, program.files, (*where, "files"))
    yield from layers_missing(lesson, program.layers, where)
    yield from layers_unknown(program.function, program.layers, where)


def _watch(
    lesson: Lesson, watch: CodeWatch, programs: dict[str, Program], where: Where
) -> Complaints:
    program = watch.program
    if program is not None:
        yield from _program(lesson, program, (*where, "program"))
    elif watch.of is not None:
        program = programs.get(watch.of)
        if program is None:
            sentence = f'there is no predict "{watch.of}" with code before this watch'
            yield Complaint((*where, "of"), sentence, did_you_mean(watch.of, programs))
    if program is None:
        return
    calls = sum(each.number for each in program.calls)
    for number, tell in enumerate(watch.tell):
        if not 1 <= tell.call <= calls:
            sentence = f"there is no call {tell.call}: its calls are counted from 1 to {calls}"
            yield Complaint((*where, "tell", number, "call"), sentence)


def _question(lesson: Lesson, question: object, where: Where) -> Complaints:
    program: Program | None = getattr(question, "program", None)
    answer = getattr(question, "answer", None)
    if program is not None:
        yield from _program(lesson, program, (*where, "program"))
        if isinstance(answer, FromRun):
            yield from _called(answer.from_run, program, (*where, "answer"))


def _called(expression: HandlerExpression, program: Program, where: Where) -> Complaints:
    """The calls of a program are named by their numbers."""
    number = sum(each.number for each in program.calls)
    known = [str(each) for each in range(1, number + 1)]
    for name in cases_in(expression.tree):
        if name not in known:
            sentence = f'there is no call "{name}": they are counted from 1 to {number}'
            yield Complaint((*where, "from_run"), sentence)
