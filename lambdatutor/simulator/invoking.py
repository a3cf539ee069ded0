"""The operation Invoke: a call made by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import errors
from lambdatutor.aws.validation import validate
from lambdatutor.simulator.answers import arn
from lambdatutor.simulator.client import Client
from lambdatutor.simulator.control.lookup import target
from lambdatutor.simulator.network import states
from lambdatutor.simulator.parcel import Parcel
from lambdatutor.simulator.permissions import NOT_ASSUMABLE
from lambdatutor.simulator.scenario import Traffic
from lambdatutor.simulator.version import LATEST

if TYPE_CHECKING:
    from lambdatutor.aws.operations import Invoke
    from lambdatutor.simulator.answers import Answer
    from lambdatutor.simulator.service import Service


def invoke(service: Service, callers: dict[str, Client], operation: Invoke) -> Answer:
    """Send one request now and answer whether it was taken in; its end comes in its own time.

    Raises `AwsError` when it is throttled or there is nothing to invoke (INV-011, INV-041).
    """
    validate(operation)
    kind = operation.InvocationType or "RequestResponse"
    name, qualifier = target(service, operation.FunctionName, operation.Qualifier)
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
    if kind == "Event":
        return _queue(service, caller, operation, _arn(service, name, qualifier))
    reason = caller.send(service.clock.now_us)
    if reason == "AccessDeniedException":
        raise errors.access_denied(NOT_ASSUMABLE)
    unconnected = states.refusal_by_name(reason)
    if unconnected is not None:
        raise unconnected
    if reason in NOT_INVOCABLE:
        raise service.refusal(name, qualifier)
    if reason:
        raise errors.too_many_requests(reason)
    return {
        "StatusCode": 200,
        "ExecutedVersion": _executed_version(service, service.requests),
        "Request": service.requests,
    }


NOT_INVOCABLE = (
    "ResourceNotFoundException",
    "ResourceConflictException",
    "SnapStartNotReadyException",
)
"""There is nothing to invoke, or not yet (INV-011, INV-045, SNP-004)."""


def _executed_version(service: Service, number: int) -> str:
    """The version that a request runs on: an alias with weights has chosen one (VER-011)."""
    for environment in service.environments.values():
        if environment.request is not None and environment.request.number == number:
            return environment.version.number
    raise AssertionError(number)


def _queue(service: Service, caller: Client, operation: Invoke, function_arn: str) -> Answer:
    """Into the function's own queue, and answered at once (ASY-001, INV-005)."""
    body = operation.Payload or "{}"
    parcel = Parcel(
        body=body,
        kind=caller.kind,
        share=caller.luck.random(),
        size_bytes=len(body.encode(errors="replace")),
    )
    if service.deliver(function_arn, parcel, service.cause):
        raise errors.function_not_found(function_arn)  # its size has been looked at
    return {"StatusCode": 202}


def _arn(service: Service, name: str, qualifier: str | None) -> str:
    return arn(service.scenario.account, name, qualifier or LATEST)
