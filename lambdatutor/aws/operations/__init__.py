"""The operations of the simulated account, with AWS's own spelling, one module a noun."""

from __future__ import annotations

from typing import TypeAlias

from lambdatutor.aws.operations import ec2, front_doors, iam
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
    DeleteBucketPolicy,
    GetBucketPolicy,
    PutBucketNotificationConfiguration,
    PutBucketPolicy,
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
from lambdatutor.aws.operations.ec2 import *  # noqa: F403  its __all__ is passed on
from lambdatutor.aws.operations.ec2 import NetworkOperation
from lambdatutor.aws.operations.event_invoke_configs import (
    DeleteFunctionEventInvokeConfig,
    EventInvokeConfigOperation,
    GetFunctionEventInvokeConfig,
    PutFunctionEventInvokeConfig,
    UpdateFunctionEventInvokeConfig,
)
from lambdatutor.aws.operations.front_doors import *  # noqa: F403  its __all__ is passed on
from lambdatutor.aws.operations.front_doors import FrontDoorOperation
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
from lambdatutor.aws.operations.iam import *  # noqa: F403  its __all__ is passed on
from lambdatutor.aws.operations.iam import IdentityOperation
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
    DeleteResourcePolicy,
    GetPolicy,
    GetResourcePolicy,
    PermissionOperation,
    PutResourcePolicy,
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
from lambdatutor.aws.operations.topics import (
    CreateTopic,
    DeleteTopic,
    GetTopicAttributes,
    Publish,
    SetTopicAttributes,
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
    | FrontDoorOperation
    | DeploymentOperation
    | IdentityOperation
    | NetworkOperation
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
    "CreateBucket",
    "CreateEventSourceMapping",
    "CreateFunction",
    "CreateLambdaDeployment",
    "CreateQueue",
    "CreateSchedule",
    "CreateStream",
    "CreateTable",
    "CreateTopic",
    "DeleteAlarms",
    "DeleteAlias",
    "DeleteBucketPolicy",
    "DeleteEventSourceMapping",
    "DeleteFunction",
    "DeleteFunctionConcurrency",
    "DeleteFunctionEventInvokeConfig",
    "DeleteMessage",
    "DeleteProvisionedConcurrencyConfig",
    "DeleteQueue",
    "DeleteResourcePolicy",
    "DeleteTopic",
    "DeregisterScalableTarget",
    "DescribeAlarms",
    "DisableRule",
    "EnableRule",
    "GetAccountSettings",
    "GetAlias",
    "GetBucketPolicy",
    "GetDeployment",
    "GetEventSourceMapping",
    "GetFunction",
    "GetFunctionConcurrency",
    "GetFunctionConfiguration",
    "GetFunctionEventInvokeConfig",
    "GetFunctionRecursionConfig",
    "GetMetricStatistics",
    "GetPolicy",
    "GetProvisionedConcurrencyConfig",
    "GetQueueAttributes",
    "GetResourcePolicy",
    "GetTopicAttributes",
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
    "PutBucketPolicy",
    "PutCompositeAlarm",
    "PutEvents",
    "PutFunctionConcurrency",
    "PutFunctionEventInvokeConfig",
    "PutFunctionRecursionConfig",
    "PutItem",
    "PutMetricAlarm",
    "PutObject",
    "PutProvisionedConcurrencyConfig",
    "PutRecord",
    "PutRecords",
    "PutResourcePolicy",
    "PutRule",
    "PutScalingPolicy",
    "PutScheduledAction",
    "PutTargets",
    "ReceiveMessage",
    "RegisterScalableTarget",
    "RemovePermission",
    "SendMessage",
    "SendMessageBatch",
    "SetAlarmState",
    "SetQueueAttributes",
    "SetTopicAttributes",
    "StartMessageMoveTask",
    "StopDeployment",
    "Subscribe",
    "UpdateAlias",
    "UpdateEventSourceMapping",
    "UpdateFunctionCode",
    "UpdateFunctionConfiguration",
    "UpdateFunctionEventInvokeConfig",
    "UpdateShardCount",
]
__all__ += ec2.__all__
__all__ += front_doors.__all__
__all__ += iam.__all__
