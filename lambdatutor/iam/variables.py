"""Texts of a policy that may have variables in them: `${aws:username}` and `${key, 'default'}`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from lambdatutor.iam.globs import Glob, Part, glob, glob_of_parts
from lambdatutor.iam.request import Context

_VARIABLE = re.compile(r"\$\{(?P<inside>(?:[^}']|'[^']*')*)\}")
_INSIDE = re.compile(r"\s*(?P<key>[^,']*[^,'\s])\s*(?:,\s*'(?P<default>[^']*)'\s*)?")
_LITERALS = frozenset("*?$")
"""`${*}`, `${?}` and `${$}` are these characters themselves (IAM-019)."""


class Variable(NamedTuple):
    """A place that a value of the request's context is put into."""

    key: str
    """In lower case; empty where what stands in the brackets cannot be read, so it has no value."""
    default: str | None

    def value(self, context: Context) -> str | None:
        """None where the key is absent, empty or multivalued, and there is no default."""
        found = context.get(self.key)
        return found if isinstance(found, str) and found else self.default


@dataclass(frozen=True, slots=True)
class Pattern:
    """A text of a policy, read once."""

    text: str
    parts: tuple[Part | Variable, ...]
    fixed: tuple[Part, ...] | None
    """Its parts, where there is no variable among them."""

    def resolve(self, context: Context) -> tuple[Part, ...] | None:
        """Its parts with values in place of variables; None where a value is missing (IAM-019)."""
        if self.fixed is not None:
            return self.fixed
        found: list[Part] = []
        for part in self.parts:
            if isinstance(part, Part):
                found.append(part)
                continue
            value = part.value(context)
            if value is None:
                return None
            found.append(Part(value, quoted=True))
        return tuple(found)

    def words(self, context: Context) -> str | None:
        """The text with values in place of variables; None where a value is missing."""
        parts = self.resolve(context)
        if parts is None:
            return None
        return parts[0].text if len(parts) == 1 else "".join(part.text for part in parts)

    def glob(self, context: Context) -> Glob | None:
        """The pattern to match by; None where a value is missing."""
        parts = self.resolve(context)
        if parts is None:
            return None
        if len(parts) == 1 and not parts[0].quoted:
            return glob(parts[0].text)
        return glob_of_parts(parts)

    def shown(self, context: Context) -> str:
        """As `words`, with the pattern itself where a value is missing."""
        words = self.words(context)
        return self.text if words is None else words


def pattern(text: str, *, variables: bool) -> Pattern:
    """A text of a document; variables are read only in Version 2012-10-17 (IAM-019)."""
    parts = tuple(_parts(text)) if variables and "${" in text else (Part(text, quoted=False),)
    fixed = tuple(part for part in parts if isinstance(part, Part))
    return Pattern(text, parts, fixed if len(fixed) == len(parts) else None)


def has_variable(text: str) -> bool:
    return _VARIABLE.search(text) is not None


def _parts(text: str) -> Iterator[Part | Variable]:
    end = 0
    for found in _VARIABLE.finditer(text):
        if found.start() > end:
            yield Part(text[end : found.start()], quoted=False)
        yield _variable(found["inside"])
        end = found.end()
    if end < len(text) or not text:
        yield Part(text[end:], quoted=False)


def _variable(inside: str) -> Part | Variable:
    if inside in _LITERALS:
        return Part(inside, quoted=True)
    read = _INSIDE.fullmatch(inside)
    return Variable("", None) if read is None else Variable(read["key"].lower(), read["default"])
