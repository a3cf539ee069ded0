"""Amazon CloudWatch: alarms and metrics."""

from __future__ import annotations

from typing import TypeAlias

from lambdatutor.aws.operations.operation import CloudWatchOperation
from lambdatutor.aws.shapes.metrics import Dimension, MetricDataQuery


class PutMetricAlarm(CloudWatchOperation, frozen=True, kw_only=True):
    """Creates an alarm on a metric, or replaces it."""

    AlarmName: str
    EvaluationPeriods: int | None = None
    ComparisonOperator: str | None = None
    AlarmDescription: str | None = None
    ActionsEnabled: bool | None = None
    OKActions: list[str] | None = None
    AlarmActions: list[str] | None = None
    InsufficientDataActions: list[str] | None = None
    MetricName: str | None = None
    Namespace: str | None = None
    Statistic: str | None = None
    ExtendedStatistic: str | None = None
    Dimensions: list[Dimension] | None = None
    Period: int | None = None
    """In seconds: 10, 20, 30 or a multiple of 60."""
    Unit: str | None = None
    DatapointsToAlarm: int | None = None
    Threshold: float | None = None
    TreatMissingData: str | None = None
    """`breaching`, `notBreaching`, `ignore` or `missing` (MET-027)."""
    EvaluateLowSampleCountPercentile: str | None = None
    Metrics: list[MetricDataQuery] | None = None


class PutCompositeAlarm(CloudWatchOperation, frozen=True, kw_only=True):
    """Creates an alarm on the states of other alarms, or replaces it."""

    AlarmName: str
    AlarmRule: str
    ActionsEnabled: bool | None = None
    AlarmActions: list[str] | None = None
    AlarmDescription: str | None = None
    InsufficientDataActions: list[str] | None = None
    OKActions: list[str] | None = None
    ActionsSuppressor: str | None = None
    ActionsSuppressorWaitPeriod: int | None = None
    ActionsSuppressorExtensionPeriod: int | None = None


class DeleteAlarms(CloudWatchOperation, frozen=True, kw_only=True):
    """Deletes alarms."""

    AlarmNames: list[str]


class DescribeAlarms(CloudWatchOperation, frozen=True, kw_only=True):
    """Asks for alarms and their states."""

    AlarmNames: list[str] | None = None
    AlarmNamePrefix: str | None = None
    AlarmTypes: list[str] | None = None
    StateValue: str | None = None
    ActionPrefix: str | None = None
    MaxRecords: int | None = None
    NextToken: str | None = None


class SetAlarmState(CloudWatchOperation, frozen=True, kw_only=True):
    """Puts an alarm into a state until it is evaluated again."""

    AlarmName: str
    StateValue: str
    StateReason: str
    StateReasonData: str | None = None


class GetMetricStatistics(CloudWatchOperation, frozen=True, kw_only=True):
    """Asks for a metric, summed up by period."""

    Namespace: str
    MetricName: str
    StartTime: str
    EndTime: str
    Period: int
    Dimensions: list[Dimension] | None = None
    Statistics: list[str] | None = None
    ExtendedStatistics: list[str] | None = None
    Unit: str | None = None


AlarmOperation: TypeAlias = (
    PutMetricAlarm
    | PutCompositeAlarm
    | DeleteAlarms
    | DescribeAlarms
    | SetAlarmState
    | GetMetricStatistics
)
