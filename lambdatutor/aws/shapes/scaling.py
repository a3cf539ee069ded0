"""What is nested in the parameters of Application Auto Scaling."""

from __future__ import annotations

from lambdatutor.aws.shapes.metrics import Dimension
from lambdatutor.aws.shapes.shape import Shape


class SuspendedState(Shape, frozen=True, kw_only=True):
    """Which scaling rests."""

    DynamicScalingInSuspended: bool | None = None
    DynamicScalingOutSuspended: bool | None = None
    ScheduledScalingSuspended: bool | None = None


class StepAdjustment(Shape, frozen=True, kw_only=True):
    """One step."""

    ScalingAdjustment: int
    MetricIntervalLowerBound: float | None = None
    MetricIntervalUpperBound: float | None = None


class StepScalingPolicyConfiguration(Shape, frozen=True, kw_only=True):
    """Steps of scaling, by how far a metric is over its threshold."""

    AdjustmentType: str | None = None
    StepAdjustments: list[StepAdjustment] | None = None
    MinAdjustmentMagnitude: int | None = None
    Cooldown: int | None = None
    MetricAggregationType: str | None = None


class PredefinedMetricSpecification(Shape, frozen=True, kw_only=True):
    """A metric that AWS has a name for."""

    PredefinedMetricType: str
    ResourceLabel: str | None = None


class CustomizedMetricSpecification(Shape, frozen=True, kw_only=True):
    """A metric by its full name."""

    MetricName: str | None = None
    Namespace: str | None = None
    Dimensions: list[Dimension] | None = None
    Statistic: str | None = None
    Unit: str | None = None


class TargetTrackingScalingPolicyConfiguration(Shape, frozen=True, kw_only=True):
    """Scaling that keeps a metric at a value."""

    TargetValue: float
    """0.1 to 0.9 for provisioned concurrency (CON-025)."""
    PredefinedMetricSpecification: PredefinedMetricSpecification | None = None
    CustomizedMetricSpecification: CustomizedMetricSpecification | None = None
    ScaleOutCooldown: int | None = None
    ScaleInCooldown: int | None = None
    DisableScaleIn: bool | None = None


class ScalableTargetAction(Shape, frozen=True, kw_only=True):
    """The numbers from then on."""

    MinCapacity: int | None = None
    MaxCapacity: int | None = None
