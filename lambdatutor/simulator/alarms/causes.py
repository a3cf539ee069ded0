"""Which event an alarm's change follows from: the last one that moved its metric."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lambdatutor.simulator.events import Entry, EventLog

_TOLD_BY = {
    "Throttles": "request.throttled",
    "Errors": "invoke.end",
    "Duration": "invoke.end",
    "Invocations": "invoke.end",
    "SuccessRate": "invoke.end",
    "ConcurrentExecutions": "request.arrived",
    "AsyncEventsDropped": "async.dropped",
    "AsyncEventsReceived": "async.accepted",
}
"""The kind of event that moves a metric; of all others the log says nothing."""


def last_mover(log: EventLog | None, metric: str, function: str, start_us: int) -> int:
    """The id of the last such event since `start_us`, or -1."""
    kind = _TOLD_BY.get(metric)
    if log is None or kind is None:
        return -1
    for place in range(len(log.entries) - 1, -1, -1):
        entry = log.entries[place]
        if entry[0] < start_us:
            break
        if entry[1] == kind and function in {"", entry[5]} and _moves(entry, metric):
            return log.base + place
    return -1


def _moves(entry: Entry, metric: str) -> bool:
    """A request that went well moves no metric of failures."""
    return metric not in {"Errors", "SuccessRate"} or entry[6][0] != "ok"
