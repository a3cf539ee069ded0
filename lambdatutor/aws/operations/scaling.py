"""Application Auto Scaling: provisioned concurrency that follows its use or the clock."""

from __future__ import annotations

from typing import TypeAlias

from lambdatutor.aws.operations.operation import AutoScalingOperation
from lambdatutor.aws.shapes.scaling import (
    ScalableTargetAction,
    StepScalingPolicyConfiguration,
    SuspendedState,
    TargetTrackingScalingPolicyConfiguration,
)


class RegisterScalableTarget(AutoScalingOperation, frozen=True, kw_only=True):
    """Says between what numbers something may scale (CON-025)."""

    ServiceNamespace: str
    ResourceId: str
    ScalableDimension: str
    MinCapacity: int | None = None
    MaxCapacity: int | None = None
    RoleARN: str | None = None
    SuspendedState: SuspendedState | None = None


class PutScalingPolicy(AutoScalingOperation, frozen=True, kw_only=True):
    """Says what scaling follows."""

    PolicyName: str
    ServiceNamespace: str
    ResourceId: str
    ScalableDimension: str
    PolicyType: str | None = None
    StepScalingPolicyConfiguration: StepScalingPolicyConfiguration | None = None
    TargetTrackingScalingPolicyConfiguration: TargetTrackingScalingPolicyConfiguration | None = None


class PutScheduledAction(AutoScalingOperation, frozen=True, kw_only=True):
    """Changes the numbers at a time."""

    ServiceNamespace: str
    ScheduledActionName: str
    ResourceId: str
    ScalableDimension: str
    Schedule: str | None = None
    Timezone: str | None = None
    StartTime: str | None = None
    EndTime: str | None = None
    ScalableTargetAction: ScalableTargetAction | None = None


class DeregisterScalableTarget(AutoScalingOperation, frozen=True, kw_only=True):
    """Stops the scaling and forgets its policies."""

    ServiceNamespace: str
    ResourceId: str
    ScalableDimension: str


ScalingOperation: TypeAlias = (
    RegisterScalableTarget | PutScalingPolicy | PutScheduledAction | DeregisterScalableTarget
)
