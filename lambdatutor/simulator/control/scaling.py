"""Application Auto Scaling: what may scale, what it follows, and when (CON-025)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lambdatutor.aws import operations as aws
from lambdatutor.aws.service_errors import scalable_target_not_found, validation_exception
from lambdatutor.simulator.autoscaling.scheduled import ScheduledAction
from lambdatutor.simulator.autoscaling.target import ScalableTarget
from lambdatutor.simulator.autoscaling.tracking import TargetTracking
from lambdatutor.simulator.control.lookup import alias_of, function_of, version_of
from lambdatutor.simulator.dates import moment
from lambdatutor.simulator.sources.schedule_expression import parse_expression
from lambdatutor.simulator.time import SECOND

if TYPE_CHECKING:
    from collections.abc import Callable

    from lambdatutor.simulator.answers import Answer
    from lambdatutor.simulator.function import Function
    from lambdatutor.simulator.service import Service

_NAMESPACE = "lambda"
_DIMENSION = "lambda:function:ProvisionedConcurrency"
_METRIC = "LambdaProvisionedConcurrencyUtilization"
_LEAST, _MOST = 0.1, 0.9


def register(service: Service, operation: aws.RegisterScalableTarget) -> Answer:
    """Both bounds are needed at first; later each alone can change."""
    function, qualifier = _resource(service, operation)
    key = operation.ResourceId
    found = service.scalable_targets.get(key)
    minimum, maximum = operation.MinCapacity, operation.MaxCapacity
    if found is None or found.function is not function:
        if minimum is None or maximum is None:
            raise validation_exception(
                "MinCapacity and MaxCapacity must be specified for a new scalable target"
            )
        if found is not None:
            found.deregister()
        found = ScalableTarget(service, function, qualifier, minimum, maximum)
    lowest = found.minimum if minimum is None else minimum
    highest = found.maximum if maximum is None else maximum
    if lowest > highest:
        raise validation_exception("MaxCapacity must be greater than or equal to MinCapacity")
    service.scalable_targets[key] = found
    rests = operation.SuspendedState
    if rests is not None:
        found.out_suspended = _new(rests.DynamicScalingOutSuspended, found.out_suspended)
        found.in_suspended = _new(rests.DynamicScalingInSuspended, found.in_suspended)
        found.schedule_suspended = _new(rests.ScheduledScalingSuspended, found.schedule_suspended)
    found.bound(minimum, maximum, service.cause)
    return {"ScalableTargetARN": _arn(service, key)}


def put_policy(service: Service, operation: aws.PutScalingPolicy) -> Answer:
    """Target tracking on the utilisation of provisioned concurrency (CON-025, CON-026)."""
    target = _target(service, operation)
    config = operation.TargetTrackingScalingPolicyConfiguration
    if operation.PolicyType not in {None, "TargetTrackingScaling"} or config is None:
        raise validation_exception(
            "Only target tracking scaling policies are supported for provisioned concurrency"
        )
    metric = config.PredefinedMetricSpecification
    if metric is not None and metric.PredefinedMetricType != _METRIC:
        raise validation_exception(
            f"Unsupported predefined metric type: {metric.PredefinedMetricType}"
        )
    if not _LEAST <= config.TargetValue <= _MOST:
        raise validation_exception(
            f"Target value for {_METRIC} must be between {_LEAST} and {_MOST}"
        )
    policy = TargetTracking(
        operation.PolicyName,
        config.TargetValue,
        (config.ScaleOutCooldown or 0) * SECOND,
        (config.ScaleInCooldown or 0) * SECOND,
        not config.DisableScaleIn,
    )
    target.follow(policy)
    alarms = [
        {"AlarmName": f"TargetTracking-{operation.ResourceId}-{kind}"}
        for kind in ("AlarmHigh", "AlarmLow")
    ]
    return {"PolicyARN": f"{_arn(service, operation.ResourceId)}:policyName/{policy.name}",
            "Alarms": alarms}  # fmt: skip


def put_action(service: Service, operation: aws.PutScheduledAction) -> Answer:
    """Other bounds by the clock; times are UTC."""
    target = _target(service, operation)
    action = operation.ScalableTargetAction
    if action is None or (action.MinCapacity is None and action.MaxCapacity is None):
        raise validation_exception("MinCapacity or MaxCapacity must be specified")
    text = operation.Schedule or ""
    expression = parse_expression(text, once=True)
    if expression is None:
        raise validation_exception(f"Invalid schedule expression: {text}")
    start_us, end_us = (
        None if each is None else moment(each) for each in (operation.StartTime, operation.EndTime)
    )
    target.schedule(
        ScheduledAction(
            target,
            operation.ScheduledActionName,
            expression,
            minimum=action.MinCapacity,
            maximum=action.MaxCapacity,
            start_us=start_us or 0,
            end_us=end_us,
        )
    )
    return {}


def deregister(service: Service, operation: aws.DeregisterScalableTarget) -> Answer:
    _target(service, operation).deregister()
    del service.scalable_targets[operation.ResourceId]
    return {}


def _resource(service: Service, operation: aws.ScalingOperation) -> tuple[Function, str]:
    """`function:<name>:<alias or version>`, with the one dimension that Lambda has (CON-025)."""
    if operation.ServiceNamespace != _NAMESPACE or operation.ScalableDimension != _DIMENSION:
        raise validation_exception(
            "Unsupported service namespace, resource type or scalable dimension"
        )
    kind, _, rest = operation.ResourceId.partition(":")
    name, _, qualifier = rest.partition(":")
    if kind != "function" or not name or not qualifier or qualifier == "$LATEST":
        raise validation_exception(
            "Unsupported service namespace, resource type or scalable dimension"
        )
    function = function_of(service, name, qualifier)
    if qualifier.isdigit():
        version_of(service, function, qualifier)
    else:
        alias_of(service, function, qualifier)
    return function, qualifier


def _target(service: Service, operation: aws.ScalingOperation) -> ScalableTarget:
    found = service.scalable_targets.get(operation.ResourceId)
    if found is None:
        raise scalable_target_not_found(
            operation.ServiceNamespace, operation.ResourceId, operation.ScalableDimension
        )
    return found


def _new(given: bool | None, before: bool) -> bool:  # noqa: FBT001  both are AWS's own
    return before if given is None else given


def _arn(service: Service, resource: str) -> str:
    account = service.scenario.account
    return (
        f"arn:aws:application-autoscaling:{account.region}:{account.account_id}:"
        f"scalable-target/{resource}"
    )


HANDLERS: dict[type[aws.Operation], Callable[[Service, Any], Answer]] = {
    aws.RegisterScalableTarget: register,
    aws.PutScalingPolicy: put_policy,
    aws.PutScheduledAction: put_action,
    aws.DeregisterScalableTarget: deregister,
}
