"""A decision, and which statements made it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lambdatutor.iam.principals import How

Verdict = Literal["Allow", "ExplicitDeny", "ImplicitDeny"]
Layer = Literal["identity", "resource", "boundary", "scp", "rcp", "session", "endpoint"]


@dataclass(frozen=True, slots=True)
class Failure:
    """The first element of a statement that does not match, with the texts compared."""

    element: str
    """`Principal`, `Action`, `Resource`, `Condition`, or one of the first three with `Not`."""
    pattern: str
    """What the statement says; several patterns are joined by commas."""
    resolved: str
    """The same with its variables filled in."""
    value: str | None
    """What the request says; None where it says nothing."""
    operator: str = ""
    """Of a condition."""
    key: str = ""
    """Of a condition."""
    many: bool = False
    """Whether the key of a condition is multivalued; then `value` lists its values."""

    @property
    def sentence(self) -> str:
        """What does not fit what, with both texts."""
        unfilled = " Its variable is not filled in." if "${" in self.resolved else ""
        return f"{self._told()}.{unfilled}"

    def _told(self) -> str:
        if self.element == "Condition":
            return f"{self.operator} wants {self.key} {self._wanted()}; {self._said()}"
        if not self.pattern:
            return f"It has no {self.element}, so it is about nobody"
        if self.element.startswith("Not"):
            return f"{self.element} {self.resolved} leaves out {self.value}"
        return f"{self.element} {self.resolved} does not match {self.value}"

    def _wanted(self) -> str:
        name = self.operator.lower()
        if name.startswith("null"):
            return "to be absent" if self.value is not None else "to be there"
        return f"to {'differ from' if 'not' in name else 'fit'} {self.resolved}"

    def _said(self) -> str:
        if self.value is None:
            return "the request has no such key"
        if self.many and not self.operator.lower().startswith("for"):
            return f"the request has several values, {self.value}, and no ForAnyValue asks for one"
        return f"the request has {self.value}"


def parting(wants: str, has: str) -> int:
    """How many characters two texts of a failure begin with in common, before they part."""
    pairs = enumerate(zip(wants, has, strict=False))
    return next((at for at, (one, two) in pairs if one != two), min(len(wants), len(has)))


@dataclass(frozen=True, slots=True)
class Judged:
    """One statement, judged for one request."""

    layer: Layer
    """A trust policy is the resource's."""
    level: int | None
    """Of an SCP or RCP: the level of the organisation, the root is 1."""
    policy: str
    """The document's name."""
    sid: str
    """The Sid, or `statement 2`."""
    index: int
    """From 1."""
    effect: str
    matched: bool
    failed: Failure | None
    how: How | None = None
    """As whom a matching statement of the resource's policy names the caller."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What AWS would answer, and why."""

    verdict: Verdict
    reason: str
    """Such as `granted_by(identity)` or `scp_no_allow(2)`."""
    because: str
    """One sentence."""
    decisive: tuple[Judged, ...]
    """Every matching Deny, or every statement that grants: without these it would be decided
    otherwise, or for another reason. None where nothing grants."""
    near_misses: tuple[Judged, ...]
    """Allow statements that fail in exactly one element."""
    judged: tuple[Judged, ...]
    """Every statement of every layer that applies."""

    @property
    def allowed(self) -> bool:
        return self.verdict == "Allow"
