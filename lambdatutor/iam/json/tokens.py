"""The words and signs of JSON text, also of text that is not finished or not right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple, cast

Kind = Literal["string", "number", "word", "sign", "comment", "single", "curly", "odd"]
"""`word`: letters without quotes. `single`: a text in single quotes. `curly`: a typographic quote.
`odd`: any other character that JSON does not know."""

_TOKEN = re.compile(
    r"""
    (?P<blank>[ \t\r\n]+)
    | (?P<string>"[^"\\\n]*(?:\\.[^"\\\n]*)*(?P<close>"?))
    | (?P<sign>[{}\[\],:])
    | (?P<number>[-+]?\.?[0-9][\w.+-]*)
    | (?P<word>[^\W\d][\w.-]*)
    | (?P<comment>//[^\n]*|\#[^\n]*|/\*(?:[^*]|\*(?!/))*(?:\*/)?)
    | (?P<single>'[^'\\\n]*(?:\\.[^'\\\n]*)*'?)
    | (?P<curly>[“”„‟‘’])
    | (?P<odd>.)
    """,
    re.VERBOSE,
)


class Token(NamedTuple):
    """A piece of the text that belongs together."""

    kind: Kind
    text: str
    start: int
    """Characters before it."""
    closed: bool = True
    """False for a text in quotes whose closing quote is missing."""

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def inner(self) -> str:
        """Of a string: what stands between the quotes, as written."""
        return self.text[1:-1] if self.closed else self.text[1:]


def tokens(text: str) -> Iterator[Token]:
    """Every token, in order, without the blanks between; each character is in one or is blank."""
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "close":
            kind = "string"
        if kind != "blank":
            closed = kind != "string" or match["close"] == '"'
            yield Token(cast("Kind", kind), match[0], match.start(), closed)
