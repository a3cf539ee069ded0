"""What keeps parsed JSON from being a policy: AWS refuses it, or no certain answer can be given."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal, cast

from lambdatutor.iam.grammar.conditions import condition_faults
from lambdatutor.iam.lists import listed
from lambdatutor.iam.refused import Fault, Path
from lambdatutor.iam.resources import malformed

Kind = Literal["identity", "resource", "trust", "boundary", "scp", "rcp", "session", "endpoint"]

VERSIONS: Final = ("2012-10-17", "2008-10-17")
_TOP: Final = ("Version", "Id", "Statement")
_ELEMENTS: Final = (
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
)
_OF_CALLERS: Final = frozenset({"identity", "boundary", "scp", "session"})
"""What is attached to callers: it names no Principal, and always a Resource."""
_NEEDS_RESOURCE: Final = _OF_CALLERS | {"endpoint"}
_PRINCIPALS: Final = ("AWS", "Service", "Federated")
_BEYOND_PLAIN: Final = ("NotPrincipal", "NotAction", "NotResource", "Condition")
"""What is not judged in the policy of a VPC endpoint."""


def document_faults(data: object, kind: Kind) -> Iterator[Fault]:
    """Every fault, from top to bottom."""
    if not isinstance(data, dict):
        yield Fault((), "policy", "A policy is a JSON object with Version and Statement.")
        return
    document = cast("dict[str, object]", data)
    yield from _unknown(document, _TOP, (), "a policy")
    if document.get("Version", VERSIONS[0]) not in VERSIONS:
        yield Fault(("Version",), "Version", f"Version is {' or '.join(VERSIONS)}.")
    if not isinstance(document.get("Id", ""), str):
        yield Fault(("Id",), "Id", "Id is text.")
    found = document.get("Statement")
    if isinstance(found, dict):
        yield from _statement_faults(cast("dict[str, object]", found), kind, ("Statement",))
    elif isinstance(found, list):
        yield from _list_faults(cast("list[object]", found), kind)
    else:
        yield Fault(("Statement",), "Statement", "Statement holds one statement or a list of them.")


def _list_faults(statements: list[object], kind: Kind) -> Iterator[Fault]:
    sids: set[str] = set()
    for place, each in enumerate(statements):
        path: Path = ("Statement", place)
        if not isinstance(each, dict):
            yield Fault(path, "Statement", "A statement is a JSON object.")
            continue
        statement = cast("dict[str, object]", each)
        yield from _statement_faults(statement, kind, path)
        sid = statement.get("Sid")
        if isinstance(sid, str) and sid in sids:
            yield Fault(
                (*path, "Sid"), "Sid", f'The Sid "{sid}" stands twice; a policy has each once.'
            )
        if isinstance(sid, str) and sid:
            sids.add(sid)


def _statement_faults(statement: dict[str, object], kind: Kind, path: Path) -> Iterator[Fault]:
    yield from _unknown(statement, _ELEMENTS, path, "a statement")
    if kind == "endpoint":
        yield from _endpoint_faults(statement, path)
    if not isinstance(statement.get("Sid", ""), str):
        yield Fault((*path, "Sid"), "Sid", "A Sid is text.")
    if statement.get("Effect") not in ("Allow", "Deny"):
        yield Fault((*path, "Effect"), "Effect", "Effect is Allow or Deny, written like that.")
    yield from _principal_faults(statement, kind, path)
    yield from _one_of(statement, "Action", path)
    yield from _texts(statement, "Action", path)
    yield from _texts(statement, "NotAction", path)
    if {"Resource", "NotResource"} & set(statement) or kind in _NEEDS_RESOURCE:
        yield from _one_of(statement, "Resource", path)
    for element in ("Resource", "NotResource"):
        yield from _texts(statement, element, path)
        yield from _arns(statement, element, path)
    if "Condition" in statement:
        yield from condition_faults(statement["Condition"], (*path, "Condition"))


def _endpoint_faults(statement: dict[str, object], path: Path) -> Iterator[Fault]:
    """AWS wants a Principal in it; beyond a plain Allow or Deny nothing is judged."""
    if not {"Principal", "NotPrincipal"} & set(statement):
        because = 'The policy of a VPC endpoint says for whom it is; write "Principal": "*".'
        yield Fault(path, "Principal", because)
    for element in _BEYOND_PLAIN:
        if element in statement:
            because = (
                f"{element} in the policy of a VPC endpoint is not judged here; write an Allow or"
                " Deny with Principal, Action and Resource."
            )
            yield Fault((*path, element), element, because)


def _unknown(
    found: dict[str, object], known: tuple[str, ...], path: Path, where: str
) -> Iterator[Fault]:
    for key in found:
        if key not in known:
            listed = ", ".join(known)
            because = f'"{key}" is no element of {where}; there are {listed}.'
            yield Fault((*path, key), key, because)


def _one_of(statement: dict[str, object], element: str, path: Path) -> Iterator[Fault]:
    present = [name for name in (element, f"Not{element}") if name in statement]
    if len(present) == 2:
        because = f"A statement has {element} or Not{element}, never both."
        yield Fault((*path, f"Not{element}"), f"Not{element}", because)
    elif not present:
        yield Fault(path, element, f"The statement has no {element} and no Not{element}.")


def _texts(statement: dict[str, object], element: str, path: Path) -> Iterator[Fault]:
    """One text, or a list of at least one."""
    if element not in statement or isinstance(statement[element], str):
        return
    found = statement[element]
    if not isinstance(found, list) or not found:
        because = f"{element} is a text, or a list of at least one."
        yield Fault((*path, element), element, because)
        return
    for place, each in enumerate(cast("list[object]", found)):
        if not isinstance(each, str):
            yield Fault((*path, element, place), element, f"{element} lists texts only.")


def _arns(statement: dict[str, object], element: str, path: Path) -> Iterator[Fault]:
    found = statement.get(element)
    for place, each in enumerate(listed(found)):
        trouble = malformed(each) if isinstance(each, str) else ""
        if trouble:
            where = (*path, element, place) if isinstance(found, list) else (*path, element)
            yield Fault(where, element, f"{trouble}; write an ARN such as arn:aws:s3:::photos/*.")


def _principal_faults(statement: dict[str, object], kind: Kind, path: Path) -> Iterator[Fault]:
    if {"Principal", "NotPrincipal"} <= set(statement):
        because = "A statement has Principal or NotPrincipal, never both."
        yield Fault((*path, "NotPrincipal"), "NotPrincipal", because)
    for element in ("Principal", "NotPrincipal"):
        if element not in statement:
            continue
        where = (*path, element)
        if kind in _OF_CALLERS:
            because = f"This policy belongs to the caller, so it names no {element}."
            yield Fault(where, element, because)
        yield from _named_faults(statement[element], element, where)
    if "NotPrincipal" in statement and kind in ("trust", "rcp"):
        because = f"NotPrincipal is not supported in {_NAMES[kind]}."
        yield Fault((*path, "NotPrincipal"), "NotPrincipal", because)
    elif "NotPrincipal" in statement and statement.get("Effect") != "Deny":
        because = (
            "NotPrincipal with Allow would let in everybody else; AWS supports it with Deny only."
        )
        yield Fault((*path, "NotPrincipal"), "NotPrincipal", because)


_NAMES: Final = {"trust": "a role's trust policy", "rcp": "a resource control policy"}


def _named_faults(found: object, element: str, path: Path) -> Iterator[Fault]:
    if found == "*":
        return
    if not isinstance(found, dict) or not found:
        because = f'{element} is "*", or an object with {", ".join(_PRINCIPALS)}.'
        yield Fault(path, element, because)
        return
    for name, value in cast("dict[str, object]", found).items():
        texts = listed(value)
        if name not in _PRINCIPALS:
            because = f'"{name}" is not judged as a principal; there are {", ".join(_PRINCIPALS)}.'
            yield Fault((*path, name), element, because)
        elif not texts or not all(isinstance(each, str) and each for each in texts):
            because = f"{name} is a text, or a list of at least one."
            yield Fault((*path, name), element, because)
