"""Calls of real code as lines: what each was given, what came back, the log, how long it took."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.course.handlers.program_files import program_files
from lambdatutor.course.handlers.telling import (
    OWN_SPEED,
    called,
    program_of,
    settings_words,
    status_words,
    times_words,
)
from lambdatutor.plain.prose import wrapped
from lambdatutor.runtime.shown import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lambdatutor.course.handlers.outcomes import CallOutcome
    from lambdatutor.course.handlers.parts import Program
    from lambdatutor.plain.talk import Talk

_LONGEST = 4_000
"""Characters of an answer that are written out."""
_LONGEST_EVENT = 400
_LONGEST_LOG = 200
"""Lines of a log, from its end."""


def show_program(talk: Talk, program: Program) -> None:
    """The code, its settings, and what it will be called with."""
    files = program_files(talk.run.lesson, program)
    for file in files.whole:
        talk.say(f"{shown(file.path)}:")
        talk.quote(file.text)
    for phrase in files.named:
        talk.show(wrapped(phrase, talk.width, first="- ", then="  "))
    talk.say()
    talk.say(f"The function: {', '.join(settings_words(program.function))}.")
    for each in called(program):
        how = f", {each.how}" if each.how else ""
        talk.say(f"{each.which}{how}: {each.event}")
    talk.say()


def show_code(talk: Talk) -> None:
    """What the guess or the watch of this step runs."""
    program = program_of(talk.run.lesson, talk.run.step)
    if program is not None:
        show_program(talk, program)


def show_call(talk: Talk, outcome: CallOutcome, *, of: int = 1) -> None:
    """One call as a whole."""
    which = f"Call {outcome.call}" if of > 1 else "The call"
    place = f" in environment {outcome.environment}" if outcome.environment else ""
    event = one_line(outcome.event, _LONGEST_EVENT)
    talk.say(f"{which}{place}. Event: {event}")
    talk.say(f"Answer: {_stopped(status_words(outcome))}")
    answer = outcome.answer
    if answer is None:
        return
    talk.quote(_cut(answer.text))
    if answer.said:
        talk.say(shown(answer.said))
    show_log(talk, outcome)


def show_log(talk: Talk, outcome: CallOutcome) -> None:
    """What CloudWatch would have of it, and the time that it took."""
    if outcome.answer is None:
        talk.say("Nothing ran, so there is no log.")
        return
    # A traceback is indented with blanks that do not break, which are not worth a sign here.
    lines = shown(outcome.answer.log.replace("\xa0", " ")).rstrip("\n").split("\n")
    left = len(lines) - _LONGEST_LOG
    talk.say(f"Its log, {left} lines left out before these:" if left > 0 else "Its log:")
    talk.quote("\n".join(lines[-_LONGEST_LOG:]))
    talk.say(f"It was {times_words(outcome)}.")
    talk.say()


def show_calls(talk: Talk, outcomes: Sequence[CallOutcome]) -> None:
    """Each, and whose milliseconds these are."""
    for outcome in outcomes:
        show_call(talk, outcome, of=len(outcomes))
    own_speed(talk)


def own_speed(talk: Talk) -> None:
    talk.say(OWN_SPEED)
    talk.say()


def _cut(text: str) -> str:
    said = shown(text)
    left = len(said) - _LONGEST
    return f"{said[:_LONGEST]} … {left:,} characters more" if left > 0 else said


def one_line(text: str, longest: int) -> str:
    """A text on one line, its beginning."""
    said = shown(" ".join(text.split()))
    return said if len(said) <= longest else f"{said[: longest - 1]}…"


def _stopped(sentence: str) -> str:
    return sentence if sentence.endswith(".") else f"{sentence}."
