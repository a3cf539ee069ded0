"""Amazon API Gateway's HTTP APIs, as far as one before a function needs it."""

from __future__ import annotations

from typing import TypeAlias

from lambdatutor.aws.operations.operation import ApiGatewayV2Operation


class CreateApi(ApiGatewayV2Operation, frozen=True, kw_only=True):
    """Creates an API; with a Target it has a route to it, and is deployed (quick create)."""

    Name: str
    ProtocolType: str
    """`HTTP`, or on AWS `WEBSOCKET`."""
    Target: str | None = None
    """The ARN of a function."""
    Description: str | None = None


HttpApiOperation: TypeAlias = CreateApi
