"""A lab as lines: settings and commands first, then `run`, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from lambdatutor.aws.command_line import to_cli
from lambdatutor.plain import tables
from lambdatutor.plain.runs import play_run, show_run

if TYPE_CHECKING:
    from lambdatutor.course.format import Lab
    from lambdatutor.course.lab import LabAttempt, Outcome
    from lambdatutor.plain.talk import Talk

_PROMPT = "Lab: type a setting or a command, then run. ? helps, an empty line goes on."
_HELP = (
    "set NAME VALUE turns a control, as in set ping_every 4min.",
    "aws lambda … carries out a command that changes what a control changes.",
    "run plays the whole run with these settings.",
    "controls and objectives show how things stand; requests shows the last run.",
    "hint gives a hint; solution, after the last hint, plays the author's own way.",
    "undo takes back the last change; reset takes back all; break KEY breaks a solved lab.",
    "why 1 tells how request 1 came to its end.",
)


def work(talk: Talk, lab: Lab) -> None:
    """Work on a lab until the learner goes on."""
    attempt = talk.run.lab
    if attempt is None:
        return
    talk.tell(lab.brief)
    _objectives(talk)
    _controls(talk)
    while True:
        line = talk.ask(_PROMPT, _HELP)
        if not line:
            return
        _obey(talk, lab, attempt, line)


def _obey(talk: Talk, lab: Lab, attempt: LabAttempt, line: str) -> None:
    run = talk.run
    match line.split():
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
            undone = run.undo()
            talk.say("There is nothing to undo." if undone is None else "Undone.")
            _controls(talk)
        case ["reset"]:
            run.reset()
            _controls(talk)
        case ["solution"]:
            _solution(talk)
        case ["break", key]:
            _break(talk, attempt, key)
        case _:
            _outcome(talk, run.command(line))


def _run(talk: Talk, lab: Lab, attempt: LabAttempt) -> None:
    """Play with the settings from the start; when all is met here, the jury plays too."""
    run = talk.run
    run.restart()
    play_run(talk)
    show_run(talk)
    _objectives(talk)
    if not attempt.shown_run_met:
        return
    passed = True
    for result in run.judge():
        passed = passed and result.met
        missed = [view.says for view in result.objectives if view.face != "met" and not view.bonus]
        verdict = "met" if result.met else f"not met: {'; '.join(missed)}"
        talk.say(f"Run {result.number} of {result.of} with other luck: {verdict}.")
    if not passed:
        talk.say("Here it went well; with other luck it does not. What does luck decide here?")
    elif not attempt.counts:
        talk.say("That was the author's solution. Type reset to find your own.")
    else:
        talk.say("The lab is met.")
        talk.tell(lab.met)
        for each in lab.breaks:
            talk.speak(f"break {each.key}: {each.title}")


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
        outside = operation.name in ("SetTraffic", "SetSimulator")
        if not outside:
            talk.quote(to_cli(operation))
    play_run(talk)
    show_run(talk)
    _controls(talk)
    _objectives(talk)


def _break(talk: Talk, attempt: LabAttempt, key: str) -> None:
    said = talk.run.try_break(key) if attempt.met else None
    if said is None:
        keys = ", ".join(each.key for each in attempt.lab.breaks)
        talk.say(
            f"There is no {key!r} to break; there is: {keys or 'nothing'}."
            if attempt.met
            else "Solve the lab first; then it can be broken."
        )
        return
    talk.speak(said)
    play_run(talk)
    show_run(talk)
    _objectives(talk)


def _outcome(talk: Talk, outcome: Outcome) -> None:
    if outcome.error is not None:
        talk.say(str(outcome.error))
        return
    if outcome.response:
        talk.quote(msgspec.json.format(msgspec.json.encode(outcome.response)).decode())
    _controls(talk)


def _objectives(talk: Talk) -> None:
    talk.say("Objectives:")
    talk.show(tables.objectives(talk.run.objectives, talk.width))
    talk.say()


def _controls(talk: Talk) -> None:
    talk.say("Controls:")
    talk.show(tables.controls(talk.run.controls, talk.width))
    talk.say()
