"""What is seen of a runtime while one waits for it."""

from __future__ import annotations

import msgspec

from lambdatutor.runtime.http import Connection


class Asked(msgspec.Struct, frozen=True):
    """The runtime asked for the next invocation."""

    connection: Connection


class Answered(msgspec.Struct, frozen=True):
    """The handler's answer, or its exception."""

    body: bytes
    size: int
    error: bool


class InitFailed(msgspec.Struct, frozen=True):
    """The runtime reported that Init failed."""

    body: bytes


class Exited(msgspec.Struct, frozen=True):
    """The runtime's process ended; negative for a signal."""

    status: int


class Killed(msgspec.Struct, frozen=True):
    """Nothing is left of what ran."""


class TooMuch(msgspec.Struct, frozen=True):
    """The code went over a limit that the lab has set."""

    said: str


class OutOfMemory(msgspec.Struct, frozen=True):
    """The code uses more memory than the function has."""


class Gone(msgspec.Struct, frozen=True):
    """The process that holds the walls is no more."""


class TimeIsUp(msgspec.Struct, frozen=True):
    """Nothing of it happened in time."""


class StopAsked(msgspec.Struct, frozen=True):
    """Whoever waits for the answer does not want it any more."""


Seen = (
    Asked
    | Answered
    | InitFailed
    | Exited
    | Killed
    | TooMuch
    | OutOfMemory
    | Gone
    | TimeIsUp
    | StopAsked
)
