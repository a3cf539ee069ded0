"""Playing the run of a step as lines: its narration, its requests, and the guess beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.course.format import Predict, Watch
from lambdatutor.plain import packets, tables
from lambdatutor.plain.denied import denied_calls
from lambdatutor.plain.talk import WHY
from lambdatutor.simulator.time import HOUR, clock

if TYPE_CHECKING:
    from lambdatutor.course.verdicts import Verdict
    from lambdatutor.plain.talk import Talk

_STRETCH_US = HOUR


def play_run(talk: Talk) -> None:
    """Play this step's run to its end, with a stop wherever its narration pauses."""
    run = talk.run
    while True:
        frame = run.advance(_STRETCH_US)
        for said in frame.narration:
            talk.speak(f"At {clock(said.event.at_us)}: {said.say}")
        if frame.paused:
            talk.pause(help_=_HELP)
        elif frame.over:
            return


def show_run(talk: Talk) -> None:
    """What the run has done, as a table."""
    run, step = talk.run, talk.run.step
    receipts, history = run.receipts(), run.history
    denied = denied_calls(history.world.log) if history is not None else ()
    talk.say()
    talk.show(tables.requests(receipts, talk.width, denied))
    if isinstance(step, Watch) and {"log", "bill"} & set(step.show):
        talk.say()
        talk.show(tables.reports(receipts, talk.width))
    if isinstance(step, Watch) and "logs" in step.show:
        _show_error(talk)
    if isinstance(step, Watch) and "network" in step.show:
        talk.say()
        packets.show_calls(talk)
    if history is not None:
        talk.say()
        talk.say(tables.summary(history.world.snapshot().totals, receipts, len(denied)))
    talk.say()


def _show_error(talk: Talk) -> None:
    """The first exception that a function logged, in its own words."""
    history = talk.run.history
    lines = history.world.logged() if history is not None else ()
    first = next((line for line in lines if line.message.startswith("[ERROR]")), None)
    if first is not None:
        talk.say()
        talk.say(f"The first exception in the log, at {clock(first.at_us)}:")
        talk.quote(first.message.partition("\n")[0])


def show_guess(talk: Talk) -> None:
    """The guess laid beside the outcome, once the run is over."""
    guess = talk.run.guess
    if guess is not None:
        show_verdict(talk, guess)
        talk.tell(guess.after)


def show_verdict(talk: Talk, verdict: Verdict) -> None:
    """What an answer hears, a paragraph each."""
    for line in verdict.lines():
        talk.speak(line)
    talk.say()


def play_and_show(talk: Talk) -> None:
    """A whole run, as often as the learner rolls again."""
    run = talk.run
    step = run.step
    reroll = isinstance(step, Predict | Watch) and step.reroll
    while True:
        play_run(talk)
        show_run(talk)
        show_guess(talk)
        if isinstance(step, Watch):
            talk.tell(step.after)
        if not reroll:
            talk.pause(help_=_HELP)
            return
        while True:
            said = talk.ask("Press enter to go on, or type r to roll again: another run.", _HELP)
            if said.lower() in ("", "r"):
                break
            talk.say("That is no command here. Type ? to see what is.")
        if not said:
            return
        talk.say(f"Another run, with seed {run.reroll()}.")


_HELP = (WHY,)
