"""Rules about asynchronous settings and permissions of functions that one call can break."""

from __future__ import annotations

import re

from lambdatutor.aws.arn import function_reference
from lambdatutor.aws.errors import invalid_parameter_value
from lambdatutor.aws.operations import (
    AddPermission,
    PutFunctionEventInvokeConfig,
    UpdateFunctionEventInvokeConfig,
)
from lambdatutor.aws.shapes import DestinationConfig

_PRINCIPAL = re.compile(
    r"\*|\d{12}|arn:aws[a-z-]*:(iam|sts)::\d{12}:\S+|[a-z0-9.-]+\.(amazonaws|amazon)\.com", re.ASCII
)


def check_event_invoke_config(
    operation: PutFunctionEventInvokeConfig | UpdateFunctionEventInvokeConfig,
) -> None:
    """Something is set, and no function is its own destination (ASY-015, ASY-024)."""
    given = (
        operation.MaximumRetryAttempts,
        operation.MaximumEventAgeInSeconds,
        operation.DestinationConfig,
    )
    if isinstance(operation, PutFunctionEventInvokeConfig) and given == (None, None, None):
        raise invalid_parameter_value(
            "You must specify at least one of error handling or destination setting."
        )
    function = function_reference(operation.FunctionName)
    for destination in _destinations(operation.DestinationConfig):
        target = function_reference(destination)
        if function is not None and target is not None and target.name == function.name:
            raise invalid_parameter_value(
                "You can't specify the function as a destination for itself."
            )


def check_permission(operation: AddPermission) -> None:
    """The principal exists, and the statement is not for $LATEST by name."""
    if operation.Qualifier == "$LATEST":
        raise invalid_parameter_value("We currently do not support adding policies for $LATEST.")
    if not _PRINCIPAL.fullmatch(operation.Principal):
        raise invalid_parameter_value(
            "The provided principal was invalid. Please check the principal and try again."
        )


def _destinations(configuration: DestinationConfig | None) -> list[str]:
    if configuration is None:
        return []
    outcomes = (configuration.OnSuccess, configuration.OnFailure)
    found = [outcome.Destination for outcome in outcomes if outcome is not None]
    return [arn for arn in found if arn is not None and ":lambda:" in arn]
