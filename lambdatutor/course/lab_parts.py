"""What a lab is made of: actions, controls, objectives, hints, and ways that fail."""

from __future__ import annotations

from typing import Literal

import msgspec

from lambdatutor.aws.operations import Operation
from lambdatutor.course.expressions import Expression
from lambdatutor.simulator.time import Micros


class Do(msgspec.Struct, frozen=True, kw_only=True):
    """An operation of AWS, written `{PutFunctionConcurrency: {FunctionName: checkout, …}}`."""

    operation: Operation
    at: Micros | None = None
    """The simulated moment; left out: when the run opens."""


class Set(msgspec.Struct, frozen=True, kw_only=True):
    """A control, or something outside AWS (`pings.every`, `simulator.idle_timeout`), is set."""

    set: str
    to: str
    """As written: `4min`, `3`, `off`."""
    at: Micros | None = None


Action = Do | Set


class Control(msgspec.Struct, frozen=True, kw_only=True):
    """Something the learner may turn: a built-in one by its name, or one of the lesson's own."""

    control: str
    """Its name, as in `set:`."""
    label: str = ""
    sets: str | None = None
    """`pings.every` (a field of a traffic), `database.connections` (of a dependency),
    `report.reserved` (of a function), `role.sqs:SendMessage`, a policy of the role such as
    `role.AWSLambdaSQSQueueExecutionRole`, or `simulator.idle_timeout`; left out: built in."""
    function: str | None = None
    """For built-in ones; left out: the first function."""
    of: str | None = None
    """For built-in ones: the queue, stream, client, dependency or alias that is meant; left out:
    the first."""
    qualifier: str | None = None
    """For `provisioned_concurrency`; left out: the first alias."""
    version: str | None = None
    """For `alias_weight`: the second version."""
    values: tuple[str, ...] = ()
    """From left to right, as written; built-in ones have their own."""


class Judge(msgspec.Struct, frozen=True, kw_only=True):
    """On which other runs the learner's settings are tried, once the shown run is met."""

    seeds: Literal["fresh"] | tuple[int, ...] = "fresh"
    runs: int = 5


class Objective(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be reached: its words and its check."""

    id: str
    says: str
    check: Expression
    bonus: bool = False
    """Not needed for the lab to be met."""


class Hint(msgspec.Struct, frozen=True, kw_only=True):
    """What is said when the learner is stuck; the first whose `when` is true."""

    say: str
    when: Expression | None = None
    """Left out: always fits, so it comes last."""
    misconception: str | None = None


class Fail(msgspec.Struct, frozen=True, kw_only=True):
    """A tempting way that must not pass, and what it breaks."""

    do: tuple[Action, ...]
    breaks: tuple[str, ...]
    """Ids of objectives."""
    why: str = ""


class Break(msgspec.Struct, frozen=True, kw_only=True):
    """Something that breaks the learner's own solution, live, once the lab is met."""

    key: str
    """The key to press."""
    title: str
    actions: tuple[Action, ...]
    say: str = ""
