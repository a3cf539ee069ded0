"""Policy decisions: one explained for people, or one JSON object a line."""

from __future__ import annotations

import json
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from lambdatutor.cli.arguments import Options
from lambdatutor.cli.commands import UsageError
from lambdatutor.iam import Decision, Refused, evaluate
from lambdatutor.iam.answers import decision_answer, refused_answer
from lambdatutor.iam.questions import read_question

_REFUSED = 2
"""The exit status where a question was not decided about, whatever the others' verdicts."""


def iam(options: Options) -> int:
    """Status 0 whatever the verdict, 2 when anything was refused."""
    with _opened(options.file) as file:
        if options.jsonl:
            return _lines(file)
        text = file.read()
    if options.json or not (sys.stdout.isatty() or options.explain):
        return _line(text)
    return _explained(text)


@contextmanager
def _opened(name: str) -> Generator[BinaryIO]:
    if name == "-":
        yield sys.stdin.buffer
        return
    try:
        file = Path(name).open("rb")  # noqa: SIM115  closed below, apart from what can go wrong here
    except OSError as error:
        raise UsageError(
            f"{name} cannot be read: {error.strerror}. Name a file with a question, or - for input."
        ) from None
    with file:
        yield file


def _lines(file: BinaryIO) -> int:
    """One answer a line, in the order of the questions and each at once; blank lines are none."""
    status = 0
    for line in file:
        if line.strip():
            status = max(status, _line(line))
    return status


def _line(text: bytes) -> int:
    try:
        answer, status = decision_answer(_decided(_parsed(text))), 0
    except Refused as refused:
        answer, status = refused_answer(refused), _REFUSED
    print(json.dumps(answer), flush=True)
    return status


def _explained(text: bytes) -> int:
    from lambdatutor.cli.decision_view import show_decision, show_refused

    try:
        question = _parsed(text)
        show_decision(question, _decided(question))
    except Refused as refused:
        show_refused(refused)
        return _REFUSED
    return 0


def _decided(question: object) -> Decision:
    return evaluate(*read_question(question))


def _parsed(text: bytes) -> object:
    """JSON as Python values; raises `Refused` for what is none, and for a key that stands twice."""
    try:
        return cast("object", json.loads(text, object_pairs_hook=_object, parse_constant=_none))
    except RecursionError:
        raise Refused("JSON", "The JSON is nested too deeply; policies are flat.") from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise Refused("JSON", f"This is no JSON: {error.msg} at {place}.") from None
    except ValueError:
        raise Refused("JSON", "This is no JSON: it is no text, or a number is too long.") from None


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise Refused(twice, f'"{twice}" stands twice in one object, so one of them would be lost.')
    return found


def _none(word: str) -> object:
    raise Refused("JSON", f"This is no JSON: {word} is no number.")
