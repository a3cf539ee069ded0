"""What a caller gets back, and what is in the log."""

from __future__ import annotations

import json

import msgspec

from lambdatutor.runtime.lines import Failure
from lambdatutor.runtime.log_text import LogText


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to one synchronous invocation."""

    status: int = 200
    """200 also where the function failed (INV-003)."""
    function_error: str | None = None
    """`Unhandled` for every failure (INV-004)."""
    payload: bytes
    """What Lambda answers, as it came."""
    log: str
    """As the log stream has it."""
    platform: tuple[int, ...] = ()
    """Where in the log the lines begin that Lambda wrote itself, in letters."""
    duration_ms: float
    init_duration_ms: float | None = None
    """None where the environment was warm, or Init ran inside Duration (LIF-012)."""
    billed_ms: int
    max_memory_mb: int
    request_id: str
    environment: str
    """The log stream: one of each environment (LOG-010)."""
    said: str | None = None
    """What happened, in a sentence, where a limit of the lab or of Lambda ended it."""

    @property
    def text(self) -> str:
        return self.payload.decode("utf-8", "replace")

    @property
    def log_text(self) -> LogText:
        """The log, with what Lambda wrote in it."""
        return LogText(self.log, self.platform)


def failed(failure: Failure, request_id: str) -> bytes:
    """The payload of a failure that the platform tells of, not the runtime (INV-036, INV-037)."""
    said = failure.message
    if failure.with_request:
        said = f"RequestId: {request_id} Error: {said}"
    return json.dumps({"errorType": failure.kind, "errorMessage": said}).encode()
