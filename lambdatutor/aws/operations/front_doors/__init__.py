"""What stands before a function and speaks HTTP: function URLs, API Gateway, load balancers."""

from __future__ import annotations

from typing import TypeAlias

from lambdatutor.aws.operations.front_doors.function_urls import (
    CreateFunctionUrlConfig,
    DeleteFunctionUrlConfig,
    FunctionUrlOperation,
    GetFunctionUrlConfig,
    UpdateFunctionUrlConfig,
)
from lambdatutor.aws.operations.front_doors.http_apis import CreateApi, HttpApiOperation
from lambdatutor.aws.operations.front_doors.rest_apis import (
    CreateDeployment,
    CreateResource,
    CreateRestApi,
    PutIntegration,
    PutMethod,
    RestApiOperation,
)
from lambdatutor.aws.operations.front_doors.target_groups import (
    CreateTargetGroup,
    RegisterTargets,
    TargetGroupOperation,
)

FrontDoorOperation: TypeAlias = (
    FunctionUrlOperation | HttpApiOperation | RestApiOperation | TargetGroupOperation
)
__all__ = [
    "CreateApi",
    "CreateDeployment",
    "CreateFunctionUrlConfig",
    "CreateResource",
    "CreateRestApi",
    "CreateTargetGroup",
    "DeleteFunctionUrlConfig",
    "GetFunctionUrlConfig",
    "PutIntegration",
    "PutMethod",
    "RegisterTargets",
    "UpdateFunctionUrlConfig",
]
