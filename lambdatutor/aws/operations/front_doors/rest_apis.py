"""Amazon API Gateway, as far as a REST API before a function needs it."""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from lambdatutor.aws.operations.operation import ApiGatewayOperation


class CreateRestApi(ApiGatewayOperation, frozen=True, kw_only=True):
    """Creates a REST API."""

    Name: str = msgspec.field(name="name")
    description: str | None = None


class CreateResource(ApiGatewayOperation, frozen=True, kw_only=True):
    """Adds a part of a path."""

    restApiId: str
    parentId: str
    pathPart: str


class PutMethod(ApiGatewayOperation, frozen=True, kw_only=True):
    """Says that a resource answers to a method."""

    restApiId: str
    resourceId: str
    httpMethod: str
    authorizationType: str
    apiKeyRequired: bool | None = None


class PutIntegration(ApiGatewayOperation, frozen=True, kw_only=True):
    """Says what stands behind a method."""

    restApiId: str
    resourceId: str
    httpMethod: str
    type: str
    integrationHttpMethod: str | None = None
    uri: str | None = None
    timeoutInMillis: int | None = None
    """50 to 29,000; more on request (PUS-005)."""


class CreateDeployment(ApiGatewayOperation, frozen=True, kw_only=True):
    """Puts the API, as it is, on a stage."""

    restApiId: str
    stageName: str | None = None
    description: str | None = None


RestApiOperation: TypeAlias = (
    CreateRestApi | CreateResource | PutMethod | PutIntegration | CreateDeployment
)
