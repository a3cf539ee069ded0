"""Where in a document a cursor stands, also while the document is not finished."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from lambdatutor.iam.json.tokens import Token, tokens


class Standing(NamedTuple):
    """The text in quotes that a cursor stands in."""

    path: tuple[str | int, ...]
    """Of a value: its path. Of a key: the path of the object that the key is in."""
    role: Literal["key", "value"]
    typed: str
    """From the opening quote up to the cursor."""
    rest: str
    """From the cursor up to the closing quote."""
    closed: bool
    others: frozenset[str]
    """Of a key: the other keys of the object. In a list: the other texts of the list."""


@dataclass(slots=True)
class _Open:
    """An object or a list around what is read now."""

    is_list: bool
    key: str = ""
    at: int = 0
    expects_key: bool = True
    texts: list[Token] = field(default_factory=list[Token])
    """Keys of the object, or texts of the list."""


def standing(text: str, offset: int) -> Standing | None:
    """What the cursor after `offset` characters stands in; None where that is no text in quotes."""
    stack: list[_Open] = []
    found: tuple[Token, tuple[str | int, ...], Literal["key", "value"], _Open] | None = None
    for token in tokens(text):
        if token.kind == "sign":
            _sign(stack, token.text)
            continue
        if token.kind != "string" or not stack:
            continue
        top = stack[-1]
        is_key = not top.is_list and top.expects_key
        if token.start < offset <= token.start + 1 + len(token.inner):
            here = stack[:-1] if is_key else stack
            path = tuple(each.at if each.is_list else each.key for each in here)
            found = token, path, "key" if is_key else "value", top
        if is_key:
            top.key = token.inner
        if is_key or top.is_list:
            top.texts.append(token)
    if found is None:
        return None
    token, path, role, top = found
    cut = offset - token.start - 1
    texts = top.texts if role == "key" or top.is_list else ()
    others = frozenset(each.inner for each in texts if each is not token)
    return Standing(path, role, token.inner[:cut], token.inner[cut:], token.closed, others)


def _sign(stack: list[_Open], sign: str) -> None:
    """Go into what opens, out of what closes, and on at a comma."""
    if sign in "{[":
        stack.append(_Open(is_list=sign == "["))
    elif sign in "}]":
        if stack:
            stack.pop()
    elif stack:
        stack[-1].expects_key = sign == ","
        if sign == ",":
            stack[-1].at += 1
