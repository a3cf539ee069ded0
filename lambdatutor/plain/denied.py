"""Calls of functions by sources that were denied: no request came of them, so none is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lambdatutor.simulator.why import chain

if TYPE_CHECKING:
    from lambdatutor.simulator.events import EventLog


class DeniedCall(NamedTuple):
    """A call that was turned away at the door."""

    name: str
    """What it was about: the object that was stored, or else the source."""
    source: str
    at_us: int


def denied_calls(log: EventLog) -> tuple[DeniedCall, ...]:
    """Every try of a source that the policy of a function did not let in, in order of time."""
    found: list[DeniedCall] = []
    for event in log.since(log.base):
        if event.kind != "source.refused":
            continue
        causes = chain(log, event.id)
        if not any(_keeps_out(each.kind, each.numbers.get("action")) for each in causes):
            continue
        source = str(event.numbers["source"])
        keys = [str(each.numbers["key"]) for each in causes if each.kind == "object.created"]
        found.append(DeniedCall(keys[0] if keys else source, source, event.at_us))
    return tuple(found)


def _keeps_out(kind: str, action: object) -> bool:
    return kind == "permission.denied" and action == "lambda:InvokeFunction"
