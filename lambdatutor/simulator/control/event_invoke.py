"""Settings of asynchronous invocation: retries, age and destinations, by qualifier (ASY-024)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lambdatutor.aws import errors
from lambdatutor.aws.arn import function_reference
from lambdatutor.simulator import answers
from lambdatutor.simulator.asynchronous.delivery import ACTIONS, missing_right, service_of
from lambdatutor.simulator.asynchronous.invoke_config import DEFAULT, EventInvokeConfig
from lambdatutor.simulator.control.lookup import target
from lambdatutor.simulator.dates import date
from lambdatutor.simulator.version import LATEST

if TYPE_CHECKING:
    from lambdatutor.aws import operations as aws
    from lambdatutor.aws.shapes import DestinationConfig
    from lambdatutor.simulator.answers import Answer
    from lambdatutor.simulator.asynchronous.internal_queue import InternalQueue
    from lambdatutor.simulator.service import Service


def put(service: Service, operation: aws.PutFunctionEventInvokeConfig) -> Answer:
    """All settings anew: what is not given goes back to its default."""
    _refuse_nothing(operation)
    queue, qualifier = _found(service, operation.FunctionName, operation.Qualifier)
    return _set(service, queue, qualifier, operation, DEFAULT)


def update(service: Service, operation: aws.UpdateFunctionEventInvokeConfig) -> Answer:
    """Only the settings that are given."""
    _refuse_nothing(operation)
    queue, qualifier = _found(service, operation.FunctionName, operation.Qualifier)
    return _set(service, queue, qualifier, operation, _configured(queue, qualifier))


def get(service: Service, operation: aws.GetFunctionEventInvokeConfig) -> Answer:
    queue, qualifier = _found(service, operation.FunctionName, operation.Qualifier)
    return _answer(queue, qualifier, _configured(queue, qualifier))


def delete(service: Service, operation: aws.DeleteFunctionEventInvokeConfig) -> Answer:
    queue, qualifier = _found(service, operation.FunctionName, operation.Qualifier)
    _configured(queue, qualifier)
    del queue.configs[qualifier]
    return {}


def _set(
    service: Service,
    queue: InternalQueue,
    qualifier: str,
    operation: aws.PutFunctionEventInvokeConfig | aws.UpdateFunctionEventInvokeConfig,
    before: EventInvokeConfig,
) -> Answer:
    config = replace(before, modified_us=service.clock.now_us)
    if operation.MaximumRetryAttempts is not None:
        config = replace(config, retries=operation.MaximumRetryAttempts)
    if operation.MaximumEventAgeInSeconds is not None:
        config = replace(config, max_age_s=operation.MaximumEventAgeInSeconds)
    if operation.DestinationConfig is not None:
        success, failure = _destinations(operation.DestinationConfig)
        for destination in (failure, success):
            _refuse_wrong(service, queue, destination)
        _refuse_unsupported(success, failure)
        for destination in (failure, success):
            name = _forbidden(service, queue.function.name, destination)
            if name:
                raise errors.invalid_parameter_value(
                    "The function's execution role does not have permissions to call "
                    f"{name} on {destination}"
                )
        config = replace(config, on_success=success, on_failure=failure)
    queue.configs[qualifier] = config
    return _answer(queue, qualifier, config)


def _answer(queue: InternalQueue, qualifier: str, config: EventInvokeConfig) -> Answer:
    success = {"Destination": config.on_success} if config.on_success else {}
    failure = {"Destination": config.on_failure} if config.on_failure else {}
    answer: Answer = {
        "LastModified": date(config.modified_us),
        "FunctionArn": queue.qualified_arn(qualifier),
        "DestinationConfig": {"OnSuccess": success, "OnFailure": failure},
    }
    if config.retries is not None:
        answer["MaximumRetryAttempts"] = config.retries
    if config.max_age_s is not None:
        answer["MaximumEventAgeInSeconds"] = config.max_age_s
    return answer


def _found(
    service: Service, function_name: str, qualifier: str | None
) -> tuple[InternalQueue, str]:
    name, qualifier = target(service, function_name, qualifier)
    queue = service.internal_queues.get(answers.arn(service.scenario.account, name))
    qualifier = qualifier or LATEST
    if queue is None or queue.entrance(qualifier) is None:
        raise errors.resource_not_found("The function doesn't exist.")
    return queue, qualifier


def _configured(queue: InternalQueue, qualifier: str) -> EventInvokeConfig:
    config = queue.configs.get(qualifier)
    if config is None:
        raise errors.resource_not_found(
            f"The function {queue.qualified_arn(qualifier)} doesn't have an EventInvokeConfig"
        )
    return config


def _destinations(given: DestinationConfig) -> tuple[str, str]:
    success = given.OnSuccess.Destination if given.OnSuccess else None
    failure = given.OnFailure.Destination if given.OnFailure else None
    return success or "", failure or ""


# Refusals


def _refuse_nothing(
    operation: aws.PutFunctionEventInvokeConfig | aws.UpdateFunctionEventInvokeConfig,
) -> None:
    """At least one setting has to be given (ASY-024)."""
    given = (
        operation.MaximumRetryAttempts,
        operation.MaximumEventAgeInSeconds,
        operation.DestinationConfig,
    )
    if all(each is None for each in given):
        raise errors.invalid_parameter_value(
            "You must specify at least one of error handling or destination setting."
        )


def _refuse_wrong(service: Service, queue: InternalQueue, destination: str) -> None:
    """Not the function itself (ASY-015), no function that is not there, no FIFO (ASY-013)."""
    kind = service_of(destination)
    if kind == "lambda":
        found = function_reference(destination)
        if found is None or found.name not in service.functions:
            raise errors.invalid_parameter_value(f"The destination ARN {destination} is invalid.")
        if found.name == queue.function.name:
            raise errors.invalid_parameter_value(
                "You can't specify the function as a destination for itself."
            )
    if kind in ("sqs", "sns") and destination.endswith(".fifo"):
        raise errors.invalid_parameter_value(f"The destination ARN {destination} is invalid.")


def _refuse_unsupported(success: str, failure: str) -> None:
    """Of the services, a bucket takes failures only (ASY-013)."""
    if success and service_of(success) not in ACTIONS.keys() - {"s3"}:
        wrong = True
    else:
        wrong = bool(failure) and service_of(failure) not in ACTIONS
    if wrong:
        parts = ", ".join(
            f"{name}={kind}(destination={arn})" if arn else f"{name}=null"
            for name, kind, arn in (
                ("onSuccess", "OnSuccess", success),
                ("onFailure", "OnFailure", failure),
            )
        )
        raise errors.invalid_parameter_value(
            f"The provided destination config DestinationConfig({parts}) is invalid."
        )


def refuse_dead_letter(service: Service, function_name: str, arn: str) -> None:
    """A standard queue or topic that the role may send to (ASY-016, ASY-028)."""
    if not arn:
        return
    if service_of(arn) not in ("sqs", "sns") or arn.endswith(".fifo"):
        raise errors.invalid_parameter_value(f"Invalid dead letter ARN: {arn}")
    name = _forbidden(service, target(service, function_name)[0], arn)
    if name:
        raise errors.invalid_parameter_value(
            "The provided execution role does not have permissions to call "
            f"{name} on {_SERVICES[service_of(arn)]}"
        )


def _forbidden(service: Service, function_name: str, arn: str) -> str:
    """The call that the role may not make there, or nothing.

    The role is looked at when a target is set, and not again before it is used (ASY-028).
    """
    denial = missing_right(service, function_name, arn)
    if denial is None:
        return ""
    service.cause = service.permissions.tell(denial, service.cause)
    return denial.action.partition(":")[2]


_SERVICES = {"sqs": "SQS", "sns": "SNS"}
