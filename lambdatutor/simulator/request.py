"""One request on its way through the account, and who sent it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from lambdatutor.simulator.distributions import Distribution
    from lambdatutor.simulator.environment import ExecutionEnvironment
    from lambdatutor.simulator.version import Version


class Caller(Protocol):
    """Who sends requests: a client, Lambda's own queue, a poller of a queue or a stream."""

    function: str
    qualifier: str | None
    kind: str
    """Measures can be filtered by it."""
    names: tuple[str, ...]
    run: Distribution | None
    """How long the handler takes for its requests, instead of the code's own."""
    cause: int
    """The id of the event that its next request follows from."""
    failure_seed: int
    weight_seed: int
    synchronous: bool
    """It waits for the answer, so the request rate is limited (CON-021, CON-023)."""
    listens: bool
    """It is asked by `works` and told by `answered`; all others cost nothing."""

    def works(
        self, request: Request, version: Version, duration_us: int, status: str
    ) -> tuple[int, str]:
        """How long the code is busy with what this request carries, and how it ends."""
        ...

    def answered(self, request: Request, environment: ExecutionEnvironment) -> None:
        """The request has ended, and its environment is free again."""
        ...


class Request:
    """A call of a function, from the moment it arrives."""

    __slots__ = ("arrived_us", "client", "event", "index", "number", "share")

    hops = 0
    """How many functions stand before this one in its chain of requests (REC-001)."""

    def __init__(
        self, client: Caller, number: int, index: int, arrived_us: int, share: float
    ) -> None:
        self.client = client
        self.number = number
        """Counted from 1 over the run."""
        self.index = index
        """Counted from 1 over its client."""
        self.arrived_us = arrived_us
        self.share = share
        """Its luck: decides its duration, whatever the distribution."""
        self.event = -1
        """The id of its arrival in the log."""

    @property
    def name(self) -> str:
        """What it is called on screen, where the traffic gives names."""
        names = self.client.names
        return names[self.index - 1] if self.index <= len(names) else ""
