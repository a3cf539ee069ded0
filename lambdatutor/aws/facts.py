"""What is known about Lambda, and from where: the facts that rules and lessons point to by id."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Literal, cast

import msgspec

from lambdatutor.errors import LambdaTutorError


class Fact(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One statement about Lambda that somebody can look up."""

    id: str
    """Such as CON-013."""
    topic: str
    statement: str
    values: dict[str, object]
    """The statement's numbers and names, for programs."""
    source: str
    confidence: Literal["documented", "measured", "inferred"]
    as_of: str
    """Year and month."""
    check: Literal["read", "recall"]
    """`recall` when the source was not read again."""
    note: str | None = None


class UnknownFactError(LambdaTutorError):
    """No fact has this id."""

    def __init__(self, fact_id: str) -> None:
        super().__init__(fact_id)
        self.fact_id = fact_id

    def __str__(self) -> str:
        return f'There is no fact "{self.fact_id}"; ids look like CON-013.'


@cache
def fact(fact_id: str) -> Fact:
    """The fact with this id. Raises UnknownFactError.

    Only its own lines are parsed: all of them together take a hundred times as long.
    """
    block = _blocks().get(fact_id)
    if block is None:
        raise UnknownFactError(fact_id)
    return _parsed(block)[0]


def all_facts() -> tuple[Fact, ...]:
    """Every fact, in the order of the file."""
    return _parsed(_text())


@cache
def _text() -> str:
    return files("lambdatutor.aws").joinpath("facts.yaml").read_text(encoding="utf-8")


@cache
def _blocks() -> dict[str, str]:
    """The lines of each fact, unparsed."""
    blocks = re.split(r"^(?=- id: )", _text(), flags=re.MULTILINE)[1:]
    return {block.partition("\n")[0].removeprefix("- id: "): block for block in blocks}


def _parsed(text: str) -> tuple[Fact, ...]:
    """By the C parser where that was built: it takes a tenth of the time."""
    import yaml

    load = cast("Callable[..., object]", yaml.load)  # pyright: ignore[reportUnknownMemberType] - its stubs leave it open
    return msgspec.convert(
        load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)), tuple[Fact, ...]
    )
