"""A stream: shards that share the hash keys, and who reads them."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, ClassVar, Protocol

from lambdatutor.simulator.randomness import share
from lambdatutor.simulator.randomness import stream as chance
from lambdatutor.simulator.streams.hashing import place, ranges
from lambdatutor.simulator.streams.shard import Shard

if TYPE_CHECKING:
    from lambdatutor.simulator.account import Account
    from lambdatutor.simulator.parcel import Parcel
    from lambdatutor.simulator.streams.record import StreamRecord
    from lambdatutor.simulator.streams.throughput import WriteLimit

_SWEEP = 1_023
"""A stream looks for what can be forgotten once in so many records, a power of two less one."""

_KEYS_KNOWN = 8_192
"""How many keys a stream remembers the shard of."""

THROTTLED = "ProvisionedThroughputExceededException"


class Poller(Protocol):
    """What reads a whole stream for one mapping."""

    def resharded(self) -> None:
        """There are other shards than before."""
        ...

    @property
    def idle(self) -> bool:
        """Whether it has done all that there is for it to do."""
        ...

    @property
    def deleted(self) -> bool:
        """Its mapping is gone."""
        ...


class Stream:
    """Records in shards, in order within each."""

    service: ClassVar[str]
    """As ARNs have it."""
    polls_per_s: ClassVar[int]
    """How often Lambda looks into each shard (STR-002)."""
    retention_us: ClassVar[int]
    """How long a record stays (STR-012)."""
    limit: ClassVar[WriteLimit]
    batch_info: ClassVar[str]
    """What the record of a discarded batch calls its whereabouts."""

    def __init__(self, account: Account, arn: str, name: str, shards: int) -> None:
        self.account = account
        self.arn = arn
        self.name = name
        self.shards: dict[int, Shard] = {}
        """By number, closed ones among them."""
        self.shards_made = 0
        self.pollers: dict[str, Poller] = {}
        """By the UUID of the mapping."""
        self.put_count = 0
        """Records taken in."""
        self.refused_count = 0
        """Records turned away because a shard was full."""
        self.known: dict[str, Shard] = {}
        """The shards of keys that came before."""
        self.luck_seed = chance(account.seed, "records", arn).getrandbits(64)
        self._open: list[Shard] = []
        self._firsts: list[int] = []
        self._share_among(shards)

    def shard_name(self, number: int) -> str:
        raise NotImplementedError

    def sequence_number(self, shard: Shard, position: int) -> str:
        raise NotImplementedError

    def document(self, shard: Shard, record: StreamRecord) -> dict[str, object]:
        """What filters look at (ESM-009)."""
        raise NotImplementedError

    def event(self, shard: Shard, record: StreamRecord) -> dict[str, object]:
        """One of the `Records` that the function gets."""
        raise NotImplementedError

    @property
    def open_shards(self) -> tuple[Shard, ...]:
        """Those that take records, by their hash keys."""
        return tuple(self._open)

    @property
    def idle(self) -> bool:
        return all(poller.idle for poller in self.pollers.values())

    def accept(self, parcel: Parcel, cause: int) -> str:
        """Take a parcel into the shard of its group; without one it has a key of its own."""
        key = parcel.group
        if key:
            shard = self.known.get(key) or self._shard_of_group(key)
        else:
            key = f"key-{self.put_count + self.refused_count + 1}"
            shard = self._open[bisect_right(self._firsts, place(key)) - 1]
        return "" if self._take(shard, key, parcel, cause) else THROTTLED

    def _shard_of_group(self, key: str) -> Shard:
        if len(self.known) >= _KEYS_KNOWN:
            self.known.clear()
        shard = self.known[key] = self.shard_of(key)
        return shard

    def put(self, key: str, parcel: Parcel, cause: int, at: int | None = None) -> Shard | None:
        """Take a record into its shard; None when that shard is full for this second.

        `at` is a hash key in place of the partition key's own.
        """
        shard = self.shard_of(key, at)
        return shard if self._take(shard, key, parcel, cause) else None

    def _take(self, shard: Shard, key: str, parcel: Parcel, cause: int) -> bool:
        if shard.throughput.take(self.account.clock.now_us, parcel.size_bytes):
            self.append(shard, key, parcel, cause)
            return True
        self._refuse(shard, key, parcel, cause)
        return False

    def shard_of(self, key: str, at: int | None = None) -> Shard:
        """The open shard that takes a partition key, or a hash key in its place."""
        hash_key = place(key) if at is None else at
        return self._open[bisect_right(self._firsts, hash_key) - 1]

    def share(self) -> float:
        """The luck of the next record that an operation puts."""
        return share(self.luck_seed, self.put_count + self.refused_count)

    def append(self, shard: Shard, key: str, parcel: Parcel, cause: int) -> None:
        account = self.account
        now = account.clock.now_us
        event = -1
        log = account.log
        if log is not None:
            numbers = (self.name, shard.name, key, parcel.name)
            event = log.add(now, "record.put", cause, 0, 0, "", numbers)
        shard.put(now, event, key, parcel)
        self.put_count += 1
        if not self.put_count & _SWEEP:
            self._sweep()

    def _sweep(self) -> None:
        """Let go of what nobody needs any more."""
        for uuid in [uuid for uuid, poller in self.pollers.items() if poller.deleted]:
            del self.pollers[uuid]
            for shard in self.shards.values():
                shard.readers.pop(uuid, None)
        before_us = self.account.clock.now_us - self.retention_us
        for shard in self.shards.values():
            shard.forget(before_us)

    def _refuse(self, shard: Shard, key: str, parcel: Parcel, cause: int) -> None:
        self.refused_count += 1
        account = self.account
        now = account.clock.now_us
        account.counters.add("WriteProvisionedThroughputExceeded", self.name, now)
        account.note("record.refused", "", (self.name, shard.name, key, parcel.name), cause)

    def reshard(self, count: int) -> None:
        """Close all shards and share their hash keys among `count` new ones.

        AWS splits and merges pair by pair and takes its time; here it happens at once.
        """
        account, before = self.account, len(self._open)
        for shard in self._open:
            shard.closed = True
        self._share_among(count)
        account.note("stream.resharded", "", (self.name, before, count), account.cause)
        for poller in self.pollers.values():
            poller.resharded()

    def _share_among(self, count: int) -> None:
        before, self._open = self._open, []
        self.known.clear()
        for first, last in ranges(count):
            number = self.shards_made
            self.shards_made += 1
            parents = tuple(
                each.number for each in before if each.first <= last and first <= each.last
            )
            name = self.shard_name(number)
            shard = Shard(number, name, (first, last), self.limit, parents)
            self.shards[number] = shard
            self._open.append(shard)
        self._firsts = [shard.first for shard in self._open]
