"""The entrance to a function that a front door keeps for one kind of traffic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.randomness import stream
from lambdatutor.simulator.sources.http_call import HttpCall, HttpRequest

if TYPE_CHECKING:
    from lambdatutor.simulator.distributions import Distribution
    from lambdatutor.simulator.environment import ExecutionEnvironment
    from lambdatutor.simulator.request import Request
    from lambdatutor.simulator.sources.front_door import FrontDoor
    from lambdatutor.simulator.version import Version


class Entrance:
    """Invokes the function for one kind of traffic, so that measures can tell kinds apart."""

    synchronous = True
    listens = True
    run: Distribution | None = None
    names: tuple[str, ...] = ("",)
    """Not empty, so that each request is asked for the name its caller gave it."""

    def __init__(self, door: FrontDoor, kind: str) -> None:
        seed = door.service.seed
        self.door = door
        self.kind = kind
        self.function = door.function
        self.qualifier: str | None = door.qualifier
        self.cause = -1
        self.failure_seed = stream(seed, "failures", door.arn, kind).getrandbits(64)
        self.weight_seed = stream(seed, "weights", door.arn, kind).getrandbits(64)
        self.sent = 0

    def invoke(self, call: HttpCall) -> str:
        """Ask Lambda; the answer is why it was turned away, or nothing."""
        service = self.door.service
        self.function, self.qualifier = self.door.function, self.door.qualifier
        self.sent += 1
        service.requests += 1
        self.cause = call.event
        now = service.clock.now_us
        return service.receive(HttpRequest(self, service.requests, self.sent, now, call))

    def works(
        self,
        request: Request,
        version: Version,  # noqa: ARG002  asked as every caller is
        duration_us: int,
        status: str,
    ) -> tuple[int, str]:
        """Something poisonous fails each time."""
        if isinstance(request, HttpRequest) and request.call.parcel.poison and status == "ok":
            return duration_us, "error"
        return duration_us, status

    def answered(self, request: Request, environment: ExecutionEnvironment) -> None:
        if isinstance(request, HttpRequest):
            self.door.ended(request.call, environment)
