"""Provisioned concurrency: environments that are initialised before any request comes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from lambdatutor.aws import quotas
from lambdatutor.simulator.clock import Bell
from lambdatutor.simulator.time import MINUTE, SECOND

if TYPE_CHECKING:
    from lambdatutor.simulator.account import Account
    from lambdatutor.simulator.environment import ExecutionEnvironment
    from lambdatutor.simulator.function import Function
    from lambdatutor.simulator.version import Version

Status = Literal["IN_PROGRESS", "READY", "FAILED"]

_CHARGED_BY_US = 5 * MINUTE
_BETWEEN_US = MINUTE // quotas.PROVISIONED_PER_MINUTE.value


class Provisioned:
    """What one version or alias has asked for, and how far it is (CON-009, CON-014)."""

    def __init__(
        self, service: Account, function: Function, qualifier: str, shares: dict[Version, int]
    ) -> None:
        self.service = service
        self.function = function
        self.qualifier = qualifier
        self.requested = sum(shares.values())
        self.amounts = shares
        self.since_us = service.clock.now_us
        self.status: Status = "IN_PROGRESS"
        self.to_build = [version for version, share in shares.items() for _ in range(share)]
        self.built: dict[ExecutionEnvironment, None] = {}
        """Started and not to be used yet: in Init, or until the whole is allocated (CON-015)."""
        self.initialised = 0
        self.available: dict[Version, dict[ExecutionEnvironment, None]] = {}
        self.serving: dict[ExecutionEnvironment, None] = {}
        self.in_window = 0
        self.window_ends_us = 0
        self.allocation = Bell(service.clock, self._allocate_one)
        self.event = service.note(
            "provisioned.requested", function.name, (qualifier, self.requested), service.cause
        )
        for version in shares:
            version.provisioned = self
            self.available[version] = {}

    @property
    def ready(self) -> int:
        """How many can be used: none before the whole amount is there (CON-014)."""
        return self.requested if self.status == "READY" else 0

    def held_us(self, now_us: int) -> int:
        """How long it is charged for: rounded up to five minutes (PRC-007)."""
        return -(-(now_us - self.since_us) // _CHARGED_BY_US) * _CHARGED_BY_US

    def has_room_for(self, version: Version) -> bool:
        """Whether it can take one request more: a free environment, within 10 N/s (CON-018)."""
        if not self.available[version]:
            return False
        now, window_us = self.service.clock.now_us, self.service.scenario.rate_window
        if now >= self.window_ends_us:
            self.in_window = 0
            self.window_ends_us = now - now % window_us + window_us
        factor = quotas.PROVISIONED_REQUESTS_PER_CONCURRENCY.value
        return self.in_window < factor * self.requested * window_us // SECOND

    def take(self, version: Version) -> ExecutionEnvironment:
        environment = self.available[version].popitem()[0]
        self.serving[environment] = None
        self.in_window += 1
        return environment

    def take_back(self, environment: ExecutionEnvironment) -> None:
        del self.serving[environment]
        self.available[environment.version][environment] = None

    def lose(self, environment: ExecutionEnvironment) -> None:
        """It ended after its request; another is built in its place."""
        self.serving.pop(environment, None)
        replacement = self.service.add_environment(environment.version, self)
        self.built[replacement] = None
        replacement.build(None)

    # Allocation

    def start(self, preparation_us: int) -> None:
        """Allocate after the preparation, 6,000 environments a minute (CON-016)."""
        self.allocation.set(self.since_us + preparation_us)

    def start_ready(self) -> None:
        """Be READY at once, for an account that opens with it."""
        for version in self.to_build:
            environment = self.service.add_environment(version, self)
            environment.open_warm()
            self.built[environment] = None
        self.to_build.clear()
        self._become_ready()

    def _allocate_one(self) -> None:
        environment = self.service.add_environment(self.to_build.pop(0), self)
        self.built[environment] = None
        environment.build(None)
        if self.to_build:
            self.allocation.set(self.service.clock.now_us + _BETWEEN_US)

    def init_ended(self, environment: ExecutionEnvironment) -> None:
        environment.phase = "frozen"
        environment.since_us = self.service.clock.now_us
        if self.status == "READY":
            del self.built[environment]
            self.available[environment.version][environment] = None
            return
        self.initialised += 1
        if self.initialised == self.requested:
            self._become_ready()

    def _become_ready(self) -> None:
        """Nothing is used before the full amount is allocated (CON-015)."""
        self.status = "READY"
        for environment in self.built:
            self.available[environment.version][environment] = None
        self.built.clear()
        numbers = (self.qualifier, self.requested)
        self.service.note("provisioned.ready", self.function.name, numbers, self.event)

    def remove(self) -> None:
        """Give everything back; what is being served ends in its environment."""
        self.allocation.silence()
        for version, idle in self.available.items():
            version.provisioned = None
            self.built |= idle
        for environment in self.built:
            environment.built.silence()
            environment.shut_down("deprovisioned")
        for environment in self.serving:
            environment.pool = None
            environment.retired = True
        self.function.limit.in_flight += len(self.serving)
        self.serving = {}
        self.built = {}
        self.available = {}
        numbers = (self.qualifier,)
        self.service.note("provisioned.removed", self.function.name, numbers, self.service.cause)
