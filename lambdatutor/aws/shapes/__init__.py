"""The structures that are nested in the parameters of operations."""

from __future__ import annotations

from lambdatutor.aws.shapes.buckets import (
    CreateBucketConfiguration,
    EventBridgeConfiguration,
    FilterRule,
    LambdaFunctionConfiguration,
    NotificationConfiguration,
    NotificationConfigurationFilter,
    QueueConfiguration,
    S3KeyFilter,
    TopicConfiguration,
)
from lambdatutor.aws.shapes.destinations import DestinationConfig, OnFailure, OnSuccess
from lambdatutor.aws.shapes.function_urls import Cors
from lambdatutor.aws.shapes.functions import (
    AliasRoutingConfiguration,
    DeadLetterConfig,
    Environment,
    EphemeralStorage,
    FunctionCode,
    LoggingConfig,
    SnapStart,
    TracingConfig,
    VpcConfig,
)
from lambdatutor.aws.shapes.mappings import (
    EventSourceMappingMetricsConfig,
    Filter,
    FilterCriteria,
    ProvisionedPollerConfig,
    ScalingConfig,
)
from lambdatutor.aws.shapes.messages import MessageAttributeValue
from lambdatutor.aws.shapes.metrics import Dimension, Metric, MetricDataQuery, MetricStat
from lambdatutor.aws.shapes.networks import (
    IpPermission,
    IpRange,
    Ipv6Range,
    PrefixListId,
    UserIdGroupPair,
)
from lambdatutor.aws.shapes.queues import SendMessageBatchRequestEntry
from lambdatutor.aws.shapes.rules import PutEventsRequestEntry, RuleTarget
from lambdatutor.aws.shapes.scaling import (
    CustomizedMetricSpecification,
    PredefinedMetricSpecification,
    ScalableTargetAction,
    StepAdjustment,
    StepScalingPolicyConfiguration,
    SuspendedState,
    TargetTrackingScalingPolicyConfiguration,
)
from lambdatutor.aws.shapes.schedules import FlexibleTimeWindow, ScheduleTarget
from lambdatutor.aws.shapes.shape import Shape
from lambdatutor.aws.shapes.streams import PutRecordsRequestEntry, StreamModeDetails
from lambdatutor.aws.shapes.tables import (
    AttributeDefinition,
    AttributeValue,
    KeySchemaElement,
    ProvisionedThroughput,
    StreamSpecification,
)
from lambdatutor.aws.shapes.target_groups import TargetDescription
from lambdatutor.aws.shapes.targets import RetryPolicy, TargetDeadLetterConfig

__all__ = [
    "AliasRoutingConfiguration",
    "AttributeDefinition",
    "AttributeValue",
    "Cors",
    "CreateBucketConfiguration",
    "CustomizedMetricSpecification",
    "DeadLetterConfig",
    "DestinationConfig",
    "Dimension",
    "Environment",
    "EphemeralStorage",
    "EventBridgeConfiguration",
    "EventSourceMappingMetricsConfig",
    "Filter",
    "FilterCriteria",
    "FilterRule",
    "FlexibleTimeWindow",
    "FunctionCode",
    "IpPermission",
    "IpRange",
    "Ipv6Range",
    "KeySchemaElement",
    "LambdaFunctionConfiguration",
    "LoggingConfig",
    "MessageAttributeValue",
    "Metric",
    "MetricDataQuery",
    "MetricStat",
    "NotificationConfiguration",
    "NotificationConfigurationFilter",
    "OnFailure",
    "OnSuccess",
    "PredefinedMetricSpecification",
    "PrefixListId",
    "ProvisionedPollerConfig",
    "ProvisionedThroughput",
    "PutEventsRequestEntry",
    "PutRecordsRequestEntry",
    "QueueConfiguration",
    "RetryPolicy",
    "RuleTarget",
    "S3KeyFilter",
    "ScalableTargetAction",
    "ScalingConfig",
    "ScheduleTarget",
    "SendMessageBatchRequestEntry",
    "Shape",
    "SnapStart",
    "StepAdjustment",
    "StepScalingPolicyConfiguration",
    "StreamModeDetails",
    "StreamSpecification",
    "SuspendedState",
    "TargetDeadLetterConfig",
    "TargetDescription",
    "TargetTrackingScalingPolicyConfiguration",
    "TopicConfiguration",
    "TracingConfig",
    "UserIdGroupPair",
    "VpcConfig",
]
