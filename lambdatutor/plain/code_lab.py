"""A code or package lab as lines: files to edit, commands, cases with verdicts in words, runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.course.findings import did_you_mean
from lambdatutor.course.format import PackageLab
from lambdatutor.course.handlers.changes import COMMANDS, SPELLINGS
from lambdatutor.errors import LambdaTutorError
from lambdatutor.plain import code_files, tables
from lambdatutor.plain.code_cases import again, run_all, show_cases, show_last_log, try_event
from lambdatutor.plain.code_settings import show_differences, show_settings
from lambdatutor.plain.code_trees import show_package, show_trees
from lambdatutor.plain.response import show_response
from lambdatutor.runtime.shown import shown

if TYPE_CHECKING:
    from lambdatutor.course.handlers.lab import HandlerAttempt
    from lambdatutor.plain.talk import Talk

_PROMPT = "Lab: type show, edit, run or a command. ? helps, an empty line goes on."
_KNOWS = (
    "Type show FILE, edit FILE, run, hint or undo, or a command such as mv or aws; "
    "? tells all of them."
)
_HELP = (
    "files lists the files; show and a file, as in show lambda_function.py, prints it.",
    "edit and a file: your own editor, or line by line; a line with a single dot ends it.",
    "run calls every case; cases and objectives show how things stand.",
    "again and a case, as in again 1, calls that one once more, where it is warm.",
    "event and JSON, or the name of a sample, calls the function with that; events lists samples.",
    "log and a case prints the log of its last call; log alone, that of the very last.",
    "set, a name and a value changes the function, as does an aws lambda line; settings shows it.",
    "mv, cp, rm and mkdir work in your folder; touch and a path makes a new, empty file.",
    "hint gives a hint; solution, after the last hint, shows the author's own way.",
    "undo takes back the last change, redo brings it again; reset takes back all of them.",
    "differences says what is not as on Lambda here.",
)
_PACKAGE_HELP = (
    "zip picks the folder that is zipped, pip install brings a library, publish makes a layer.",
    "trees shows your folder, the zip and what stands on Lambda; package, what was found in it.",
)


def work(talk: Talk) -> None:
    """Work on the lab until the learner goes on."""
    try:
        attempt = talk.run.code_lab
    except LambdaTutorError as error:
        talk.say(str(error))
        talk.pause()
        return
    if attempt is not None:
        _work(talk, attempt)


def _work(talk: Talk, attempt: HandlerAttempt) -> None:
    packs = isinstance(attempt.lab, PackageLab)
    talk.tell(attempt.lab.brief)
    _objectives(talk, attempt)
    code_files.show_files(talk, attempt)
    show_settings(talk, attempt)
    if packs:
        show_trees(talk, attempt)
        show_package(talk, attempt)
    show_cases(talk, attempt)
    help_ = (*_HELP, *_PACKAGE_HELP) if packs else _HELP
    told: str | None = None
    while True:
        if attempt.problem != told:
            told = attempt.problem
            talk.say(told or "")
        line = talk.ask(_PROMPT, help_)
        if not line:
            if not attempt.met:
                talk.say("The lab is not met yet; back returns to it.")
            return
        attempt.refresh()  # an editor beside this one may have changed a file
        _obey(talk, attempt, line)


def _obey(talk: Talk, attempt: HandlerAttempt, line: str) -> None:
    word, _, rest = line.partition(" ")
    command = _COMMANDS.get(word.casefold())
    if command is not None:
        command(talk, attempt, rest.strip())
    elif word.casefold() in _KEYS:
        _obey(talk, attempt, _KEYS[word.casefold()])
    elif word in COMMANDS or word in SPELLINGS:
        _shell(talk, attempt, line)
    else:
        known = did_you_mean(word, [*_COMMANDS, *COMMANDS]) or _KNOWS
        talk.say(f'"{shown(word)}" is no command of this lab. {known}')


def _shell(talk: Talk, attempt: HandlerAttempt, line: str) -> None:
    """A line of the lab itself, such as mv, zip or aws lambda."""
    outcome = attempt.command(line)
    if outcome.error is not None:
        talk.say(str(outcome.error))
        return
    show_response(talk, outcome)
    _changed(talk, attempt)


def _changed(talk: Talk, attempt: HandlerAttempt) -> None:
    """What stands otherwise after a change."""
    if isinstance(attempt.lab, PackageLab):
        show_package(talk, attempt)
    else:
        talk.say("Done.")


def _set(talk: Talk, attempt: HandlerAttempt, rest: str) -> None:
    name, _, value = rest.partition(" ")
    if not name:
        talk.say(f"Type set, a name and a value. Names: {', '.join(attempt.lab.settings)}.")
        return
    outcome = attempt.set(name, value.strip())
    if outcome.error is not None:
        talk.say(str(outcome.error))
        return
    show_settings(talk, attempt)
    talk.quote(attempt.last_command)


def _hint(talk: Talk, attempt: HandlerAttempt, rest: str) -> None:
    del rest
    hint = attempt.hint()
    if hint is not None:
        talk.speak(hint)
    else:
        talk.say("That was the last hint. Type solution to see the author's own way.")


def _solution(talk: Talk, attempt: HandlerAttempt, rest: str) -> None:
    del rest
    if not attempt.solution_offered:
        talk.say("Ask for the hints first.")
        return
    try:
        attempt.show_solution()
    except LambdaTutorError as error:
        talk.say(str(error))
        return
    _all(talk, attempt)
    talk.say("undo brings your own work back.")


def _undo(talk: Talk, attempt: HandlerAttempt, rest: str) -> None:
    del rest
    if attempt.undo():
        talk.say("Undone.")
        _standing(talk, attempt)
    else:
        talk.say("There is nothing to undo.")


def _redo(talk: Talk, attempt: HandlerAttempt, rest: str) -> None:
    del rest
    if attempt.redo():
        talk.say("Done again.")
        _standing(talk, attempt)
    else:
        talk.say("There is nothing to bring again.")


def _reset(talk: Talk, attempt: HandlerAttempt, rest: str) -> None:
    del rest
    attempt.reset()
    _all(talk, attempt)


def _all(talk: Talk, attempt: HandlerAttempt) -> None:
    """Every file that can be edited, and the settings."""
    for path in attempt.paths:
        if not attempt.is_fixed(path) and attempt.text(path) is not None:
            code_files.show_file(talk, attempt, path)
    _standing(talk, attempt)


def _standing(talk: Talk, attempt: HandlerAttempt) -> None:
    """The settings, and in a package lab what is to be said of the zip."""
    show_settings(talk, attempt)
    if isinstance(attempt.lab, PackageLab):
        show_package(talk, attempt)


def _objectives(talk: Talk, attempt: HandlerAttempt, rest: str = "") -> None:
    del rest
    if attempt.objectives:
        talk.say("Objectives:")
        talk.show(tables.objectives(attempt.objectives, talk.width))
        talk.say()


_COMMANDS = {
    "files": code_files.show_files,
    "show": code_files.show_file,
    "edit": code_files.edit_file,
    "cases": show_cases,
    "objectives": _objectives,
    "run": run_all,
    "again": again,
    "event": try_event,
    "events": code_files.show_samples,
    "log": show_last_log,
    "settings": show_settings,
    "set": _set,
    "trees": show_trees,
    "package": show_package,
    "differences": show_differences,
    "hint": _hint,
    "solution": _solution,
    "undo": _undo,
    "redo": _redo,
    "reset": _reset,
}

_KEYS = {"h": "hint", "l": "differences", "limits": "differences", "s": "solution", "u": "undo"}
"""What the keys of the screen do, for hands that know them."""
