"""What a text in a policy may go on with: AWS's words, and what the lab has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from lambdatutor.iam import vocabulary
from lambdatutor.iam.grammar.documents import VERSIONS
from lambdatutor.iam.json.cursor import Standing

if TYPE_CHECKING:
    from lambdatutor.iam.document import Kind

_ACCOUNT_KEYS = frozenset({"aws:sourceaccount", "aws:principalaccount", "aws:resourceaccount"})
_ARN_KEYS = frozenset({"aws:sourcearn", "lambda:functionarn", "lambda:sourcefunctionarn"})
_WIDER = (":*", "/*")
"""What is often written after an ARN: what lies under it."""


@dataclass(frozen=True, slots=True)
class Known:
    """What exists in a lab, so that an editor can offer it."""

    actions: tuple[str, ...] = ()
    """Those of the lab's requests come first."""
    arns: tuple[str, ...] = ()
    principals: tuple[str, ...] = ()
    """ARNs of users and roles."""
    accounts: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    """Condition keys that the lab's requests carry."""


def candidates(at: Standing, kind: Kind, known: Known) -> list[str]:
    """The whole texts that what was typed may become, the likeliest first."""
    if at.rest:
        return []
    found = _matching(at.typed, (word for word in _words(at, kind, known) if word not in at.others))
    return [] if found == [at.typed] else found


def _matching(typed: str, words: Iterable[str]) -> list[str]:
    """Words that begin with what was typed, then those in which a part after `:` or `/` does."""
    small = typed.lower()
    first: dict[str, None] = {}
    then: dict[str, None] = {}
    for word in words:
        low = word.lower()
        if low.startswith(small):
            first.setdefault(word)
        elif len(small) > 1 and any(f"{sign}{small}" in low for sign in ":/"):
            then.setdefault(word)
    return [*first, *then]


def _words(at: Standing, kind: Kind, known: Known) -> tuple[str, ...]:
    """Everything that may stand there, whatever was typed."""
    names = tuple(name for name in at.path if isinstance(name, str))
    if at.role == "key":
        return _keys(names, kind, known)
    match names:
        case ("Version",):
            return VERSIONS
        case ("Statement", "Effect"):
            return vocabulary.EFFECTS
        case ("Statement", "Action" | "NotAction"):
            return (*known.actions, *_actions())
        case ("Statement", "Resource" | "NotResource"):
            return (*known.arns, *(arn + more for arn in known.arns for more in _WIDER), "*")
        case ("Statement", "Principal" | "NotPrincipal", "Service"):
            return vocabulary.SERVICES
        case ("Statement", "Principal" | "NotPrincipal", "AWS"):
            roots = tuple(f"arn:aws:iam::{account}:root" for account in known.accounts)
            return (*known.principals, *roots, *known.accounts)
        case ("Statement", "Condition", _, key):
            return _values(key, known)
        case _:
            return ()


def _keys(names: tuple[str, ...], kind: Kind, known: Known) -> tuple[str, ...]:
    match names:
        case ():
            return vocabulary.DOCUMENT
        case ("Statement",):
            return vocabulary.elements(kind)
        case ("Statement", "Principal" | "NotPrincipal"):
            return vocabulary.PRINCIPALS
        case ("Statement", "Condition"):
            return vocabulary.OPERATORS
        case ("Statement", "Condition", _):
            return (*known.keys, *vocabulary.CONDITION_KEYS)
        case _:
            return ()


def _values(key: str, known: Known) -> tuple[str, ...]:
    """What a condition may compare this key with."""
    key = key.lower()
    if key in _ACCOUNT_KEYS:
        return known.accounts
    if key in _ARN_KEYS:
        return known.arns
    if key == "aws:principalarn":
        return known.principals
    if key == "iam:passedtoservice":
        return vocabulary.SERVICES
    return ()


@cache
def _actions() -> tuple[str, ...]:
    """Every action that is known: Lambda's whole, and of others what functions often do."""
    from lambdatutor.aws.operations import OPERATIONS
    from lambdatutor.aws.operations.operation import iam_action

    ours = {iam_action(operation) for operation in OPERATIONS.values()}
    http = {action for action in ours if action.startswith("apigateway:")}  # HTTP's methods
    return tuple(sorted({*ours - http, *vocabulary.ACTIONS}))
