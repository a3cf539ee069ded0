"""The Principal and NotPrincipal of a statement."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

from lambdatutor.iam.callers import Caller

How = Literal["direct", "role", "account"]
"""As whom a statement names the caller, the strongest first (IAM-004, IAM-009)."""

ACCOUNT = re.compile(r"\d{12}", re.ASCII)


class Principal(NamedTuple):
    """One entry: `*`, or a text under AWS, Service or Federated."""

    kind: str
    text: str

    def names(self, caller: Caller, account: str | None) -> How | None:
        """As whom it names a caller of an account; texts are compared whole, without wildcards."""
        if self.text == "*" and self.kind in {"*", "AWS"}:
            return "direct"
        if self.kind == "Service":
            return "direct" if caller.kind == "service" and self.text == caller.principal else None
        if self.kind == "Federated":
            same = caller.provides_identity and self.text == caller.principal
            return "direct" if same else None
        return self._of_aws(caller, account)

    def _of_aws(self, caller: Caller, account: str | None) -> How | None:
        if not caller.has_policies:
            return None
        if self.text == caller.principal:
            return "role" if caller.kind == "role" else "direct"
        if self.text in {account, f"arn:{caller.partition}:iam::{account}:root"}:
            return "account"
        kind = {"session": "role", "federated": "user"}.get(caller.kind)
        if kind is None:
            return None
        prefix = f"arn:{caller.partition}:iam::{caller.account}:{kind}/"
        named = self.text.startswith(prefix) and self.text.rpartition("/")[2] == caller.name
        return "role" if named else None


_STRONGEST_FIRST: tuple[How, ...] = ("direct", "role", "account")


@dataclass(frozen=True, slots=True)
class Principals:
    """Whom a statement of a resource policy is about."""

    negated: bool
    entries: tuple[Principal, ...]
    """None in a resource policy without Principal, which is about nobody."""
    text: str
    """The entries as they are written."""

    @property
    def element(self) -> str:
        return "NotPrincipal" if self.negated else "Principal"

    def match(self, caller: Caller, account: str | None, *, bounded: bool) -> How | None:
        """As whom the caller is meant.

        NotPrincipal stands with Deny only (IAM-011); it always matches a caller with a boundary.
        """
        found = {how for entry in self.entries if (how := entry.names(caller, account))}
        if self.negated:
            return "direct" if bounded or not found else None
        return next((how for how in _STRONGEST_FIRST if how in found), None)
