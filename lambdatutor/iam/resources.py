"""The Resource and NotResource of a statement."""

from __future__ import annotations

from dataclasses import dataclass

from lambdatutor.iam.globs import Glob, glob
from lambdatutor.iam.request import Context
from lambdatutor.iam.variables import Pattern, pattern

SEGMENTS = 6
"""arn, partition, service, Region, account and resource; only the last may hold colons."""


@dataclass(frozen=True, slots=True)
class Resource:
    """One pattern of ARNs, case-sensitive (IAM-008)."""

    text: str
    head: tuple[Glob, ...]
    """The first five segments, each a pattern of its own; empty for `*`, which means everything."""
    plain: tuple[str, ...] | None
    """The first five as texts, where none of them has a wildcard."""
    last: Pattern
    """The sixth: `*` in it crosses `/` and `:`, and only here variables are read."""

    def matches(self, segments: tuple[str, ...], context: Context) -> bool:
        """Whether a resource is meant; one without segments is `*`, which only `*` means."""
        if not self.head:
            return True
        if not segments:
            return False
        if self.plain is not None:
            if segments[:-1] != self.plain:
                return False
        elif not all(map(Glob.matches, self.head, segments)):
            return False
        last = self.last.glob(context)
        return last is not None and last.matches(segments[-1])


def resource(text: str, *, variables: bool) -> Resource:
    """A pattern that ends in `*` may leave out segments, which are then `*` too."""
    if text == "*":
        return Resource(text, (), None, pattern(text, variables=False))
    segments = text.split(":", SEGMENTS - 1)
    segments += ["*"] * (SEGMENTS - len(segments))
    texts = tuple(segments[:-1])
    plain = None if any("*" in each or "?" in each for each in texts) else texts
    last = pattern(segments[-1], variables=variables)
    return Resource(text, tuple(map(glob, texts)), plain, last)


def malformed(text: str) -> str:
    """What keeps a text from being a pattern of ARNs, as half a sentence; empty for a good one."""
    if text == "*":
        return ""
    segments = text.split(":", SEGMENTS - 1)
    if len(segments) < SEGMENTS and not text.endswith("*"):
        return f'"{text}" has {len(segments)} of the six parts of an ARN and does not end in *'
    if not glob(segments[0]).matches("arn"):
        return f'"{text}" does not begin with arn, and is not *'
    return ""


@dataclass(frozen=True, slots=True)
class Resources:
    """What a statement says of resources."""

    negated: bool
    """NotResource: every resource that none of the patterns matches (IAM-010)."""
    patterns: tuple[Resource, ...]
    text: str
    """The patterns as they are written."""

    @property
    def element(self) -> str:
        return "NotResource" if self.negated else "Resource"

    def match(self, segments: tuple[str, ...], context: Context) -> bool:
        for each in self.patterns:
            if each.matches(segments, context):
                return not self.negated
        return self.negated

    def shown(self, context: Context) -> str:
        """The patterns with their variables filled in."""
        if all(each.last.fixed is not None for each in self.patterns):
            return self.text
        return ", ".join(
            each.text.removesuffix(each.last.text) + each.last.shown(context)
            if each.last.fixed is None
            else each.text
            for each in self.patterns
        )
