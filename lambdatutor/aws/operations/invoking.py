"""Running a function."""

from __future__ import annotations

from typing import TypeAlias

from lambdatutor.aws.operations.operation import Operation


class Invoke(Operation, frozen=True, kw_only=True):
    """Runs a function once."""

    FunctionName: str
    Qualifier: str | None = None
    """A version or an alias; $LATEST when not given (VER-004)."""
    InvocationType: str | None = None
    """`RequestResponse` (when not given), `Event` or `DryRun` (INV-001)."""
    LogType: str | None = None
    """`Tail` asks for the last 4 KB of the log (INV-040)."""
    ClientContext: str | None = None
    """Base64, at most 3,583 bytes (INV-032)."""
    Payload: str | None = None
    """The event, as JSON text."""


InvokingOperation: TypeAlias = Invoke
