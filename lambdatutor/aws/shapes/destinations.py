"""Where the records of invocations go to."""

from __future__ import annotations

from lambdatutor.aws.shapes.shape import Shape


class OnSuccess(Shape, frozen=True, kw_only=True):
    """Where the record of a success goes to."""

    Destination: str | None = None


class OnFailure(Shape, frozen=True, kw_only=True):
    """Where the record of a failure goes to."""

    Destination: str | None = None


class DestinationConfig(Shape, frozen=True, kw_only=True):
    """Where records of invocations go to."""

    OnSuccess: OnSuccess | None = None
    OnFailure: OnFailure | None = None
