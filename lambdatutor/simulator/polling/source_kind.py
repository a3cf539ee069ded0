"""What is particular to mappings of one kind of source: their defaults, refusals and pollers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lambdatutor.aws import operations as aws
    from lambdatutor.simulator.function import Function
    from lambdatutor.simulator.polling.mapping import EventSourceMapping, MappingSettings, Poller
    from lambdatutor.simulator.service import Service


class Proposal(NamedTuple):
    """A mapping as it would be, before anything is changed."""

    operation: aws.CreateEventSourceMapping | aws.UpdateEventSourceMapping
    """What was asked for; its fields say what was given."""
    source_arn: str
    function: Function
    qualifier: str | None
    settings: MappingSettings


class SourceKind(NamedTuple):
    """One kind of source, by which control/mappings.py knows it."""

    batch_size: int
    """BatchSize where none is given (ESM-005)."""
    check: Callable[[Service, Proposal], None]
    """Raises `AwsError` for what this kind of source refuses."""
    poller: Callable[[Service, EventSourceMapping], Poller]
    """Makes the poller of a mapping; it begins when it is told to start."""
