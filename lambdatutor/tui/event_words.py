"""Events in words, for the log of events and for the page that says why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from lambdatutor.simulator.events import Event
from lambdatutor.simulator.why import sentence
from lambdatutor.tui.panels.log import LogLine

_INKS = {
    "request.throttled": "refused",
    "request.refused": "refused",
    "operation.refused": "refused",
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
}
_NUMBER = re.compile(r"#(\d+)")


def in_words(event: Event, names: Mapping[int, str]) -> str:
    """The event in a sentence; a request with a name is called by it as well."""

    def named(match: re.Match[str]) -> str:
        name = names.get(int(match[1]), "")
        return f"{match[0]} ({name})" if name and not name.startswith("#") else match[0]

    return _NUMBER.sub(named, sentence(event))


def log_lines(events: Iterable[Event], names: Mapping[int, str]) -> list[LogLine]:
    return [
        LogLine(event.id, event.at_us, in_words(event, names), _INKS.get(event.kind, "ink-muted"))
        for event in events
    ]
