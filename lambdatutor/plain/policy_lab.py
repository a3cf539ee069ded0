"""A policy lab as lines: documents with numbers, requests with verdicts in words, then `run`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.course.policies.sides import SIDES
from lambdatutor.plain import tables
from lambdatutor.plain.judged import MISSED_HELD_OUT, tell_judged
from lambdatutor.plain.prose import wrapped
from lambdatutor.plain.typed_anew import type_anew

if TYPE_CHECKING:
    from lambdatutor.course.policies.lab import PolicyAttempt
    from lambdatutor.course.policies.parts import PolicyDocument
    from lambdatutor.course.policies.standing import RequestVerdict
    from lambdatutor.plain.talk import Talk

_PROMPT = "Policy lab: type show, edit, why or run. ? helps, an empty line goes on."
_HELP = (
    "show and a number, as in show 1, prints that document.",
    "edit and a number: type the document anew, line by line; a line with a single dot ends it.",
    "requests and objectives show how things stand.",
    "why and a request, as in why 2 or why upload, says which statement decided.",
    "command and a number prints the AWS command that stores that document.",
    "run judges everything, also the requests that are held out.",
    "hint gives a hint; solution, after the last hint, shows the author's own way.",
    "undo takes back the last change, redo brings it again; reset takes back all of them.",
)
_HINT_NEXT = "Not met yet. Edit a document and run again, or type hint."


def work(talk: Talk) -> None:
    """Work on a policy lab until the learner goes on."""
    attempt = talk.run.policy_lab
    if attempt is None:
        return
    talk.tell(attempt.lab.brief)
    _objectives(talk)
    for number in range(1, len(attempt.documents) + 1):
        _show(talk, attempt, number)
    _requests(talk, attempt)
    while True:
        line = talk.ask(_PROMPT, _HELP, own=("why",))
        if not line:
            if not attempt.met:
                talk.say("The lab is not met yet; back returns to it.")
            return
        _obey(talk, attempt, line)


def _obey(talk: Talk, attempt: PolicyAttempt, line: str) -> None:
    match line.split():
        case [word, number] if word.casefold() in _WITH_NUMBER:
            document = _numbered(attempt, number)
            if document is None:
                talk.say(f"Type a number from 1 to {len(attempt.documents)}, as in {word} 1.")
            else:
                _WITH_NUMBER[word.casefold()](talk, attempt, document)
        case [word] if word.casefold() in _WITH_NUMBER:
            talk.say(f"Type {word} and the number of a document, as in {word} 1.")
        case [word, request] if word.casefold() == "why":
            _why(talk, attempt, request)
        case [word] if word.casefold() in _ALONE:
            _ALONE[word.casefold()](talk, attempt)
        case _:
            talk.say("That is no command here. Type ? to see what is.")


def _numbered(attempt: PolicyAttempt, number: str) -> int | None:
    if not (number.isascii() and number.isdecimal() and len(number) < 4):
        return None
    return int(number) if 0 < int(number) <= len(attempt.documents) else None


def _document(attempt: PolicyAttempt, number: int) -> PolicyDocument:
    return attempt.documents[number - 1]


def _show(talk: Talk, attempt: PolicyAttempt, number: int) -> None:
    document = _document(attempt, number)
    fixed = " It cannot be edited." if document.fixed else ""
    of = f"level {document.of}" if document.side in _OF_LEVELS else document.of
    talk.say(f"Document {number}, {document.title}: {SIDES[document.side]} of {of}.{fixed}")
    talk.quote(attempt.text(document.id))
    _faults(talk, attempt, document)


_OF_LEVELS = frozenset({"scp", "rcp"})
"""Kinds of policy that stand at a level of the organization."""


def _faults(talk: Talk, attempt: PolicyAttempt, document: PolicyDocument) -> bool:
    """Say what is wrong with a document as it is; whether anything is."""
    found = attempt.faults(document.id)
    for fault in found:
        talk.say(f"In line {fault.line}, column {fault.column}: {fault.sentence}")
    if _warnings(talk, attempt, document) or found:
        talk.say()
    return bool(found)


def _warnings(talk: Talk, attempt: PolicyAttempt, document: PolicyDocument) -> bool:
    """Say what is advised against; until the lab is met, it would name attacks held out."""
    found = attempt.warnings(document.id) if attempt.met else ()
    for advice in found:
        talk.say(f"In line {advice.line}, column {advice.column}, a warning: {advice.sentence}")
    return bool(found)


def _edit(talk: Talk, attempt: PolicyAttempt, number: int) -> None:
    """Take a document line by line; what was typed is kept, also where the input ends in it."""
    document = _document(attempt, number)
    if document.fixed:
        talk.say("This document cannot be edited; it is how things are here.")
        return
    if not type_anew(talk, document.title, lambda text: attempt.edit(document.id, text)):
        talk.say("Nothing was typed, so it stays as it was.")
        return
    if _faults(talk, attempt, document):
        talk.say("It is kept as you typed it. Until it can be read, the one before counts.")
    _requests(talk, attempt)


def _command(talk: Talk, attempt: PolicyAttempt, number: int) -> None:
    talk.quote(attempt.command(_document(attempt, number).id))


def _requests(talk: Talk, attempt: PolicyAttempt) -> None:
    for document_id in attempt.stale:
        number = [each.id for each in attempt.documents].index(document_id) + 1
        talk.say(f"Document {number} cannot be read now; the last one that could be counts.")
    verdicts = attempt.verdicts()
    rows = [
        (str(number), each.request.says, each.words, each.request.must, _mark(each))
        for number, each in enumerate(verdicts, start=1)
    ]
    talk.show(tables.table((("", "request", "is", "must be", ""), *rows), talk.width))
    if attempt.held_out:
        talk.say(f"Held out until you type run: {attempt.held_out} more.")
    talk.say()


def _mark(verdict: RequestVerdict) -> str:
    return "right" if verdict.passes else "wrong"


def _why(talk: Talk, attempt: PolicyAttempt, request: str) -> None:
    """Which statement decided, what came nearest, and AWS's own words."""
    verdicts = attempt.verdicts()
    found = next((each for each in verdicts if each.request.id == request), None)
    if found is None and request.isascii() and request.isdecimal():
        found = dict(enumerate(verdicts, start=1)).get(int(request[:4]))
    if found is None:
        talk.say(f"There is no request {request}. Take a number from the table, as in why 1.")
        return
    asked = found.asked
    if asked is not None:
        talk.say(f"{asked.principal} asks for {asked.action} on {asked.resource}.")
    talk.say(f"{found.words.capitalize()}: {found.because}")
    for each in found.decisive:
        talk.show(wrapped(each, talk.width, first="- decided by ", then="  "))
    if found.nearest:
        talk.show(wrapped(found.nearest, talk.width, first="- nearest: ", then="  "))
    if found.told:
        talk.say("AWS says:")
        talk.quote(found.told)
    if not found.passes and found.request.why:
        talk.speak(found.request.why)


def _run(talk: Talk, attempt: PolicyAttempt) -> None:
    _objectives(talk)
    if not attempt.ready:
        _requests(talk, attempt)
        talk.say(_HINT_NEXT)
        return
    for verdict in talk.run.policies.judge(attempt.lab):
        went = "as it must be" if verdict.passes else "and it must not be"
        talk.say(f"Held out: {verdict.request.says}. It is {verdict.words}, {went}.")
        if not verdict.passes:
            talk.speak(verdict.request.why)
    missed = "" if attempt.passed else MISSED_HELD_OUT
    if tell_judged(talk, counts=attempt.counts, met=attempt.lab.met, missed=missed):
        for document in attempt.documents:
            if attempt.warnings(document.id):
                talk.say(f"In document {attempt.documents.index(document) + 1}:")
                _warnings(talk, attempt, document)


def _hint(talk: Talk, attempt: PolicyAttempt) -> None:
    hint = attempt.hint()
    if hint is not None:
        talk.speak(hint)
    else:
        talk.say("That was the last hint. Type solution to see the author's own way.")


def _solution(talk: Talk, attempt: PolicyAttempt) -> None:
    if not attempt.solution_offered:
        talk.say("Ask for the hints first.")
        return
    attempt.show_solution()
    _all(talk, attempt)
    talk.say("undo brings your own documents back.")


def _undo(talk: Talk, attempt: PolicyAttempt) -> None:
    if attempt.undo():
        talk.say("Undone.")
        _all(talk, attempt)
    else:
        talk.say("There is nothing to undo.")


def _redo(talk: Talk, attempt: PolicyAttempt) -> None:
    if attempt.redo():
        _all(talk, attempt)
    else:
        talk.say("There is nothing to bring again.")


def _reset(talk: Talk, attempt: PolicyAttempt) -> None:
    attempt.reset()
    _all(talk, attempt)


def _all(talk: Talk, attempt: PolicyAttempt) -> None:
    """The documents that can be edited, and the requests."""
    for number, document in enumerate(attempt.documents, start=1):
        if not document.fixed:
            _show(talk, attempt, number)
    _requests(talk, attempt)


def _objectives(talk: Talk, attempt: PolicyAttempt | None = None) -> None:
    del attempt
    talk.say("Objectives:")
    talk.show(tables.objectives(talk.run.objectives, talk.width))
    talk.say()


_WITH_NUMBER = {"show": _show, "edit": _edit, "command": _command}
_ALONE = {
    "requests": _requests,
    "objectives": _objectives,
    "run": _run,
    "hint": _hint,
    "solution": _solution,
    "undo": _undo,
    "redo": _redo,
    "reset": _reset,
}
