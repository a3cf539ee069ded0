"""The AlarmRule of a composite alarm: `ALARM("a") AND NOT (OK(b) OR INSUFFICIENT_DATA(c))`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lambdatutor.simulator.alarms.evaluation import State

_TOKEN = re.compile(
    r"\s*(?:(?P<state>ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*"
    r"(?:\"(?P<quoted>[^\"]+)\"|'(?P<single>[^']+)'|(?P<plain>[^\s\"'()]+))\s*\)"
    r"|(?P<word>AND|OR|NOT|TRUE|FALSE)\b|(?P<bracket>[()]))",
    re.ASCII,
)
_DEEPEST = 50


class RuleError(ValueError):
    """A rule that cannot be read."""


class Is(NamedTuple):
    """An alarm, by name or ARN, in a state."""

    alarm: str
    state: str


class Always(NamedTuple):
    """TRUE or FALSE."""

    value: bool


class Not(NamedTuple):
    """The opposite."""

    part: Rule


class Both(NamedTuple):
    """Parts of which all, or one, must be so."""

    word: str
    parts: tuple[Rule, ...]


Rule = Is | Always | Not | Both


def read(text: str) -> Rule:
    """The parts of a rule; raises `RuleError`. NOT binds before AND, and AND before OR."""
    reader = _Reader(_tokens(text))
    found = reader.either(0)
    if reader.at < len(reader.tokens):
        raise RuleError(text)
    return found


def holds(rule: Rule, states: Mapping[str, State]) -> bool:
    """Whether it is so; an alarm that is not there is in no state."""
    match rule:
        case Is(alarm=alarm, state=state):
            return states.get(alarm) == state
        case Not(part=part):
            return not holds(part, states)
        case Both(word="AND", parts=parts):
            return all(holds(each, states) for each in parts)
        case Both(parts=parts):
            return any(holds(each, states) for each in parts)
        case Always(value=value):
            return value


def children(rule: Rule) -> tuple[str, ...]:
    """The alarms that it looks at, each once."""
    match rule:
        case Is(alarm=alarm):
            return (alarm,)
        case Not(part=part):
            return children(part)
        case Both(parts=parts):
            return tuple(dict.fromkeys(name for each in parts for name in children(each)))
        case _:
            return ()


def _tokens(text: str) -> list[Is | str]:
    found: list[Is | str] = []
    at, text = 0, text.rstrip()
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            raise RuleError(text)
        if token["state"]:
            name = token["quoted"] or token["single"] or token["plain"]
            found.append(Is(_name(name), token["state"]))
        else:
            found.append(token["word"] or token["bracket"])
        at = token.end()
    return found


def _name(text: str) -> str:
    """An ARN names an alarm as well."""
    return text.partition(":alarm:")[2] or text if text.startswith("arn:") else text


class _Reader:
    def __init__(self, tokens: list[Is | str]) -> None:
        self.tokens = tokens
        self.at = 0

    def either(self, depth: int) -> Rule:
        parts = [self._all(depth)]
        while self._next() == "OR":
            self.at += 1
            parts.append(self._all(depth))
        return parts[0] if len(parts) == 1 else Both("OR", tuple(parts))

    def _all(self, depth: int) -> Rule:
        parts = [self._one(depth)]
        while self._next() == "AND":
            self.at += 1
            parts.append(self._one(depth))
        return parts[0] if len(parts) == 1 else Both("AND", tuple(parts))

    def _one(self, depth: int) -> Rule:
        part = self._next()
        if part is None or depth > _DEEPEST:
            raise RuleError
        self.at += 1
        if isinstance(part, Is):
            return part
        if part in {"TRUE", "FALSE"}:
            return Always(part == "TRUE")
        if part == "NOT":
            return Not(self._one(depth + 1))
        if part != "(":
            raise RuleError
        found = self.either(depth + 1)
        if self._next() != ")":
            raise RuleError
        self.at += 1
        return found

    def _next(self) -> Is | str | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None
