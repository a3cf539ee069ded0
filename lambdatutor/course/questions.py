"""What a lesson may ask: the kinds of question, with their keys and what wrong answers hear."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from lambdatutor.aws.shapes.policies import PolicyText
from lambdatutor.course.expressions import Expression
from lambdatutor.course.handlers.parts import FromRun, Program
from lambdatutor.course.policies.parts import AskedRequest, Side, WrongFill
from lambdatutor.course.quantities import Quantity, Value, value_text
from lambdatutor.course.worlds import Overrides
from lambdatutor.course.yaml_nodes import Node
from lambdatutor.simulator.time import Micros


class FromSim(msgspec.Struct, frozen=True, kw_only=True):
    """A key that is computed from the run."""

    from_sim: Expression


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to pick."""

    value: Value | None = None
    """What it claims, compared with the outcome of the run."""
    label: str = ""
    """Shown in place of the value."""
    text: str = ""
    """A choice in words, where no value is claimed."""
    right: bool = False
    """For keys that no run computes."""
    why: str = ""
    """What would have happened if it were so; a right choice may go without."""
    misconception: str | None = None

    @property
    def shown(self) -> str:
        """What stands on screen."""
        return self.label or self.text or value_text(self.value)


class Near(msgspec.Struct, frozen=True, kw_only=True):
    """A wrong answer that many give, and what it hears."""

    value: Value
    why: str
    misconception: str | None = None


class Number(msgspec.Struct, frozen=True, kw_only=True):
    """A guess that is a free number."""

    low: Quantity
    high: Quantity
    unit: str = ""
    """A word after the number: customers."""
    tolerance: Quantity | None = None
    """How far from the outcome still counts as right; left out: not at all."""
    between: tuple[Quantity, Quantity] | None = None
    """Any guess in here is right, whatever the run gave."""
    near: tuple[Near, ...] = ()


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What every question has."""

    id: str
    ask: str
    code: str = ""
    """Lines shown beside the question as they are: a log, a policy, a handler."""
    why: str = ""
    """The rule, shown after any answer."""
    advice: str = ""
    """One thing to try after a wrong answer; left out: what fits this kind of question."""
    vary: dict[str, tuple[str, ...]] = {}
    """Each `{name}` in this question is one of these, drawn anew each time."""
    template: Node | None = None
    """Not written by authors: what `vary.varied` reads again with other values."""


class Single(Asked, frozen=True, kw_only=True):
    """One choice is right."""

    tag: ClassVar[str] = "single"
    choices: tuple[Choice, ...]
    answer: FromSim | FromRun | None = None
    given: Overrides | None = None
    """Changes to the lesson's world, where the key is computed."""
    program: Program | None = None
    """Code that is really run, for a key `from_run`."""


class Multiple(Asked, frozen=True, kw_only=True):
    """Any number of choices are right, and only all of them together."""

    tag: ClassVar[str] = "multiple"
    choices: tuple[Choice, ...]


class Numeric(Asked, frozen=True, kw_only=True):
    """A number is typed."""

    tag: ClassVar[str] = "numeric"
    answer: Quantity | FromSim | FromRun
    given: Overrides | None = None
    program: Program | None = None
    unit: str = ""
    """What the typed number is in: `ms` and the other units, or a word such as customers."""
    tolerance: Quantity | None = None
    between: tuple[Quantity, Quantity] | None = None
    near: tuple[Near, ...] = ()


class Ordering(Asked, frozen=True, kw_only=True):
    """Items are put in order."""

    tag: ClassVar[str] = "ordering"
    items: tuple[str, ...]
    """In the right order; they are shown in another."""


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Two things that belong together."""

    left: str
    right: str
    why: str = ""


class Matching(Asked, frozen=True, kw_only=True):
    """Each thing on the left gets one on the right."""

    tag: ClassVar[str] = "matching"
    pairs: tuple[Pair, ...]
    extra: tuple[str, ...] = ()
    """More things on the right, which belong to nothing."""


class Instant(Asked, frozen=True, kw_only=True):
    """One choice is right about a moment of a run of this lesson."""

    tag: ClassVar[str] = "instant"
    run: str
    """The predict, watch or lab step."""
    at: Micros
    choices: tuple[Choice, ...]


class Text(Asked, frozen=True, kw_only=True):
    """A word or a command is typed."""

    tag: ClassVar[str] = "text"
    accepted: tuple[str, ...] = ()
    """Every accepted form; the first is shown. Case and spaces at the ends do not count."""
    answer: FromRun | None = None
    """What its program does is accepted too, and shown."""
    program: Program | None = None
    near: tuple[Near, ...] = ()


class Policy(Asked, frozen=True, kw_only=True):
    """A policy document with a gap; the policy engine judges whatever is put there."""

    tag: ClassVar[str] = "policy"
    given: PolicyText
    """The document, with one `___` in place of a value or of a part of a text."""
    side: Side
    of: str
    """Whose policy it is, as in a policy lab."""
    name: str = ""
    world: Overrides | None = None
    """Changes to the lesson's world, whose other policies count too."""
    must_allow: tuple[AskedRequest, ...]
    must_not_allow: tuple[AskedRequest, ...]
    answer: str
    """What is shown as the right answer: JSON, or words without their quotes."""
    accepted: tuple[str, ...] = ()
    """Other ways that must be right too."""
    near: tuple[WrongFill, ...] = ()


Question = Single | Multiple | Numeric | Ordering | Matching | Instant | Text | Policy
