"""Ids of shards and records, in the form that each service gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.streams.hashing import place

if TYPE_CHECKING:
    from lambdatutor.simulator.streams.shard import Shard


def kinesis_shard(number: int) -> str:
    return f"shardId-{number:012d}"


def kinesis_sequence(shard: Shard, position: int) -> str:
    """56 digits: they grow within a shard, and differ between shards."""
    return f"496{shard.number:013d}{position:040d}"


def table_shard(stream_arn: str, number: int) -> str:
    tail = place(f"{stream_arn}/{number}") & 0xFFFF_FFFF
    return f"shardId-{number:020d}-{tail:08x}"


def table_sequence(shard: Shard, position: int) -> str:
    """21 digits: they grow within a shard, and differ between shards."""
    return f"8{shard.number:05d}{position:015d}"
