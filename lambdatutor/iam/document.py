"""A policy document, read once so that many requests can be judged by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, cast

from lambdatutor.iam.actions import Actions, action
from lambdatutor.iam.conditions import conditions
from lambdatutor.iam.grammar.advice import advice
from lambdatutor.iam.grammar.documents import VERSIONS, Kind, document_faults
from lambdatutor.iam.lists import listed
from lambdatutor.iam.principals import Principal, Principals
from lambdatutor.iam.refused import Fault, Refused
from lambdatutor.iam.resources import Resources, resource
from lambdatutor.iam.statements import Effect, Statement

__all__ = ["Document", "Kind", "Statement", "faults", "read_document", "warnings"]

_NAMES_CALLERS: Final = frozenset({"resource", "trust", "endpoint"})
_CURRENT, _OLD = VERSIONS


@dataclass(frozen=True, slots=True)
class Document:
    """A policy in which nothing is refused."""

    name: str
    version: str
    """`2008-10-17` where it says none: then variables are literal text (IAM-019)."""
    statements: tuple[Statement, ...]


def read_document(data: object, kind: Kind, name: str = "") -> Document:
    """The document of parsed JSON; raises `Refused` at its first fault.

    `name` is what an explanation calls the document; left out, it is the document's Id or kind.
    """
    for fault in document_faults(data, kind):
        raise Refused(fault.element, fault.because, fault.path)
    document = cast("Mapping[str, object]", data)
    version = cast("str", document.get("Version", _OLD))
    found = cast("list[Mapping[str, object]]", listed(document["Statement"]))
    statements = tuple(
        _statement(each, index, kind, variables=version == _CURRENT)
        for index, each in enumerate(found, 1)
    )
    return Document(name or cast("str", document.get("Id", "")) or kind, version, statements)


def faults(data: object, kind: Kind) -> list[Fault]:
    """Every fault of parsed JSON that should be a document; none for one that can be read."""
    return list(document_faults(data, kind))


def warnings(data: object, kind: Kind) -> list[Fault]:
    """What is evaluated, but advised against; none for a document with a fault."""
    return [] if faults(data, kind) else list(advice(data, kind))


def _statement(
    found: Mapping[str, object], index: int, kind: Kind, *, variables: bool
) -> Statement:
    block = cast("Mapping[str, object]", found.get("Condition", {}))
    return Statement(
        index,
        cast("str", found.get("Sid", "")) or f"statement {index}",
        cast("Effect", found["Effect"]),
        _principals(found, kind),
        _actions(found),
        _resources(found, variables=variables),
        tuple(conditions(block, variables=variables)),
    )


def _principals(found: Mapping[str, object], kind: Kind) -> Principals | None:
    negated = "NotPrincipal" in found
    named = found.get("NotPrincipal" if negated else "Principal")
    if named is None:
        return Principals(negated=False, entries=(), text="") if kind in _NAMES_CALLERS else None
    if isinstance(named, str):
        return Principals(negated, (Principal(named, named),), named)
    entries = tuple(
        Principal(of, cast("str", each))
        for of, value in cast("dict[str, object]", named).items()
        for each in listed(value)
    )
    return Principals(negated, entries, ", ".join(entry.text for entry in entries))


def _actions(found: Mapping[str, object]) -> Actions:
    negated = "NotAction" in found
    texts = _texts(found["NotAction" if negated else "Action"])
    return Actions(negated, tuple(map(action, texts)), ", ".join(texts))


def _resources(found: Mapping[str, object], *, variables: bool) -> Resources | None:
    negated = "NotResource" in found
    named = found.get("NotResource" if negated else "Resource")
    if named is None:
        return None
    texts = _texts(named)
    patterns = tuple(resource(text, variables=variables) for text in texts)
    return Resources(negated, patterns, ", ".join(texts))


def _texts(found: object) -> list[str]:
    return cast("list[str]", listed(found))
