"""Rules about alarms and scaling that one call can break, in CloudWatch's own words (MET-027)."""

from __future__ import annotations

import re

from lambdatutor.aws import service_errors
from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import (
    GetMetricStatistics,
    PutMetricAlarm,
    PutScalingPolicy,
    RegisterScalableTarget,
    ScalingOperation,
)
from lambdatutor.aws.service_errors import validation_exception

_HOUR_S, _DAY_S = 3_600, 86_400
_SHORT_PERIODS_S = (10, 20, 30)
_MISSING_DATA = ("breaching", "notBreaching", "ignore", "missing")
_LAMBDA_RESOURCE = re.compile(r"function:[a-zA-Z0-9-_]{1,64}:[a-zA-Z0-9-_]{1,128}", re.ASCII)
_DIMENSION = "lambda:function:ProvisionedConcurrency"


def check_alarm(operation: PutMetricAlarm) -> None:
    """Raises the AwsError of the first rule that a metric alarm breaks."""
    _check_what_is_watched(operation)
    periods = operation.EvaluationPeriods
    if periods is None:
        raise _missing("EvaluationPeriods")
    if operation.ComparisonOperator is None:
        raise _missing("ComparisonOperator")
    if operation.Period is not None:
        _check_period(operation.Period, periods)
    datapoints = operation.DatapointsToAlarm
    if datapoints is not None and datapoints > periods:
        raise service_errors.bad_alarm(
            "DatapointsToAlarm must be less than or equal to EvaluationPeriods"
        )
    missing = operation.TreatMissingData
    if missing is not None and missing not in _MISSING_DATA:
        raise service_errors.bad_alarm(
            f"The value of TreatMissingData must be one of {', '.join(_MISSING_DATA)}"
        )


def _check_period(period_s: int, periods: int) -> None:
    if period_s not in _SHORT_PERIODS_S and period_s % 60:
        raise service_errors.bad_alarm("Period must be 10, 20, 30 or a multiple of 60")
    days = 1 if period_s < _HOUR_S else 7
    if period_s * periods > days * _DAY_S:
        across = "a day" if days == 1 else "a week"
        raise service_errors.bad_alarm(
            f"Metrics cannot be checked across more than {across} "
            f"(EvaluationPeriods * Period must be <= {days * _DAY_S})."
        )


def check_metric_statistics(operation: GetMetricStatistics) -> None:
    """Raises the AwsError of a question that CloudWatch does not answer."""
    if operation.Period not in {1, 5, *_SHORT_PERIODS_S} and operation.Period % 60:
        raise service_errors.invalid_metric_parameter(
            "The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60."
        )
    if not operation.Statistics and not operation.ExtendedStatistics:
        raise AwsError(
            "MissingParameter",
            400,
            "At least one of the parameters Statistics and ExtendedStatistics must be specified.",
        )


def check_scaling(operation: ScalingOperation) -> None:
    """Raises the AwsError of a call about something else than provisioned concurrency (CON-025)."""
    supported = (
        operation.ServiceNamespace == "lambda"
        and operation.ScalableDimension == _DIMENSION
        and _LAMBDA_RESOURCE.fullmatch(operation.ResourceId) is not None
    )
    if not supported:
        raise validation_exception(
            "Unsupported service namespace, resource type or scalable dimension"
        )
    match operation:
        case RegisterScalableTarget(MinCapacity=int() as least, MaxCapacity=int() as most):
            if most < least:
                raise validation_exception("Maximum capacity cannot be less than minimum capacity")
        case PutScalingPolicy(TargetTrackingScalingPolicyConfiguration=tracking) if tracking:
            if not 0.1 <= tracking.TargetValue <= 0.9:
                # CON-025; AWS's wording is not recorded.
                raise validation_exception("TargetValue must be between 0.1 and 0.9")
        case _:
            pass


def _check_what_is_watched(operation: PutMetricAlarm) -> None:
    """An alarm watches one metric with one statistic, or the result of `Metrics`."""
    if operation.Metrics:
        if operation.MetricName is not None:
            raise service_errors.invalid_metric_combination(
                "MetricName and Metrics cannot be specified together."
            )
        return
    for parameter in ("MetricName", "Namespace", "Period"):
        if getattr(operation, parameter) is None:
            raise _missing(parameter)
    if (operation.Statistic is None) == (operation.ExtendedStatistic is None):
        raise service_errors.invalid_metric_combination(
            "Exactly one of Statistic and ExtendedStatistic must be specified."
        )


def _missing(parameter: str) -> AwsError:
    return AwsError("MissingParameter", 400, f"The parameter {parameter} is required.")
