"""The constraints of alarms, metrics and their scaling."""

from __future__ import annotations

from lambdatutor.aws.constraints import (
    Constraint,
    at_least,
    at_most,
    each,
    like,
    not_longer,
    not_shorter,
    one_of,
)

_NAME = (not_longer(255), not_shorter(1))
_NAMESPACE = (*_NAME, like(r"[^:].*"))
_ACTIONS = (not_longer(5), each(not_longer(1024), not_shorter(1)))
_STATISTICS = one_of("SampleCount", "Average", "Sum", "Minimum", "Maximum")
_DIMENSION_VALUE = (not_longer(1024), not_shorter(1))
_LONG = (not_longer(1600), not_shorter(1))

CONSTRAINTS: dict[str, dict[str, tuple[Constraint, ...]]] = {
    "cloudwatch": {
        "AlarmName": _NAME,
        "AlarmDescription": (not_longer(1024),),
        "AlarmRule": (not_longer(10_240), not_shorter(1)),
        "OKActions": _ACTIONS,
        "AlarmActions": _ACTIONS,
        "InsufficientDataActions": _ACTIONS,
        "ActionsSuppressor": _LONG,
        "MetricName": _NAME,
        "Namespace": _NAMESPACE,
        "Statistic": (_STATISTICS,),
        "Statistics": (not_longer(5), not_shorter(1), each(_STATISTICS)),
        "ExtendedStatistics": (not_longer(10), not_shorter(1)),
        "Dimensions": (not_longer(30),),
        "Dimensions.Name": _NAME,
        "Dimensions.Value": _DIMENSION_VALUE,
        "Period": (at_least(1),),
        "EvaluationPeriods": (at_least(1),),
        "DatapointsToAlarm": (at_least(1),),
        "ComparisonOperator": (
            one_of(
                "GreaterThanOrEqualToThreshold",
                "GreaterThanThreshold",
                "LessThanThreshold",
                "LessThanOrEqualToThreshold",
                "LessThanLowerOrGreaterThanUpperThreshold",
                "LessThanLowerThreshold",
                "GreaterThanUpperThreshold",
            ),
        ),
        "Metrics.Id": _NAME,
        "Metrics.Expression": (not_longer(2048), not_shorter(1)),
        "Metrics.Period": (at_least(1),),
        "Metrics.MetricStat.Period": (at_least(1),),
        "Metrics.MetricStat.Metric.Namespace": _NAMESPACE,
        "Metrics.MetricStat.Metric.MetricName": _NAME,
        "Metrics.MetricStat.Metric.Dimensions": (not_longer(30),),
        "Metrics.MetricStat.Metric.Dimensions.Name": _NAME,
        "Metrics.MetricStat.Metric.Dimensions.Value": _DIMENSION_VALUE,
        "AlarmNames": (not_longer(100), each(*_NAME)),
        "AlarmNamePrefix": _NAME,
        "AlarmTypes": (each(one_of("CompositeAlarm", "MetricAlarm", "LogAlarm")),),
        "StateValue": (one_of("OK", "ALARM", "INSUFFICIENT_DATA"),),
        "StateReason": (not_longer(1023),),
        "StateReasonData": (not_longer(4000),),
        "MaxRecords": (at_most(100), at_least(1)),
    },
    "application-autoscaling": {
        "ResourceId": _LONG,
        "RoleARN": _LONG,
        "PolicyName": (not_longer(256), not_shorter(1)),
        "PolicyType": (one_of("StepScaling", "TargetTrackingScaling", "PredictiveScaling"),),
        "ScheduledActionName": (not_longer(256), not_shorter(1)),
        "Schedule": _LONG,
        "Timezone": _LONG,
        "StepScalingPolicyConfiguration.AdjustmentType": (
            one_of("ChangeInCapacity", "PercentChangeInCapacity", "ExactCapacity"),
        ),
    },
}
"""By service, then by parameter; a dot leads into a nested value (MET-027)."""
