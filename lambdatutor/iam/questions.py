"""A request with its policies, read from parsed JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple, cast

from lambdatutor.iam.document import Document, read_document
from lambdatutor.iam.grammar.documents import Kind
from lambdatutor.iam.policies import Policies
from lambdatutor.iam.refused import Refused
from lambdatutor.iam.request import ContextValue, Request, assumes_role

_LAYERS: Final = ("identity", "resource", "boundary", "scps", "rcps", "session")
_REQUEST: Final = (
    "principal",
    "principalAccount",
    "action",
    "resource",
    "resourceAccount",
    "context",
)
_UNJUDGED: Final = re.compile(r"^acl|acls?$|publicaccess|endpoint")
"""S3's access lists and Block Public Access, and policies of VPC endpoints."""


class Found(NamedTuple):
    """One document of a question, as it was written."""

    layer: str
    """`identity`, `resource` or, for a level of the organisation, `scps[1]`."""
    name: str
    """Where it stands among the policies: `identity[0]`, `scps[1][0]`, `resource`."""
    kind: Kind
    data: object


def read_question(data: object) -> tuple[Request, Policies]:
    """The request and its policies; raises `Refused` for the first thing that cannot be judged."""
    question = _object(data, "question", "A question is an object with request and policies.")
    _refuse_unjudged(question)
    request = _request(question.get("request"))
    layers = _layers(question)
    read: dict[str, list[Document]] = {}
    for each in documents(question):
        read.setdefault(each.layer, []).append(_read(each))

    def single(layer: str) -> Document | None:
        return next(iter(read.get(layer, ())), None)

    def listed(layer: str) -> tuple[Document, ...] | None:
        return None if layers.get(layer) is None else tuple(read.get(layer, ()))

    def levels(layer: str) -> tuple[tuple[Document, ...], ...] | None:
        found = layers.get(layer)
        if found is None:
            return None
        names = [f"{layer}[{level}]" for level in range(len(_list(found, layer)))]
        return tuple(tuple(read.get(name, ())) for name in names)

    return request, Policies(
        identity=listed("identity") or (),
        resource=single("resource"),
        boundary=listed("boundary"),
        scps=levels("scps"),
        rcps=levels("rcps"),
        session=single("session"),
    )


def documents(question: Mapping[str, object]) -> Iterator[Found]:
    """Every document of a question, with its place; raises `Refused` for a layer that is none."""
    trust = _assumes_role(question.get("request"))
    for layer, found in _layers(question).items():
        if layer not in _LAYERS:
            known = ", ".join(_LAYERS)
            raise Refused(layer, f'"{layer}" is no layer that is judged; there are {known}.')
        if found is None:
            continue
        if layer == "resource":
            yield Found(layer, layer, "trust" if trust else "resource", found)
        elif layer == "session":
            yield Found(layer, layer, "session", found)
        elif layer in ("scps", "rcps"):
            for level, each in enumerate(_list(found, layer)):
                yield from _listed(f"{layer}[{level}]", "scp" if layer == "scps" else "rcp", each)
        else:
            yield from _listed(layer, "identity" if layer == "identity" else "boundary", found)


def _listed(layer: str, kind: Kind, found: object) -> Iterator[Found]:
    for place, each in enumerate(_list(found, layer)):
        yield Found(layer, f"{layer}[{place}]", kind, each)


def _assumes_role(request: object) -> bool:
    """Whether the resource's policy is a role's trust policy."""
    if not isinstance(request, dict):
        return False
    action = cast("Mapping[str, object]", request).get("action")
    return isinstance(action, str) and assumes_role(action)


def _read(found: Found) -> Document:
    try:
        return read_document(found.data, found.kind, found.name)
    except Refused as refused:
        path = (found.name, *refused.path)
        raise Refused(refused.element, refused.because, path) from None


def _layers(question: Mapping[str, object]) -> Mapping[str, object]:
    found = question.get("policies")
    if found is None:
        return {}
    return _object(found, "policies", f"policies is an object with {', '.join(_LAYERS)}.")


def _refuse_unjudged(question: Mapping[str, object]) -> None:
    """What would change a decision is never passed over; a remark beside the question may stand."""
    for key, found in question.items():
        plain = key.lower().replace("_", "").replace("-", "")
        if found is not None and _UNJUDGED.search(plain):
            raise Refused(key, f"{key} would change the decision, and it is not judged here.")


def _request(found: object) -> Request:
    data = _object(found, "request", "request is an object with principal, action and resource.")
    for key in data:
        if key not in _REQUEST:
            known = ", ".join(_REQUEST)
            raise Refused(key, f'"{key}" is nothing that a request says; there are {known}.')
    account = data.get("principalAccount")
    if account is not None and not isinstance(account, str):
        raise Refused("principalAccount", "principalAccount is an account in quotes, or null.")
    return Request(
        _text(data, "principal"),
        account,
        _text(data, "action"),
        _text(data, "resource"),
        _text(data, "resourceAccount"),
        _context(data.get("context")),
    )


def _context(found: object) -> dict[str, ContextValue]:
    """The condition keys that have a value; null is none."""
    if found is None:
        return {}
    data = _object(found, "context", "context is an object of condition keys.")
    return {key: _value(key, value) for key, value in data.items() if value is not None}


def _value(key: str, found: object) -> ContextValue:
    if isinstance(found, list):
        return tuple(_scalar(key, each) for each in cast("list[object]", found))
    return _scalar(key, found)


def _scalar(key: str, found: object) -> str:
    if isinstance(found, str):
        return found
    if isinstance(found, bool | int | float):
        return str(found).lower()
    raise Refused(key, f"The value of {key} is a text, or a list of texts.")


def _text(data: Mapping[str, object], name: str) -> str:
    found = data.get(name)
    if not isinstance(found, str) or not found:
        raise Refused(name, f"The request has no {name}, which is a text.")
    return found


def _list(found: object, where: str) -> list[object]:
    if not isinstance(found, list):
        raise Refused(where, f"{where} is a list of policies.")
    return cast("list[object]", found)


def _object(found: object, element: str, because: str) -> Mapping[str, object]:
    if not isinstance(found, dict):
        raise Refused(element, because)
    return cast("Mapping[str, object]", found)
