"""What each kind of front door answers its caller with, by what became of the invocation."""

from __future__ import annotations

from typing import Literal, NamedTuple

from lambdatutor.aws import quotas
from lambdatutor.simulator.time import SECOND

DoorKind = Literal["rest-api", "http-api", "load-balancer", "function-url"]

AnswerShape = Literal["proxy", "any-json", "malformed"]
"""What a function's answer looks like: with `statusCode`, any JSON, or nothing a door can read."""


class DoorRule(NamedTuple):
    """HTTP statuses of one kind of front door."""

    throttled: int
    forbidden: int
    """The function's policy does not let it in."""
    missing: int
    """There is no such function any more."""
    error: int
    """The function raised, ran into its timeout, or its process ended."""
    malformed: int
    any_json: int
    """The answer is JSON without `statusCode` (INV-052)."""
    timeout: int
    """The door did not wait for the end."""
    timeout_us: int | None
    """How long it waits where nothing else is set; None: as long as the function may run."""
    too_large: int
    """The event is more than the door takes, or than Lambda does (INV-006)."""
    most_bytes: int
    principal: str
    """The service principal that the function's policy has to let in (PUS-008)."""


_REST_US = quotas.REST_API_TIMEOUT_S.value * SECOND
_HTTP_US = quotas.HTTP_API_TIMEOUT_S.value * SECOND
_MB = quotas.MB_BYTES.value
_GATEWAY_BYTES = quotas.GATEWAY_PAYLOAD_MB.value * _MB
_BALANCER_BYTES = quotas.LOAD_BALANCER_PAYLOAD_MB.value * _MB
_LAMBDA_BYTES = quotas.SYNCHRONOUS_PAYLOAD_MB.value * _MB
_GATEWAY = "apigateway.amazonaws.com"
_BALANCER = "elasticloadbalancing.amazonaws.com"

NO_TARGET = 503
"""A load balancer whose target group is empty."""

RULES: dict[DoorKind, DoorRule] = {
    "rest-api": DoorRule(
        500, 500, 500, 502, 502, 502, 504, _REST_US, 413, _GATEWAY_BYTES, _GATEWAY
    ),
    "http-api": DoorRule(
        500, 500, 500, 500, 500, 200, 503, _HTTP_US, 413, _GATEWAY_BYTES, _GATEWAY
    ),
    "load-balancer": DoorRule(
        502, 502, 502, 502, 502, 502, 502, None, 413, _BALANCER_BYTES, _BALANCER
    ),
    "function-url": DoorRule(429, 403, 404, 502, 502, 200, 502, None, 413, _LAMBDA_BYTES, "*"),
}
"""REST API: PUS-005, PUS-006. Load balancer: PUS-007. Function URL: URL-003, URL-004, INV-052.

HTTP API: its timeout and its reading of any JSON are PUS-005 and PUS-006. The sheet of facts has no
status for its failures; 500 for an error and 503 for a timeout are what its users report
(github.com/serverless/serverless/issues/11222). The 404 of a function URL is the simulator's own.
"""


def is_too_much_for_lambda(size_bytes: int) -> bool:
    """Whether Lambda rejects an event that its door let through (INV-006, PUS-005)."""
    return size_bytes > _LAMBDA_BYTES


def status_of_answer(rule: DoorRule, ended: str, shape: AnswerShape) -> int:
    """The status for an invocation that ended so, with an answer of that shape."""
    if ended != "ok":
        return rule.error
    if shape == "proxy":
        return 200
    return rule.any_json if shape == "any-json" else rule.malformed
