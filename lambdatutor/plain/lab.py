"""A lab as lines: settings and commands first, then `run`, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lambdatutor.aws.command_line import to_cli
from lambdatutor.plain import packets, tables
from lambdatutor.plain.judged import tell_judged
from lambdatutor.plain.response import show_response
from lambdatutor.plain.runs import play_run, show_run
from lambdatutor.plain.talk import WHY
from lambdatutor.simulator.outside import OUTSIDE

if TYPE_CHECKING:
    from lambdatutor.course.controls import ControlView
    from lambdatutor.course.format import Lab
    from lambdatutor.course.lab import LabAttempt
    from lambdatutor.course.outcome import Outcome
    from lambdatutor.plain.talk import Talk

_PROMPT = "Lab: type a setting or a command, then run. ? helps, an empty line goes on."
_HELP = (
    "aws lambda, an operation and its parameters: changes what that AWS command changes.",
    "run plays the whole run with these settings.",
    "controls and objectives show how things stand; requests shows the last run.",
    "hint gives a hint; solution, after the last hint, plays the author's own way.",
    "undo takes back the last change; reset takes back all of them.",
    "break and its key, as in break 1, breaks a lab that is met.",
    WHY,
)
_HINT_NEXT = "Not met yet. Change something and run again, or type hint."
_UNLUCKY = "Here it went well; with other luck it does not. What does luck decide here?"


def work(talk: Talk, lab: Lab) -> None:
    """Work on a lab until the learner goes on."""
    attempt = talk.run.lab
    if attempt is None:
        return
    talk.tell(lab.brief)
    _objectives(talk)
    packets.show_packets(talk)
    _controls(talk)
    help_ = (_how_to_set(attempt), *_HELP)
    if packets.views_of(talk):
        help_ = (*help_, packets.HELP)
    while True:
        line = talk.ask(_PROMPT, help_)
        if not line:
            if not attempt.met:
                talk.say("The lab is not met yet; back returns to it.")
            return
        if not packets.obey(talk, line):
            _obey(talk, lab, attempt, line)


def _how_to_set(attempt: LabAttempt) -> str:
    """The help about `set`, with a control of this lab as its example."""
    view = next(iter(attempt.controls), None)
    example = f", as in set {view.name} {view.values[-1]}" if view is not None else ""
    return f"set, a name and a value: turns a control{example}."


def _obey(talk: Talk, lab: Lab, attempt: LabAttempt, line: str) -> None:
    run = talk.run
    match line.casefold().split():
        case ["run"]:
            _run(talk, lab, attempt)
        case ["hint"]:
            _hint(talk, attempt)
        case ["objectives"]:
            _objectives(talk)
        case ["controls"]:
            _controls(talk)
        case ["requests"]:
            show_run(talk)
        case ["undo"]:
            _undo(talk, attempt)
        case ["reset"]:
            run.reset()
            _controls(talk)
        case ["solution"]:
            _solution(talk)
        case ["break", *key]:
            _break(talk, attempt, " ".join(key))
        case _:
            before, sent = attempt.controls, packets.views_of(talk)
            _outcome(talk, run.command(line), before)
            packets.tell_changes(talk, sent)


def _run(talk: Talk, lab: Lab, attempt: LabAttempt) -> None:
    """Play with the settings from the start; when all is met here, the jury plays too."""
    run = talk.run
    run.restart()
    play_run(talk)
    show_run(talk)
    _objectives(talk)
    if not attempt.shown_run_met:
        talk.say(_HINT_NEXT)
        return
    passed = True
    for result in run.judge():
        passed = passed and result.met
        missed = [view.says for view in result.objectives if view.face != "met" and not view.bonus]
        verdict = "met" if result.met else f"not met: {'; '.join(missed)}"
        talk.say(f"Run {result.number} of {result.of} with other luck: {verdict}.")
    unlucky = "" if passed else _UNLUCKY
    if tell_judged(talk, counts=attempt.counts, met=lab.met, missed=unlucky):
        if lab.breaks:
            talk.say("Type break and a key to see it break:")
        for each in lab.breaks:
            talk.speak(f"- break {each.key}: {each.title}")


def _hint(talk: Talk, attempt: LabAttempt) -> None:
    hint = talk.run.hint()
    if hint is not None:
        talk.speak(hint)
    elif attempt.hints.used_up:
        talk.say("That was the last hint. Type solution to see the author's own way.")


def _solution(talk: Talk) -> None:
    if not talk.run.solution_offered:
        talk.say("Ask for the hints first.")
        return
    for operation in talk.run.show_solution():
        if not isinstance(operation, OUTSIDE):
            talk.quote(to_cli(operation))
    play_run(talk)
    show_run(talk)
    _controls(talk)
    _objectives(talk)


def _undo(talk: Talk, attempt: LabAttempt) -> None:
    """Take back the break that is being tried, or else the last change."""
    before = attempt.controls
    if attempt.broken_by is not None:
        talk.run.restart()
        talk.say("The break is taken back. Type run to play your own way again.")
        return
    if talk.run.undo() is None:
        talk.say("There is nothing to undo.")
        return
    talk.say("Undone.")
    _changes(talk, before)


def _break(talk: Talk, attempt: LabAttempt, key: str) -> None:
    breaks = {each.key.casefold(): each.key for each in attempt.lab.breaks}
    said = talk.run.try_break(breaks.get(key, key)) if attempt.met else None
    if said is None:
        keys = ", ".join(f"break {each}" for each in breaks.values())
        talk.say(
            f"You can type: {keys or 'nothing here'}."
            if attempt.met
            else "Solve the lab first; then it can be broken."
        )
        return
    talk.speak(said)
    play_run(talk)
    show_run(talk)
    _objectives(talk)
    talk.say("undo, or run, goes back to your own way.")


def _outcome(talk: Talk, outcome: Outcome, before: Sequence[ControlView]) -> None:
    if outcome.error is not None:
        talk.say(str(outcome.error))
        return
    show_response(talk, outcome)
    changed = _changes(talk, before)
    if not changed and not outcome.response:
        talk.say("That changes nothing: it stands so already.")


def _changes(talk: Talk, before: Sequence[ControlView]) -> bool:
    """Say which controls stand elsewhere now, and the AWS command for it; whether any does."""
    changed = [
        now for now, then in zip(talk.run.controls, before, strict=True) if now.value != then.value
    ]
    for view in changed:
        talk.say(f"{view.name} is now {view.value}.")
        if view.command.startswith("aws "):
            talk.quote(view.command)
    return bool(changed)


def _objectives(talk: Talk) -> None:
    talk.say("Objectives:")
    talk.show(tables.objectives(talk.run.objectives, talk.width))
    talk.say()


def _controls(talk: Talk) -> None:
    talk.say("Controls:")
    talk.show(tables.controls(talk.run.controls, talk.width))
    talk.say()
