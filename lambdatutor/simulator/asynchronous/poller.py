"""Lambda's own pollers: they take events from a function's queue and run them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.asynchronous.event import EventRequest
from lambdatutor.simulator.randomness import stream

if TYPE_CHECKING:
    from lambdatutor.simulator.asynchronous.event import QueuedEvent
    from lambdatutor.simulator.asynchronous.internal_queue import InternalQueue
    from lambdatutor.simulator.distributions import Distribution
    from lambdatutor.simulator.environment import ExecutionEnvironment
    from lambdatutor.simulator.parcel import Parcel
    from lambdatutor.simulator.request import Request
    from lambdatutor.simulator.version import Version


class Poller:
    """Sends the events of one qualifier and one kind; asks for no answer (CON-023)."""

    synchronous = False
    listens = True

    def __init__(self, queue: InternalQueue, qualifier: str | None, kind: str) -> None:
        seed, name = queue.service.seed, queue.function.name
        self.queue = queue
        self.function = name
        self.qualifier = qualifier
        self.kind = kind
        self.names: tuple[str, ...] = ("",)
        """Not empty, so that records ask each request for its event's name."""
        self.run: Distribution | None = None
        self.cause = -1
        purpose = (name, qualifier or "", kind)
        self.failure_seed = stream(seed, "async-failures", *purpose).getrandbits(64)
        self.weight_seed = stream(seed, "async-weights", *purpose).getrandbits(64)

    def works(
        self,
        request: Request,
        version: Version,  # noqa: ARG002  asked as every caller is
        duration_us: int,
        status: str,
    ) -> tuple[int, str]:
        """As long as the code says; it fails each time it meets a poisonous event."""
        event = _event_of(request)
        if event.parcel.poison and status == "ok":
            status = "error"
        return duration_us, status

    def answered(self, request: Request, environment: ExecutionEnvironment) -> None:
        self.queue.ran(_event_of(request), environment)


class Entrance:
    """A function's queue under the ARN of one of its versions or aliases."""

    def __init__(self, queue: InternalQueue, qualifier: str) -> None:
        self.queue = queue
        self.qualifier = qualifier
        self.arn = f"{queue.arn}:{qualifier}"

    def accept(self, parcel: Parcel, cause: int) -> str:
        return self.queue.take_in(parcel, self.qualifier, cause)

    @property
    def idle(self) -> bool:
        return self.queue.idle


def _event_of(request: Request) -> QueuedEvent:
    if not isinstance(request, EventRequest):
        raise AssertionError  # noqa: TRY004  a bug of ours, not a wrong argument
    return request.event_of
