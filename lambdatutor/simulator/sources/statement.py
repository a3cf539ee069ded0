"""One statement of a function's policy, and what of it concerns a source."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lambdatutor.simulator.answers import Answer

_ARN_OPERATORS = frozenset({"arnlike", "arnequals", "stringlike", "stringequals"})
_NOT_ASKED = frozenset(
    {
        ("stringequals", "aws:principalorgid"),
        ("stringequals", "lambda:eventsourcetoken"),
        ("stringequals", "lambda:functionurlauthtype"),
        ("bool", "lambda:invokedviafunctionurl"),
    }
)
"""Conditions that AddPermission makes and no source is held to."""

_NARROWING = ("aws:source", "aws:principal")
"""How the keys begin that tell callers apart."""


class Statement(NamedTuple):
    """A statement as GetPolicy shows it, and what was read in it when it was added."""

    document: Answer
    allows: bool
    actions: tuple[str, ...]
    """Patterns in small letters."""
    principals: frozenset[str]
    """Services, ARNs, and `*` for everybody."""
    source_arns: tuple[str, ...] | None
    """Patterns; None where any source will do."""
    source_accounts: tuple[str, ...] | None
    readable: bool
    """It holds nothing beside that. What is not understood lets nobody in, and keeps all out."""

    @property
    def sid(self) -> object:
        return self.document.get("Sid")

    @property
    def is_public(self) -> bool:
        """Whether it lets everybody in, with no condition that tells callers apart."""
        keys = (key for _, key, _ in _conditions(self.document))
        narrow = any(key.startswith(_NARROWING) for key in keys)
        return self.allows and "*" in self.principals and not narrow

    def meets(self, principal: str, source_arn: str, account: str, action: str) -> bool:
        """Whether it is about a call by a source in this account; the action in small letters."""
        if not self.readable:
            return not self.allows
        return (
            any(fnmatchcase(action, each) for each in self.actions)
            and not self.principals.isdisjoint((principal, "*"))
            and (
                self.source_arns is None
                or any(fnmatchcase(source_arn, each) for each in self.source_arns)
            )
            and (self.source_accounts is None or account in self.source_accounts)
        )


def read_statement(document: Answer, arn: str) -> Statement:
    """What a statement of the policy of `arn` says to sources."""
    arns: tuple[str, ...] | None = None
    accounts: tuple[str, ...] | None = None
    readable = _is_about(document, arn) and {"Action", "Principal"} <= document.keys()
    for operator, key, values in _conditions(document):
        if key == "aws:sourcearn" and operator in _ARN_OPERATORS:
            arns = _both(arns, values)
        elif key == "aws:sourceaccount" and operator == "stringequals":
            accounts = _both(accounts, values)
        elif (operator, key) not in _NOT_ASKED:
            readable = False
    return Statement(
        document=document,
        allows=document.get("Effect") == "Allow",
        actions=tuple(each.lower() for each in _texts(document.get("Action"))),
        principals=frozenset(_principals(document.get("Principal"))),
        source_arns=arns,
        source_accounts=accounts,
        readable=readable,
    )


def _is_about(document: Answer, arn: str) -> bool:
    """Whether its Resource is the function, version or alias that it is attached to (PER-007)."""
    return any(fnmatchcase(arn, each) for each in _texts(document.get("Resource")))


def _both(before: tuple[str, ...] | None, values: tuple[str, ...]) -> tuple[str, ...]:
    """Two conditions on one key: what both allow."""
    return values if before is None else tuple(each for each in before if each in values)


def _conditions(document: Answer) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Operator and key in small letters, with the values."""
    blocks = document.get("Condition")
    if not isinstance(blocks, dict):
        return
    for operator, pairs in cast("dict[str, object]", blocks).items():
        if isinstance(pairs, dict):
            for key, values in cast("dict[str, object]", pairs).items():
                yield operator.lower(), key.lower(), _texts(values)


def _principals(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for each in cast("dict[str, object]", value).values():
            yield from _texts(each)
    else:
        yield from _texts(value)


def _texts(value: object) -> tuple[str, ...]:
    """A text or a list of texts, as a policy may write either."""
    found = cast("list[object]", value) if isinstance(value, list) else [value]
    return tuple(each for each in found if isinstance(each, str))
