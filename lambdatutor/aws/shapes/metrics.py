"""How a metric is named, and computed from others."""

from __future__ import annotations

from lambdatutor.aws.shapes.shape import Shape


class Dimension(Shape, frozen=True, kw_only=True):
    """A name and a value that tell one metric from another."""

    Name: str
    Value: str


class Metric(Shape, frozen=True, kw_only=True):
    """A metric by its full name."""

    Namespace: str | None = None
    MetricName: str | None = None
    Dimensions: list[Dimension] | None = None


class MetricStat(Shape, frozen=True, kw_only=True):
    """A metric, summed up by period."""

    Metric: Metric
    Period: int
    Stat: str
    Unit: str | None = None


class MetricDataQuery(Shape, frozen=True, kw_only=True):
    """A metric, or an expression over others."""

    Id: str
    MetricStat: MetricStat | None = None
    Expression: str | None = None
    Label: str | None = None
    ReturnData: bool | None = None
    Period: int | None = None
