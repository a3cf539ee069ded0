"""What is nested in the parameters of a load balancer's target groups."""

from __future__ import annotations

from lambdatutor.aws.shapes.shape import Shape


class TargetDescription(Shape, frozen=True, kw_only=True):
    """One target."""

    Id: str
    Port: int | None = None
    AvailabilityZone: str | None = None
