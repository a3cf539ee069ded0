"""The files of a code lab as lines: listed, printed, and typed anew or edited elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws.sample_events import SAMPLES
from lambdatutor.course.findings import did_you_mean
from lambdatutor.learner.own_editor import opened_in
from lambdatutor.plain.own_editor import own_editor
from lambdatutor.plain.prose import wrapped
from lambdatutor.plain.typed_anew import type_anew

if TYPE_CHECKING:
    from lambdatutor.course.handlers.lab import HandlerAttempt
    from lambdatutor.plain.talk import Talk


def show_files(talk: Talk, attempt: HandlerAttempt, rest: str = "") -> None:
    """Each by its path; those that stay as they are say so."""
    del rest
    talk.say("Files:")
    for path in attempt.paths:
        fixed = ", cannot be edited" if attempt.is_fixed(path) else ""
        talk.show(wrapped(f"{path}{fixed}", talk.width, first="- ", then="  "))
    talk.say()


def show_file(talk: Talk, attempt: HandlerAttempt, path: str) -> None:
    if not _is_there(talk, attempt, path, "show"):
        return
    text = attempt.text(path)
    if text is None:
        talk.say(f"{path} is no text, so it is not shown.")
        return
    talk.say(f"{path}:{' It cannot be edited.' if attempt.is_fixed(path) else ''}")
    talk.quote(text)


def edit_file(talk: Talk, attempt: HandlerAttempt, path: str) -> None:
    """In the learner's own editor, or line by line; a file that is not there yet is begun."""
    if not path:
        _is_there(talk, attempt, path, "edit")
        return
    if attempt.is_fixed(path):
        talk.say(f"{path} cannot be edited; it is how things are here.")
        return
    if path in attempt.paths and attempt.text(path) is None:
        talk.say(f"{path} is no text, so it is not edited here.")
        return
    new = path not in attempt.paths
    if new:
        outcome = attempt.create(path)
        if outcome.error is not None:
            talk.say(str(outcome.error))
            return
    editor = own_editor()
    if editor is None:
        _take(talk, attempt, path, new=new)
        return
    problem = opened_in(editor, attempt.folder / path)
    if problem:
        talk.say(problem)
    talk.say(f"{path} is kept." if attempt.refresh() else f"{path} is as it was.")


def _take(talk: Talk, attempt: HandlerAttempt, path: str, *, new: bool) -> None:
    """Lines up to the dot; what was typed is kept, also where the input ends in it."""
    try:
        written = type_anew(talk, path, lambda text: attempt.edit(path, f"{text}\n"))
    finally:
        if new and not attempt.text(path):
            attempt.undo()
    talk.say(f"{path} is kept." if written else "Nothing was typed, so all stays as it was.")


def _is_there(talk: Talk, attempt: HandlerAttempt, path: str, word: str) -> bool:
    if path in attempt.paths:
        return True
    if not path:
        talk.say(f"Type {word} and a file: {', '.join(attempt.paths)}.")
    else:
        talk.say(f"There is no file {path}. {did_you_mean(path, attempt.paths)}".strip())
    return False


def show_samples(talk: Talk, attempt: HandlerAttempt, rest: str = "") -> None:
    """AWS's sample events that can be named after `event`."""
    del rest
    offered = attempt.lab.samples
    talk.say("Sample events, as in event sqs:")
    for sample in SAMPLES:
        if offered is None or sample.id in offered:
            said = f"{sample.id}: {sample.title}"
            talk.show(wrapped(said, talk.width, first="- ", then="  "))
    talk.say()
