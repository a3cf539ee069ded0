"""Whether a chain of requests that comes back to a function is stopped (REC-001)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.control.lookup import function_of

if TYPE_CHECKING:
    from lambdatutor.aws import operations as aws
    from lambdatutor.simulator.answers import Answer
    from lambdatutor.simulator.service import Service


def put(service: Service, operation: aws.PutFunctionRecursionConfig) -> Answer:
    function = function_of(service, operation.FunctionName)
    function.recursive_loop = operation.RecursiveLoop
    return {"RecursiveLoop": function.recursive_loop}


def get(service: Service, operation: aws.GetFunctionRecursionConfig) -> Answer:
    return {"RecursiveLoop": function_of(service, operation.FunctionName).recursive_loop}
