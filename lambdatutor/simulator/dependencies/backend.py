"""A dependency at work: it accepts connections up to a limit, and answers as fast as it can."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lambdatutor.simulator.network.calling import tell, way_to
from lambdatutor.simulator.randomness import share, stream

if TYPE_CHECKING:
    from lambdatutor.simulator.account import Account
    from lambdatutor.simulator.dependencies.setup import DependencySetup, Held, Outage
    from lambdatutor.simulator.distributions import Distribution
    from lambdatutor.simulator.environment import ExecutionEnvironment
    from lambdatutor.simulator.request import Request

_KEEPS_CONNECTION = ("ok", "error")
"""After anything else the process is gone, and its connection with it (LIF-009)."""


class DependencyView(NamedTuple):
    """A dependency at one moment."""

    name: str
    connections: int
    """In use: by requests, or by environments that keep them."""
    limit: int | None
    held: Held
    running: int
    """Calls that it is answering."""
    calls: int
    refused: int
    """Calls that found no connection."""
    failed: int
    latency_us: float
    """What a call takes on average now, with as many running."""
    out: bool
    """It is in one of its outages."""
    unreached: int = 0
    """Calls that the network did not bring there."""


class Backend:
    """One dependency of the account's functions."""

    def __init__(self, account: Account, setup: DependencySetup) -> None:
        self.account = account
        self.setup = setup
        self.name = setup.name
        self.connected: dict[int, None] = {}
        """Environments that hold a connection, in order of opening."""
        self.running: dict[int, None] = {}
        """Environments whose request it is answering."""
        self.calls = 0
        self.refused = 0
        self.failed = 0
        self.unreached = 0
        seed = account.seed
        self._latency_seed = stream(seed, "latencies", setup.name).getrandbits(64)
        self._error_seed = stream(seed, "dependency-errors", setup.name).getrandbits(64)
        self._connect_seed = stream(seed, "connections", setup.name).getrandbits(64)

    def follow(self, setup: DependencySetup) -> None:
        """Be as `setup` says from now on; whoever is connected stays so."""
        self.setup = setup

    # What code does with it

    def open(self, environment: ExecutionEnvironment) -> None:
        """Code outside the handler connects, in Init, if there is a connection left."""
        setup, limit = self.setup, self.setup.connections
        if setup.held == "environment" and (limit is None or len(self.connected) < limit):
            if setup.at and not way_to(environment, setup).arrives:
                return
            self.connected[environment.number] = None

    def enter(self, environment: ExecutionEnvironment, request: Request) -> tuple[int, bool]:
        """How long the call takes, and whether it fails."""
        setup = self.setup
        self.calls += 1
        if setup.at:
            unreached = self._unreached(environment, request)
            if unreached is not None:
                return unreached
        opening_us = self._connect(environment, request)
        if opening_us is None:
            self.refused += 1
            numbers = (self.name, len(self.connected), setup.connections or 0)
            self._note("dependency.full", environment, request, numbers)
            return setup.refused_after.at(self._luck(self._connect_seed, request)), True
        self.running[environment.number] = None
        outage = self._outage()
        latency = setup.latency if outage is None else outage.latency or setup.latency
        taken_us = latency.at(self._luck(self._latency_seed, request)) * self._crowding()
        errors = setup.errors if outage is None else max(outage.errors, setup.errors)
        failed = self._luck(self._error_seed, request) < errors
        if failed:
            self.failed += 1
            numbers = (self.name, int(outage is not None))
            self._note("dependency.failed", environment, request, numbers)
        return opening_us + int(taken_us + 0.5), failed

    def _unreached(
        self, environment: ExecutionEnvironment, request: Request
    ) -> tuple[int, bool] | None:
        """How long code waits in vain, and whether it fails; None where the network is fine."""
        setup = self.setup
        path = way_to(environment, setup)
        tell(environment, request, self.name, path)
        if path.arrives:
            return None
        self.unreached += 1
        if path.verdict == "refused":
            return 0, True
        if setup.connect_timeout is not None:
            return setup.connect_timeout, True
        return environment.version.timeout_us + 1, False

    def leave(self, environment: ExecutionEnvironment) -> None:
        """The request has ended."""
        self.running.pop(environment.number, None)
        if self.setup.held == "request" or environment.status not in _KEEPS_CONNECTION:
            self.connected.pop(environment.number, None)

    def forget(self, environment: ExecutionEnvironment) -> None:
        """The environment is gone, and its connection with it."""
        self.running.pop(environment.number, None)
        self.connected.pop(environment.number, None)

    def _connect(self, environment: ExecutionEnvironment, request: Request) -> int | None:
        """How long opening a connection takes, nothing if one is open; None when all are taken."""
        if environment.number in self.connected:
            return 0
        limit = self.setup.connections
        if limit is not None and len(self.connected) >= limit:
            return None
        self.connected[environment.number] = None
        return self.setup.connect.at(self._luck(self._connect_seed, request))

    def _luck(self, seed: int, request: Request) -> float:
        """The request's own share of one purpose, whatever else is changed around it."""
        return share(seed ^ request.client.failure_seed, request.index)

    def _crowding(self) -> float:
        """How many times slower it is than at full speed."""
        capacity = self.setup.capacity
        return 1.0 if capacity is None else max(1.0, len(self.running) / max(1, capacity))

    def _outage(self) -> Outage | None:
        now = self.account.clock.now_us
        for each in self.setup.outages:
            if each.start <= now < each.until:
                return each
        return None

    def _note(
        self,
        kind: str,
        environment: ExecutionEnvironment,
        request: Request,
        numbers: tuple[int | str, ...],
    ) -> None:
        log = self.account.log
        if log is not None:
            log.add(
                self.account.clock.now_us,
                kind,
                request.event,
                request.number,
                environment.number,
                environment.version.function.name,
                numbers,
            )

    def view(self) -> DependencyView:
        setup, outage = self.setup, self._outage()
        latency: Distribution = setup.latency if outage is None else outage.latency or setup.latency
        return DependencyView(
            name=self.name,
            connections=len(self.connected),
            limit=setup.connections,
            held=setup.held,
            running=len(self.running),
            calls=self.calls,
            refused=self.refused,
            failed=self.failed,
            latency_us=latency.mean() * self._crowding(),
            out=outage is not None,
            unreached=self.unreached,
        )


def dependency_views(account: Account) -> tuple[DependencyView, ...]:
    """The dependencies of an account, in order of its scenario."""
    found = (each for each in account.dependencies.values() if isinstance(each, Backend))
    return tuple(each.view() for each in found)
