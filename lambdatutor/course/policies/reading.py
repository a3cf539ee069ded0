"""A policy document as it is typed: read for the engine, or what is wrong with it and where."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, cast

from lambdatutor.iam import Refused, faults, read_document, warnings
from lambdatutor.iam.json.text import JsonFault, Parsed, read

if TYPE_CHECKING:
    from lambdatutor.course.policies.parts import PolicyDocument, Side
    from lambdatutor.iam import Document

EMPTY = '{\n  "Version": "2012-10-17",\n  "Statement": []\n}'
"""A document that says nothing; AWS stores none such, and here one may begin with it."""


class DocumentFault(NamedTuple):
    """One thing that is wrong with a document, for the screen."""

    line: int
    """Counted from 1, like the column."""
    column: int
    sentence: str
    element: str = ""
    """The element that is refused; empty where the text is no JSON."""

    def __str__(self) -> str:
        return f"line {self.line}, column {self.column}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a text comes to as a policy."""

    text: str
    data: object = None
    """Its parsed JSON; None where it is none."""
    document: Document | None = None
    """What the engine reads; None where it refuses."""
    faults: tuple[DocumentFault, ...] = ()
    warnings: tuple[DocumentFault, ...] = ()
    """What is evaluated, and advised against."""

    @property
    def readable(self) -> bool:
        return self.document is not None


def read_draft(text: str, side: Side, name: str) -> Draft:
    """Read a text as a policy of that kind; every fault is in the answer, and none is raised."""
    try:
        parsed = read(text)
    except JsonFault as fault:
        return Draft(text, faults=(DocumentFault(fault.line, fault.column, fault.sentence),))
    value = parsed.value
    found = tuple(
        _at(parsed, each.path, each.element, each.because) for each in faults(value, side)
    )
    if found:
        return Draft(text, value, faults=found)
    try:
        document = read_document(value, side, name)
    except Refused as refused:
        fault = _at(parsed, refused.path, refused.element, refused.because)
        return Draft(text, value, faults=(fault,))
    advised = tuple(
        _at(parsed, each.path, each.element, each.because) for each in warnings(value, side)
    )
    return Draft(text, value, document, warnings=advised)


def opening_text(document: PolicyDocument) -> str:
    """What a document opens with, laid out for reading."""
    if document.broken:
        return document.broken.rstrip("\n")
    return EMPTY if document.start is None else laid_out(document.start)


def laid_out(text: str) -> str:
    """JSON text with two spaces a level; short lists stay on one line, as people write them."""
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return _laid_out(value, "")


_WIDEST = 60
"""Characters of a list that may stand on one line."""


def _laid_out(value: object, indent: str) -> str:
    flat = json.dumps(value, ensure_ascii=False)
    deeper = f"{indent}  "
    if isinstance(value, dict) and value:
        members = cast("dict[str, object]", value).items()
        items = [f"{json.dumps(key)}: {_laid_out(each, deeper)}" for key, each in members]
        return _in_lines("{}", items, indent)
    if isinstance(value, list) and (len(flat) > _WIDEST or "{" in flat):
        items = [_laid_out(each, deeper) for each in cast("list[object]", value)]
        return _in_lines("[]", items, indent)
    return flat


def _in_lines(brackets: str, items: list[str], indent: str) -> str:
    inner = ",\n".join(f"{indent}  {item}" for item in items)
    return f"{brackets[0]}\n{inner}\n{indent}{brackets[1]}"


def _at(parsed: Parsed, path: tuple[str | int, ...], element: str, because: str) -> DocumentFault:
    place = parsed.place(path)
    return DocumentFault(place.line, place.column, because, element)
