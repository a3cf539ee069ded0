"""Who calls: a client that sends requests on its own, with luck of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from lambdatutor.simulator.address import arn_of
from lambdatutor.simulator.answers import arn
from lambdatutor.simulator.asynchronous.delivery import sending
from lambdatutor.simulator.callers.sdk import Sdk
from lambdatutor.simulator.clock import Bell
from lambdatutor.simulator.moments import moments
from lambdatutor.simulator.parcel import Parcel
from lambdatutor.simulator.randomness import share, stream
from lambdatutor.simulator.request import Request
from lambdatutor.simulator.sources.policy import INVOKE
from lambdatutor.simulator.time import NEVER

if TYPE_CHECKING:
    from lambdatutor.simulator.environment import ExecutionEnvironment
    from lambdatutor.simulator.scenario import Traffic
    from lambdatutor.simulator.service import Service
    from lambdatutor.simulator.version import Version


class Client:
    """One entry of the scenario's traffic, at work.

    Requests of a client draw from streams of their own, one share each, so that request 12 of
    this client meets the same luck whatever else is changed.
    """

    def __init__(self, service: Service, traffic: Traffic, seed: int) -> None:
        self.service = service
        self.seed = seed
        self.name = traffic.name
        self.luck = stream(seed, "durations", traffic.name)
        self.gaps = stream(seed, "arrivals", traffic.name)
        """Between arrivals that are left to chance."""
        self.failure_seed = stream(seed, "failures", traffic.name).getrandbits(64)
        self.weight_seed = stream(seed, "weights", traffic.name).getrandbits(64)
        self.poison_seed = stream(seed, "poison", traffic.name).getrandbits(64)
        self.sent = 0
        self.refused = 0
        """Of those that nothing tries again."""
        self.sdk: Sdk | None = None
        """What tries again for it; once it has one, it keeps it."""
        self.listens = False
        self.synchronous = True
        self.cause = -1
        """The id of the operation that its requests follow from."""
        self.bell = Bell(service.clock, self._ring)
        self.traffic = traffic
        self._begin()
        self.follow(traffic)

    def follow(self, traffic: Traffic) -> None:
        """Send as `traffic` says from now on; moments that it does not change stay as they were."""
        before, self.traffic = self.traffic, traffic
        if _when(traffic) != _when(before):
            self._begin()
        while self.next_us < self._from_us:  # these passed while it sent nothing
            self.next_us = self.moments.next()
        self.bell.silence()
        self.bell = Bell(self.service.clock, self._ring)
        self.kind = traffic.kind
        self.names = traffic.names
        self.run = traffic.run
        self.count = traffic.count
        self.function = traffic.function
        self.qualifier = traffic.qualifier
        self.target = self._target()
        self._equip(traffic)
        if self.next_us < NEVER and self.count:
            self.bell.set(self.next_us)

    def _equip(self, traffic: Traffic) -> None:
        """Whoever tries again, or hangs up, has an SDK; all others stay as quick as they are."""
        if self.sdk is not None:
            self.sdk.follow(traffic)
        elif traffic.retries != "none" or traffic.client_timeout is not None:
            self.sdk = self.service.sdks[self.name] = Sdk(self, traffic)
            self.listens = True
        self.judged = bool(traffic.caller) and self.service.permissions.judge is not None
        """Whether each call needs a policy that allows it."""
        self.plain = self.target is None and self.sdk is None and not self.judged

    def _begin(self) -> None:
        """Count its moments from now on."""
        self.moments = moments(self.traffic, self.seed, self.gaps, self._from_us)
        self.next_us = self.moments.next()

    @property
    def _from_us(self) -> int:
        """Its first moment that is not over: an operation comes last in its moment."""
        now = self.service.clock.now_us
        return now and now + 1

    @property
    def silent(self) -> bool:
        """Whether nothing more comes from it."""
        sends = self.next_us < NEVER and self.count
        return not sends and (self.sdk is None or self.sdk.idle)

    def _ring(self) -> None:
        now = self.next_us
        following = self.next_us = self.moments.next()
        if following < NEVER:
            self.bell.set(following)
        self.send(now)
        if self.count > 1:
            for _ in range(self.count - 1):
                self.send(now)

    def send(self, now_us: int) -> str:
        """Make one request now; the answer is why it was turned away, or nothing."""
        service = self.service
        self.sent += 1
        if not self.plain:
            return self._send_otherwise()
        service.requests += 1
        turned_away = service.receive(
            Request(self, service.requests, self.sent, now_us, self.luck.random())
        )
        if turned_away:
            self.refused += 1
        return turned_away

    def _send_otherwise(self) -> str:
        """Through an SDK that may try again, or as a parcel."""
        luck = self.luck.random()
        if self.sdk is not None:
            self.sdk.serve(self.sent, luck)
            return ""
        if self.target is None:
            service = self.service
            service.requests += 1
            request = Request(self, service.requests, self.sent, service.clock.now_us, luck)
            turned_away = self.knock(request)
        else:
            turned_away = self.hand_in(self.target, self.parcel(self.sent, luck), self.cause)
        if turned_away and self.judged:
            self.refused += 1
        return turned_away

    def knock(self, request: Request) -> str:
        """Ask Lambda to run a request; the answer is why it was turned away, or nothing."""
        service = self.service
        if self.judged:
            denial = service.permissions.caller_denial(
                self.traffic.caller,
                INVOKE,
                arn(service.scenario.account, self.function, self.qualifier),
            )
            if denial is not None:
                return service.turn_away(request, denial)
        return service.receive(request)

    def hand_in(self, target: str, parcel: Parcel, cause: int) -> str:
        """Send a parcel to an ARN; the answer is an error code, or nothing."""
        service = self.service
        if self.judged:
            for action, resource in sending(target):
                denial = service.permissions.caller_denial(self.traffic.caller, action, resource)
                if denial is not None:
                    service.permissions.tell(denial, cause)
                    return denial.code
        return service.deliver(target, parcel, cause)

    def parcel(self, number: int, luck: float) -> Parcel:
        """What it sends where no function's answer is waited for."""
        traffic = self.traffic
        bodies = traffic.bodies
        return Parcel(
            body=bodies[(number - 1) % len(bodies)] if bodies else "{}",
            kind=self.kind,
            name=self.names[number - 1] if number <= len(self.names) else "",
            share=luck,
            poison=share(self.poison_seed, number) < traffic.poison,
            group=f"group-{(number - 1) % traffic.groups + 1}" if traffic.groups else "",
            size_bytes=traffic.size_bytes,
            caller=traffic.caller,
        )

    def _target(self) -> str | None:
        """The ARN it sends to; None where it waits for a function's answer."""
        traffic, account = self.traffic, self.service.scenario.account
        if traffic.to is not None:
            return arn_of(traffic.to, account)
        if traffic.invocation == "async":
            return arn(account, traffic.function, traffic.qualifier)
        return None

    def works(
        self,
        request: Request,  # noqa: ARG002  asked as every caller is
        version: Version,  # noqa: ARG002  the same
        duration_us: int,
        status: str,
    ) -> tuple[int, str]:
        return duration_us, status

    def answered(self, request: Request, environment: ExecutionEnvironment) -> None:
        """Its SDK, if it has one, has waited for this."""
        if self.sdk is not None:
            self.sdk.answered(request, environment)


def _when(traffic: Traffic) -> Traffic:
    """Its moments alone: without how many requests come at each, and what becomes of them."""
    return replace(
        traffic, count=1, run=None, retries="none", max_attempts=None, client_timeout=None
    )
