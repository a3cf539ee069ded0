"""What is nested in the parameters of function URLs."""

from __future__ import annotations

from lambdatutor.aws.shapes.shape import Shape


class Cors(Shape, frozen=True, kw_only=True):
    """Which pages of other origins may call."""

    AllowCredentials: bool | None = None
    AllowHeaders: list[str] | None = None
    AllowMethods: list[str] | None = None
    AllowOrigins: list[str] | None = None
    ExposeHeaders: list[str] | None = None
    MaxAge: int | None = None
