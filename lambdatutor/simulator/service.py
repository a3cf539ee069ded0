"""Lambda's invocation path: let a request in and find it an environment, or turn it away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws.arn import function_arn
from lambdatutor.aws.errors import Reason
from lambdatutor.simulator.account import Account
from lambdatutor.simulator.randomness import share
from lambdatutor.simulator.version import LATEST, Version

if TYPE_CHECKING:
    from lambdatutor.simulator.function import Function
    from lambdatutor.simulator.request import Request


class Service(Account):
    """Lambda as its callers meet it."""

    requests = 0
    """How many have arrived."""

    def receive(self, request: Request) -> str:  # noqa: C901  one gate after the other, as AWS has
        """Let one request in or turn it away; returns why it was turned away, or nothing."""
        client = request.client
        now = request.arrived_us
        log = self.log
        if log is not None:
            request.event = log.add(
                now, "request.arrived", client.cause, request.number, 0, client.function, ()
            )
        function = self.functions.get(client.function)
        version = None if function is None else self._resolve(function, request)
        if function is None or version is None:
            return self._refuse(request)
        provisioned = version.provisioned
        if provisioned is not None and provisioned.has_room_for(version):
            function.in_flight += 1
            if function.in_flight > function.peak:  # noqa: PLR1730  max() is a call
                function.peak = function.in_flight
            provisioned.take(version).invoke(request)
            return ""
        limit = function.limit
        if limit.in_flight >= limit.capacity:
            return self._throttle(request, function, "concurrency")
        idle = version.idle
        if not idle and not function.scaling.tokens(now):
            return self._throttle(request, function, "scaling")
        if now >= limit.window_ends_us:
            limit.open_window(now)
        elif limit.in_window >= limit.rate:
            return self._throttle(request, function, "rate")
        limit.in_window += 1
        limit.in_flight += 1
        function.in_flight += 1
        if function.in_flight > function.peak:  # noqa: PLR1730  max() is a call
            function.peak = function.in_flight
        if idle:
            idle.take().invoke(request)
        else:
            self._start_cold(request, version)
        return ""

    def _resolve(self, function: Function, request: Request) -> Version | None:
        """The version that a qualifier means (VER-004, VER-007)."""
        qualifier = request.client.qualifier
        if qualifier is None:
            return function.versions[LATEST]
        alias = function.aliases.get(qualifier)
        if alias is None:
            return function.versions.get(qualifier)
        if alias.additional is not None:
            number, weight = alias.additional
            if share(request.client.weight_seed, request.index) < weight:
                return function.versions[number]
        return function.versions[alias.version]

    def _start_cold(self, request: Request, version: Version) -> None:
        """No environment of this version is idle, so one is built (LIF-007)."""
        version.function.scaling.take(request.arrived_us)
        environment = self.add_environment(version, None, request)
        environment.build(request)

    def _throttle(self, request: Request, function: Function, gate: str) -> str:
        reason = REASONS[gate, function.reserved is not None]
        limit = function.limit
        if self.log is not None:
            is_reserved = function.reserved is not None
            self.log.add(
                request.arrived_us,
                "request.throttled",
                request.event,
                request.number,
                0,
                function.name,
                (reason, gate, limit.in_flight, limit.capacity,
                 "reserved" if is_reserved else "account"),
            )  # fmt: skip
        self._record_refusal(request, "throttled", reason)
        return reason

    def _refuse(self, request: Request) -> str:
        """There is no such function, version or alias (INV-011)."""
        client = request.client
        account = self.scenario.account
        arn = function_arn(
            client.function,
            client.qualifier or LATEST,
            account=account.account_id,
            region=account.region,
        )
        code = "ResourceNotFoundException"
        numbers = (code, f"Function not found: {arn}")
        if self.log is not None:
            self.log.add(
                request.arrived_us,
                "request.refused",
                request.event,
                request.number,
                0,
                client.function,
                numbers,
            )
        self._record_refusal(request, "refused", code)
        return code

    def _record_refusal(self, request: Request, status: str, reason: str) -> None:
        at = request.arrived_us
        stamp = (request.client.function, "", 0, "x86_64")
        self.meters.records.append(
            (request.number, request.name, request.client.kind, stamp, at, at, at, 0, 0, 0,
             False, False, 0, status, reason)
        )  # fmt: skip


REASONS = {
    ("concurrency", True): Reason.RESERVED_CONCURRENT_INVOCATION_LIMIT,
    ("concurrency", False): Reason.CONCURRENT_INVOCATION_LIMIT,
    ("rate", True): Reason.RESERVED_FUNCTION_INVOCATION_RATE_LIMIT,
    ("rate", False): Reason.FUNCTION_INVOCATION_RATE_LIMIT,
    ("scaling", True): Reason.RESERVED_FUNCTION_INVOCATION_RATE_LIMIT,
    ("scaling", False): Reason.FUNCTION_INVOCATION_RATE_LIMIT,
}
"""AWS's Reason by the gate that refused, and whether concurrency is reserved.

INV-043 gives those of concurrency, INV-044 (inferred) those of the rate. AWS names none for the
scaling rate; the simulator says the same as for the request rate.
"""
