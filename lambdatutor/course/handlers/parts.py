"""What lessons with real code are made of: programs, calls, cases, changes, objectives."""

from __future__ import annotations

from typing import Literal

import msgspec

from lambdatutor.aws.handler import DEFAULT_HANDLER
from lambdatutor.aws.operations import Operation
from lambdatutor.course.expressions import HandlerExpression
from lambdatutor.course.handlers.json_text import JsonText
from lambdatutor.course.lab_parts import Hint, Objective
from lambdatutor.simulator.time import Micros

SettingName = Literal["handler", "memory", "timeout", "variables", "layers"]
"""What of a function's configuration a learner may change."""

LEFT_OUT = JsonText("")


class FunctionSettings(msgspec.Struct, frozen=True, kw_only=True):
    """A function's configuration."""

    name: str = "function"
    handler: str = DEFAULT_HANDLER
    memory: int = 128
    """MB."""
    timeout: Micros = Micros(3_000_000)
    """In whole seconds."""
    variables: dict[str, str] = {}
    layers: tuple[str, ...] = ()
    """In the order in which they are merged: `money`, which is its version 1, or `money:2`."""

    @property
    def timeout_s(self) -> int:
        return self.timeout // 1_000_000


class Calling(msgspec.Struct, frozen=True, kw_only=True):
    """One event and how it comes."""

    event: JsonText = JsonText("{}")
    times: int = 1
    """One after the other, in the same environment."""
    at_once: int = 1
    """At the same moment, so in as many environments."""
    after: Micros = Micros(0)
    """The environment is frozen that long before; real time."""
    fresh: bool = False
    """In a new environment."""

    @property
    def number(self) -> int:
        """How many calls it is."""
        return self.times * self.at_once


class ProgramCall(Calling, frozen=True, kw_only=True):
    """A call of a program."""


class LabLayer(msgspec.Struct, frozen=True, kw_only=True):
    """A layer that is published, as version 1, when a lab opens or a program runs."""

    name: str
    files: str
    """A folder beside the lesson: what its zip holds, so with `python/` in it."""


class Program(msgspec.Struct, frozen=True, kw_only=True):
    """Code that is really run, for a guess, a watch or a question."""

    code: str = ""
    """Becomes lambda_function.py."""
    files: str = ""
    """In place of `code`: a folder beside the lesson."""
    function: FunctionSettings = FunctionSettings()
    layers: tuple[LabLayer, ...] = ()
    """Those that its function may name."""
    calls: tuple[ProgramCall, ...] = (ProgramCall(),)


class FromRun(msgspec.Struct, frozen=True, kw_only=True):
    """A key that is what a program really does."""

    from_run: HandlerExpression


class Tell(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence beside one call."""

    call: int
    """Counted from 1 over all calls."""
    say: str


class HandlerCase(Calling, frozen=True, kw_only=True):
    """What a handler is called with, and what must come of it."""

    id: str
    says: str
    variables: dict[str, str] | None = None
    """In place of the function's own, so in a new environment."""
    returns: JsonText = LEFT_OUT
    """The answer, compared as JSON."""
    fails: str = ""
    """The errorType."""
    logs: str = ""
    """Text in a line of the log that the code wrote."""
    check: HandlerExpression | None = None
    held_out: bool = False
    """Judged only at the end; then it is shown."""
    why: str = ""
    """What it means if it goes wrong."""
    any_answer: bool = False
    """Only there to be tried: never judged."""


class Library(msgspec.Struct, frozen=True, kw_only=True):
    """What `pip install` of a name gives here; nothing is fetched."""

    name: str
    files: str
    """A folder beside the lesson: what lies in site-packages afterwards."""
    says: str = ""


class FileWrite(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    rename={"path": "write", "text": "is", "source": "from"},
):
    """A file is written."""

    path: str
    """`write` in the file; relative to the learner's folder."""
    text: str = ""
    """`is` in the file."""
    source: str = ""
    """`from` in the file: a file beside the lesson, in place of the text."""


class CommandLine(msgspec.Struct, frozen=True, kw_only=True, rename={"line": "do"}):
    """A command is given, such as mv, touch, zip, pip install, publish, or one of the AWS CLI."""

    line: str
    """`do` in the file."""


class ApiCall(msgspec.Struct, frozen=True, kw_only=True):
    """An operation of AWS, written `{UpdateFunctionConfiguration: {FunctionName: greet, …}}`."""

    operation: Operation


Change = FileWrite | CommandLine | ApiCall


class HandlerObjective(Objective, frozen=True, kw_only=True):
    """What is to be reached, besides the cases: its words and its check."""

    check: HandlerExpression


class HandlerHint(Hint, frozen=True, kw_only=True):
    """What is said when the learner is stuck; the first whose `when` is true."""

    when: HandlerExpression | None = None
    """Left out: always fits, so it comes last."""


class HandlerFail(msgspec.Struct, frozen=True, kw_only=True):
    """A tempting way that must not pass, and what it breaks."""

    do: tuple[Change, ...]
    breaks: tuple[str, ...]
    """Ids of objectives or cases."""
    why: str = ""
