"""The poller of a stream: a reader for each shard, parents before their children."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import quotas
from lambdatutor.simulator.dates import moment
from lambdatutor.simulator.streams.reader import ShardReader
from lambdatutor.simulator.time import SECOND

if TYPE_CHECKING:
    from lambdatutor.simulator.polling.mapping import EventSourceMapping
    from lambdatutor.simulator.service import Service
    from lambdatutor.simulator.streams.shard import Shard
    from lambdatutor.simulator.streams.stream import Stream

NO_ACCESS = "PROBLEM: Lambda was denied access to the stream"
"""What LastProcessingResult says when the role may not read; the wording is the simulator's own."""


class StreamPoller:
    """Reads a stream for one mapping: shards x factor batches at most (STR-001)."""

    def __init__(self, service: Service, mapping: EventSourceMapping, stream: Stream) -> None:
        self.service = service
        self.mapping = mapping
        self.stream = stream
        self.readers: dict[int, ShardReader] = {}
        """By the number of the shard."""
        self.finished: dict[int, bool] = {}
        """Shards that were read to their end, or are not read at all."""
        self.running = False
        self.allowed = True
        """The role let it read when it looked last."""
        self.began_us = -1
        """When it first looked: all its looks are counted from here."""
        self.from_us: int | None = None
        """Records that arrived before are left out; None: none is."""
        self.every_us = SECOND // stream.polls_per_s
        self._read_settings()
        stream.pollers[mapping.uuid] = self

    def _read_settings(self) -> None:
        mapping = self.mapping
        self.settings = mapping.settings
        self.patterns = mapping.patterns
        self.function = mapping.function
        self.qualifier = mapping.qualifier

    # As a poller of a mapping

    def start(self) -> None:
        self._read_settings()
        self.running = True
        if self.began_us < 0:
            self._begin()
        for reader in list(self.readers.values()):
            reader.change()
        self.resharded()

    def stop(self) -> None:
        """It goes on where it was when it is enabled again."""
        self.running = False
        for reader in self.readers.values():
            reader.pause()

    def change(self) -> None:
        self.start()

    @property
    def pollers(self) -> int:
        return sum(len(reader.lanes) for reader in self.readers.values())

    @property
    def most_pollers(self) -> int:
        return self.pollers

    @property
    def in_flight(self) -> int:
        return sum(lane.in_flight for reader in self.readers.values() for lane in reader.lanes)

    # As a reader of a stream

    @property
    def idle(self) -> bool:
        return not self.running or not any(reader.behind for reader in self.readers.values())

    @property
    def deleted(self) -> bool:
        return self.mapping.state == "Deleting" and not self.in_flight

    def resharded(self) -> None:
        """Read the shards whose parents are done, so that keys stay in order."""
        if not self.running:
            return
        for shard in self.stream.shards.values():
            number = shard.number
            if number in self.readers or number in self.finished:
                continue
            if all(parent in self.finished for parent in shard.parents):
                first = shard.base if self.from_us is None else shard.since(self.from_us)
                self._read(shard, first)
        for reader in list(self.readers.values()):
            if reader.finished:
                self.finish(reader)

    def finish(self, reader: ShardReader) -> None:
        """A shard was closed and read to its end: its children follow."""
        number = reader.shard.number
        if self.readers.pop(number, None) is None:
            return
        del reader.shard.readers[self.mapping.uuid]
        self.finished[number] = True
        self.resharded()

    def _begin(self) -> None:
        """Take up every shard at the starting position (STR-007, STR-008)."""
        self.began_us = self.service.clock.now_us
        stream, position = self.stream, self.settings.starting_position
        if stream.service == "dynamodb" and len(stream.pollers) > quotas.TABLE_STREAM_READERS.value:
            numbers = (self.mapping.uuid, stream.name, len(stream.pollers))
            self.service.note("stream.crowded", self.function, numbers, self.mapping.event)
        if position == "LATEST":
            for shard in stream.shards.values():
                if shard.closed:
                    self.finished[shard.number] = True
                else:
                    self._read(shard, shard.next)
        elif position == "AT_TIMESTAMP":
            self.from_us = moment(self.settings.starting_timestamp or "")

    def _read(self, shard: Shard, position: int) -> None:
        reader = self.readers[shard.number] = ShardReader(self, shard, position)
        reader.look()

    # Looking

    def last_look_us(self, now_us: int) -> int:
        """When the last look was, or is."""
        return now_us - (now_us - self.began_us) % self.every_us

    def next_look_us(self, now_us: int) -> int:
        """When the next look is: now, at its moment."""
        return now_us + (self.began_us - now_us) % self.every_us

    def look_after_us(self, now_us: int) -> int:
        """When the next look is after now."""
        return self.last_look_us(now_us) + self.every_us

    def may_read(self) -> bool:
        """Whether the function's role lets Lambda read the stream (ESM-002)."""
        action = f"{self.stream.service}:GetRecords"
        permissions = self.service.permissions
        denial = permissions.role_denial(
            self.function, action, self.stream.arn, qualifier=self.mapping.qualifier
        )
        allowed = denial is None
        if allowed != self.allowed:
            self.allowed = allowed
            if denial is not None:
                self.mapping.last_result = NO_ACCESS
                cause = permissions.tell(denial, self.mapping.event, function=self.function)
                numbers = (self.mapping.uuid, self.stream.arn, action)
                self.service.note("mapping.denied", self.function, numbers, cause)
        return allowed

    def count(self, metric: str, value: int) -> None:
        """A metric of the mapping, where it was asked for (MET-023)."""
        if self.settings.counts_events and value:
            now = self.service.clock.now_us
            self.service.counters.add(metric, self.mapping.uuid, now, value)
