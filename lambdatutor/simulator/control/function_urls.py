"""Operations on function URLs: an HTTPS address of a function or an alias (URL-001)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import operations as aws
from lambdatutor.aws.errors import resource_conflict, resource_not_found
from lambdatutor.simulator.address import arn_of
from lambdatutor.simulator.answers import Answer, arn
from lambdatutor.simulator.control.lookup import alias_of, target
from lambdatutor.simulator.sources.front_door import FrontDoor

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from lambdatutor.simulator.service import Service


def create(service: Service, operation: aws.CreateFunctionUrlConfig) -> Answer:
    """For $LATEST or an alias; traffic calls it `to: url:NAME` or `to: url:NAME:ALIAS`."""
    name, qualifier = target(service, operation.FunctionName, operation.Qualifier)
    function = service.functions.get(name)
    if function is None:
        raise resource_not_found("Function does not exist")
    if qualifier is not None:
        alias_of(service, function, qualifier)
    key = _key(service, name, qualifier)
    account = service.scenario.account
    if key in service.resources:
        raise resource_conflict(
            f"Failed to create function url config for [functionArn = {arn(account, name)}]. "
            "Error message:  FunctionUrlConfig exists for this Lambda function"
        )
    spoken = name if qualifier is None else f"{name}:{qualifier}"
    door = FrontDoor(service, "function-url", spoken, key, function=name, qualifier=qualifier)
    door.source_arn = arn(account, name, qualifier)
    door.open_to_all = operation.AuthType == "NONE"
    service.resources[key] = door
    return _answer(service, door)


def update(service: Service, operation: aws.UpdateFunctionUrlConfig) -> Answer:
    door = _door(service, operation.FunctionName, operation.Qualifier)
    if operation.AuthType is not None:
        door.open_to_all = operation.AuthType == "NONE"
    return _answer(service, door)


def get(service: Service, operation: aws.GetFunctionUrlConfig) -> Answer:
    return _answer(service, _door(service, operation.FunctionName, operation.Qualifier))


def delete(service: Service, operation: aws.DeleteFunctionUrlConfig) -> Answer:
    """Who waits for an answer gets it."""
    del service.resources[_door(service, operation.FunctionName, operation.Qualifier).arn]
    return {}


def _door(service: Service, function_name: str, qualifier: str | None) -> FrontDoor:
    name, qualifier = target(service, function_name, qualifier)
    found = service.resources.get(_key(service, name, qualifier))
    if not isinstance(found, FrontDoor):
        raise resource_not_found("The resource you requested does not exist.")
    return found


def _key(service: Service, name: str, qualifier: str | None) -> str:
    spoken = name if qualifier is None else f"{name}:{qualifier}"
    return arn_of(f"url:{spoken}", service.scenario.account)


def _answer(service: Service, door: FrontDoor) -> Answer:
    region = service.scenario.account.region
    host = door.name.replace(":", "-").lower()
    return {
        "FunctionUrl": f"https://{host}.lambda-url.{region}.on.aws/",
        "FunctionArn": door.source_arn,
        "AuthType": "NONE" if door.open_to_all else "AWS_IAM",
        "InvokeMode": "BUFFERED",
    }


HANDLERS: dict[type[aws.Operation], Callable[[Service, Any], Answer]] = {
    aws.CreateFunctionUrlConfig: create,
    aws.UpdateFunctionUrlConfig: update,
    aws.GetFunctionUrlConfig: get,
    aws.DeleteFunctionUrlConfig: delete,
}
