"""The steps of a lesson that carry real code."""

from __future__ import annotations

from typing import ClassVar, Literal

from lambdatutor.course.handlers.parts import (
    Change,
    FromRun,
    FunctionSettings,
    HandlerCase,
    HandlerFail,
    HandlerHint,
    HandlerObjective,
    LabLayer,
    Library,
    Program,
    SettingName,
    Tell,
)
from lambdatutor.course.questions import Choice, Number
from lambdatutor.course.step_base import StepBase
from lambdatutor.course.yaml_nodes import Node


class CodePredict(StepBase, frozen=True, kw_only=True):
    """A guess that is made before its code runs: one of `choices`, or a free `number`."""

    tag: ClassVar[str] = "predict"
    kind: Literal["code"]
    ask: str
    text: str = ""
    """Markdown, above the question."""
    program: Program
    answer: FromRun
    choices: tuple[Choice, ...] = ()
    number: Number | None = None
    scored: bool = True
    """False: every guess is welcome, and none is wrong."""
    confidence: bool = False
    """Ask how sure, from 1 to 3."""
    after: str = ""
    """Shown with any guess once it ran; `{answer}` and `{guess}` stand for themselves."""
    advice: str = ""
    """One thing to try after a wrong answer; left out: what fits this kind of question."""
    vary: dict[str, tuple[str, ...]] = {}  # noqa: RUF012  a struct copies it
    template: Node | None = None
    """Not written by authors: what `vary.varied` reads again with other values."""


class CodeWatch(StepBase, frozen=True, kw_only=True):
    """Code that runs: that of an earlier predict, or its own."""

    tag: ClassVar[str] = "watch"
    kind: Literal["code"]
    of: str | None = None
    """The predict whose run this is."""
    program: Program | None = None
    tell: tuple[Tell, ...] = ()
    after: str = ""
    """Markdown, shown when all calls are over."""


class CodeLab(StepBase, frozen=True, kw_only=True):
    """A mission in code: a handler to write, and cases that it is called with."""

    tag: ClassVar[str] = "lab"
    kind: Literal["code"]
    brief: str
    files: str = ""
    """The folder beside the lesson that the work starts from; left out: called like the step."""
    opens: str = ""
    """The file that is shown first; left out: the handler's."""
    fixed: tuple[str, ...] = ()
    """Files that are shown and cannot be edited."""
    function: FunctionSettings = FunctionSettings()
    """How it opens."""
    settings: tuple[SettingName, ...] = ()
    """Which of them the learner may change."""
    layers: tuple[LabLayer, ...] = ()
    samples: tuple[str, ...] | None = None
    """AWS's sample events that are offered, by id; left out: all."""
    libraries: tuple[Library, ...] = ()
    cases: tuple[HandlerCase, ...]
    objectives: tuple[HandlerObjective, ...] = ()
    hints: tuple[HandlerHint, ...] = ()
    solution: tuple[Change, ...]
    equivalent: tuple[tuple[Change, ...], ...] = ()
    """Other ways that must pass too."""
    fails: tuple[HandlerFail, ...] = ()
    met: str = ""
    """Markdown, shown once the lab is met."""

    @property
    def starter(self) -> str:
        """The folder beside the lesson that the work starts from."""
        return self.files or self.id

    def case(self, case_id: str) -> HandlerCase:
        """The case of that id; raises `KeyError`."""
        for each in self.cases:
            if each.id == case_id:
                return each
        raise KeyError(case_id)


class PackageLab(CodeLab, frozen=True, kw_only=True):
    """A mission in a package: what goes into the zip, and where."""

    kind: Literal["package"]  # pyright: ignore[reportIncompatibleVariableOverride]  its own word
    zip: str = "."
    """The folder of the work that is zipped as the lab opens."""
