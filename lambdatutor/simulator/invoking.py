"""The operation Invoke: a call made by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import errors
from lambdatutor.aws.validation import validate
from lambdatutor.errors import LambdaTutorError
from lambdatutor.simulator.answers import arn
from lambdatutor.simulator.client import Client
from lambdatutor.simulator.control.lookup import target
from lambdatutor.simulator.scenario import Traffic
from lambdatutor.simulator.version import LATEST

if TYPE_CHECKING:
    from lambdatutor.aws.operations import Invoke
    from lambdatutor.simulator.answers import Answer
    from lambdatutor.simulator.service import Service


class NotSimulatedError(LambdaTutorError):
    """AWS has it, this simulator has not."""

    def __init__(self, what: str, instead: str) -> None:
        super().__init__(what, instead)
        self.what = what
        self.instead = instead

    def __str__(self) -> str:
        return f"{self.what} is not simulated; {self.instead}"


def invoke(service: Service, callers: dict[str, Client], operation: Invoke) -> Answer:
    """Send one request now and answer whether it was taken in; its end comes in its own time.

    Raises `AwsError` when it is throttled or there is nothing to invoke (INV-011, INV-041).
    """
    validate(operation)
    kind = operation.InvocationType or "RequestResponse"
    name, qualifier = target(service, operation.FunctionName, operation.Qualifier)
    if kind == "Event":
        raise NotSimulatedError("Asynchronous invocation", "leave out --invocation-type")
    if kind == "DryRun":
        if name not in service.functions:
            raise errors.function_not_found(_arn(service, name, qualifier))
        return {"StatusCode": 204}
    key = f"{name}:{qualifier or LATEST}"
    caller = callers.get(key)
    if caller is None:
        traffic = Traffic(name=f"invoke {key}", function=name, qualifier=qualifier, kind="invoke")
        caller = callers[key] = Client(service, traffic, service.seed)
    caller.cause = service.cause
    reason = caller.send(service.clock.now_us)
    if reason == "ResourceNotFoundException":
        raise errors.function_not_found(_arn(service, name, qualifier))
    if reason:
        raise errors.too_many_requests(reason)
    return {"StatusCode": 200, "Request": service.requests}


def _arn(service: Service, name: str, qualifier: str | None) -> str:
    return arn(service.scenario.account, name, qualifier or LATEST)
