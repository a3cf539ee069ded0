"""Whether one statement matches a request, and which of its elements does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from lambdatutor.iam.actions import Actions
from lambdatutor.iam.asked import Asked
from lambdatutor.iam.conditions import Condition
from lambdatutor.iam.decision import Failure
from lambdatutor.iam.principals import How, Principals
from lambdatutor.iam.resources import Resources

Effect = Literal["Allow", "Deny"]


class Match(NamedTuple):
    """How a statement fits a request."""

    failed: Failure | None
    """The first element that does not fit; None when all do."""
    how: How | None
    """As whom the caller is named, if the statement names callers."""
    near: bool
    """Whether exactly one element does not fit."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement, ready to be matched."""

    index: int
    """From 1."""
    sid: str
    """Its Sid, or `statement 2` where it has none."""
    effect: Effect
    principals: Principals | None
    """None where a statement names nobody because it is attached to the caller."""
    actions: Actions
    resources: Resources | None
    """None in a trust policy, which is about its own role."""
    conditions: tuple[Condition, ...]

    def match(self, asked: Asked) -> Match:
        """All elements must match; the first that does not is the explanation (IAM-006)."""
        how = None
        if self.principals is not None:
            how = self.principals.match(asked.caller, asked.account, bounded=asked.bounded)
        failures = self._failures(asked, how)
        first = next(failures, None)
        if first is None:
            return Match(None, how, near=False)
        near = self.effect == "Allow" and next(failures, None) is None
        return Match(first, how, near=near)

    def _failures(self, asked: Asked, how: How | None) -> Iterator[Failure]:
        """The elements that do not fit, in the order in which AWS describes them."""
        request, context = asked.request, asked.context
        if self.principals is not None and how is None:
            text = self.principals.text
            yield Failure(self.principals.element, text, text, request.principal)
        actions, resources = self.actions, self.resources
        if not actions.match(asked.service, asked.action):
            yield Failure(actions.element, actions.text, actions.text, request.action)
        if resources is not None and not resources.match(asked.segments, context):
            shown = resources.shown(context)
            yield Failure(resources.element, resources.text, shown, request.resource)
        for condition in self.conditions:
            if not condition.holds(context):
                yield _failure(condition, asked)
                return


def _failure(condition: Condition, asked: Asked) -> Failure:
    value = asked.context.get(condition.key.lower())
    return Failure(
        "Condition",
        condition.text,
        condition.shown(asked.context),
        ", ".join(value) if isinstance(value, tuple) else value,
        condition.operator,
        condition.key,
        isinstance(value, tuple),
    )
