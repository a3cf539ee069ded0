"""Operations of our own, for what lies outside AWS: clients, and what AWS leaves open."""

from __future__ import annotations

from typing import Literal

from lambdatutor.aws.operations import AnyOperation, Operation


class SetTraffic(Operation, frozen=True, kw_only=True):
    """Changes one field of one client: how often it calls, how many requests at once."""

    Traffic: str
    """The client's name."""
    Field: Literal[
        "every",
        "times",
        "rate",
        "count",
        "rushes",
        "start",
        "until",
        "arrivals",
        "run",
        "retries",
        "max_attempts",
        "client_timeout",
    ]
    Value: str
    """As it would stand in a scenario file: `4min`, `3`, `off`."""


class SetSimulator(Operation, frozen=True, kw_only=True):
    """Changes what AWS does not publish, from now on."""

    Setting: Literal["idle_timeout"]
    Value: str
    """As it would stand in a scenario file."""


class SetRole(Operation, frozen=True, kw_only=True):
    """Lets a function's role do something, or no longer."""

    FunctionName: str
    Action: str
    """As a policy names it: `sqs:SendMessage`."""
    Allowed: Literal["yes", "no"]


class SetCaller(Operation, frozen=True, kw_only=True):
    """Lets somebody else do the operations from now on, as `export AWS_PROFILE=ana` would."""

    Caller: str
    """A user or a role, by name or ARN; empty for an administrator."""


class SetDependency(Operation, frozen=True, kw_only=True):
    """Changes one field of a dependency, such as a database, from now on."""

    Dependency: str
    """Its name."""
    Field: Literal["latency", "errors", "connections", "capacity", "connect", "refused_after"]
    Value: str
    """As it would stand in a scenario file; `none` for no limit."""


OUTSIDE: tuple[type[Operation], ...] = (
    SetTraffic,
    SetSimulator,
    SetRole,
    SetDependency,
    SetCaller,
)

AnyAction = AnyOperation | SetTraffic | SetSimulator | SetRole | SetDependency | SetCaller
"""Everything that can stand in a journal."""

Script = tuple[tuple[int, AnyAction], ...]
"""What a story does at its moments, and nobody at the keys."""
