"""A front door: API Gateway, a load balancer or a function URL between a caller and a function."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lambdatutor.simulator.answers import arn
from lambdatutor.simulator.callers.deadlines import Deadlines
from lambdatutor.simulator.callers.statuses import status_of
from lambdatutor.simulator.sources.door_metrics import count
from lambdatutor.simulator.sources.door_rules import (
    NO_TARGET,
    RULES,
    is_too_much_for_lambda,
    status_of_answer,
)
from lambdatutor.simulator.sources.entrance import Entrance
from lambdatutor.simulator.sources.http_call import HttpCall
from lambdatutor.simulator.sources.policy import INVOKE, INVOKE_URL

if TYPE_CHECKING:
    from lambdatutor.simulator.authoriser import Denial
    from lambdatutor.simulator.environment import ExecutionEnvironment
    from lambdatutor.simulator.parcel import Parcel
    from lambdatutor.simulator.service import Service
    from lambdatutor.simulator.sources.door_rules import DoorKind


class DoorView(NamedTuple):
    """A front door at one moment."""

    kind: DoorKind
    name: str
    function: str
    qualifier: str | None
    requests: int
    waiting: int
    """Callers that have no answer yet."""
    statuses: tuple[tuple[int, int], ...]
    """HTTP status and how often it was answered, in order of status."""


class FrontDoor:
    """Takes HTTP requests, invokes its function for each, and answers with a status.

    It never tries again (PUS-006); its caller may.
    """

    def __init__(
        self,
        service: Service,
        kind: DoorKind,
        name: str,
        arn: str,
        *,
        function: str = "",
        qualifier: str | None = None,
    ) -> None:
        self.service = service
        self.kind: DoorKind = kind
        self.name = name
        self.arn = arn
        self.function = function
        self.qualifier = qualifier
        self.source_arn = arn
        """What a condition of the function's policy is compared with (PER-005)."""
        self.open_to_all = True
        """False for a function URL with AuthType AWS_IAM: only traffic with a caller signs."""
        self.rule = RULES[kind]
        self.timeout_us = self.rule.timeout_us
        self.requests = 0
        self.waiting = 0
        self.statuses: dict[int, int] = {}
        self.entrances: dict[str, Entrance] = {}
        """Who invokes the function for it, by the kind of traffic that comes in."""
        self.deadlines = Deadlines(service.clock, self._is_open, self._time_out)

    def accept(self, parcel: Parcel, cause: int) -> str:
        """A request of somebody who does not look at the answer."""
        self.take(HttpCall(parcel, cause, self.service.clock.now_us))
        return ""

    @property
    def idle(self) -> bool:
        return not self.waiting

    def take(self, call: HttpCall) -> None:
        """Take a request in; whoever waits for it is told the status, maybe at once."""
        service = self.service
        self.requests += 1
        self.waiting += 1
        call.event = service.note("http.arrived", self.function, (self.name,), call.cause)
        refused = self._refused(call)
        if refused:
            self._answer(call, refused, call.event)
            return
        kind = call.parcel.kind
        entrance = self.entrances.get(kind)
        if entrance is None:
            entrance = self.entrances[kind] = Entrance(self, kind)
        reason = entrance.invoke(call)
        if reason:
            log = service.log
            status = status_of(reason)
            status = {404: self.rule.missing, 429: self.rule.throttled}.get(status, self.rule.error)
            self._answer(call, status, -1 if log is None else len(log) - 1)
        elif self.timeout_us is not None:
            self.deadlines.add(call.arrived_us + self.timeout_us, call)

    def _refused(self, call: HttpCall) -> int:
        """The status for a call that never reaches the function's gates; 0 for all others."""
        size_bytes = call.parcel.size_bytes
        if not self.function:
            return NO_TARGET
        if size_bytes > self.rule.most_bytes:
            return self.rule.too_large
        if not self._is_let_in(call):
            return self.rule.forbidden
        if is_too_much_for_lambda(size_bytes):
            return self.rule.throttled  # Lambda rejects it as it rejects a throttled call (PUS-006)
        return 0

    def _is_let_in(self, call: HttpCall) -> bool:
        """What the function's policy says; a URL needs two permissions (URL-002, URL-003)."""
        actions = (INVOKE_URL, INVOKE) if self.kind == "function-url" else (INVOKE,)
        if not self.open_to_all:
            return self._knows_caller(call, actions)
        for action in actions:
            denial = self.service.permissions.source_denial(
                self.function,
                self.rule.principal,
                self.source_arn,
                qualifier=self.qualifier,
                action=action,
            )
            if denial is not None:
                return self._shut(call, denial)
        return True

    def _knows_caller(self, call: HttpCall, actions: tuple[str, ...]) -> bool:
        """A caller who signs needs both permissions too; one who does not is nobody."""
        permissions = self.service.permissions
        if not permissions.required:
            return True
        if permissions.judge is None or not call.parcel.caller:
            return False
        function = arn(self.service.scenario.account, self.function, self.qualifier)
        for action in actions:
            denial = permissions.caller_denial(call.parcel.caller, action, function, via_url=True)
            if denial is not None:
                return self._shut(call, denial)
        return True

    def _shut(self, call: HttpCall, denial: Denial) -> bool:
        call.event = self.service.permissions.tell(denial, call.event)
        return False

    def ended(self, call: HttpCall, environment: ExecutionEnvironment) -> None:
        """The invocation ended; a caller who was told something before hears nothing more."""
        if call.status:
            return
        shape = environment.version.configuration.code.answers
        status = status_of_answer(self.rule, environment.status, shape)
        self._answer(call, status, environment.event)

    def _answer(self, call: HttpCall, status: int, cause: int) -> None:
        service = self.service
        now = service.clock.now_us
        call.status = status
        self.waiting -= 1
        self.statuses[status] = self.statuses.get(status, 0) + 1
        latency_us = now - call.arrived_us
        count(service.counters, self.kind, self.name, now, status=status, latency_us=latency_us)
        numbers = (self.name, status, latency_us)
        event = service.note("http.answered", self.function, numbers, cause)
        if call.waiter is not None:
            call.waiter.http_answered(call, status, event)

    def _is_open(self, call: object) -> bool:
        return isinstance(call, HttpCall) and not call.status

    def _time_out(self, call: object) -> None:
        """The door answers; the function goes on, and its answer reaches nobody."""
        if not isinstance(call, HttpCall):
            raise TypeError(call)
        waited_us = self.service.clock.now_us - call.arrived_us
        numbers = (self.name, waited_us)
        event = self.service.note("http.timed_out", self.function, numbers, call.event)
        self._answer(call, self.rule.timeout, event)

    def view(self) -> DoorView:
        return DoorView(
            kind=self.kind,
            name=self.name,
            function=self.function,
            qualifier=self.qualifier,
            requests=self.requests,
            waiting=self.waiting,
            statuses=tuple(sorted(self.statuses.items())),
        )
