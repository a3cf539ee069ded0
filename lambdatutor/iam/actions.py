"""The Action and NotAction of a statement."""

from __future__ import annotations

from dataclasses import dataclass

from lambdatutor.iam.globs import Glob, glob


@dataclass(frozen=True, slots=True)
class Action:
    """One pattern of actions: `*`, or a service and a name with `*` and `?` in it (IAM-007)."""

    every: bool
    service: str
    """In lower case; no wildcard is read in it."""
    name: Glob | None
    """Of the name in lower case; None where the pattern can match nothing."""

    def matches(self, service: str, name: str) -> bool:
        """Whether an action is meant; both texts in lower case."""
        if self.every:
            return True
        return self.name is not None and service == self.service and self.name.matches(name)


def action(text: str) -> Action:
    """A pattern without colon or name, or with white space, matches nothing."""
    if text == "*":
        return Action(every=True, service="", name=None)
    service, _, name = text.lower().partition(":")
    readable = bool(name) and not any(character.isspace() for character in text)
    return Action(every=False, service=service, name=glob(name) if readable else None)


@dataclass(frozen=True, slots=True)
class Actions:
    """What a statement says of actions."""

    negated: bool
    """NotAction: every action that none of the patterns matches (IAM-010)."""
    patterns: tuple[Action, ...]
    text: str
    """The patterns as they are written."""

    @property
    def element(self) -> str:
        return "NotAction" if self.negated else "Action"

    def match(self, service: str, name: str) -> bool:
        for each in self.patterns:
            if each.matches(service, name):
                return not self.negated
        return self.negated
