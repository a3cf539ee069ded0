"""Comparing one value of a request with one value of a condition.

Each answers True, False, or None where one of the two cannot be read as what the operator
compares: then neither the operator nor its negation holds.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, Protocol

from lambdatutor.iam.globs import Glob, Part, glob_of_parts
from lambdatutor.iam.moments import moment_us, number
from lambdatutor.iam.request import Context
from lambdatutor.iam.resources import SEGMENTS
from lambdatutor.iam.variables import Pattern

Order = Callable[[Any, Any], bool]
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class Comparison(Protocol):
    """One value of a condition, read once."""

    def holds(self, value: str, context: Context) -> bool | None: ...


@dataclass(frozen=True, slots=True)
class SameText:
    """StringEquals and StringEqualsIgnoreCase; also BinaryEquals (IAM-017)."""

    wanted: Pattern
    ignore_case: bool = False

    def holds(self, value: str, context: Context) -> bool:
        words = self.wanted.words(context)
        if words is None:
            return False
        return value.casefold() == words.casefold() if self.ignore_case else value == words


@dataclass(frozen=True, slots=True)
class LikeText:
    """StringLike: case-sensitive, from beginning to end (IAM-017)."""

    wanted: Pattern

    def holds(self, value: str, context: Context) -> bool:
        found = self.wanted.glob(context)
        return found is not None and found.matches(value)


@dataclass(frozen=True, slots=True)
class LikeArn:
    """ArnLike and ArnEquals, which are the same: each of six segments is a pattern (IAM-018)."""

    wanted: Pattern

    def holds(self, value: str, context: Context) -> bool | None:
        parts = self.wanted.resolve(context)
        if parts is None:
            return False
        globs = _segments(parts)
        segments = value.split(":", SEGMENTS - 1)
        if len(globs) < SEGMENTS or len(segments) < SEGMENTS or segments[0] != "arn":
            return None
        return all(map(Glob.matches, globs, segments))


def _segments(parts: tuple[Part, ...]) -> list[Glob]:
    """The pattern cut at its first five colons, also at those that a variable brought."""
    cut: list[list[Part]] = [[]]
    for part in parts:
        first, *others = part.text.split(":", SEGMENTS - len(cut))
        cut[-1].append(Part(first, part.quoted))
        cut += [[Part(each, part.quoted)] for each in others]
    return [glob_of_parts(tuple(each)) for each in cut]


@dataclass(frozen=True, slots=True)
class InOrder:
    """The Numeric operators, and the Date operators in microseconds."""

    order: Order
    wanted: Decimal | int | None
    read: Callable[[str], Decimal | int | None]

    def holds(self, value: str, context: Context) -> bool | None:
        del context  # numbers and dates have no variables
        found = self.read(value)
        if found is None or self.wanted is None:
            return None
        return self.order(found, self.wanted)


def in_numbers(order: Order, wanted: Pattern) -> InOrder:
    return InOrder(order, number(wanted.text), number)


def in_time(order: Order, wanted: Pattern) -> InOrder:
    return InOrder(order, moment_us(wanted.text), moment_us)


_TRUTHS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class SameTruth:
    """Bool: `true` or `false` in any case."""

    wanted: bool | None

    def holds(self, value: str, context: Context) -> bool | None:
        del context  # a variable in Bool is refused
        found = _TRUTHS.get(value.lower())
        return None if found is None or self.wanted is None else found is self.wanted


def truth(text: str) -> bool | None:
    """None for what is neither true nor false."""
    return _TRUTHS.get(text.lower())


@dataclass(frozen=True, slots=True)
class InNetwork:
    """IpAddress: an address within a CIDR block of its own family."""

    wanted: Network | None

    def holds(self, value: str, context: Context) -> bool | None:
        del context  # addresses have no variables
        found = address(value)
        return None if found is None or self.wanted is None else found in self.wanted


@lru_cache(maxsize=256)
def address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """One address, without the name of a network interface; None for what is none."""
    try:
        return None if "%" in text else ipaddress.ip_address(text)
    except ValueError:
        return None


def network(text: str) -> Network | None:
    """A CIDR block, or one address; None for what is neither."""
    _, slash, length = text.partition("/")
    if "%" in text or (slash and not (length.isascii() and length.isdigit())):
        return None
    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError:
        return None
