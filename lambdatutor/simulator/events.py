"""What happened: events with the event that caused each and the rule that decided it.

Events are kept as small tuples, because a run makes millions of them, and become objects when read.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from lambdatutor.simulator.parts_told import PARTS
from lambdatutor.simulator.time import spoken

if TYPE_CHECKING:
    from collections.abc import Iterator

Number = int | float | str
"""What a rule was decided on: a limit, a count, a name."""

Entry = tuple[int, str, int, int, int, str, tuple[Number, ...]]
"""An event as it is kept: at_us, kind, cause, request, environment, function, numbers.

The cause is the id of an earlier event, or -1; request and environment are 0 where there is none.
"""


class Kind(NamedTuple):
    """A kind of event: the rules that decide it, and what its numbers are called."""

    rules: tuple[str, ...]
    """Ids of facts."""
    numbers: tuple[str, ...] = ()


KINDS: dict[str, Kind] = {
    "operation.called": Kind((), ("operation",)),
    "operation.scripted": Kind((), ("operation",)),
    "operation.refused": Kind((), ("operation", "code", "message")),
    "request.arrived": Kind(()),
    "request.refused": Kind((), ("code", "message")),
    "request.throttled": Kind(
        ("INV-041", "CON-024"), ("reason", "gate", "in_flight", "limit", "limit_is")
    ),
    "environment.created": Kind(("LIF-007", "LIF-006"), ("version", "provisioned", "in_flight")),
    "environment.warm": Kind(()),
    "init.start": Kind(("LIF-001",), ("extension_us", "runtime_us", "function_us")),
    "init.end": Kind(("LIF-001",), ("init_us",)),
    "init.timeout": Kind(("LIF-002", "LIF-003"), ("limit_us",)),
    "invoke.start": Kind(("LIF-006", "LIF-007"), ("cold", "idle", "init_again_us")),
    "invoke.end": Kind(("LIF-013", "LIF-021", "LIF-022"), ("status", "duration_us", "billed_ms")),
    "environment.reset": Kind(("LIF-009", "LIF-011"), ("status",)),
    "shutdown.start": Kind(("LIF-014",), ("why", "shutdown_us")),
    "environment.gone": Kind(("LIF-014",), ("why",)),
    "provisioned.requested": Kind(("CON-014", "CON-016"), ("qualifier", "requested")),
    "provisioned.ready": Kind(("CON-014", "CON-015"), ("qualifier", "requested")),
    "provisioned.removed": Kind((), ("qualifier",)),
}
"""Every kind of event, by the name lessons use for it."""

for _part in PARTS:
    KINDS.update({name: Kind(*told) for name, told in _part.KINDS.items()})


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that happened."""

    id: int
    at_us: int
    kind: str
    cause: int | None
    request: int | None
    environment: int | None
    function: str
    numbers: dict[str, Number]

    @property
    def rules(self) -> tuple[str, ...]:
        return KINDS[self.kind].rules

    def spoken(self, name: str) -> str:
        """One of its numbers that is a time in microseconds, as people say it."""
        return spoken(float(self.numbers[name]))


class EventLog:
    """Everything that happened in a run, in order; ids count from 0.

    With a `room`, the oldest events make place for new ones; their ids stay what they were.
    """

    def __init__(self, room: int | None = None) -> None:
        self.entries: list[Entry] = []
        self.base = 0
        """The id of the first entry that is still kept."""
        self.room = room

    def add(  # noqa: PLR0917  called millions of times, and keywords cost time
        self,
        at_us: int,
        kind: str,
        cause: int,
        request: int,
        environment: int,
        function: str,
        numbers: tuple[Number, ...],
    ) -> int:
        """Write down an event and give its id."""
        entries = self.entries
        entries.append((at_us, kind, cause, request, environment, function, numbers))
        return self.base + len(entries) - 1

    def __len__(self) -> int:
        return self.base + len(self.entries)

    def __getitem__(self, event_id: int) -> Event:
        """Raises `IndexError` for an event that is not there, or no longer."""
        if not self.base <= event_id < len(self):
            raise IndexError(event_id)
        return _read(event_id, self.entries[event_id - self.base])

    def since(self, event_id: int) -> Iterator[Event]:
        """Events from `event_id` on, as far as they are kept."""
        first = max(event_id, self.base)
        for number, entry in enumerate(self.entries_since(first), start=first):
            yield _read(number, entry)

    def entries_since(self, event_id: int) -> list[Entry]:
        """The same as they are kept, for those who read many."""
        return self.entries[max(0, event_id - self.base) :]

    def make_room(self) -> None:
        """Forget the oldest, a whole room at a time.

        What is left depends on nothing but how many events there were. The list is another one
        then: a checkpoint holds on to the one that it was made with.
        """
        if self.room is not None and len(self.entries) >= 2 * self.room:
            first = kept_from(len(self), self.room)
            self.entries = self.entries[first - self.base :]
            self.base = first

    def until(self, event_id: int) -> EventLog:
        """A log of its own that ends before `event_id`."""
        past = EventLog(self.room)
        past.base = self.base
        past.entries = self.entries[: max(0, event_id - self.base)]
        return past

    def digest(self) -> str:
        """A hash of the whole history: two runs with the same one are the same to the byte."""
        return sha256(repr((self.base, self.entries)).encode()).hexdigest()


def kept_from(count: int, room: int) -> int:
    """The first of `count` things that is kept where there is room for so many."""
    return max(0, (count // room - 1) * room)


def _read(event_id: int, entry: Entry) -> Event:
    at_us, kind, cause, request, environment, function, numbers = entry
    return Event(
        id=event_id,
        at_us=at_us,
        kind=kind,
        cause=None if cause < 0 else cause,
        request=request or None,
        environment=environment or None,
        function=function,
        numbers=dict(zip(KINDS[kind].numbers, numbers, strict=True)),
    )
