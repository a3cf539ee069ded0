"""How streams are at one moment: each shard, and how far each mapping is behind in it."""

from __future__ import annotations

from typing import Literal, NamedTuple

ReaderState = Literal["idle", "waiting", "running", "retrying", "blocked", "stopped"]
"""What a mapping does in a shard.

Idle: there is nothing to do. Waiting: for the next look, or for a batch to fill. Running: the
function is busy with a batch. Retrying: it is busy with one that failed before. Blocked: it waits
to send again what failed or found no place. Stopped: the mapping is not enabled.
"""


class ReaderView(NamedTuple):
    """One mapping in one shard."""

    mapping: str
    """The UUID."""
    function: str
    state: ReaderState
    behind: int
    """Records that it is not done with."""
    iterator_age_ms: int
    """How old the first of them is; 0 when there is none."""
    in_flight: int
    """Batches that the function is busy with."""
    lanes: int
    """How many there can be (STR-001)."""
    invocation: int
    """Which invocation of its batch it is at, counted from 1; the highest of all lanes, or 0."""
    done: int
    filtered: int
    discarded: int
    expired: int


class ShardView(NamedTuple):
    """One shard."""

    name: str
    records: int
    """Those that are kept."""
    closed: bool
    readers: tuple[ReaderView, ...]


class StreamView(NamedTuple):
    """One stream."""

    name: str
    arn: str
    service: str
    """`kinesis` or `dynamodb`."""
    shards: tuple[ShardView, ...]
    put: int
    """Records taken in."""
    refused: int
    """Records turned away because a shard was full."""
