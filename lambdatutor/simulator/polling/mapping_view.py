"""How an event source mapping stands: what a snapshot holds of it."""

from __future__ import annotations

from typing import NamedTuple

from lambdatutor.simulator.polling.state import State


class MappingView(NamedTuple):
    """One event source mapping."""

    uuid: str
    source: str
    """The ARN of what it polls."""
    function: str
    qualifier: str | None
    state: State
    batch_size: int
    pollers: int
    """Batches that may be in flight now; with provisioned pollers, how many of those there are."""
    most_pollers: int
    in_flight: int
    """Batches that were taken and are neither done nor given up."""
    last_result: str
    """LastProcessingResult."""
    maximum_concurrency: int | None = None
    """ScalingConfig (SQS-002)."""
    window_us: int = 0
    """How long records are gathered (ESM-004)."""
