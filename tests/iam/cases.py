"""The table of cases in `cases/`: requests, the policies that apply, and what AWS documents.

A statement leaves out what does not matter to its case: it is an Allow, of every action, on every
resource. A list of statements is one document, a list of such lists several; a document that is
written in full is taken as it stands. What an ask does not say, its case says, and then its file.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from lambdatutor.iam import Decision, Document, Policies, Refused, Request, evaluate, read_document
from lambdatutor.iam.document import Kind

CASES = Path(__file__).parent / "cases"
ACCOUNT = "111111111111"

Json = Any
"""Parsed YAML, as it stands in a file."""

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The quick one where it is installed."""


class Case(NamedTuple):
    """One request, and what is expected of it."""

    says: str
    where: str
    """The fact, or the page of AWS's documentation."""
    ask: dict[str, Json]


class Condition(NamedTuple):
    """One condition and one context."""

    says: str
    where: str
    condition: dict[str, Json]
    context: dict[str, Json]
    holds: bool


def names(folder: str = "") -> list[str]:
    """Of the files in one folder, without their ending."""
    return sorted(path.stem for path in (CASES / folder).glob("*.yaml"))


@cache
def cases(name: str) -> tuple[Case, ...]:
    """Those of one file."""
    whole = _read(name)
    return tuple(
        Case(f"{each['says']}: {ask['says']}", each["where"], whole["request"] | each | ask)
        for each in whole["cases"]
        for ask in each["asks"]
    )


@cache
def conditions(name: str) -> tuple[Condition, ...]:
    """Those of one file."""
    return tuple(
        Condition(f"{each['says']}: {says}", each["where"], each["condition"], context, holds)
        for each in _read(f"conditions/{name}")["cases"]
        for says, context, holds in each["asks"]
    )


def _read(name: str) -> dict[str, Json]:
    return yaml.load((CASES / f"{name}.yaml").read_text(encoding="utf-8"), Loader)  # noqa: S506  a safe one


def decided(ask: dict[str, Json]) -> Decision:
    """The engine's decision; raises `Refused` as the engine does."""
    return evaluate(request(ask), policies(ask))


def refused(ask: dict[str, Json]) -> Refused | None:
    """What the engine refuses, if it does."""
    try:
        decided(ask)
    except Refused as refusal:
        return refusal
    return None


def request(ask: dict[str, Json]) -> Request:
    """Accounts are those of the ARNs; one without is the caller's own, unless it says `owner`."""
    principal, resource = ask["principal"], ask["to"]
    named = principal.split(":")[4] if principal.startswith("arn:") else None
    owner = resource.split(":")[4] if resource.startswith("arn:") else ""
    return Request(
        principal=principal,
        principal_account=ask.get("account", named),
        action=ask["action"],
        resource=resource,
        resource_account=ask.get("owner") or owner or named or ACCOUNT,
        context=context(ask.get("context", {})),
    )


def context(given: dict[str, Json]) -> dict[str, str | tuple[str, ...]]:
    return {key: tuple(each) if isinstance(each, list) else each for key, each in given.items()}


def policies(ask: dict[str, Json]) -> Policies:
    trust = ask["action"].lower().startswith("sts:assumerole")
    resource = _documents(ask.get("resource"), "trust" if trust else "resource")
    session = _documents(ask.get("session"), "session")
    endpoint = _documents(ask.get("endpoint"), "endpoint")
    return Policies(
        identity=_documents(ask.get("identity"), "identity") or (),
        resource=resource[0] if resource else None,
        boundary=_documents(ask.get("boundary"), "boundary"),
        session=session[0] if session else None,
        endpoint=endpoint[0] if endpoint else None,
        scps=_levels(ask.get("scps"), "scp"),
        rcps=_levels(ask.get("rcps"), "rcp"),
    )


def _levels(levels: Json, kind: Kind) -> tuple[tuple[Document, ...], ...] | None:
    return None if levels is None else tuple(_documents(level, kind) or () for level in levels)


def _documents(layer: Json, kind: Kind) -> tuple[Document, ...] | None:
    if layer is None:
        return None
    return tuple(read_document(each, kind, kind) for each in written_out(layer, kind))


def written_out(layer: Json, kind: Kind) -> Iterator[dict[str, Json]]:
    """The documents of a layer as AWS would read them."""
    if isinstance(layer, dict):
        yield layer
    elif (
        layer
        and not isinstance(layer[0], list)
        and layer[0].keys().isdisjoint({"Statement", "Version"})
    ):
        yield {"Version": "2012-10-17", "Statement": [_statement(each, kind) for each in layer]}
    else:
        for each in layer:
            yield from written_out(each, kind)


def _statement(said: dict[str, Json], kind: Kind) -> dict[str, Json]:
    full = {"Effect": "Allow"} | said
    if kind in ("rcp", "endpoint"):
        full = {"Principal": "*"} | full
    if "NotAction" not in full:
        full = {"Action": "*"} | full
    if "NotResource" not in full and kind != "trust":
        full = {"Resource": "*"} | full
    return full
