"""What is well-formed in a lesson with code and still makes no sense."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from lambdatutor.aws import quotas
from lambdatutor.course.expressions import calls_in
from lambdatutor.course.handlers.parts import (
    Calling,
    FileWrite,
    FromRun,
    FunctionSettings,
    HandlerCase,
    Program,
    ProgramCall,
)
from lambdatutor.course.handlers.steps import CodeLab, CodePredict, CodeWatch, PackageLab
from lambdatutor.course.questions import Numeric, Single, Text
from lambdatutor.simulator.time import spoken

LONGEST_FREEZE_US = 3_000_000
"""It passes in real time, and somebody waits."""
MOST_AT_ONCE = 10
MOST_TIMES = 20
MOST_CALLS = 30
"""Of a program or a lab."""

Complaints = Iterator[tuple[str, str]]


def of_question(value: msgspec.Struct) -> Complaints:
    """A question of any kind: a key off a run needs something that runs."""
    if isinstance(value, Single | Numeric | Text):
        if isinstance(value.answer, FromRun) and value.program is None:
            yield "answer", "an answer from_run needs a program that runs"
        if value.program is not None and not isinstance(value.answer, FromRun):
            yield "program", "a program runs for an answer from_run, and there is none"


def _calling(call: Calling) -> Complaints:
    if not 1 <= call.times <= MOST_TIMES:
        yield "times", f'"times" must be from 1 to {MOST_TIMES}, not {call.times}'
    if not 1 <= call.at_once <= MOST_AT_ONCE:
        yield "at_once", f'"at_once" must be from 1 to {MOST_AT_ONCE}, not {call.at_once}'
    if call.after > LONGEST_FREEZE_US:
        longest = spoken(LONGEST_FREEZE_US)
        yield "after", f'"after" passes in real time, so it is {longest} at most'


def _case(case: HandlerCase) -> Complaints:
    yield from _calling(case)
    judged = bool(case.returns or case.fails or case.logs or case.check)
    if judged and case.any_answer:
        yield (
            "any_answer",
            "a case that is only tried (any_answer) has nothing that must come of it",
        )
    if not judged and not case.any_answer:
        yield "", "a case says what must come of it: returns, fails, logs or check"
    if case.returns and case.fails:
        yield "fails", "a call that fails returns nothing: leave out returns or fails"
    of_cases = {"passed", "failed", "passes"}
    if case.check is not None and any(at.name in of_cases for at in calls_in(case.check.tree)):
        yield "check", "a case's own check cannot ask which cases pass: that is an objective"
    if case.held_out and not case.why:
        yield "held_out", "a held-out case has why: what it means if it goes wrong"
    if case.held_out and case.any_answer:
        yield "held_out", "a case that is never judged cannot be held out"


def _settings(function: FunctionSettings) -> Complaints:
    least_mb, most_mb = quotas.MEMORY_MIN_MB.value, quotas.MEMORY_MAX_MB.value
    if not least_mb <= function.memory <= most_mb:
        sentence = f'"memory" must be from {least_mb} to {most_mb} MB, not {function.memory}'
        yield "memory", sentence
    longest_s = quotas.TIMEOUT_MAX_S.value
    if function.timeout % 1_000_000 or not 1 <= function.timeout_s <= longest_s:
        yield "timeout", f'"timeout" must be whole seconds from 1s to {longest_s}s'


def _program(program: Program) -> Complaints:
    if bool(program.code) is bool(program.files):
        yield "", "a program has code, or files: a folder beside the lesson"
    yield from _calls(program.calls, "calls")


def _calls(calls: tuple[Calling, ...], key: str) -> Complaints:
    number = sum(each.number for each in calls)
    if not calls:
        yield key, "at least one call is needed"
    if number > MOST_CALLS:
        yield key, f"these are {number} calls, and {MOST_CALLS} are the most"


def _predict(step: CodePredict) -> Complaints:
    if (step.number is None) is (len(step.choices) < 2):
        yield "choices", "a guess needs at least two choices, or a number"
    if any(choice.right for choice in step.choices):
        yield "choices", "the run decides which choice is right; leave out right: true"
    if any(choice.value is None for choice in step.choices):
        yield "choices", "where the run decides, each choice has a value"


def _watch(step: CodeWatch) -> Complaints:
    if (step.of is None) is (step.program is None):
        yield "of", "a watch shows the run of an earlier predict (of), or has a program of its own"


def _lab(lab: CodeLab) -> Complaints:
    yield from _calls(lab.cases, "cases")
    ids = [each.id for each in (*lab.cases, *lab.objectives)]
    twice = next((each for each in ids if ids.count(each) > 1), None)
    if twice is not None:
        yield "cases", f'"{twice}" stands twice: cases and objectives have ids of their own'
    if all(each.any_answer or each.held_out for each in lab.cases) and not lab.objectives:
        yield "cases", "at least one case is judged where it can be seen"
    if not lab.solution:
        yield "solution", "a lab has a solution"


def _write(write: FileWrite) -> Complaints:
    if write.text and write.source:
        yield "from", "a file is written with a text (is), or from another file"


CHECKS: dict[type[msgspec.Struct], Callable[..., Complaints]] = {
    ProgramCall: _calling,
    HandlerCase: _case,
    FunctionSettings: _settings,
    Program: _program,
    CodePredict: _predict,
    CodeWatch: _watch,
    CodeLab: _lab,
    PackageLab: _lab,
    FileWrite: _write,
}
