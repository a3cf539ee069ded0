"""Seeds that follow from a seed: rolls of a run, and the hours of a jury."""

from __future__ import annotations

from random import Random


def derived(seed: int, *path: str | int) -> int:
    """A seed that follows from another one and a purpose; the same for the same."""
    return Random("/".join(map(str, (seed, *path)))).getrandbits(32)
