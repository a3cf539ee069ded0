"""Metric math, as far as alarms on rates need it: `100 * errors / invocations`."""

from __future__ import annotations

import re
from typing import NamedTuple

_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|([a-z][A-Za-z0-9_]*)|([-+*/()]))", re.ASCII)

_DEEPEST = 50


class UnreadableError(ValueError):
    """An expression that cannot be read."""


class Number(NamedTuple):
    """A number that is written down."""

    value: float


class Name(NamedTuple):
    """The id of a metric in the same alarm."""

    id: str


class Pair(NamedTuple):
    """Two parts and what stands between them."""

    sign: str
    left: Part
    right: Part


Part = Number | Name | Pair


def read(text: str) -> Part:
    """The parts of an expression; raises `UnreadableError`."""
    reader = _Reader(_tokens(text))
    found = reader.total(0)
    if reader.at < len(reader.tokens):
        raise UnreadableError(text)
    return found


def names(part: Part) -> tuple[str, ...]:
    """Every id in it."""
    match part:
        case Name(id=name):
            return (name,)
        case Pair(left=left, right=right):
            return names(left) + names(right)
        case _:
            return ()


def compute(part: Part, values: dict[str, float]) -> float | None:
    """Its value; none where a value lacks, or it divides by nothing."""
    if isinstance(part, Number):
        return part.value
    if isinstance(part, Name):
        return values.get(part.id)
    left, right = compute(part.left, values), compute(part.right, values)
    if left is None or right is None:
        return None
    match part.sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case _:
            return left / right if right else None


def _tokens(text: str) -> list[str]:
    found: list[str] = []
    at = 0
    text = text.rstrip()
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            raise UnreadableError(text)
        found.append(token.group().strip())
        at = token.end()
    return found


class _Reader:
    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.at = 0

    def total(self, depth: int) -> Part:
        found = self._product(depth)
        while self._next() in {"+", "-"}:
            found = Pair(self._take(), found, self._product(depth))
        return found

    def _product(self, depth: int) -> Part:
        found = self._one(depth)
        while self._next() in {"*", "/"}:
            found = Pair(self._take(), found, self._one(depth))
        return found

    def _one(self, depth: int) -> Part:
        if depth > _DEEPEST or not self._next():
            raise UnreadableError
        word = self._take()
        if word == "-":
            return Pair("-", Number(0.0), self._one(depth + 1))
        if word == "(":
            found = self.total(depth + 1)
            if self._next() != ")":
                raise UnreadableError
            self._take()
            return found
        if word[0].isdigit():
            return Number(float(word))
        if word[0].isalpha():
            return Name(word)
        raise UnreadableError

    def _next(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def _take(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1]
