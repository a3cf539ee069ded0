"""Provisioned concurrency: environments that are initialised before any request comes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from lambdatutor.aws import quotas
from lambdatutor.simulator.clock import Bell
from lambdatutor.simulator.provisioned_meter import ProvisionedMeter
from lambdatutor.simulator.time import MINUTE, SECOND

if TYPE_CHECKING:
    from lambdatutor.simulator.account import Account
    from lambdatutor.simulator.environment import ExecutionEnvironment
    from lambdatutor.simulator.function import Function
    from lambdatutor.simulator.version import Version

Status = Literal["IN_PROGRESS", "READY", "FAILED"]

_CHARGED_BY_US = 5 * MINUTE

INIT_FAILURE = "FUNCTION_ERROR_INIT_FAILURE"
"""Why an allocation has FAILED (LIF-027)."""

_AGAIN_US = MINUTE
"""Between two tries to build one that has ended again: the simulator's own."""

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
        self.since_us = self.failed_us = service.clock.now_us
        self.status: Status = "IN_PROGRESS"
        self.to_build = [version for version, share in shares.items() for _ in range(share)]
        self.built: dict[ExecutionEnvironment, None] = {}
        """Started and not to be used yet: in Init, or until the whole is allocated (CON-015)."""
        self.initialised = 0
        self.available: dict[Version, dict[ExecutionEnvironment, None]] = {}
        self.serving: dict[ExecutionEnvironment, None] = {}
        self.in_window = 0
        self.window_ends_us = 0
        self.usable = 0
        """How many can be used: those of before, while more are being allocated."""
        self.surplus = 0
        """How many of those that serve go when their request ends."""
        self.status_reason = ""
        self.grows = -1
        """The id of the event that asked for more than there was."""
        self.meter = ProvisionedMeter(function.name, qualifier, service.clock.now_us)
        self.lost: list[Version] = []
        """What could not be built again when it had ended, and is tried once more."""
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
        return self.usable

    def held_us(self, now_us: int) -> int:
        """How long it is charged for: rounded up to five minutes (PRC-007).

        What FAILED has nothing allocated, and costs nothing from then on.
        """
        if self.status == "FAILED":
            now_us = self.failed_us
        return -(-(now_us - self.since_us) // _CHARGED_BY_US) * _CHARGED_BY_US

    def has_room_for(self, version: Version, *, synchronous: bool) -> bool:
        """Whether it can take one request more: a free environment, within 10 N/s (CON-018).

        Only concurrency limits asynchronous events (CON-023).
        """
        if not self.available[version]:
            return False
        if not synchronous:
            return True
        now, window_us = self.service.clock.now_us, self.service.scenario.rate_window
        if now >= self.window_ends_us:
            self.in_window = 0
            self.window_ends_us = now - now % window_us + window_us
        factor = quotas.PROVISIONED_REQUESTS_PER_CONCURRENCY.value
        return self.in_window < factor * self.usable * window_us // SECOND

    def take(self, version: Version, *, synchronous: bool) -> ExecutionEnvironment:
        meter, now = self.meter, self.service.clock.now_us
        if now >= meter.ends_us:
            self.close_minutes(now)
        environment = self.available[version].popitem()[0]
        self.serving[environment] = None
        if synchronous:
            self.in_window += 1
        meter.invocations += 1
        busy = len(self.serving)
        if busy > meter.peak:  # noqa: PLR1730  max() is a call
            meter.peak = busy
        return environment

    def spilled(self) -> None:
        """A request of its version ran on demand (CON-017, MET-012)."""
        if self.usable:
            self.close_minutes(self.service.clock.now_us)
            self.meter.spilled += 1

    def close_minutes(self, now_us: int) -> None:
        """Bring its metrics up to date."""
        if now_us >= self.meter.ends_us:
            configured = self.usable or self.requested
            self.meter.close(self.service.counters, now_us, len(self.serving), configured)

    def take_back(self, environment: ExecutionEnvironment) -> None:
        now = self.service.clock.now_us
        if now >= self.meter.ends_us:
            self.close_minutes(now)
        del self.serving[environment]
        if now + MINUTE == self.meter.ends_us:  # it ends as the minute begins, and is no part of it
            self.meter.peak = len(self.serving)
        if self.surplus:
            self.surplus -= 1
            environment.shut_down("deprovisioned")
            return
        self.available[environment.version][environment] = None

    def _offer(self, environment: ExecutionEnvironment) -> None:
        """Requests can get it from now on."""
        self.available[environment.version][environment] = None
        environment.stand_ready()

    def withdraw(self, environment: ExecutionEnvironment) -> bool:
        """Take it out of those that requests can get, if it is among them."""
        available = self.available[environment.version]
        if environment not in available:
            return False
        del available[environment]
        return True

    def lose(self, environment: ExecutionEnvironment) -> None:
        """It has lived as long as it may; another is built in its place, and billed (CON-031)."""
        if environment in self.serving:
            del self.serving[environment]
            if self.surplus:
                self.surplus -= 1
                return
        replacement = self.service.add_environment(environment.version, self)
        self.built[replacement] = None
        replacement.build(None)

    # Allocation

    def start(self, preparation_us: int) -> None:
        """Allocate after the preparation, 6,000 environments a minute (CON-016)."""
        self.allocation.set(self.since_us + preparation_us)

    def start_ready(self) -> None:
        """Be READY at once, for an account that opens with it."""
        if any(version.always_fails for version in self.amounts):
            self._fail(self.event)
            return
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

    def init_ended(self, environment: ExecutionEnvironment, init_us: int, error: str) -> None:
        """Init is billed, whatever comes of it (CON-031); one that fails ends it all (LIF-027)."""
        stamp = environment.version.stamp
        self.service.meters.provisioned_init(stamp[0], stamp[3], stamp[2], init_us)
        if error:
            del self.built[environment]
            environment.shut_down("init-failed")
            if self.status == "IN_PROGRESS":
                self._fail(environment.event)
            else:
                self.lost.append(environment.version)
                self.service.clock.call_at(self.service.clock.now_us + _AGAIN_US, self._build_again)
            return
        environment.phase = "frozen"
        environment.since_us = self.service.clock.now_us
        if self.status != "IN_PROGRESS":
            del self.built[environment]
            self._offer(environment)
            return
        self.initialised += 1
        if self.initialised == self.requested:
            self._become_ready()

    def _build_again(self) -> None:
        """One that was to take the place of another failed its Init: the next try."""
        if self.lost:
            replacement = self.service.add_environment(self.lost.pop(0), self)
            self.built[replacement] = None
            replacement.build(None)

    def _fail(self, cause: int) -> None:
        """The whole allocation ends; what could be used before it still can (LIF-027)."""
        self.status = "FAILED"
        self.status_reason = INIT_FAILURE
        self.failed_us = self.service.clock.now_us
        self.allocation.silence()
        self.to_build.clear()
        for each in self.built:
            each.built.silence()
            each.shut_down("init-failed")
        self.built.clear()
        numbers = (self.qualifier, INIT_FAILURE)
        self.service.note("provisioned.failed", self.function.name, numbers, cause)

    def _become_ready(self) -> None:
        """Nothing is used before the full amount is allocated (CON-015)."""
        self.status = "READY"
        self.usable = self.requested
        for environment in self.built:
            self._offer(environment)
        self.built.clear()
        numbers = (self.qualifier, self.requested)
        cause = self.event if self.grows < 0 else self.grows
        self.service.note("provisioned.ready", self.function.name, numbers, cause)

    def resize(self, shares: dict[Version, int]) -> None:
        """Ask for another amount of the same versions; what is READY goes on serving.

        AWS does not publish how it gets from one amount to the next; this is the simulator's own.
        """
        service, now = self.service, self.service.clock.now_us
        service.charge(self)
        self.close_minutes(now)
        self.since_us = self.failed_us = now
        for version, amount in shares.items():
            more = amount - self.amounts[version]
            self.to_build += [version] * more
            self._give_up(version, -more)
        self.initialised = self.usable = sum(
            min(amount, self.amounts[version]) for version, amount in shares.items()
        )
        self.amounts = shares
        self.requested = sum(shares.values())
        numbers = (self.qualifier, self.requested)
        event = service.note("provisioned.resized", self.function.name, numbers, service.cause)
        if self.to_build:
            self.status = "IN_PROGRESS"
            self.grows = event
            self.allocation = Bell(service.clock, self._allocate_one)
            preparation = service.scenario.provisioned_preparation
            self.start(preparation.at(self.function.luck.random()))

    def _give_up(self, version: Version, count: int) -> None:
        """Idle ones go at once, busy ones when their request has ended."""
        available = self.available[version]
        for _ in range(count):
            if available:
                available.popitem()[0].shut_down("deprovisioned")
            else:
                self.surplus += 1

    def remove(self) -> None:
        """Give everything back; what is being served ends in its environment."""
        self.close_minutes(self.service.clock.now_us)
        self.allocation.silence()
        self.lost.clear()
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
