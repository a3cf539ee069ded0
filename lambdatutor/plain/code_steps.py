"""Steps with real code, as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.course.format import CodeLab, CodePredict, CodeWatch
from lambdatutor.course.handlers.telling import program_asked
from lambdatutor.errors import LambdaTutorError
from lambdatutor.plain.code_runs import own_speed, show_call, show_calls, show_code, show_program
from lambdatutor.plain.interruptible import outcomes_of
from lambdatutor.plain.runs import show_guess

if TYPE_CHECKING:
    from collections.abc import Callable

    from lambdatutor.course.handlers.record import Record
    from lambdatutor.course.posed import Posed
    from lambdatutor.course.verdicts import Verdict
    from lambdatutor.plain.talk import Talk

    Ask = Callable[..., Verdict | None]

_AGAIN = "Press enter to go on, or type r to run it again: other milliseconds."
_HELP = ("r runs the same code once more, for real.",)


def go_through(talk: Talk, step: CodePredict | CodeWatch | CodeLab, ask: Ask) -> None:
    """Take such a step to its end."""
    match step:
        case CodePredict():
            _predict(talk, step, ask)
        case CodeWatch():
            _watch(talk, step)
        case CodeLab():
            from lambdatutor.plain import code_lab

            code_lab.work(talk)


def _predict(talk: Talk, step: CodePredict, ask: Ask) -> None:
    """The code, the guess, and what it really did; where a watch tells that, only the guess."""
    run = talk.run
    talk.tell(step.text)
    show_code(talk)
    if _ran(talk, step) is None:
        talk.pause()
        return
    verdict = ask(talk, run.posed(step.id), sure=step.confidence)
    if verdict is not None:
        talk.say(f"Your guess: {verdict.given.rstrip('.')}.")
    if run.is_told_next:
        talk.say("Now the run." if verdict is not None else "No guess. Now the run.")
        return
    record = _ran(talk, step)
    if record is not None and verdict is not None:
        talk.say()
        show_calls(talk, record.outcomes)
        show_guess(talk)
        talk.pause()


def _watch(talk: Talk, step: CodeWatch) -> None:
    """Call by call, with a sentence beside each that matters; as often as the learner likes."""
    if step.program is not None:
        show_code(talk)
    again = False
    while True:
        record = _ran(talk, step, again=again)
        if record is None:
            talk.pause()
            return
        _tell(talk, step, record)
        again = _asks_again(talk)
        if not again:
            return


def _tell(talk: Talk, step: CodeWatch, record: Record) -> None:
    count = len(record.outcomes)
    for outcome in record.outcomes:
        show_call(talk, outcome, of=count)
        for each in step.tell:
            if each.call == outcome.call:
                talk.speak(each.say)
                talk.say()
        if outcome.call < count:
            talk.pause()
    own_speed(talk)
    show_guess(talk)
    talk.tell(step.after)


def _asks_again(talk: Talk) -> bool:
    while True:
        said = talk.ask(_AGAIN, _HELP)
        if said.lower() in ("", "r"):
            return bool(said)
        talk.say("That is no command here. Type ? to see what is.")


def _ran(talk: Talk, step: CodePredict | CodeWatch, *, again: bool = False) -> Record | None:
    """What the code of this step did; None if it cannot run here, and then it is said why."""
    handlers = talk.run.handlers
    try:
        if again or handlers.record(step) is None:
            for _ in outcomes_of(handlers.start(step)):
                pass
        return handlers.record(step)
    except LambdaTutorError as error:
        talk.say(str(error))
        return None


def show_code_asked(talk: Talk, posed: Posed) -> None:
    """The lines that stand with a question; a program with what it is called with."""
    program = program_asked(posed.question)
    if program is None:
        talk.quote(posed.code)
        return
    if posed.code != program.code:
        talk.quote(posed.code)
    show_program(talk, program)
