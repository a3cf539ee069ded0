"""Chance: one stream of shares a purpose, so turning one knob does not reshuffle the rest."""

from __future__ import annotations

from random import Random


def stream(seed: int, *purpose: str) -> Random:
    """The generator for one purpose, such as the arrivals of one client, spawned from the seed."""
    return Random(f"{seed}/" + "/".join(purpose))


class Shares:
    """A stream asked by number: share 7 is the same whether or not 1 to 6 were ever asked for.

    Numbers must not fall from one question to the next.
    """

    __slots__ = ("_drawn", "_last", "_random")

    def __init__(self, seed: int, *purpose: str) -> None:
        self._random = stream(seed, *purpose)
        self._drawn = 0
        self._last = 0.0

    def at(self, number: int) -> float:
        while self._drawn < number:
            self._last = self._random.random()
            self._drawn += 1
        return self._last


_ALL_BITS = (1 << 64) - 1


def share(seed: int, number: int) -> float:
    """The share that belongs to a number, between 0 and 1, without a stream that remembers.

    The mixing of splitmix64: neighbouring numbers give shares that have nothing to do with each
    other.
    """
    mixed = (seed + number * 0x9E3779B97F4A7C15) & _ALL_BITS
    mixed = ((mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9) & _ALL_BITS
    mixed = ((mixed ^ mixed >> 27) * 0x94D049BB133111EB) & _ALL_BITS
    return (mixed ^ mixed >> 31) / (1 << 64)
