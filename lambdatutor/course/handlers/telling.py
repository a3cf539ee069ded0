"""Real code and its calls in words that every face uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lambdatutor.course.format import Explain
from lambdatutor.course.handlers.steps import CodePredict, CodeWatch
from lambdatutor.course.questions import Numeric, Single, Text
from lambdatutor.simulator.time import spoken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lambdatutor.course.format import Lesson, Step
    from lambdatutor.course.handlers.outcomes import CallOutcome
    from lambdatutor.course.handlers.parts import Calling, FunctionSettings, Program
    from lambdatutor.course.posed import Asked

OWN_SPEED = "Real milliseconds of this computer; on Lambda they are others."


def program_of(lesson: Lesson, step: Step) -> Program | None:
    """What a guess or a watch runs; None for every other step."""
    match step:
        case CodePredict(program=program):
            return program
        case CodeWatch(of=of, program=program):
            return program if of is None else program_of(lesson, lesson.step(of))
        case _:
            return None


def code_shown_at(lesson: Lesson, index: int) -> CodePredict | CodeWatch | None:
    """The step whose code is looked at in this one: itself, or the one that an explain is about."""
    for step in reversed(lesson.steps[: index + 1]):
        if isinstance(step, CodePredict | CodeWatch):
            return step
        if not isinstance(step, Explain):
            break
    return None


def program_asked(question: Asked) -> Program | None:
    """What a question runs for its key; None for every other question."""
    return question.program if isinstance(question, Single | Numeric | Text) else None


class Called(NamedTuple):
    """An event and how it comes, for a list of what will be called."""

    which: str
    """`Call 1`, `Calls 2 to 4`."""
    how: str
    """`one after the other`; empty for a call like any other."""
    event: str


def called(program: Program) -> Iterator[Called]:
    """What a program will be called with, in order."""
    first = 1
    for each in program.calls:
        last = first + each.number - 1
        which = f"Call {first}" if first == last else f"Calls {first} to {last}"
        yield Called(which, how(each), each.event)
        first = last + 1


def how(call: Calling) -> str:
    """What is special about the way a call comes."""
    parts = [
        "in a new environment" if call.fresh else "",
        f"after {spoken(call.after)} frozen" if call.after else "",
        "all at once" if call.at_once > 1 else "",
        "one after the other" if call.times > 1 and call.at_once == 1 else "",
        f"{call.times} times" if call.times > 1 and call.at_once > 1 else "",
    ]
    return ", ".join(part for part in parts if part)


def settings_words(settings: FunctionSettings) -> tuple[str, ...]:
    """How a function is set up, a phrase each."""
    words = [
        f"handler {settings.handler}",
        f"{settings.memory} MB",
        f"timeout {spoken(settings.timeout)}",
    ]
    words += [f"{name}={value}" for name, value in settings.variables.items()]
    words += [f"layer {name}" for name in settings.layers]
    return tuple(words)


def milliseconds(ms: float) -> str:
    """`0.62 ms`, `52.1 ms`, `1,500 ms`: as exact as it is worth saying."""
    digits = 2 if ms < 10 else 1 if ms < 100 else 0
    return f"{ms:,.{digits}f} ms"


def times_words(outcome: CallOutcome) -> str:
    """`cold, Init 52.1 ms, then 1.20 ms; billed 54 ms; 38 MB used`; empty if nothing ran."""
    answer = outcome.answer
    if answer is None:
        return ""
    init = answer.init_duration_ms
    ran = milliseconds(answer.duration_ms)
    if init is not None:
        start = f"cold, Init {milliseconds(init)}, then {ran}"
    else:
        start = f"{'cold, with Init in it' if outcome.cold else 'warm'}, {ran}"
    return f"{start}; billed {answer.billed_ms:,} ms; {answer.max_memory_mb} MB used"


def status_words(outcome: CallOutcome) -> str:
    """`status 200, FunctionError Unhandled`, or AWS's refusal."""
    answer = outcome.answer
    if answer is None:
        return outcome.refused
    error = f", FunctionError {answer.function_error}" if answer.function_error else ""
    return f"status {answer.status}{error}"
