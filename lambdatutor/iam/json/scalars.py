"""Texts, numbers and words of JSON: their values, or what is wrong with one."""

from __future__ import annotations

import json
import re

from lambdatutor.iam.json.tokens import Token

MAX_NUMBER = 40
"""Characters of a number; Python refuses numbers far longer than this."""

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_BACKSLASH = re.compile(r"\\(?:([\"\\/bfnrt])|(u[0-9a-fA-F]{4}))?")
_CONTROL = re.compile(r"[\x00-\x1f]")
_HALF_PAIR = re.compile(r"[\ud800-\udfff]")
_WORDS: dict[str, object] = {"true": True, "false": False, "null": None}
_MEANT = {"none": "null", "nil": "null", "undefined": "null", "yes": "true", "no": "false"}


class ScalarFault(ValueError):  # noqa: N818  it is what is wrong with a text, not with the program
    """A sentence on what is wrong, and how many characters stand before that place."""

    def __init__(self, offset: int, sentence: str) -> None:
        super().__init__(offset, sentence)
        self.offset = offset
        self.sentence = sentence


def scalar(token: Token) -> object:
    """The value of a token that is a text, a number or a word; raises `ScalarFault`."""
    match token.kind:
        case "string":
            return decoded(token)
        case "number":
            return _number(token)
        case _:
            return _word(token)


def decoded(token: Token) -> str:
    """What a text in double quotes says; raises `ScalarFault`."""
    inner = token.inner
    if not token.closed:
        raise ScalarFault(token.start, 'This quote is not closed. Write " where the text ends.')
    if "\\" not in inner and inner.isprintable():
        return inner
    if control := _CONTROL.search(inner):
        raise ScalarFault(
            token.start + 1 + control.start(),
            r"A tab or a control character stands inside this text. A tab is written \t.",
        )
    for backslash in _BACKSLASH.finditer(inner):
        if backslash[0] == "\\":
            raise ScalarFault(
                token.start + 1 + backslash.start(),
                r"A backslash means nothing before this character. A backslash itself is \\.",
            )
    text = str(json.loads(token.text))
    if _HALF_PAIR.search(text):
        raise ScalarFault(
            token.start, r"This \u… is half of a character. Write the other half too."
        )
    return text


def _number(token: Token) -> int | float:
    if len(token.text) > MAX_NUMBER:
        raise ScalarFault(token.start, f"This number has more than {MAX_NUMBER} characters.")
    if not _NUMBER.fullmatch(token.text):
        raise ScalarFault(
            token.start, f"{token.text} is no number in JSON. If it is a text, put it in quotes."
        )
    number = json.loads(token.text)
    if not isinstance(number, int | float) or number in (float("inf"), float("-inf")):
        raise ScalarFault(token.start, f"{token.text} is too large.")
    return number


def _word(token: Token) -> object:
    word = token.text
    if word in _WORDS:
        return _WORDS[word]
    small = word.lower()
    meant = small if small in _WORDS else _MEANT.get(small)
    if meant is not None:
        raise ScalarFault(token.start, f"{word} is not a word of JSON. Write {meant}.")
    raise ScalarFault(token.start, f'A text stands in double quotes. Write "{word[:40]}".')
