"""Elastic Load Balancing, as far as a load balancer before a function needs it."""

from __future__ import annotations

from typing import TypeAlias

from lambdatutor.aws.operations.operation import ElbOperation
from lambdatutor.aws.shapes.target_groups import TargetDescription


class CreateTargetGroup(ElbOperation, frozen=True, kw_only=True):
    """Creates a group of targets."""

    Name: str
    TargetType: str | None = None
    HealthCheckEnabled: bool | None = None
    HealthCheckPath: str | None = None
    HealthCheckIntervalSeconds: int | None = None
    HealthCheckTimeoutSeconds: int | None = None
    HealthyThresholdCount: int | None = None
    UnhealthyThresholdCount: int | None = None


class RegisterTargets(ElbOperation, frozen=True, kw_only=True):
    """Puts targets into a group."""

    TargetGroupArn: str
    Targets: list[TargetDescription]


TargetGroupOperation: TypeAlias = CreateTargetGroup | RegisterTargets
