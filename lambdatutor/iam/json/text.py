"""JSON text as somebody types it: its value, the place of each part, or what is wrong and where."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from lambdatutor.iam.json.scalars import ScalarFault, decoded, scalar
from lambdatutor.iam.json.tokens import Token, tokens

MAX_CHARACTERS = 100_000
"""More than five times what the longest policy of AWS may have."""

MAX_DEPTH = 32
"""A policy needs seven."""

Path = tuple[str | int, ...]
"""From the whole document to a part of it: keys and positions."""


class Place(NamedTuple):
    """Where something stands; both are counted from 1."""

    line: int
    column: int


class JsonFault(ValueError):  # noqa: N818  it is what is wrong with a text, not with the program
    """A text is no JSON: one sentence, and the place that it speaks of."""

    def __init__(self, line: int, column: int, sentence: str) -> None:
        super().__init__(line, column, sentence)
        self.line = line
        self.column = column
        self.sentence = sentence

    def __str__(self) -> str:
        return f"line {self.line}, column {self.column}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a text says, and where each part of it stands."""

    value: object
    places: Mapping[Path, Place]
    """Where each value begins; that of the whole document under `()`."""
    ends: Mapping[Path, Place]
    """The last character of each value."""
    keys: Mapping[Path, Place]
    """Where the key of each member of an object begins."""

    def place(self, path: Path) -> Place:
        """Where a part begins, or the nearest part around it that the text has."""
        while path not in self.places:
            path = path[:-1]
        return self.places[path]


def read(text: str) -> Parsed:
    """The value of a JSON text; raises `JsonFault` for the first thing that is wrong in it."""
    return _Reader(text).read()


@dataclass(slots=True)
class _Open:
    """An object or a list that is not closed yet."""

    container: dict[str, object] | list[object]
    sign: Token
    key: str = ""
    """Of an object: the key whose value comes next."""
    comma: Token | None = None
    """The last comma, if nothing has come after it."""


_CLOSES = {"{": "}", "[": "]"}


class _Reader:
    """Goes through the tokens once; what is open lies on a stack, so no depth can exhaust Python.

    What may come next: a `value`, a `key`, a `colon`, a comma or the end of what is open (`more`),
    or nothing (`end`). `value` and `key` also stand for the end of what was opened just before.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = [0, *(match.end() for match in re.finditer("\n", text[:MAX_CHARACTERS]))]
        self._stack: list[_Open] = []
        self._path: list[str | int] = []
        self._expects = "value"
        self._value: object = None
        self._places: dict[Path, Place] = {}
        self._ends: dict[Path, Place] = {}
        self._keys: dict[Path, Place] = {}
        self._before: Token | None = None

    def read(self) -> Parsed:
        if len(self._text) > MAX_CHARACTERS:
            raise JsonFault(1, 1, f"This is longer than {MAX_CHARACTERS:,} characters. Shorten it.")
        for token in tokens(self._text):
            self._refuse_odd(token)
            try:
                self._take(token)
            except ScalarFault as fault:
                raise self._fault(fault.offset, fault.sentence) from None
            self._before = token
        self._finish()
        return Parsed(self._value, self._places, self._ends, self._keys)

    def _place(self, offset: int) -> Place:
        line = bisect_right(self._lines, offset)
        return Place(line, offset - self._lines[line - 1] + 1)

    def _fault(self, offset: int, sentence: str) -> JsonFault:
        return JsonFault(*self._place(offset), sentence)

    def _take(self, token: Token) -> None:
        if token.kind == "sign":
            self._sign(token)
        elif self._expects == "key":
            self._take_key(token)
        elif self._expects == "value":
            self._begin(token)
            self._end(scalar(token), token)
        else:
            raise self._unexpected(token)

    def _sign(self, token: Token) -> None:
        sign = token.text
        if sign in "{[" and self._expects == "value":
            self._begin(token)
            if len(self._stack) == MAX_DEPTH:
                raise self._fault(token.start, f"This is nested deeper than {MAX_DEPTH} levels.")
            self._stack.append(_Open({} if sign == "{" else [], token))
            self._step_in()
        elif sign == ":" and self._expects == "colon":
            self._expects = "value"
        elif sign == "," and self._expects == "more":
            self._stack[-1].comma = token
            self._step_in()
        elif sign in "}]" and self._stack and self._may_close():
            self._close(token)
        else:
            raise self._unexpected(token)

    def _step_in(self) -> None:
        """The next thing is a member of what was opened last."""
        self._expects = "key" if isinstance(self._stack[-1].container, dict) else "value"

    def _may_close(self) -> bool:
        top = self._stack[-1]
        after_colon = self._expects == "value" and isinstance(top.container, dict)
        return self._expects != "colon" and not after_colon

    def _close(self, token: Token) -> None:
        top = self._stack[-1]
        if token.text != _CLOSES[top.sign.text]:
            line = self._place(top.sign.start).line
            raise self._fault(
                token.start,
                f"This {token.text} cannot close the {top.sign.text} of line {line}. "
                f"Write {_CLOSES[top.sign.text]} first.",
            )
        if top.comma is not None:
            raise self._fault(
                top.comma.start, f"Nothing follows this comma before {token.text}. Take it out."
            )
        self._stack.pop()
        self._end(top.container, token)

    def _take_key(self, token: Token) -> None:
        top = self._stack[-1]
        if token.kind != "string":
            raise self._fault(
                token.start, f'A key stands in double quotes. Write "{token.text[:40]}".'
            )
        key = decoded(token)
        path = (*self._path, key)
        if path in self._keys:
            first = self._keys[path].line
            raise self._fault(
                token.start,
                f'The key "{key}" stands twice here, first in line {first}. Make one of the two.',
            )
        self._keys[path] = self._place(token.start)
        top.key = key
        self._expects = "colon"

    def _begin(self, token: Token) -> None:
        """A value begins: from here on the path leads to it."""
        if self._stack:
            top = self._stack[-1]
            top.comma = None
            container = top.container
            self._path.append(len(container) if isinstance(container, list) else top.key)
        self._places[tuple(self._path)] = self._place(token.start)

    def _end(self, value: object, token: Token) -> None:
        """A value is whole: it goes into what is open around it."""
        self._ends[tuple(self._path)] = self._place(token.end - 1)
        if not self._stack:
            self._value = value
            self._expects = "end"
            return
        top = self._stack[-1]
        if isinstance(top.container, list):
            top.container.append(value)
        else:
            top.container[top.key] = value
        self._path.pop()
        self._expects = "more"

    def _finish(self) -> None:
        if self._stack:
            top = self._stack[-1]
            if self._expects == "value" and isinstance(top.container, dict) and self._before:
                raise self._fault(self._before.start, f'A value is missing after "{top.key}":.')
            closes = _CLOSES[top.sign.text]
            raise self._fault(
                top.sign.start, f"This {top.sign.text} is not closed. Write {closes} where it ends."
            )
        if self._expects == "value":
            raise self._fault(
                0, "There is nothing here yet. A policy begins with { and ends with }."
            )

    def _refuse_odd(self, token: Token) -> None:
        """What JSON never has, wherever it stands."""
        match token.kind:
            case "comment":
                raise self._fault(token.start, "JSON has no comments. Take this one out.")
            case "single":
                raise self._fault(
                    token.start, "JSON takes double quotes (\"), not single ones (')."
                )
            case "curly":
                raise self._fault(
                    token.start, 'This is a typographic quote. JSON takes straight ones (").'
                )
            case "odd":
                shown = token.text if token.text.isprintable() and token.text.strip() else "This"
                raise self._fault(
                    token.start,
                    f"{shown} is a character that JSON does not take here. Take it out.",
                )
            case _:
                return

    def _unexpected(self, token: Token) -> JsonFault:
        """Something stands where something else should."""
        before, top = self._before, self._stack[-1] if self._stack else None
        if self._expects == "end":
            return self._fault(token.start, "The document has ended before this. Take it out.")
        if self._expects == "colon" and top and before:
            return self._fault(before.end - 1, f'A colon is missing after "{top.key}".')
        if self._expects == "more" and before and token.text != ":":
            return self._fault(before.end - 1, "A comma is missing after this.")
        if self._expects == "value" and top and isinstance(top.container, dict):
            return self._fault(token.start, f'A value is missing here, after "{top.key}":.')
        if self._expects == "key":
            return self._fault(token.start, "A key in double quotes is missing before this.")
        if token.text == ",":
            return self._fault(token.start, "Nothing stands before this comma. Take it out.")
        return self._fault(token.start, f"{token.text} cannot stand here. Take it out.")
