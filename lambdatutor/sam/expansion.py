"""What a template becomes: the resources that CloudFormation holds, and which line made each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from lambdatutor.sam.values import Data


class Origin(NamedTuple):
    """The line of the template that something comes from."""

    what: str
    """Such as `Policies → SQSPollerPolicy`."""
    line: int


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource of CloudFormation; all of its values are worked out."""

    logical_id: str
    type: str
    """Such as `AWS::IAM::Role`; never one of SAM's own."""
    properties: Data
    origin: Origin
    name: str = ""
    """What it is called in the account; empty for what has no name of its own."""
    arn: str = ""
    parts: Mapping[str, Origin] = field(default_factory=dict[str, Origin])
    """Of a role: where each managed policy (by ARN) and each inline one (by name) comes from."""


class KeptResource(NamedTuple):
    """A resource that stays in the template as it is, and is not read here."""

    logical_id: str
    type: str
    line: int


@dataclass(frozen=True, slots=True)
class Expansion:
    """A template after SAM's transform, in one account and Region."""

    account: str
    region: str
    resources: tuple[Resource, ...]
    kept: tuple[KeptResource, ...]

    def of(self, *types: str) -> Iterator[Resource]:
        """The resources of these types, in the order of the template."""
        return (each for each in self.resources if each.type in types)

    def resource(self, logical_id: str) -> Resource:
        """The one with this logical ID; raises KeyError."""
        for each in self.resources:
            if each.logical_id == logical_id:
                return each
        raise KeyError(logical_id)
