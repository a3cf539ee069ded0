"""A lane: the part of a shard's records that goes to the function one batch at a time."""

from __future__ import annotations

from collections import deque
from itertools import islice
from typing import TYPE_CHECKING

from lambdatutor.simulator.clock import Bell
from lambdatutor.simulator.polling.mapping import BATCH_BYTES, CALL_FAILED, OK
from lambdatutor.simulator.randomness import stream as chance
from lambdatutor.simulator.streams.batch import NOTHING, Batch, BatchRequest
from lambdatutor.simulator.streams.busy import busy
from lambdatutor.simulator.streams.giving_up import expire, give_up
from lambdatutor.simulator.time import MILLISECOND

if TYPE_CHECKING:
    from lambdatutor.simulator.distributions import Distribution
    from lambdatutor.simulator.environment import ExecutionEnvironment
    from lambdatutor.simulator.request import Request
    from lambdatutor.simulator.streams.reader import ShardReader
    from lambdatutor.simulator.streams.record import StreamRecord
    from lambdatutor.simulator.version import Version


class Lane:
    """One batch at a time, in order; a shard has as many lanes as its ParallelizationFactor.

    A batch that fails holds up its lane; the other lanes of the shard go on, as only the records
    of one key have to stay in order (STR-001, STR-003).
    """

    synchronous = True
    listens = True
    names: tuple[str, ...] = ()
    run: Distribution | None = None

    def __init__(self, reader: ShardReader, number: int) -> None:
        poller = reader.poller
        self.reader = reader
        self.number = number
        self.kind = poller.stream.service
        self.function = poller.function
        self.qualifier = poller.qualifier
        self.cause = -1
        purpose = (poller.mapping.uuid, reader.shard.name, str(number))
        seed = poller.service.seed
        self.failure_seed = chance(seed, "failures", *purpose).getrandbits(64)
        self.weight_seed = chance(seed, "weights", *purpose).getrandbits(64)
        self.sent = 0
        self.waiting: deque[StreamRecord] = deque()
        """Read, and in no batch yet."""
        self.since_us = 0
        """Since when the first of them is gathered (ESM-004)."""
        self.halves: deque[Batch] = deque()
        """What splits have left; it comes before what is waiting."""
        self.batch: Batch | None = None
        """What the function is busy with, or what is to be sent again."""
        self.in_flight = False
        self.bell = Bell(poller.service.clock, self._again)

    @property
    def free(self) -> bool:
        return self.batch is None

    @property
    def empty(self) -> bool:
        return self.batch is None and not self.halves and not self.waiting

    def held(self) -> list[StreamRecord]:
        """Every record it has and is not done with, in order."""
        found = list(self.batch.records) if self.batch is not None else []
        for half in self.halves:
            found.extend(half.records)
        found.extend(self.waiting)
        return found

    @property
    def oldest(self) -> StreamRecord | None:
        if self.batch is not None:
            return self.batch.first
        if self.halves:
            return self.halves[0].first
        return self.waiting[0] if self.waiting else None

    def take(self, records: list[StreamRecord], now_us: int) -> None:
        """Hold records that were read until they make a batch."""
        if not self.waiting:
            self.since_us = now_us
        self.waiting.extend(records)

    def pause(self) -> None:
        """Send nothing more; what waits to be sent again comes first when it goes on."""
        self.bell.silence()
        if self.batch is not None and not self.in_flight:
            self.halves.appendleft(self.batch)
            self.batch = None

    def go(self, now_us: int) -> None:
        """Send the next batch, if one is ready and none is on its way."""
        while self.batch is None:
            batch = self.halves.popleft() if self.halves else self._gathered(now_us)
            if batch is None:
                return
            self._send(batch, now_us)

    # Gathering

    def _gathered(self, now_us: int) -> Batch | None:
        """The next batch; none while its window is open and it is not full (ESM-003)."""
        waiting = self.waiting
        gone_us = now_us - self.reader.poller.stream.retention_us
        lost = 0
        while waiting and waiting[0].at_us <= gone_us:
            lost += 1
            waiting.popleft()
        if lost:
            expire(self.reader, lost, self.cause)
        if not waiting:
            return None
        count, full = self._measure()
        if not full and now_us < self.since_us + self.reader.poller.settings.window_us:
            return None
        records = [waiting.popleft() for _ in range(count)]
        self.since_us = now_us
        return Batch(records, records[0].event)

    def _measure(self) -> tuple[int, bool]:
        """How many records the next batch has, and whether it can have no more."""
        settings = self.reader.poller.settings
        size, tumbling_us = settings.batch_size, settings.tumbling_window_us
        window = self.waiting[0].at_us // tumbling_us if tumbling_us else 0
        size_bytes = count = 0
        for record in islice(self.waiting, size):
            size_bytes += record.parcel.size_bytes
            if count and size_bytes > BATCH_BYTES:
                return count, True
            if tumbling_us and record.at_us // tumbling_us != window:
                return count, True  # no batch has records of two windows (STR-014)
            count += 1
        return count, count == size

    # Sending

    def _again(self) -> None:
        batch, self.batch = self.batch, None
        if batch is not None:
            self._send(batch, self.reader.poller.service.clock.now_us)
        if self.batch is None:
            self.reader.look()

    def _send(self, batch: Batch, now_us: int) -> None:
        """Invoke the function with what of a batch is not too old; with nothing left it is gone."""
        poller = self.reader.poller
        service = poller.service
        if not self._drop_old(batch, now_us):
            return
        records, shard = batch.records, self.reader.shard
        age_ms = (now_us - batch.last.at_us) // MILLISECOND
        numbers = (poller.mapping.uuid, shard.name, len(records), batch.tries + 1, age_ms)
        event = service.note("batch.sent", self.function, numbers, batch.event)
        self.cause = batch.event = event
        self.batch = batch
        self.in_flight = True
        self.sent += 1
        service.requests += 1
        reason = service.receive(BatchRequest(self, service.requests, self.sent, now_us, batch))
        if not reason:
            service.counters.add("IteratorAge", self.function, now_us, age_ms)
            service.counters.add("IteratorAge", poller.mapping.uuid, now_us, age_ms)
            poller.count("InvokedEventCount", len(records))
            return
        self.in_flight = False
        if service.log is not None:
            batch.event = len(service.log) - 1
        self._wait(batch, now_us)  # a throttle is no try (ESM-008)

    def _drop_old(self, batch: Batch, now_us: int) -> bool:
        """Give up what is older than it may be; whether anything is left (STR-003, STR-004)."""
        poller = self.reader.poller
        lost = batch.older_than(now_us - poller.stream.retention_us)
        if lost:
            expire(self.reader, lost, batch.event)
            del batch.records[:lost]
        most_us = poller.settings.maximum_record_age_us
        if most_us is not None and batch.records:
            old = batch.older_than(now_us - most_us)
            if old:
                aged, rest = batch.split(old)
                give_up(self.reader, aged, "RecordAgeExceeded", "")
                batch.records = rest.records
        return bool(batch.records)

    def _wait(self, batch: Batch, now_us: int) -> None:
        """Send it again after a pause that doubles each time: the simulator's own.

        It is looked at no later than the moment at which it is too old.
        """
        poller = self.reader.poller
        if not poller.running:
            self.batch = None
            self.halves.appendleft(batch)
            return
        scenario = poller.service.scenario
        # A shift by more than this many places is longer than any run.
        pause_us = scenario.stream_retry_pause << min(batch.waits, 40)
        due_us = now_us + min(pause_us, scenario.stream_retry_longest)
        batch.waits += 1
        most_us = poller.settings.maximum_record_age_us
        lives_us = min(most_us or poller.stream.retention_us, poller.stream.retention_us)
        self.batch = batch
        due_us = max(now_us, min(due_us, batch.first.at_us + lives_us))
        numbers = (
            poller.mapping.uuid,
            self.reader.shard.name,
            len(batch.records),
            batch.tries,
            due_us - now_us,
        )
        batch.event = poller.service.note("batch.blocked", self.function, numbers, batch.event)
        self.bell = Bell(poller.service.clock, self._again)
        self.bell.set(due_us)

    # What became of it

    def works(
        self, request: Request, version: Version, duration_us: int, status: str
    ) -> tuple[int, str]:
        if not isinstance(request, BatchRequest):
            raise TypeError(request)
        return busy(request, version, duration_us, status)

    def answered(self, request: Request, environment: ExecutionEnvironment) -> None:
        """A success ends the batch; anything else sends what failed again (STR-003)."""
        batch = self.batch
        if batch is None or not isinstance(request, BatchRequest):
            raise AssertionError
        self.in_flight = False
        batch.event = environment.event
        poller = self.reader.poller
        failed_at = request.failed_at if poller.settings.reports_failures else NOTHING
        if environment.status == "ok" and failed_at == NOTHING:
            poller.mapping.last_result = OK
            self.reader.done += len(batch.records)
            self.batch = None
        else:
            poller.mapping.last_result = CALL_FAILED
            self._failed(batch, max(0, failed_at), environment)
        self.reader.look()

    def _failed(self, batch: Batch, at: int, environment: ExecutionEnvironment) -> None:
        """Send the rest again from the first that failed, halve it, or give it up."""
        poller = self.reader.poller
        settings, now_us = poller.settings, poller.service.clock.now_us
        poller.count("FailedInvokeEventCount", len(batch.records) - at)
        if at:
            self.reader.done += at
            batch = batch.split(at)[1]
            self._note_split(batch, at, len(batch.records), "reported")
        if settings.bisects and (at or len(batch.records) > 1):  # uses no retry (STR-005, STR-006)
            if not at:
                half = (len(batch.records) + 1) // 2
                batch, rest = batch.split(half)
                self._note_split(batch, half, len(rest.records), "half")
                rest.event = batch.event
                self.halves.appendleft(rest)
        else:
            batch.tries += 1
            retries = settings.maximum_retries
            if retries is not None and batch.tries > retries:
                self.batch = None
                give_up(self.reader, batch, "RetryAttemptsExhausted", environment.version.number)
                return
        self._wait(batch, now_us)

    def _note_split(self, batch: Batch, before: int, after: int, why: str) -> None:
        """The records before and after the place where a batch was cut."""
        poller = self.reader.poller
        numbers = (poller.mapping.uuid, self.reader.shard.name, before, after, why)
        batch.event = poller.service.note("batch.split", self.function, numbers, batch.event)
