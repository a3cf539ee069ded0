"""What is nested in the parameters of event source mappings."""

from __future__ import annotations

from lambdatutor.aws.shapes.shape import Shape


class Filter(Shape, frozen=True, kw_only=True):
    """One pattern."""

    Pattern: str | None = None
    """JSON text in EventBridge's syntax (ESM-011)."""


class FilterCriteria(Shape, frozen=True, kw_only=True):
    """The patterns of which a record must match one (ESM-009)."""

    Filters: list[Filter] | None = None
    """At most five; one that matches is enough (ESM-009)."""


class ScalingConfig(Shape, frozen=True, kw_only=True):
    """How many invocations of a queue may run at once."""

    MaximumConcurrency: int | None = None
    """2 to 1,000 (SQS-002)."""


class EventSourceMappingMetricsConfig(Shape, frozen=True, kw_only=True):
    """Which metrics of its own a mapping emits (MET-023)."""

    Metrics: list[str] | None = None


class ProvisionedPollerConfig(Shape, frozen=True, kw_only=True):
    """How many pollers stand ready."""

    MinimumPollers: int | None = None
    """2 to 200 for a queue (SQS-016)."""
    MaximumPollers: int | None = None
    """2 to 10,000 for a queue (SQS-016)."""
