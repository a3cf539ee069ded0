"""A table of DynamoDB, and the stream of its changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from lambdatutor.aws import quotas
from lambdatutor.simulator.dates import date
from lambdatutor.simulator.randomness import share
from lambdatutor.simulator.randomness import stream as chance
from lambdatutor.simulator.streams.hashing import PLACES, place
from lambdatutor.simulator.streams.names import table_sequence, table_shard
from lambdatutor.simulator.streams.stream import THROTTLED, Stream
from lambdatutor.simulator.streams.throughput import TABLE_PARTITION, Throughput
from lambdatutor.simulator.time import HOUR

if TYPE_CHECKING:
    from lambdatutor.simulator.account import Account
    from lambdatutor.simulator.parcel import Parcel
    from lambdatutor.simulator.streams.record import StreamRecord
    from lambdatutor.simulator.streams.shard import Shard

Item = dict[str, object]
"""Attributes by name, each under the letters of its type: `{"id": {"S": "1"}}`."""


class TableStream(Stream):
    """A record for each change of a table; kept 24 hours, never longer (STR-012)."""

    service = "dynamodb"
    polls_per_s = quotas.TABLE_STREAM_POLLS_PER_S.value
    retention_us = quotas.TABLE_STREAM_RETENTION_H.value * HOUR
    limit = TABLE_PARTITION
    batch_info = "DDBStreamBatchInfo"

    def __init__(self, account: Account, arn: str, name: str, shards: int, sees: str) -> None:
        self.sees = sees
        """Its StreamViewType: what of a change it holds."""
        super().__init__(account, arn, name, shards)

    def accept(self, parcel: Parcel, cause: int) -> str:  # noqa: ARG002  asked as every resource is
        """Nobody can put records into it: they come from the table."""
        return "ResourceNotFoundException"

    def shard_name(self, number: int) -> str:
        return table_shard(self.arn, number)

    def sequence_number(self, shard: Shard, position: int) -> str:
        return table_sequence(shard, position)

    def document(self, shard: Shard, record: StreamRecord) -> dict[str, object]:
        """Filters see the whole record."""
        return self.event(shard, record)

    def event(self, shard: Shard, record: StreamRecord) -> dict[str, object]:
        sequence = self.sequence_number(shard, record.position)
        change = msgspec.json.decode(record.parcel.body, type=dict[str, object])
        images = {name: change[name] for name in self._images() if name in change}
        return {
            "eventID": f"{place(self.arn + sequence):032x}",
            "eventName": change["eventName"],
            "eventVersion": "1.1",
            "eventSource": "aws:dynamodb",
            "awsRegion": self.account.scenario.account.region,
            "dynamodb": {
                "ApproximateCreationDateTime": date(record.at_us),
                **images,
                "SequenceNumber": sequence,
                "SizeBytes": record.parcel.size_bytes,
                "StreamViewType": self.sees,
            },
            "eventSourceARN": self.arn,
        }

    def _images(self) -> tuple[str, ...]:
        return {
            "KEYS_ONLY": ("Keys",),
            "NEW_IMAGE": ("Keys", "NewImage"),
            "OLD_IMAGE": ("Keys", "OldImage"),
        }.get(self.sees, ("Keys", "NewImage", "OldImage"))


class Table:
    """A table: items by their key."""

    def __init__(
        self, account: Account, arn: str, name: str, keys: tuple[str, ...], partitions: int
    ) -> None:
        self.account = account
        self.arn = arn
        self.name = name
        self.keys = keys
        """The attributes of its primary key; the first decides the partition."""
        self.items: dict[str, Item] = {}
        """By the JSON of the key; those that nothing can put again are only counted."""
        self.put_count = 0
        self.stream: TableStream | None = None
        self.partitions = partitions
        self.luck_seed = chance(account.seed, "items", arn).getrandbits(64)
        self._throughputs = [Throughput(TABLE_PARTITION) for _ in range(partitions)]

    @property
    def idle(self) -> bool:
        return True

    def accept(self, parcel: Parcel, cause: int) -> str:
        """Put an item of the parcel's own: its group is the key, and without one it is a new one.

        A parcel's hops end here: loops through DynamoDB are not detected (REC-002).
        """
        key = parcel.group or f"key-{self.put_count + 1}"
        item: Item = {name: {"S": key} for name in self.keys}
        item["number"] = {"N": str(self.put_count + 1)}
        return "" if self.put(item, parcel, cause, keep=bool(parcel.group)) else THROTTLED

    def key_of(self, item: Item) -> Item:
        """The primary key of an item; raises `KeyError` when one of its attributes is not there."""
        return {name: item[name] for name in self.keys}

    def item(self, key: Item) -> Item | None:
        """What is stored under a key."""
        return self.items.get(msgspec.json.encode(key).decode())

    def share(self) -> float:
        """The luck of the next item that an operation puts."""
        return share(self.luck_seed, self.put_count)

    def put(self, item: Item, parcel: Parcel, cause: int, *, keep: bool = True) -> bool:
        """Store an item; false when its partition is full for this second.

        A change goes to the stream; an item that is the same as before is no change.
        """
        now = self.account.clock.now_us
        key = self.key_of(item)
        written = msgspec.json.encode(key).decode()
        hashed = place(msgspec.json.encode(item[self.keys[0]]).decode())
        partition = self.partitions * hashed // PLACES
        if not self._throughputs[partition].take(now, parcel.size_bytes):
            self.account.counters.add("WriteThrottleEvents", self.name, now)
            self.account.note("item.refused", "", (self.name, written), cause)
            return False
        self.put_count += 1
        before = self.items.get(written)
        if keep:
            self.items[written] = item
        if self.stream is not None and before != item:
            change = {"eventName": "INSERT" if before is None else "MODIFY", "Keys": key}
            images = {"NewImage": item} | ({} if before is None else {"OldImage": before})
            body = msgspec.json.encode(change | images).decode()
            shard = self.stream.shard_of("", hashed)
            self.stream.append(shard, written, parcel._replace(body=body, hops=0), cause)
        return True
