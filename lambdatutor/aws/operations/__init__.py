"""The operations of the simulated account, with AWS's own spelling, one module a noun."""

from __future__ import annotations

from typing import TypeAlias

from lambdatutor.aws.operations.alarms import (
    AlarmOperation,
    DeleteAlarms,
    DescribeAlarms,
    GetMetricStatistics,
    PutCompositeAlarm,
    PutMetricAlarm,
    SetAlarmState,
)
from lambdatutor.aws.operations.aliases import (
    AliasOperation,
    CreateAlias,
    DeleteAlias,
    GetAlias,
    ListAliases,
    UpdateAlias,
)
from lambdatutor.aws.operations.buckets import (
    BucketOperation,
    CreateBucket,
    PutBucketNotificationConfiguration,
    PutObject,
)
from lambdatutor.aws.operations.concurrency import (
    ConcurrencyOperation,
    DeleteFunctionConcurrency,
    GetAccountSettings,
    GetFunctionConcurrency,
    PutFunctionConcurrency,
)
from lambdatutor.aws.operations.deployments import (
    CreateLambdaDeployment,
    DeploymentOperation,
    GetDeployment,
    StopDeployment,
)
from lambdatutor.aws.operations.event_invoke_configs import (
    DeleteFunctionEventInvokeConfig,
    EventInvokeConfigOperation,
    GetFunctionEventInvokeConfig,
    PutFunctionEventInvokeConfig,
    UpdateFunctionEventInvokeConfig,
)
from lambdatutor.aws.operations.function_urls import (
    CreateFunctionUrlConfig,
    DeleteFunctionUrlConfig,
    FunctionUrlOperation,
    GetFunctionUrlConfig,
    UpdateFunctionUrlConfig,
)
from lambdatutor.aws.operations.functions import (
    CreateFunction,
    DeleteFunction,
    FunctionOperation,
    GetFunction,
    GetFunctionConfiguration,
    ListFunctions,
    UpdateFunctionCode,
    UpdateFunctionConfiguration,
)
from lambdatutor.aws.operations.http_apis import CreateApi, HttpApiOperation
from lambdatutor.aws.operations.invoking import Invoke, InvokingOperation
from lambdatutor.aws.operations.mappings import (
    CreateEventSourceMapping,
    DeleteEventSourceMapping,
    GetEventSourceMapping,
    ListEventSourceMappings,
    MappingOperation,
    UpdateEventSourceMapping,
)
from lambdatutor.aws.operations.operation import Operation
from lambdatutor.aws.operations.permissions import (
    AddPermission,
    GetPolicy,
    PermissionOperation,
    RemovePermission,
)
from lambdatutor.aws.operations.provisioned import (
    DeleteProvisionedConcurrencyConfig,
    GetProvisionedConcurrencyConfig,
    ListProvisionedConcurrencyConfigs,
    ProvisionedOperation,
    PutProvisionedConcurrencyConfig,
)
from lambdatutor.aws.operations.queues import (
    ChangeMessageVisibility,
    CreateQueue,
    DeleteMessage,
    DeleteQueue,
    GetQueueAttributes,
    PurgeQueue,
    QueueOperation,
    ReceiveMessage,
    SendMessage,
    SendMessageBatch,
    SetQueueAttributes,
    StartMessageMoveTask,
)
from lambdatutor.aws.operations.recursion import (
    GetFunctionRecursionConfig,
    PutFunctionRecursionConfig,
    RecursionOperation,
)
from lambdatutor.aws.operations.rest_apis import (
    CreateDeployment,
    CreateResource,
    CreateRestApi,
    PutIntegration,
    PutMethod,
    RestApiOperation,
)
from lambdatutor.aws.operations.rules import (
    DisableRule,
    EnableRule,
    PutEvents,
    PutRule,
    PutTargets,
    RuleOperation,
)
from lambdatutor.aws.operations.scaling import (
    DeregisterScalableTarget,
    PutScalingPolicy,
    PutScheduledAction,
    RegisterScalableTarget,
    ScalingOperation,
)
from lambdatutor.aws.operations.schedules import CreateSchedule, ScheduleOperation
from lambdatutor.aws.operations.streams import (
    CreateStream,
    PutRecord,
    PutRecords,
    StreamOperation,
    UpdateShardCount,
)
from lambdatutor.aws.operations.tables import CreateTable, PutItem, TableOperation
from lambdatutor.aws.operations.target_groups import (
    CreateTargetGroup,
    RegisterTargets,
    TargetGroupOperation,
)
from lambdatutor.aws.operations.topics import (
    CreateTopic,
    DeleteTopic,
    Publish,
    Subscribe,
    TopicOperation,
)
from lambdatutor.aws.operations.versions import (
    ListVersionsByFunction,
    PublishVersion,
    VersionOperation,
)

AnyOperation: TypeAlias = (
    FunctionOperation
    | ConcurrencyOperation
    | VersionOperation
    | AliasOperation
    | ProvisionedOperation
    | InvokingOperation
    | MappingOperation
    | EventInvokeConfigOperation
    | RecursionOperation
    | FunctionUrlOperation
    | PermissionOperation
    | QueueOperation
    | TopicOperation
    | BucketOperation
    | RuleOperation
    | ScheduleOperation
    | StreamOperation
    | TableOperation
    | AlarmOperation
    | ScalingOperation
    | RestApiOperation
    | HttpApiOperation
    | TargetGroupOperation
    | DeploymentOperation
)
"""What a journal or a lesson may hold: `msgspec.json.decode(text, type=AnyOperation)`."""

OPERATIONS: dict[str, type[Operation]] = {kind.__name__: kind for kind in AnyOperation.__args__}
"""Every operation by AWS's name; no two services share one here."""

__all__ = [
    "OPERATIONS",
    "AddPermission",
    "AnyOperation",
    "ChangeMessageVisibility",
    "CreateAlias",
    "CreateApi",
    "CreateBucket",
    "CreateDeployment",
    "CreateEventSourceMapping",
    "CreateFunction",
    "CreateFunctionUrlConfig",
    "CreateLambdaDeployment",
    "CreateQueue",
    "CreateResource",
    "CreateRestApi",
    "CreateSchedule",
    "CreateStream",
    "CreateTable",
    "CreateTargetGroup",
    "CreateTopic",
    "DeleteAlarms",
    "DeleteAlias",
    "DeleteEventSourceMapping",
    "DeleteFunction",
    "DeleteFunctionConcurrency",
    "DeleteFunctionEventInvokeConfig",
    "DeleteFunctionUrlConfig",
    "DeleteMessage",
    "DeleteProvisionedConcurrencyConfig",
    "DeleteQueue",
    "DeleteTopic",
    "DeregisterScalableTarget",
    "DescribeAlarms",
    "DisableRule",
    "EnableRule",
    "GetAccountSettings",
    "GetAlias",
    "GetDeployment",
    "GetEventSourceMapping",
    "GetFunction",
    "GetFunctionConcurrency",
    "GetFunctionConfiguration",
    "GetFunctionEventInvokeConfig",
    "GetFunctionRecursionConfig",
    "GetFunctionUrlConfig",
    "GetMetricStatistics",
    "GetPolicy",
    "GetProvisionedConcurrencyConfig",
    "GetQueueAttributes",
    "Invoke",
    "ListAliases",
    "ListEventSourceMappings",
    "ListFunctions",
    "ListProvisionedConcurrencyConfigs",
    "ListVersionsByFunction",
    "Operation",
    "Publish",
    "PublishVersion",
    "PurgeQueue",
    "PutBucketNotificationConfiguration",
    "PutCompositeAlarm",
    "PutEvents",
    "PutFunctionConcurrency",
    "PutFunctionEventInvokeConfig",
    "PutFunctionRecursionConfig",
    "PutIntegration",
    "PutItem",
    "PutMethod",
    "PutMetricAlarm",
    "PutObject",
    "PutProvisionedConcurrencyConfig",
    "PutRecord",
    "PutRecords",
    "PutRule",
    "PutScalingPolicy",
    "PutScheduledAction",
    "PutTargets",
    "ReceiveMessage",
    "RegisterScalableTarget",
    "RegisterTargets",
    "RemovePermission",
    "SendMessage",
    "SendMessageBatch",
    "SetAlarmState",
    "SetQueueAttributes",
    "StartMessageMoveTask",
    "StopDeployment",
    "Subscribe",
    "UpdateAlias",
    "UpdateEventSourceMapping",
    "UpdateFunctionCode",
    "UpdateFunctionConfiguration",
    "UpdateFunctionEventInvokeConfig",
    "UpdateFunctionUrlConfig",
    "UpdateShardCount",
]
