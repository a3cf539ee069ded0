"""What a function's run says of itself: the payload it answers with, and what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.aws_call import CLIENT_ERROR
from lambdatutor.simulator.time import SECOND

if TYPE_CHECKING:
    from lambdatutor.simulator.asynchronous.event import QueuedEvent

FUNCTION_ERROR = "Unhandled"
"""Of every failed run (INV-004)."""


def error_message(event: QueuedEvent, request_id: str) -> str:
    """Of the last run, if it failed."""
    before = f"RequestId: {request_id} Error: "
    match event.status:
        case "timeout":
            timeout_us = event.version.timeout_us if event.version else 0
            return f"{before}Task timed out after {timeout_us / SECOND:.2f} seconds"  # INV-036
        case "exit":
            return f"{before}Runtime exited without providing a reason"  # INV-037
        case "out-of-memory":
            return f"{before}Runtime exited with error: signal: killed"  # INV-038
        case _:
            return event.raised or "The simulated code raised an exception."


def payload(event: QueuedEvent, request_id: str) -> object:
    """What the last run answered; a function that returns nothing answers null (INV-025)."""
    if event.status == "ok":
        return None
    error: dict[str, object] = {
        "errorMessage": error_message(event, request_id),
        "errorType": _ERROR_TYPES.get(event.status, CLIENT_ERROR if event.raised else "Exception"),
    }
    if event.status not in _ERROR_TYPES:  # INV-020
        error |= {"requestId": request_id, "stackTrace": []}
    return error


_ERROR_TYPES = {
    "timeout": "Sandbox.Timedout",
    "exit": "Runtime.ExitError",
    "out-of-memory": "Runtime.OutOfMemory",
}
"""What the platform calls them (INV-036, INV-037, INV-038); else it is the exception's class."""
