"""How keys are spread: the MD5 of a key is one of 2^128 places, and shards share these."""

from __future__ import annotations

from hashlib import md5
from itertools import pairwise

PLACES = 1 << 128
"""How many hash keys there are; Kinesis's own range."""


def place(key: str) -> int:
    """The hash key of a partition key, from 0 to below 2^128."""
    return int.from_bytes(md5(key.encode(errors="replace"), usedforsecurity=False).digest(), "big")


def ranges(count: int) -> tuple[tuple[int, int], ...]:
    """First and last hash key of each of `count` shards of the same size."""
    cuts = [PLACES * number // count for number in range(count + 1)]
    return tuple((first, after - 1) for first, after in pairwise(cuts))


def part(key: str, parts: int) -> int:
    """Which of `parts` a key of one shard belongs to: a key always to the same one (STR-001).

    The low bits, as a shard's keys have their high bits in common.
    """
    return place(key) % parts
