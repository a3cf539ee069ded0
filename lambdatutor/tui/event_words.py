"""Events in words, for the log of events and for the page that says why."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import overload

from lambdatutor.simulator.events import Event, EventLog
from lambdatutor.simulator.why import sentence
from lambdatutor.tui.panels.log import LogLine

_INKS = {
    "request.throttled": "refused",
    "request.refused": "refused",
    "operation.refused": "refused",
    "permission.denied": "refused",
    "role.not_assumed": "refused",
    "environment.created": "phase-init-r",
    "init.start": "phase-init-r",
    "init.end": "phase-init-r",
    "init.timeout": "refused",
    "invoke.start": "phase-invoke",
    "invoke.end": "ink",
    "environment.reset": "phase-reset",
    "shutdown.start": "phase-shutdown",
    "environment.gone": "phase-shutdown",
    "operation.called": "ink-accent",
    "operation.scripted": "ink-accent",
}
_NUMBER = re.compile(r"(?:[Rr]equest )?#(\d+)")


def in_words(event: Event, names: Mapping[int, str]) -> str:
    """The event in a sentence; a request with a name is called by that."""

    def named(match: re.Match[str]) -> str:
        name = names.get(int(match[1]), "")
        if name[:1].isdigit():  # not somebody, but a batch: "10 messages"
            return f"{match[0]} ({name})"
        return name if name and not name.startswith("#") else match[0]

    return _NUMBER.sub(named, sentence(event))


class LogLines(Sequence[LogLine]):
    """The events of a run as lines, each put into words when it is looked at.

    A busy run has thousands of events a second, of which a screen shows a dozen.
    """

    def __init__(self, events: EventLog, names: Mapping[int, str]) -> None:
        self._events = events
        self._names = names

    def __len__(self) -> int:
        return len(self._events) - self._events.base

    @overload
    def __getitem__(self, index: int) -> LogLine: ...

    @overload
    def __getitem__(self, index: slice) -> list[LogLine]: ...

    def __getitem__(self, index: int | slice) -> LogLine | list[LogLine]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        event = self._events[index + (len(self._events) if index < 0 else self._events.base)]
        says = in_words(event, self._names)
        return LogLine(event.id, event.at_us, says, _INKS.get(event.kind, "ink-muted"))
