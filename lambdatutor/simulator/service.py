"""Lambda's invocation path: let a request in and find it an environment, or turn it away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import errors
from lambdatutor.aws.errors import AwsError, Reason
from lambdatutor.simulator.account import Account
from lambdatutor.simulator.answers import arn
from lambdatutor.simulator.asynchronous.internal_queue import InternalQueue
from lambdatutor.simulator.asynchronous.recursion import HOPS, RECURSIVE
from lambdatutor.simulator.network import states
from lambdatutor.simulator.permissions import NOT_ASSUMABLE
from lambdatutor.simulator.randomness import share
from lambdatutor.simulator.version import LATEST, Version

if TYPE_CHECKING:
    from lambdatutor.simulator.authoriser import Denial
    from lambdatutor.simulator.distributions import Distribution
    from lambdatutor.simulator.events import Number
    from lambdatutor.simulator.function import Function
    from lambdatutor.simulator.request import Request
    from lambdatutor.simulator.version import Configuration, Stamp


class Service(Account):
    """Lambda as its callers meet it."""

    requests = 0
    """How many have arrived."""

    def receive(self, request: Request) -> str:  # noqa: C901, PLR0912  one gate after the other, as AWS has them
        """Let one request in or turn it away; returns why it was turned away, or nothing."""
        client = request.client
        now = request.arrived_us
        log = self.log
        if log is not None:
            request.event = log.add(
                now, "request.arrived", client.cause, request.number, 0, client.function, ()
            )
        function = self.functions.get(client.function)
        if function is None:
            return self._refuse(request)
        qualifier = client.qualifier
        if qualifier is None:
            version = function.invocable.get(LATEST)
        else:
            version = self._resolve(function, request, qualifier)
        if version is None:
            return self._refuse(request)
        synchronous = client.synchronous
        # Nobody who only asks and waits follows from another function.
        if (client.listens or not synchronous) and self._goes_in_circles(request, function):
            return self._stop(request)
        provisioned = version.provisioned
        if provisioned is not None and provisioned.has_room_for(version, synchronous=synchronous):
            function.in_flight += 1
            if function.in_flight > function.peak:  # noqa: PLR1730  max() is a call
                function.peak = function.in_flight
            provisioned.take(version, synchronous=synchronous).invoke(request)
            return ""
        limit = function.limit
        if limit.in_flight >= limit.capacity:
            return self._throttle(request, function, "concurrency")
        idle = version.idle
        if not idle:
            if not function.scaling.tokens(now):
                return self._throttle(request, function, "scaling")
            if not self.permissions.may_start(version):
                return self._cannot_start(request, version)
        if now >= limit.window_ends_us:
            limit.open_window(now)
        elif limit.in_window >= limit.rate and synchronous:
            return self._throttle(request, function, "rate")
        if synchronous:
            limit.in_window += 1
        limit.in_flight += 1
        function.in_flight += 1
        if function.in_flight > function.peak:  # noqa: PLR1730  max() is a call
            function.peak = function.in_flight
        if idle:
            idle.take().invoke(request)
        else:
            self._start_cold(request, version)
        if provisioned is not None:
            provisioned.spilled()
        return ""

    def _goes_in_circles(self, request: Request, function: Function) -> bool:
        return request.hops >= HOPS and function.recursive_loop == "Terminate"

    def _resolve(self, function: Function, request: Request, qualifier: str) -> Version | None:
        """The version that a qualifier means (VER-004, VER-007)."""
        alias = function.aliases.get(qualifier)
        if alias is None:
            return function.invocable.get(qualifier)
        if alias.additional is not None:
            number, weight = alias.additional
            if share(request.client.weight_seed, request.index) < weight:
                return function.invocable.get(number)
        return function.invocable.get(alias.version)

    def _start_cold(self, request: Request, version: Version) -> None:
        """No environment of this version is idle, so one is built (LIF-007)."""
        version.function.scaling.take(request.arrived_us)
        environment = self.add_environment(version, None, request)
        environment.build(request)
        often = self.scenario.proactive_init
        if often and share(self.seed, self.built) < often:  # LIF-025
            before, self.cause = self.cause, environment.event
            self.add_environment(version, None).build(None)
            self.cause = before

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
        """Nothing is there that can run it."""
        client = request.client
        refusal = self.refusal(client.function, client.qualifier)
        code = refusal.code
        numbers = (code, refusal.message)
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
        function = self.functions.get(client.function)
        if function is not None and function.state_code:
            states.called_in_vain(function, request.event)
        return code

    def turn_away(self, request: Request, denial: Denial) -> str:
        """Its caller may not invoke the function: it comes no further than the door (PER-009)."""
        client = request.client
        arrived = self._note_of(request, "request.arrived", client.cause, ())
        request.event = self.permissions.tell(
            denial, arrived, function=client.function, request=request.number
        )
        return self._deny(request, denial.code, denial.message)

    def _cannot_start(self, request: Request, version: Version) -> str:
        """Lambda gets no credentials for a new environment (PER-001)."""
        role = version.configuration.role
        request.event = self._note_of(request, "role.not_assumed", request.event, (role,))
        return self._deny(request, "AccessDeniedException", NOT_ASSUMABLE)

    def _deny(self, request: Request, code: str, message: str) -> str:
        self._note_of(request, "request.refused", request.event, (code, message))
        self._record_refusal(request, "refused", code)
        return code

    def _note_of(self, request: Request, kind: str, cause: int, numbers: tuple[Number, ...]) -> int:
        if self.log is None:
            return -1
        now, function = request.arrived_us, request.client.function
        return self.log.add(now, kind, cause, request.number, 0, function, numbers)

    def refusal(self, name: str, qualifier: str | None) -> AwsError:
        """Why a qualifier cannot be invoked: it is not there, or not ready (INV-011, INV-045)."""
        function = self.functions.get(name)
        if function is not None:
            alias = function.aliases.get(qualifier or LATEST)
            version = function.versions.get(alias.version if alias else qualifier or LATEST)
            if version is not None and version.number not in function.invocable:
                return states.refusal(function.state_code) or not_invocable(version)
        missing = arn(self.scenario.account, name, qualifier or LATEST)
        return errors.function_not_found(missing)

    def _stop(self, request: Request) -> str:
        """It would go on with a chain of requests that came back too often (REC-001, REC-004)."""
        name = request.client.function
        self.counters.add("RecursiveInvocationsDropped", name, request.arrived_us)
        if self.log is not None:
            self.log.add(
                request.arrived_us,
                "recursion.stopped",
                request.event,
                request.number,
                0,
                name,
                (request.hops,),
            )
        self._record_refusal(request, "refused", RECURSIVE)
        return RECURSIVE

    # Functions

    def add_function(
        self, name: str, configuration: Configuration, idle_timeout: Distribution | None = None
    ) -> Function:
        """A function comes with a queue of its own (ASY-001)."""
        function = super().add_function(name, configuration, idle_timeout)
        queue = InternalQueue(self, function)
        self.resources[queue.arn] = self.internal_queues[queue.arn] = queue
        return function

    def remove_function(self, function: Function) -> None:
        super().remove_function(function)
        queue = self.internal_queues.pop(arn(self.scenario.account, function.name))
        del self.resources[queue.arn]
        queue.close()

    def _record_refusal(self, request: Request, status: str, reason: str) -> None:
        at, client = request.arrived_us, request.client
        key = (client.function, client.qualifier)
        stamp = self.refusal_stamps.get(key)
        if stamp is None:
            stamp = self.refusal_stamps[key] = _refusal_stamp(*key)
        self.meters.records.append(
            (request.number, request.name, client.kind, stamp, at, at, at, 0, 0, 0,
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


def _refusal_stamp(function: str, qualifier: str | None) -> Stamp:
    """It ran on no version; what it named is a dimension of Throttles (MET-025)."""
    if qualifier is None:
        return (function, "", 0, "x86_64")
    return (function, "", 0, "x86_64", 512, False, f"{function}:{qualifier}", False)


def not_invocable(version: Version) -> AwsError:
    """The refusal of a version that is Pending or Failed (INV-045, SNP-004)."""
    snapshot = version.snapshot
    if snapshot is None:
        state = "Pending"
    elif snapshot.state == "Pending":
        return errors.snapstart_not_ready()
    else:
        state = snapshot.state
    return errors.resource_conflict(
        "The operation cannot be performed at this time. "
        f"The function is currently in the following state: {state}"
    )
