"""Chance: one stream of shares a purpose, so turning one knob does not reshuffle the rest."""

from __future__ import annotations

from random import Random


def stream(seed: int, *purpose: str) -> Random:
    """The generator for one purpose, such as the arrivals of one client, spawned from the seed."""
    return Random(f"{seed}/" + "/".join(purpose))


_ALL_BITS = (1 << 64) - 1


def share(seed: int, number: int) -> float:
    """The share that belongs to a number, from 0 to below 1: asked in any order, it is the same.

    The mixing of splitmix64: neighbouring numbers give shares that have nothing to do with each
    other.
    """
    mixed = (seed + number * 0x9E3779B97F4A7C15) & _ALL_BITS
    mixed = ((mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9) & _ALL_BITS
    mixed = ((mixed ^ mixed >> 27) * 0x94D049BB133111EB) & _ALL_BITS
    # As many bits as a float holds, so that it never rounds up to 1.
    return ((mixed ^ mixed >> 31) >> 11) / (1 << 53)
