"""A function's own queue: asynchronous events wait here until they have run or are given up."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from lambdatutor.aws import quotas
from lambdatutor.simulator.answers import arn
from lambdatutor.simulator.asynchronous.dead_letter import send_dead_letter
from lambdatutor.simulator.asynchronous.destination import send_record
from lambdatutor.simulator.asynchronous.event import EventRequest, QueuedEvent
from lambdatutor.simulator.asynchronous.invoke_config import (
    DEFAULT,
    RETRY_DELAYS_US,
    EventInvokeConfig,
    back_off_us,
)
from lambdatutor.simulator.asynchronous.ladder import Ladder
from lambdatutor.simulator.asynchronous.poller import Entrance, Poller
from lambdatutor.simulator.asynchronous.recursion import RECURSIVE
from lambdatutor.simulator.clock import Bell
from lambdatutor.simulator.randomness import share, stream
from lambdatutor.simulator.time import MILLISECOND, NEVER, SECOND
from lambdatutor.simulator.version import LATEST, Version

if TYPE_CHECKING:
    from lambdatutor.simulator.asynchronous.event import Condition
    from lambdatutor.simulator.environment import ExecutionEnvironment
    from lambdatutor.simulator.events import Number
    from lambdatutor.simulator.function import Function
    from lambdatutor.simulator.parcel import Parcel
    from lambdatutor.simulator.service import Service

_COPY_AFTER_US = SECOND
"""When a copy comes after its event: the simulator's own (ASY-021)."""

_LOOK_AGAIN_US = 100 * MILLISECOND
"""How often a waiting line looks for a place that another caller left: the simulator's own."""


class InternalQueue:
    """The queue of one function, for all its versions and aliases (ASY-001).

    How Lambda's pollers wait for a free place is not published. By default an event that is
    throttled backs off (ASY-005); a scenario can let events stand in line instead.
    """

    def __init__(self, service: Service, function: Function) -> None:
        self.service = service
        self.function = function
        self.arn = arn(service.scenario.account, function.name)
        self.configs: dict[str, EventInvokeConfig] = {}
        """By qualifier; `$LATEST` for the function itself (ASY-024)."""
        self.open: dict[int, QueuedEvent] = {}
        """By number: accepted and not ended, the oldest first."""
        self.ladder = Ladder()
        self.numbered = self.received = self.copied = self.succeeded = self.retried = 0
        self.backed_off = self.dropped = self.lost = self.delivered = self.undelivered = 0
        self.closed = False
        self._entrances: dict[str, Entrance] = {}
        self._pollers: dict[tuple[str | None, str], Poller] = {}
        self._copy_seed = stream(service.seed, "async-copies", function.name).getrandbits(64)
        self._bell = Bell(service.clock, self._ring)
        self._rings_us: float = NEVER

    # Entering

    def accept(self, parcel: Parcel, cause: int) -> str:
        return self.take_in(parcel, None, cause)

    def take_in(self, parcel: Parcel, qualifier: str | None, cause: int) -> str:
        """Accept an event with status 202, unless it is larger than 1 MB (INV-007)."""
        if parcel.size_bytes > quotas.ASYNCHRONOUS_PAYLOAD_BYTES.value:
            return "RequestTooLargeException"
        service = self.service
        now = service.clock.now_us
        self.received += 1
        service.counters.add("AsyncEventsReceived", self.function.name, now)
        event = self._open(parcel, qualifier)
        event.told = cause
        event.told = self.tell(event, "async.accepted", (qualifier or LATEST,))
        self._wait(event, now)
        if share(self._copy_seed, event.number) < service.scenario.async_duplicates:
            self._copy(event)
        return ""

    def _open(self, parcel: Parcel, qualifier: str | None, identity: int = 0) -> QueuedEvent:
        self.numbered += 1
        number = self.numbered
        now = self.service.clock.now_us
        event = QueuedEvent(number, identity or number, parcel, qualifier, now)
        self.open[number] = event
        return event

    def _copy(self, event: QueuedEvent) -> None:
        """The same event comes again, although nothing failed (ASY-021)."""
        self.copied += 1
        copy = self._open(event.parcel, event.qualifier, event.number)
        copy.told = self.tell(event, "async.copied", (copy.number,))
        self._wait(copy, copy.accepted_us + _COPY_AFTER_US)

    def entrance(self, qualifier: str) -> Entrance | None:
        """The queue under the ARN of a version or an alias, if there is one of that name."""
        if qualifier not in self.function.versions and qualifier not in self.function.aliases:
            return None
        found = self._entrances.get(qualifier)
        if found is None:
            found = self._entrances[qualifier] = Entrance(self, qualifier)
        return found

    @property
    def idle(self) -> bool:
        return not self.open

    # Waiting

    def _wait(self, event: QueuedEvent, due_us: int) -> None:
        self.ladder.wait(event, due_us)
        self._ring_by(due_us)

    def _ring_by(self, at_us: float) -> None:
        """Look at `at_us`; a bell that was set for later then rings for nothing."""
        if at_us < self._rings_us:
            self._rings_us = at_us
            self._bell.set(int(at_us))

    def _ring(self) -> None:
        now = self.service.clock.now_us
        if now < self._rings_us:
            return
        self._rings_us = NEVER
        in_line = self.service.scenario.async_waiting == "first-in-first-out"
        while (event := self.ladder.take_due(now)) is not None:
            if in_line:
                self.ladder.stand_in_line(event)
            elif reason := self._try(event):
                self._back_off(event, reason)
        self._serve_line()
        self._ring_by(self.ladder.next_us)

    def _serve_line(self) -> None:
        """Let those in line run, the first one first, while there are places."""
        ladder, now = self.ladder, self.service.clock.now_us
        while ladder.line:
            ends_us = self._ends_us(ladder.line[0])
            if now < ends_us and self.function.reserved != 0 and not self._has_place():
                self._ring_by(min(now + _LOOK_AGAIN_US, ends_us))
                return
            event = ladder.leave_line()
            if self._try(event):
                ladder.return_to_line(event)
                self._ring_by(min(now + _LOOK_AGAIN_US, ends_us))
                return

    def _has_place(self) -> bool:
        """Whether a request may be let in; asking leaves no trace."""
        limit = self.function.limit
        return limit.in_flight < limit.capacity or any(
            held.has_room_for(version, synchronous=False)
            for held in self.function.provisioned.values()
            for version in held.amounts
        )

    # Running

    def _try(self, event: QueuedEvent) -> str:
        """Run it, or give it up; the answer is why it was turned away, or nothing."""
        service, now = self.service, self.service.clock.now_us
        if now >= self._ends_us(event):
            self._give_up(event, "EventAgeExceeded")
            return ""
        if self.function.reserved == 0:  # ASY-009
            self._give_up(event, "ZeroReservedConcurrency")
            return ""
        poller = self._poller(event)
        poller.cause = event.told
        service.requests += 1
        request = EventRequest(poller, service.requests, event, now)
        reason = service.receive(request)
        if not reason:
            event.attempts += 1
            event.turned_away = 0
            age_ms = (now - event.accepted_us) / MILLISECOND
            service.counters.add("AsyncEventAge", self.function.name, now, age_ms)
            return ""
        if service.log is not None:
            event.told = len(service.log) - 1  # the refusal was written down last
        if reason == RECURSIVE:  # REC-006
            self._give_up(event, RECURSIVE)
            return ""
        if reason == "ResourceNotFoundException":
            self._lose(event, "its version or alias was deleted")
            return ""
        return reason

    def _poller(self, event: QueuedEvent) -> Poller:
        key = event.qualifier, event.parcel.kind
        poller = self._pollers.get(key)
        if poller is None:
            poller = self._pollers[key] = Poller(self, *key)
        return poller

    def ran(self, event: QueuedEvent, environment: ExecutionEnvironment) -> None:
        """A run has ended: that was it, or there is another try (ASY-002)."""
        event.status, event.version = environment.status, environment.version
        event.raised = environment.raised
        event.told = environment.event
        config = self.config(event.qualifier)
        if event.status == "ok":
            del self.open[event.number]
            self.succeeded += 1
            if config.on_success and not self.closed:
                send_record(self, event, "Success", config.on_success)
        elif self.closed:
            self._lose(event, "its function was deleted")
        elif event.attempts > config.most_retries:
            self._give_up(event, "RetriesExhausted")
        else:
            delay_us = RETRY_DELAYS_US[event.attempts - 1]
            if self._put_back(event, delay_us, "async.retry", event.attempts):
                self.retried += 1
        self._serve_line()

    def _back_off(self, event: QueuedEvent, reason: str) -> None:
        """Wait longer each time (ASY-005)."""
        delay_us = back_off_us(event.turned_away)
        event.turned_away += 1
        if self._put_back(event, delay_us, "async.backed_off", reason):
            self.backed_off += 1

    def _put_back(self, event: QueuedEvent, delay_us: int, kind: str, number: Number) -> bool:
        """Wait for another try, if that comes before the maximum age (ASY-007)."""
        due_us = self.service.clock.now_us + delay_us
        if due_us >= self._ends_us(event):
            self._give_up(event, "EventAgeExceeded")
            return False
        event.told = self.tell(event, kind, (number, delay_us))
        self._wait(event, due_us)
        return True

    # Ending

    def _ends_us(self, event: QueuedEvent) -> int:
        """When it has its maximum age (ASY-004)."""
        return event.accepted_us + self.config(event.qualifier).max_age_us

    def _give_up(self, event: QueuedEvent, condition: Condition) -> None:
        """Drop it and tell who wants to know; a dead letter as well as a record (ASY-018)."""
        del self.open[event.number]
        self.dropped += 1
        service = self.service
        service.counters.add("AsyncEventsDropped", self.function.name, service.clock.now_us)
        event.told = self.tell(event, "async.dropped", (condition, event.attempts))
        version = event.version or self._version(event.qualifier)
        if version is not None and version.configuration.dead_letter:
            send_dead_letter(self, event, condition, version.configuration.dead_letter)
        on_failure = self.config(event.qualifier).on_failure
        if on_failure:
            send_record(self, event, condition, on_failure)

    def _lose(self, event: QueuedEvent, why: str) -> None:
        del self.open[event.number]
        self.lost += 1
        self.tell(event, "async.lost", (why,))

    def close(self) -> None:
        """The function is deleted: what waits is lost, what runs ends."""
        self.closed = True
        self._bell.silence()
        for event in self.ladder:
            self._lose(event, "its function was deleted")
        self.ladder = Ladder()

    # Looking things up

    def config(self, qualifier: str | None) -> EventInvokeConfig:
        return self.configs.get(qualifier or LATEST, DEFAULT)

    def qualified_arn(self, qualifier: str | None) -> str:
        return f"{self.arn}:{qualifier or LATEST}"

    def request_id(self, event: QueuedEvent) -> str:
        """The same for all tries of an event, and for its copies."""
        purpose = ("request-ids", self.function.name, str(event.identity))
        return str(UUID(int=stream(self.service.seed, *purpose).getrandbits(128), version=4))

    def _version(self, qualifier: str | None) -> Version | None:
        """What it would run on now."""
        alias = self.function.aliases.get(qualifier or LATEST)
        return self.function.versions.get(alias.version if alias else qualifier or LATEST)

    def tell(self, event: QueuedEvent, kind: str, numbers: tuple[Number, ...]) -> int:
        """Write down what happened to an event; it follows from what happened to it before."""
        numbers = (event.number, *numbers)
        return self.service.note(kind, self.function.name, numbers, event.told)
