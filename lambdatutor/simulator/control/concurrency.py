"""Reserved concurrency, and what the account has left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import errors, quotas
from lambdatutor.simulator.answers import Answer
from lambdatutor.simulator.control.lookup import function_of, target
from lambdatutor.simulator.limits import ConcurrencyLimit

if TYPE_CHECKING:
    from lambdatutor.aws import operations as aws
    from lambdatutor.simulator.function import Function
    from lambdatutor.simulator.service import Service


def put(service: Service, operation: aws.PutFunctionConcurrency) -> Answer:
    """Guarantee and cap at once; it builds nothing (CON-005, CON-006)."""
    function = _unqualified(service, operation.FunctionName)
    wanted = operation.ReservedConcurrentExecutions
    claimed = function.claimed
    if wanted < claimed:  # CON-011
        raise errors.invalid_parameter_value(
            f" ReservedConcurrentExecutions  {wanted} should not be lower than "
            f"function's total provisioned concurrency [{claimed}]."
        )
    least = quotas.MINIMUM_UNRESERVED.value
    if wanted and service.unreserved(besides=function) - wanted < least:  # CON-004
        raise errors.invalid_parameter_value(
            "Specified ReservedConcurrentExecutions for function decreases account's "
            f"UnreservedConcurrentExecution below its minimum value of [{least}]."
        )
    if function.reserved is None:
        _move(function, ConcurrencyLimit(service.scenario.rate_window))
    function.reserved = wanted
    service.share_out()
    return {"ReservedConcurrentExecutions": wanted}


def get(service: Service, operation: aws.GetFunctionConcurrency) -> Answer:
    function = function_of(service, operation.FunctionName)
    if function.reserved is None:
        return {}
    return {"ReservedConcurrentExecutions": function.reserved}


def delete(service: Service, operation: aws.DeleteFunctionConcurrency) -> Answer:
    """Back into the pool that all functions without a reservation share."""
    function = _unqualified(service, operation.FunctionName)
    if function.reserved is not None:
        _move(function, service.pool)
        function.reserved = None
    service.share_out()
    return {}


def account_settings(service: Service, operation: aws.GetAccountSettings) -> Answer:  # noqa: ARG001  it asks for nothing in particular
    """As CON-029 lists it."""
    return {
        "AccountLimit": {
            "TotalCodeSize": 80_530_636_800,
            "CodeSizeUnzipped": quotas.UNZIPPED_CODE_BYTES.value,
            "CodeSizeZipped": quotas.ZIPPED_CODE_BYTES.value,
            "ConcurrentExecutions": service.scenario.account.concurrency,
            "UnreservedConcurrentExecutions": service.unreserved(),
        },
        "AccountUsage": {"FunctionCount": len(service.functions)},
    }


def _unqualified(service: Service, function_name: str) -> Function:
    """Reserved concurrency belongs to the whole function (CON-008)."""
    function = function_of(service, function_name)
    if target(service, function_name)[1] is not None:
        raise errors.invalid_parameter_value(
            "This operation is permitted on Lambda functions only. Aliases and versions do not "
            "support this operation. Please specify either a function name or an unqualified "
            "function ARN."
        )
    return function


def _move(function: Function, to: ConcurrencyLimit) -> None:
    """What is in flight counts against the new limit from now on."""
    function.limit.in_flight -= function.on_demand_in_flight
    to.in_flight += function.on_demand_in_flight
    function.limit = to
