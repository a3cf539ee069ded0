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
