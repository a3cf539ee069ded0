"""Operations of Elastic Load Balancing: a load balancer before a function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import operations as aws
from lambdatutor.aws import service_errors as errors
from lambdatutor.aws.arn import function_reference
from lambdatutor.aws.errors import AwsError
from lambdatutor.simulator.address import arn_of
from lambdatutor.simulator.answers import Answer
from lambdatutor.simulator.settings import SettingError
from lambdatutor.simulator.sources.front_door import FrontDoor

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from lambdatutor.simulator.service import Service


def create(service: Service, operation: aws.CreateTargetGroup) -> Answer:
    """It has no function yet, and answers 503; its load balancer is taken for granted."""
    if operation.TargetType != "lambda":
        raise SettingError("TargetType", "only lambda is simulated")
    arn = arn_of(f"elasticloadbalancing:{operation.Name}", service.scenario.account)
    if arn not in service.resources:
        service.resources[arn] = FrontDoor(service, "load-balancer", operation.Name, arn)
    return {"TargetGroups": [{"TargetGroupArn": arn, "TargetGroupName": operation.Name}]}


def register(service: Service, operation: aws.RegisterTargets) -> Answer:
    """The one function of a group; its policy must let the load balancer in (PUS-007, PUS-008)."""
    door = service.resources.get(operation.TargetGroupArn)
    if not isinstance(door, FrontDoor) or door.kind != "load-balancer":
        raise errors.target_group_not_found()
    if len(operation.Targets) != 1 or door.function:
        raise AwsError(
            "TooManyTargets", 400, "You can specify only one Lambda function as a target"
        )
    target = operation.Targets[0].Id
    found = function_reference(target) if target.startswith("arn:aws:lambda:") else None
    if found is None:
        raise AwsError("ValidationError", 400, f"The ARN '{target}' is not valid")
    denial = service.permissions.source_denial(
        found.name, door.rule.principal, door.arn, qualifier=found.qualifier
    )
    if denial is not None:
        service.cause = service.permissions.tell(denial, service.cause)
        raise AwsError(
            "AccessDenied",
            403,
            "elasticloadbalancing principal does not have permission to invoke "
            f"{target} from target group {door.arn}",
        )
    door.function, door.qualifier = found.name, found.qualifier
    return {}


HANDLERS: dict[type[aws.Operation], Callable[[Service, Any], Answer]] = {
    aws.CreateTargetGroup: create,
    aws.RegisterTargets: register,
}
