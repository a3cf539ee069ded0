"""A record of a stream: a parcel with its place in a shard and the moment it arrived."""

from __future__ import annotations

from typing import NamedTuple

from lambdatutor.simulator.parcel import Parcel


class StreamRecord(NamedTuple):
    """One record, as it lies in a shard."""

    position: int
    """Counted from 0 over the shard; its sequence number is written from it."""
    at_us: int
    """When it arrived: what its age is counted from (STR-011)."""
    event: int
    """The id of its arrival in the log, or -1."""
    key: str
    """The partition key, or the key of the item."""
    parcel: Parcel
