"""Reading a run's events as CloudWatch shows them: nothing is kept twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lambdatutor.simulator.aws_call import client_error
from lambdatutor.simulator.logs.request_id import event_request_id, request_id
from lambdatutor.simulator.logs.stream import Deployed, configuration_of, log_group, log_stream
from lambdatutor.simulator.logs.writer import Writer

if TYPE_CHECKING:
    from lambdatutor.simulator.events import Entry, EventLog
    from lambdatutor.simulator.record import Record
    from lambdatutor.simulator.world import World

WRITE = "logs:PutLogEvents"
"""What a function's role has to allow."""


class Line(NamedTuple):
    """One log event."""

    at_us: int
    function: str
    environment: int
    request: int
    """0 where it belongs to none."""
    group: str
    stream: str
    message: str


class _Place(NamedTuple):
    function: str
    group: str
    stream: str
    writer: Writer


def lines_of(world: World, function: str | None = None) -> tuple[Line, ...]:
    """All that a run has logged so far, in order; of one function, if it is named."""
    service = world.service
    found = lines(world.log, world.records(), service.deployed, service.log_gaps, world.seed)
    return tuple(line for line in found if function in {None, line.function})


def lines(
    log: EventLog,
    records: tuple[Record, ...],
    deployed: Deployed,
    gaps: dict[str, list[int]],
    seed: int,
) -> tuple[Line, ...]:
    """The lines that these events left.

    `gaps` holds, by function, the moments at which its role lost and got back the right to write.
    """
    reader = _Reader(log, records, deployed, seed)
    return tuple(
        line
        for entry in log.entries
        for line in reader.read(entry)
        if not _is_lost(gaps.get(line.function, []), line.at_us)
    )


def _is_lost(moments: list[int], at_us: int) -> bool:
    """Whether the right to write had been taken, and not given back, by then."""
    return sum(moment <= at_us for moment in moments) % 2 == 1


class _Reader:
    """Goes through the events once, and remembers where each environment writes to."""

    def __init__(
        self, log: EventLog, records: tuple[Record, ...], deployed: Deployed, seed: int
    ) -> None:
        self.log = log
        self.records = {record.number: record for record in records}
        self.deployed = deployed
        self.seed = seed
        self.places: dict[int, _Place] = {}
        self.ids: dict[int, str] = {}
        self.copies: dict[tuple[str, int], int] = {}
        """By function and number of an event: the event it is a copy of (ASY-021)."""
        self.begun: set[int] = set()
        self.raised: dict[int, str] = {}
        """By request: what a call of AWS that was denied raised in its code."""

    def read(self, entry: Entry) -> list[Line]:
        at_us, kind, cause, request, environment, function, numbers = entry
        if kind == "environment.created":
            version, provisioned = str(numbers[0]), bool(numbers[1])
            self._created(at_us, function, environment, version, provisioned=provisioned)
        elif kind == "async.copied":
            self.copies[function, int(numbers[1])] = int(numbers[0])
        elif kind == "request.arrived":
            self._arrived(request, cause, function)
        elif kind == "permission.denied" and numbers[-1] == "raises":
            action, _, code, message = map(str, numbers[1:5])
            self.raised[request] = client_error(action, code, message)
        place = self.places.get(environment)
        if place is None:
            return []  # none, or created before the oldest event that is still kept
        found = self._lines(kind, at_us, request, numbers, place.writer)
        return [
            Line(at_us, place.function, environment, request, place.group, place.stream, message)
            for message in found
        ]

    def _created(
        self, at_us: int, function: str, environment: int, version: str, *, provisioned: bool
    ) -> None:
        settings = configuration_of(self.deployed, function, version, environment)
        group = log_group(function, settings)
        stream = log_stream(function, version, environment, at_us, group)
        writer = Writer(version, settings, provisioned=provisioned)
        self.places[environment] = _Place(function, group, stream, writer)

    def _arrived(self, request: int, cause: int, function: str) -> None:
        """A try of an asynchronous event is known by the id of the event (LOG-009)."""
        known_as = request_id(request)
        if cause >= self.log.base:
            origin = self.log.entries[cause - self.log.base]
            if origin[1].startswith("async."):
                event = int(origin[6][0])
                event = self.copies.get((function, event), event)
                known_as = event_request_id(self.seed, function, event)
        self.ids[request] = known_as

    def _lines(
        self,
        kind: str,
        at_us: int,
        request: int,
        numbers: tuple[int | float | str, ...],
        writer: Writer,
    ) -> list[str]:
        match kind:
            case "init.start":
                return writer.started("INIT", at_us)
            case "init.end":
                return writer.initialised(at_us, int(numbers[0]), "")
            case "init.timeout":
                return writer.initialised(at_us, int(numbers[0]), "timeout")
            case "init.failed":
                return writer.initialised(at_us, int(numbers[1]), "error", str(numbers[0]))
            case "restore.start":
                return writer.started("RESTORE", at_us)
            case "restore.end":
                return writer.restored(at_us, int(numbers[0]))
            case "restore.failed":
                return writer.restored(at_us, 0, str(numbers[0]))
            case "invoke.start":
                self.begun.add(request)
                return writer.began(at_us, self._id(request))
            case "invoke.end":
                return self._ended(at_us, request, writer)
            case _:
                return []

    def _ended(self, at_us: int, request: int, writer: Writer) -> list[str]:
        record = self.records.get(request)
        if record is None or record.status == "refused":
            return []
        known_as = self._id(request)
        first = [] if request in self.begun else writer.start(at_us, known_as)
        return [*first, *writer.ended(at_us, record, known_as, self.raised.pop(request, ""))]

    def _id(self, request: int) -> str:
        return self.ids.get(request) or request_id(request)
