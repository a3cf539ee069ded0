"""What one shard takes in a second."""

from __future__ import annotations

from typing import NamedTuple

from lambdatutor.simulator.time import SECOND


class WriteLimit(NamedTuple):
    """A limit counted over each full second; AWS does not say how it counts."""

    records: int
    size_bytes: int


KINESIS_SHARD = WriteLimit(records=1_000, size_bytes=1_048_576)
"""1,000 records and 1 MB a second: Kinesis's own quota, which no fact here holds."""

TABLE_PARTITION = WriteLimit(records=1_000, size_bytes=1_024_000)
"""1,000 write units of 1 KB a second: DynamoDB's own limit of a partition, likewise."""


class Throughput:
    """How much of this second's allowance of one shard is used."""

    __slots__ = ("ends_us", "limit", "records", "size_bytes")

    def __init__(self, limit: WriteLimit) -> None:
        self.limit = limit
        self.ends_us = 0
        self.records = 0
        self.size_bytes = 0

    def take(self, now_us: int, size_bytes: int) -> bool:
        """Let one record in, if there is room for it in this second."""
        if now_us >= self.ends_us:
            self.ends_us = now_us - now_us % SECOND + SECOND
            self.records = self.size_bytes = 0
        if (
            self.records >= self.limit.records
            or self.size_bytes + size_bytes > self.limit.size_bytes
        ):
            return False
        self.records += 1
        self.size_bytes += size_bytes
        return True
