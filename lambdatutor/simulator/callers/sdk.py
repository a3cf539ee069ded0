"""An SDK at work: it makes tries for each customer until one is answered or none is left."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from lambdatutor.simulator.callers.customer import Customer, Try
from lambdatutor.simulator.callers.deadlines import Deadlines
from lambdatutor.simulator.callers.ledger import CallerView, Ledger
from lambdatutor.simulator.callers.modes import (
    NO_ANSWER,
    RULES,
    THROTTLED,
    is_retried,
    wait_us,
)
from lambdatutor.simulator.callers.rate_limiter import RateLimiter
from lambdatutor.simulator.callers.retry_quota import (
    NO_RETRY_REFUND,
    OTHER_COST,
    THROTTLING_COST,
    RetryQuota,
)
from lambdatutor.simulator.callers.statuses import status_of
from lambdatutor.simulator.clock import Bell
from lambdatutor.simulator.randomness import share, stream
from lambdatutor.simulator.sources.front_door import FrontDoor
from lambdatutor.simulator.sources.http_call import HttpCall

if TYPE_CHECKING:
    from lambdatutor.simulator.callers.modes import Mode
    from lambdatutor.simulator.client import Client
    from lambdatutor.simulator.environment import ExecutionEnvironment
    from lambdatutor.simulator.request import Request
    from lambdatutor.simulator.scenario import Traffic


class Sdk:
    """One program with one SDK client: retry quota and rate limiter are shared by all it does."""

    def __init__(self, client: Client, traffic: Traffic) -> None:
        self.client = client
        self.service = client.service
        self.ledger = Ledger()
        self.luck_seed = stream(client.seed, "retries", client.name).getrandbits(64)
        self.deadlines = Deadlines(self.service.clock, self._is_open, self._time_out)
        self.quota: RetryQuota | None = None
        self.limiter: RateLimiter | None = None
        self.held: deque[Customer] = deque()
        """Customers whose next try waits for the client's own rate limiter."""
        self.release = Bell(self.service.clock, self._let_go)
        self.follow(traffic)

    def follow(self, traffic: Traffic) -> None:
        """Try again as `traffic` says from now on; who waits for a try keeps their moment."""
        rule = RULES[traffic.retries]
        self.mode: Mode = traffic.retries
        self.attempts = traffic.max_attempts or rule.attempts
        self.timeout_us = traffic.client_timeout or rule.timeout_us
        if self.mode in {"standard", "adaptive"}:
            self.quota = self.quota or RetryQuota()
        else:
            self.quota = None
        if self.mode == "adaptive":
            self.limiter = self.limiter or RateLimiter(self.service.clock.now_us)
        else:
            self.limiter = None

    @property
    def idle(self) -> bool:
        """Whether nobody waits for an answer or for another try."""
        return not self.ledger.waiting

    # Tries

    def serve(self, number: int, luck: float) -> None:
        """A customer comes."""
        self.ledger.customers += 1
        now = self.service.clock.now_us
        self.send(Customer(self, number, now, luck, self.client.cause))

    def send(self, customer: Customer) -> None:
        """Make a try, as soon as the client's own rate limiter lets it pass."""
        if self.limiter is None:
            self._try(customer)
            return
        now = self.service.clock.now_us
        wait = self.limiter.wait_us(now)
        if not self.held and not wait:
            self.limiter.take()
            self._try(customer)
            return
        numbers = (self.client.name, customer.number, wait)
        customer.event = customer.cause = self._note("customer.held_back", customer, numbers)
        self.held.append(customer)
        if len(self.held) == 1:
            self.release.set(now + wait)

    def _let_go(self) -> None:
        """The rate limiter lets the next ones pass."""
        now, limiter = self.service.clock.now_us, self.limiter
        while self.held:
            wait = 0 if limiter is None else limiter.wait_us(now)
            if wait:
                self.release.set(now + wait)
                return
            if limiter is not None:
                limiter.take()
            self._try(self.held.popleft())

    def _try(self, customer: Customer) -> None:
        service, client = self.service, self.client
        now = service.clock.now_us
        customer.tries += 1
        self.ledger.tries += 1
        if client.target is not None:
            self._send_parcel(customer, client.target)
            return
        service.requests += 1
        attempt = Try(client, service.requests, customer, now)
        customer.call = attempt
        before, client.cause = client.cause, customer.cause
        reason = client.knock(attempt)
        client.cause = before
        if reason:
            log = service.log
            event = -1 if log is None else len(log) - 1  # the refusal was written down last
            self._heard(customer, status_of(reason), event)
        elif self.timeout_us is not None:
            self.deadlines.add(now + self.timeout_us, attempt)

    def _send_parcel(self, customer: Customer, target: str) -> None:
        """To a front door, which answers like a function; or to what only takes it or does not."""
        now, client = self.service.clock.now_us, self.client
        parcel = client.parcel(customer.number, customer.share)
        door = self.service.resources.get(target)
        if isinstance(door, FrontDoor):
            call = HttpCall(parcel, customer.cause, now, self, customer)
            customer.call = call
            if self.timeout_us is not None:
                self.deadlines.add(now + self.timeout_us, call)
            door.take(call)
            return
        code = self.client.hand_in(target, parcel, customer.cause)
        if code:
            self._heard(customer, status_of(code), customer.cause)
        else:
            self._settle(customer, "ok", customer.cause)

    # Answers

    def answered(self, request: Request, environment: ExecutionEnvironment) -> None:
        """A try ended; HTTP says 200 even if the function failed (INV-003, BKO-004)."""
        if not isinstance(request, Try) or request.customer.call is not request:
            return
        self._settle(request.customer, environment.status, environment.event)

    def http_answered(self, call: HttpCall, status: int, cause: int) -> None:
        """A front door answered with an HTTP status."""
        customer = call.customer
        if not isinstance(customer, Customer) or customer.call is not call:
            return
        if status < 400:
            self._settle(customer, "ok", cause)
        else:
            self._heard(customer, status, cause)

    def _is_open(self, call: object) -> bool:
        return isinstance(call, Try | HttpCall) and (
            isinstance(call.customer, Customer) and call.customer.call is call
        )

    def _time_out(self, call: object) -> None:
        """The client hangs up; what it asked for goes on, a try more does it twice (BKO-005)."""
        if not isinstance(call, Try | HttpCall) or not isinstance(call.customer, Customer):
            raise TypeError(call)
        customer = call.customer
        self.ledger.timeouts += 1
        waited_us = self.service.clock.now_us - call.arrived_us
        numbers = (self.client.name, customer.number, customer.tries, waited_us)
        customer.cause = call.event
        event = self._note("customer.timed_out", customer, numbers)
        self._heard(customer, NO_ANSWER, event)

    def _heard(self, customer: Customer, status: int, cause: int) -> None:
        """A try failed: there is another one, or the customer gives up."""
        now = self.service.clock.now_us
        customer.call = None
        customer.cause = cause
        if self.limiter is not None:
            self.limiter.heard(now, throttled=status == THROTTLED)
        why_not = self._why_not_again(customer, status)
        if why_not:
            self._give_up(customer, status, why_not)
            return
        luck = share(self.luck_seed, customer.number << 32 | customer.tries)
        wait = wait_us(self.mode, customer.tries, status, luck)
        numbers = (self.client.name, customer.number, customer.tries, status, wait, self.mode)
        customer.event = customer.cause = self._note("customer.waits", customer, numbers)
        self.service.clock.call_at(now + wait, customer.again)

    def _why_not_again(self, customer: Customer, status: int) -> str:
        if not is_retried(status):
            return "final"
        if customer.tries >= self.attempts:
            return "attempts"
        cost = THROTTLING_COST if status == THROTTLED else OTHER_COST
        if self.quota is not None:
            if not self.quota.take(cost):
                return "quota"
            customer.paid = cost
        return ""

    def _settle(self, customer: Customer, status: str, cause: int) -> None:
        """A try was answered."""
        ledger, now = self.ledger, self.service.clock.now_us
        customer.call = None
        customer.cause = cause
        if self.limiter is not None:
            self.limiter.heard(now, throttled=False)
        if self.quota is not None:
            self.quota.give_back(customer.paid or NO_RETRY_REFUND)
        if status == "ok":
            ledger.answered += 1
        else:
            ledger.failed += 1
        latency_us = now - customer.arrived_us
        ledger.latency.add((latency_us,))
        numbers = (self.client.name, customer.number, customer.tries, status, latency_us)
        self._note("customer.answered", customer, numbers)

    def _give_up(self, customer: Customer, status: int, why: str) -> None:
        ledger = self.ledger
        ledger.given_up += 1
        latency_us = self.service.clock.now_us - customer.arrived_us
        ledger.latency.add((latency_us,))
        numbers = (self.client.name, customer.number, customer.tries, status, latency_us, why)
        self._note("customer.gave_up", customer, numbers)

    def _note(self, kind: str, customer: Customer, numbers: tuple[int | str, ...]) -> int:
        return self.service.note(kind, self.client.function, numbers, customer.cause)

    def view(self) -> CallerView:
        ledger, limiter = self.ledger, self.limiter
        return CallerView(
            name=self.client.name,
            mode=self.mode,
            customers=ledger.customers,
            answered=ledger.answered,
            failed=ledger.failed,
            given_up=ledger.given_up,
            waiting=ledger.waiting,
            tries=ledger.tries,
            timeouts=ledger.timeouts,
            quota=None if self.quota is None else self.quota.available,
            rate=limiter.rate if limiter is not None and limiter.enabled else None,
            p50_us=ledger.latency.percentile(0.5),
            p99_us=ledger.latency.percentile(0.99),
        )
