"""What AWS evaluates, but what somebody should look at again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, cast

from lambdatutor.iam.actions import action
from lambdatutor.iam.grammar.advice_on_conditions import condition_advice
from lambdatutor.iam.grammar.documents import VERSIONS, Kind
from lambdatutor.iam.lists import listed
from lambdatutor.iam.principals import ACCOUNT
from lambdatutor.iam.refused import Fault, Path
from lambdatutor.iam.resources import SEGMENTS
from lambdatutor.iam.variables import has_variable

_ACCOUNT_SEGMENT: Final = 4
_CONFUSED: Final = frozenset(
    {"aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths"}
)


def advice(data: object, kind: Kind) -> Iterator[Fault]:
    """The warnings about a document that has no fault, from top to bottom."""
    document = cast("Mapping[str, object]", data)
    found = document["Statement"]
    old = document.get("Version", VERSIONS[1]) != VERSIONS[0]
    for place, each in enumerate(listed(found)):
        path: Path = ("Statement", place) if isinstance(found, list) else ("Statement",)
        statement = cast("Mapping[str, object]", each)
        if old and has_variable(str(each)):
            because = f"Without Version {VERSIONS[0]} a variable is plain text."
            yield Fault(path, "Version", because)
        yield from _on_callers(statement, kind, path)
        yield from _on_actions(statement, path)
        yield from _on_resources(statement, kind, path)
        yield from condition_advice(statement, path)


def _on_callers(statement: Mapping[str, object], kind: Kind, path: Path) -> Iterator[Fault]:
    if "NotPrincipal" in statement:
        because = (
            "AWS advises a Deny with a condition on aws:PrincipalArn in place of NotPrincipal."
        )
        yield Fault((*path, "NotPrincipal"), "NotPrincipal", because)
        return
    if kind in ("resource", "trust") and "Principal" not in statement:
        yield Fault(path, "Principal", "The statement has no Principal, so it is about nobody.")
    if kind == "rcp" and statement.get("Effect") == "Allow":
        yield Fault(
            (*path, "Effect"), "Effect", "A resource control policy of your own only denies."
        )
    principal = statement.get("Principal")
    if not isinstance(principal, dict):
        return
    named = cast("Mapping[str, object]", principal)
    for each in _texts(named.get("AWS", [])):
        if each != "*" and not (ACCOUNT.fullmatch(each) or each.startswith("arn:")):
            because = f'"{each}" is no account and no ARN, so it names nobody.'
            yield Fault((*path, "Principal", "AWS"), "Principal", because)
        elif each != "*" and ("*" in each or "?" in each):
            because = f'"{each}": a principal has no wildcards, so it names nobody.'
            yield Fault((*path, "Principal", "AWS"), "Principal", because)
    if kind == "resource" and "Service" in named and statement.get("Effect") == "Allow":
        yield from _on_services(statement, path)


def _on_services(statement: Mapping[str, object], path: Path) -> Iterator[Fault]:
    """The confused deputy: a service acts for whoever configured it."""
    block = cast("Mapping[str, Mapping[str, object]]", statement.get("Condition", {}))
    keys = {key.lower() for lines in block.values() for key in lines}
    if not keys & _CONFUSED:
        because = "The service may call for any account; name yours with aws:SourceAccount."
        yield Fault((*path, "Principal", "Service"), "Principal", because)


def _on_actions(statement: Mapping[str, object], path: Path) -> Iterator[Fault]:
    if statement.get("Effect") == "Allow" and "NotAction" in statement:
        because = "NotAction with Allow grants every action that it does not list."
        yield Fault((*path, "NotAction"), "NotAction", because)
    for element in ("Action", "NotAction"):
        for each in _texts(statement.get(element, [])):
            read = action(each)
            if not read.every and (read.name is None or "*" in read.service or "?" in read.service):
                because = f'"{each}" matches no action: write service:Action, such as lambda:Get*.'
                yield Fault((*path, element), element, because)


def _on_resources(statement: Mapping[str, object], kind: Kind, path: Path) -> Iterator[Fault]:
    if statement.get("Effect") == "Allow" and "NotResource" in statement:
        because = "NotResource with Allow grants every resource that it does not list."
        yield Fault((*path, "NotResource"), "NotResource", because)
    for element in ("Resource", "NotResource"):
        if kind == "trust" and element in statement:
            because = f"A trust policy is about its own role, and IAM stores it without {element}."
            yield Fault((*path, element), element, because)
        for each in _texts(statement.get(element, [])):
            because = _on_arn(each)
            if because:
                yield Fault((*path, element), element, because)


def _on_arn(text: str) -> str:
    segments = text.split(":", SEGMENTS - 1)
    if any("${" in segment for segment in segments[: SEGMENTS - 1]):
        return f'"{text}": a variable is read after the fifth colon only.'
    if segments[2:3] == ["lambda"] and segments[_ACCOUNT_SEGMENT : SEGMENTS - 1] == ["*"]:
        return f'"{text}": Lambda\'s pages exclude a * for the account; write the account.'
    return ""


def _texts(found: object) -> list[str]:
    return [each for each in listed(found) if isinstance(each, str)]
