"""The lesson file, version 1: a lesson, its steps and what they hold, as frozen values."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, Literal

import msgspec

from lambdatutor.course.beside import Beside
from lambdatutor.course.handlers.steps import CodeLab, CodePredict, CodeWatch, PackageLab
from lambdatutor.course.lab_parts import Action, Break, Control, Fail, Hint, Judge, Objective
from lambdatutor.course.networks.parts import LabPacket
from lambdatutor.course.policies.steps import PolicyLab
from lambdatutor.course.questions import Choice, FromSim, Number, Question
from lambdatutor.course.step_base import Link, StepBase
from lambdatutor.course.worlds import Overrides
from lambdatutor.course.yaml_nodes import Node
from lambdatutor.simulator.scenario import Scenario, Traffic
from lambdatutor.simulator.time import Micros

FORMAT = 1
"""The newest version of the file format that is read here."""

Status = Literal["draft", "beta", "active", "deprecated", "planned"]

Panel = Literal[
    "code",
    "environments",
    "timeline",
    "concurrency",
    "requests",
    "latency",
    "log",
    "bill",
    "strip",
    "queues",
    "pollers",
    "retries",
    "destinations",
    "callers",
    "dependencies",
    "pool",
    "versions",
    "metrics",
    "alarms",
    "streams",
    "logs",
    "network",
]
"""Parts of the picture of the world that a step may ask for."""


class Staged(StepBase, frozen=True, kw_only=True):
    """What every step with a run of the simulator has: how its world differs from the lesson's."""

    world: Overrides | None = None
    continues: str | None = None
    """The earlier step in whose world, as that left it, this one goes on."""
    traffic: tuple[Traffic, ...] | None = None
    """In place of the world's."""
    actions: tuple[Action, ...] = ()
    until: Micros | None = None

    def opening(self, world: Scenario) -> Scenario:
        """The scenario this step opens with, in a lesson with that `world`."""
        scenario = self.world.over(world) if self.world is not None else world
        return Overrides(traffic=self.traffic, until=self.until).over(scenario)


class Read(StepBase, frozen=True, kw_only=True):
    """A page to read."""

    tag: ClassVar[str] = "read"
    text: str
    """Markdown; fits one screen of 80 by 24."""
    code: str = ""
    """Shown beside the text as it is."""
    show: tuple[Panel, ...] = ()
    links: tuple[Link, ...] = ()


class Hook(Read, frozen=True, kw_only=True):
    """The problem, before any new word."""

    tag: ClassVar[str] = "hook"


class Predict(Staged, frozen=True, kw_only=True):
    """A guess that is made before its run plays: one of `choices`, or a free `number`."""

    tag: ClassVar[str] = "predict"
    ask: str
    text: str = ""
    """Markdown, above the question."""
    answer: FromSim
    choices: tuple[Choice, ...] = ()
    number: Number | None = None
    scored: bool = True
    """False: every guess is welcome, and none is wrong."""
    confidence: bool = False
    """Ask how sure, from 1 to 3."""
    reroll: bool = False
    """The key r rolls another seed."""
    strip: bool = False
    """Show a strip of tiles, one a request."""
    after: str = ""
    """Shown with any guess when the run is over; `{answer}` and `{guess}` stand for themselves."""
    advice: str = ""
    """One thing to try after a wrong answer; left out: what fits this kind of question."""
    vary: dict[str, tuple[str, ...]] = {}  # noqa: RUF012  a struct copies it
    template: Node | None = None
    """Not written by authors: what `vary.varied` reads again with other values."""


class Narration(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence that hangs on an event of the run."""

    event: str
    """A kind of event, such as `init.start`."""
    nth: int = 1
    """Which of that kind, counted from 1."""
    say: str
    pause: bool = False


class Watch(Staged, frozen=True, kw_only=True):
    """A run that plays: that of an earlier predict, or its own."""

    tag: ClassVar[str] = "watch"
    of: str | None = None
    """The predict whose run this is."""
    speed: float = 1.0
    """Simulated seconds a second."""
    narrate: tuple[Narration, ...] = ()
    after: str = ""
    """Markdown, shown when the run is over."""
    show: tuple[Panel, ...] = ()
    strip: bool = False
    reroll: bool = False


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A place on the timeline that stays lit."""

    at: Micros
    environment: int | None = None
    """Its lane; left out: all lanes."""
    say: str = ""


class Explain(StepBase, frozen=True, kw_only=True):
    """The learner says it in a sentence, and then sees a model answer."""

    tag: ClassVar[str] = "explain"
    ask: str
    model: str
    of: str | None = None
    """The step whose timeline carries the marks; left out: the last one with a run."""
    marks: tuple[Mark, ...] = ()


class Lab(Staged, frozen=True, kw_only=True):
    """A mission in a world with open controls."""

    tag: ClassVar[str] = "lab"
    kind: Literal["simulation"]
    brief: str
    controls: tuple[Control, ...]
    judge: Judge = Judge()
    objectives: tuple[Objective, ...]
    hints: tuple[Hint, ...] = ()
    fails: tuple[Fail, ...] = ()
    solution: tuple[Action, ...]
    equivalent: tuple[tuple[Action, ...], ...] = ()
    """Other ways that must pass too."""
    met: str = ""
    """Markdown, shown once every objective is met."""
    breaks: tuple[Break, ...] = ()
    speed: float = 1.0
    show: tuple[Panel, ...] = ()


class NetworkLab(Lab, frozen=True, kw_only=True):
    """A mission in a network: packets that must arrive, and packets that must be dropped."""

    kind: Literal["network"]  # pyright: ignore[reportIncompatibleVariableOverride]  its own word
    packets: tuple[LabPacket, ...]


class Quiz(StepBase, frozen=True, kw_only=True, rename={"pass_mark": "pass"}):
    """Questions; a low score advises and locks nothing."""

    tag: ClassVar[str] = "quiz"
    pass_mark: float = 0.75
    """`pass` in the file: the share that should be right, from 0 to 1."""
    questions: tuple[Question, ...]


class Moves(msgspec.Struct, frozen=True, kw_only=True):
    """What the learner did, as they would do it at work."""

    cli: str = ""
    boto3: str = ""
    sam: str = ""


class Recap(StepBase, frozen=True, kw_only=True):
    """What to take along."""

    tag: ClassVar[str] = "recap"
    points: tuple[str, ...]
    """Five at most."""
    moves: Moves = Moves()
    review: tuple[str, ...] = ()
    """Ids of questions that become review cards."""
    next: tuple[str, ...] = ()
    """Ids of lessons."""
    links: tuple[Link, ...] = ()


Step = (
    Hook
    | Read
    | Predict
    | CodePredict
    | Watch
    | CodeWatch
    | Explain
    | Lab
    | NetworkLab
    | PolicyLab
    | CodeLab
    | PackageLab
    | Quiz
    | Recap
)


class Lesson(msgspec.Struct, frozen=True, kw_only=True):
    """One lesson: one idea, in 8 to 15 minutes."""

    format: int
    id: str
    title: str
    idea: str = ""
    """The one idea, in a sentence."""
    status: Status = "draft"
    minutes: int
    teaches: tuple[str, ...] = ()
    """Terms."""
    needs: tuple[str, ...] = ()
    """Ids of lessons that should come before; they only advise."""
    world: Scenario = Scenario()
    steps: tuple[Step, ...]
    facts: tuple[str, ...] = ()
    """Ids of the facts about AWS that it states."""
    out_of_scope: tuple[str, ...] = ()
    """What it leaves to other lessons."""
    folder: Path | None = None
    """Not written by authors: where files that belong to it lie, beside its own."""
    beside: Beside = msgspec.field(default_factory=Beside)
    """Not written by authors: those files, as they were when they were first read."""

    def step(self, step_id: str) -> Step:
        """The step of that id; raises `KeyError`."""
        for step in self.steps:
            if step.id == step_id:
                return step
        raise KeyError(step_id)
