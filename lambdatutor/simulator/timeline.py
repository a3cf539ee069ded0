"""The timeline: what the events say each environment did when, as lanes to draw."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from lambdatutor.simulator.snapshot import Lane, Phase, Span
from lambdatutor.simulator.time import NEVER

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lambdatutor.simulator.events import Entry, EventLog
    from lambdatutor.simulator.snapshot import EnvironmentView

_SPANS_KEPT = 4_000
"""In one lane; older ones are forgotten."""

PHASE_AFTER: dict[str, Phase] = {
    "environment.warm": "frozen",
    "init.end": "frozen",
    "init.timeout": "frozen",
    "init.failed": "reset",
    "restore.start": "restore",
    "restore.end": "frozen",
    "restore.failed": "reset",
    "invoke.start": "invoke",
    "invoke.end": "frozen",
    "environment.reset": "reset",
    "shutdown.start": "shutdown",
}
"""What an environment is in after each kind of event."""


_STARTED = frozenset({"init.end", "init.timeout", "restore.end"})
_SERVING = frozenset({"invoke.start", "restore.start"})


class _Life:
    """One environment's phases so far; the last span is open until something ends it."""

    __slots__ = ("ended_us", "function", "number", "provisioned", "spans", "version")

    def __init__(self, number: int, function: str, version: str, *, provisioned: bool) -> None:
        self.number = number
        self.function = function
        self.version = version
        self.provisioned = provisioned
        self.spans: list[Span] = []
        self.ended_us: int | None = None

    def enter(self, phase: Phase, at_us: int, request: int | None = None) -> None:
        self.close(at_us)
        self.spans.append(Span(phase, at_us, None, request))
        if len(self.spans) > 2 * _SPANS_KEPT:
            del self.spans[:_SPANS_KEPT]

    def close(self, at_us: int) -> None:
        """End what goes on; parts of Init that were to come after this moment never were."""
        while self.spans and (self.spans[-1].end_us is None or self.spans[-1].end_us > at_us):
            last = self.spans.pop()
            if at_us > last.start_us or last.phase == "invoke":
                self.spans.append(last._replace(end_us=at_us))

    def overlaps(self, start_us: int, end_us: int) -> bool:
        if not self.spans or self.spans[0].start_us > end_us:
            return False
        return self.ended_us is None or self.ended_us >= start_us

    def between(self, start_us: int, end_us: int) -> tuple[Span, ...]:
        """The spans that touch a stretch of time; they follow one another, so it is a slice."""
        first = bisect_left(self.spans, start_us, key=_end_us)
        last = bisect_right(self.spans, end_us, key=_start_us)
        return tuple(self.spans[first:last])


def _start_us(span: Span) -> int:
    return span.start_us


def _end_us(span: Span) -> int:
    return NEVER if span.end_us is None else span.end_us


class Timeline:
    """Lanes of a run, kept up with its log."""

    def __init__(self) -> None:
        self._lives: dict[int, _Life] = {}
        self._read = 0
        self.refused: list[tuple[int, int]] = []
        """When which request was throttled or refused."""

    def follow(self, log: EventLog) -> None:
        """Read what has been added to the log since the last time."""
        for entry in log.entries_since(self._read):
            self._read_entry(entry)
        self._read = len(log)

    def meet(self, environments: Iterable[EnvironmentView]) -> None:
        """Give a lane to those whose beginning is no longer kept; it starts with what they do."""
        for each in environments:
            if each.number not in self._lives:
                life = _Life(each.number, each.function, each.version, provisioned=each.provisioned)
                life.enter(each.phase, each.since_us, each.request and each.request.number)
                self._lives[each.number] = life

    def _read_entry(self, entry: Entry) -> None:
        at_us, kind, _, request, number, function, numbers = entry
        if kind in ("request.throttled", "request.refused"):
            self.refused.append((at_us, request))
            return
        if not number:
            return
        if kind == "environment.created":
            version, provisioned, _ = numbers
            self._lives[number] = _Life(
                number, function, str(version), provisioned=bool(provisioned)
            )
        life = self._lives.get(number)
        if life is None:
            return  # it was created before the oldest event that is still kept
        if kind == "init.start":
            _enter_init(life, at_us, numbers, request or None)
        elif kind == "environment.gone":
            life.close(at_us)
            life.ended_us = at_us
        elif kind in _STARTED and request:
            pass  # the handler begins at the same moment
        elif kind in PHASE_AFTER:
            life.enter(PHASE_AFTER[kind], at_us, request if kind in _SERVING else None)

    def lanes(self, start_us: int, end_us: int, at_most: int = 1_000) -> tuple[Lane, ...]:
        """The environments that lived between two moments, in order of creation."""
        found: list[Lane] = []
        for life in self._lives.values():
            if life.overlaps(start_us, end_us):
                spans = life.between(start_us, end_us)
                found.append(
                    Lane(life.number, life.function, life.version, life.provisioned, spans)
                )
                if len(found) == at_most:
                    break
        return tuple(found)

    def count(self, start_us: int, end_us: int) -> int:
        """How many lanes there are between two moments."""
        return sum(life.overlaps(start_us, end_us) for life in self._lives.values())


def _enter_init(
    life: _Life, at_us: int, numbers: tuple[int | float | str, ...], request: int | None
) -> None:
    """The three parts of Init one after the other (LIF-001); empty ones leave no span."""
    phases: tuple[Phase, ...] = ("extension-init", "runtime-init", "function-init")
    for phase, us in zip(phases, numbers, strict=True):
        if us:
            life.enter(phase, at_us, request)
            at_us += int(us)
