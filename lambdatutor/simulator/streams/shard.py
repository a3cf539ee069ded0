"""A shard: records in order, kept until they expire, and who reads them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING, Protocol

from lambdatutor.simulator.streams.record import StreamRecord
from lambdatutor.simulator.streams.throughput import Throughput, WriteLimit

if TYPE_CHECKING:
    from lambdatutor.simulator.parcel import Parcel

READ_ROOM = 10_000
"""Records that every reader is done with and that stay in one shard: the simulator's own.

AWS keeps all until they expire. Nobody misses those before them but a mapping that is made later
and begins at TRIM_HORIZON; a run of millions of records stays small.
"""

_AT_ONCE = 1_024
"""Records that are forgotten at once, so that each costs next to nothing."""

_arrival = attrgetter("at_us")


class Reader(Protocol):
    """Who reads a shard."""

    def wake(self) -> None:
        """There is a record where there was none."""
        ...

    @property
    def needs(self) -> int:
        """The position of the first record that it is not done with."""
        ...


class Shard:
    """One shard of a stream."""

    __slots__ = (
        "base",
        "closed",
        "first",
        "last",
        "name",
        "number",
        "parents",
        "readers",
        "records",
        "sleepers",
        "throughput",
    )

    def __init__(
        self,
        number: int,
        name: str,
        places: tuple[int, int],
        limit: WriteLimit,
        parents: tuple[int, ...] = (),
    ) -> None:
        self.number = number
        """Counted from 0 over the stream."""
        self.name = name
        """AWS's shard id."""
        self.first, self.last = places
        """The hash keys it takes."""
        self.throughput = Throughput(limit)
        self.parents = parents
        """Numbers of the shards it took over from; they are read first."""
        self.closed = False
        """It takes no more: its hash keys belong to others."""
        self.records: list[StreamRecord] = []
        self.base = 0
        """The position of the first record that is still there."""
        self.readers: dict[str, Reader] = {}
        """By the UUID of the mapping."""
        self.sleepers: list[Reader] = []
        """Those that wait for a record."""

    @property
    def next(self) -> int:
        """The position after the last record."""
        return self.base + len(self.records)

    def put(self, at_us: int, event: int, key: str, parcel: Parcel) -> None:
        records = self.records
        records.append(StreamRecord(self.base + len(records), at_us, event, key, parcel))
        if self.sleepers:
            sleepers, self.sleepers = self.sleepers, []
            for reader in sleepers:
                reader.wake()

    def until(self, at_us: int) -> int:
        """The position after the last record that had arrived by then."""
        records = self.records
        if not records or records[-1].at_us <= at_us:
            return self.next
        return self.base + bisect_right(records, at_us, key=_arrival)

    def since(self, at_us: int) -> int:
        """The position of the first record that arrived then or later."""
        return self.base + bisect_left(self.records, at_us, key=_arrival)

    def between(self, first: int, after: int) -> list[StreamRecord]:
        """Records by position; those that are gone are left out."""
        return self.records[max(0, first - self.base) : max(0, after - self.base)]

    def forget(self, before_us: int) -> None:
        """Let go of what has expired, and of most that every reader is done with (STR-012)."""
        keep = self.until(before_us)
        if self.readers:
            done = min(reader.needs for reader in self.readers.values())
            keep = max(keep, min(done, self.next - READ_ROOM))
        surplus = keep - self.base
        if surplus >= max(_AT_ONCE, len(self.records) // 8):
            del self.records[:surplus]
            self.base = keep
