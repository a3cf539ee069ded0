"""The AWS CLI's shorthand for nested values: `Variables={A=1,B=2}`, `SubnetIds=a,b`."""

from __future__ import annotations

import re

from lambdatutor.errors import LambdaTutorError

_DEEPEST = 20
_KEY = re.compile(r"""[\w\-.#/:$]+|"[^"]*"|'[^']*'""")
_NEXT_KEY = re.compile(r"""([\w\-.#/:$]+|"[^"]*"|'[^']*')\s*=""")
_QUOTED = re.compile(r"""'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)\"""", re.DOTALL)
_ESCAPED = re.compile(r"\\(['\"\\])")


class ShorthandError(LambdaTutorError):
    """Text that is not shorthand; `at` is the column, counted from 0."""

    def __init__(self, expected: str, at: int) -> None:
        super().__init__(expected, at)
        self.expected = expected
        self.at = at

    def __str__(self) -> str:
        return f"{self.expected} is expected at column {self.at + 1}."


def parse_shorthand(text: str) -> dict[str, object]:
    """Nested dicts and lists; every leaf is text. Raises ShorthandError."""
    reader = _Reader(text)
    value = reader.pairs(end="")
    if reader.at != len(text):
        raise ShorthandError("A comma", reader.at)
    return value


class _Reader:
    """A place in the text, moving forward."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.depth = 0

    def pairs(self, end: str) -> dict[str, object]:
        """`A=1,B=2` up to `end`, which is left unread."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise ShorthandError(f"A value nested at most {_DEEPEST} deep", self.at)
        found: dict[str, object] = {}
        while self._sees() != end:
            key = self._key()
            self._take("=")
            found[key] = self._value_or_list(end)
            if not self._skip(","):
                break
        self.depth -= 1
        return found

    def _value_or_list(self, end: str) -> object:
        """One value, or several when what follows a comma is not the next `key=`."""
        first = self._value(end)
        values = [first]
        while self._sees() == "," and not _NEXT_KEY.match(self._rest().lstrip()):
            self._take(",")
            if self._sees() == end:
                break
            values.append(self._value(end))
        return first if len(values) == 1 else values

    def _value(self, end: str) -> object:
        seen = self._sees()
        if seen == "{":
            self._take("{")
            pairs = self.pairs(end="}")
            self._take("}")
            return pairs
        if seen == "[":
            return self._list()
        return self._text(stop=",]" + end)

    def _list(self) -> list[object]:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise ShorthandError(f"A value nested at most {_DEEPEST} deep", self.at)
        self._take("[")
        values: list[object] = []
        while self._sees() != "]":
            values.append(self._value(end="]"))
            if not self._skip(","):
                break
        self._take("]")
        self.depth -= 1
        return values

    def _text(self, stop: str) -> str:
        self._sees()
        quoted = _QUOTED.match(self.text, self.at)
        if quoted:
            self.at = quoted.end()
            return _ESCAPED.sub(r"\1", quoted.group(1) or quoted.group(2) or "")
        start = self.at
        while self.at < len(self.text) and self.text[self.at] not in stop:
            self.at += 1
        return self.text[start : self.at].strip()

    def _key(self) -> str:
        self._sees()
        found = _KEY.match(self.text, self.at)
        if found is None:
            raise ShorthandError("A name", self.at)
        self.at = found.end()
        return found.group().strip("\"'")

    def _sees(self) -> str:
        """The next character that is no space; empty at the end."""
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1
        return self.text[self.at : self.at + 1]

    def _rest(self) -> str:
        """What follows the next character."""
        return self.text[self.at + 1 :]

    def _skip(self, character: str) -> bool:
        if self._sees() != character:
            return False
        self.at += 1
        return True

    def _take(self, character: str) -> None:
        if not self._skip(character):
            raise ShorthandError(f'"{character}"', self.at)
