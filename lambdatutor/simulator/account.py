"""The account: its functions and their environments, and how its concurrency is shared out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.environment import ExecutionEnvironment
from lambdatutor.simulator.function import Function
from lambdatutor.simulator.idle import idle_set
from lambdatutor.simulator.limits import ConcurrencyLimit
from lambdatutor.simulator.randomness import stream
from lambdatutor.simulator.version import LATEST, Configuration, Version

if TYPE_CHECKING:
    from lambdatutor.simulator.clock import Clock
    from lambdatutor.simulator.distributions import Distribution
    from lambdatutor.simulator.events import EventLog, Number
    from lambdatutor.simulator.meters import Meters
    from lambdatutor.simulator.provisioned import Provisioned
    from lambdatutor.simulator.request import Request
    from lambdatutor.simulator.scenario import Scenario


class Account:
    """One account in one Region, and everything in it."""

    def __init__(
        self, clock: Clock, scenario: Scenario, seed: int, log: EventLog | None, meters: Meters
    ) -> None:
        self.clock = clock
        self.scenario = scenario
        self.seed = seed
        self.log = log
        self.meters = meters
        self.functions: dict[str, Function] = {}
        self.environments: dict[int, ExecutionEnvironment] = {}
        self.pool = ConcurrencyLimit(scenario.rate_window)
        """What functions without reserved concurrency share (CON-002, CON-003)."""
        self.routing_luck = stream(seed, "routing")
        self.numbers_given: dict[str, int] = {}
        """The highest version number of functions that were deleted (VER-001)."""
        self.built = 0
        """How many environments there ever were."""
        self.opening = True
        """Before the run begins: what takes time on AWS is ready at once."""
        self.cause = -1
        """The id of the event that the consequences of an operation follow from."""

    # Functions

    def add_function(
        self, name: str, configuration: Configuration, idle_timeout: Distribution | None = None
    ) -> Function:
        function = Function(
            name,
            luck=stream(self.seed, "environments", name),
            idle_timeout=idle_timeout or self.scenario.idle_timeout,
            limit=self.pool,
        )
        function.published = self.numbers_given.get(name, 0)
        self.functions[name] = function
        self.add_version(function, LATEST, configuration)
        return function

    def add_version(self, function: Function, number: str, configuration: Configuration) -> Version:
        idle = idle_set(self.scenario.routing, self.routing_luck)
        version = function.versions[number] = Version(function, number, configuration, idle)
        return version

    def remove_function(self, function: Function) -> None:
        """What runs ends in its environment; what comes finds no function."""
        for held in list(function.provisioned.values()):
            self.charge(held)
            held.remove()
        function.provisioned.clear()
        for version in function.versions.values():
            self.retire(version)
        self.numbers_given[function.name] = function.published
        del self.functions[function.name]
        self.share_out()

    def remove_version(self, version: Version) -> None:
        self.retire(version)
        del version.function.versions[version.number]

    # Environments

    def add_environment(
        self, version: Version, pool: Provisioned | None, request: Request | None = None
    ) -> ExecutionEnvironment:
        """A new environment: for a request that found none, or ahead of any (LIF-007)."""
        self.built += 1
        environment = ExecutionEnvironment(self, version, self.built, pool)
        self.environments[self.built] = environment
        if self.log is not None:
            function = version.function
            cause = request.event if request else (pool.event if pool else self.cause)
            environment.event = self.log.add(
                self.clock.now_us,
                "environment.created",
                cause,
                request.number if request else 0,
                environment.number,
                function.name,
                (version.number, int(pool is not None), function.in_flight - 1 if request else 0),
            )
        return environment

    def forget(self, environment: ExecutionEnvironment) -> None:
        """It is gone."""
        del self.environments[environment.number]
        self.meters.environment_gone(self.clock.now_us - environment.created_us)

    def retire(self, version: Version) -> None:
        """No request runs on what is there any more; what runs now ends there (LIF-017)."""
        for environment in list(version.idle):
            version.idle.remove(environment)
            environment.shut_down("replaced")
        for environment in self.environments.values():
            if environment.version is version and environment.pool is None:
                environment.retired = True

    def charge(self, held: Provisioned) -> None:
        """Put the time that provisioned concurrency was configured on the bill (PRC-007)."""
        for version, amount in held.amounts.items():
            memory_mb = version.configuration.memory_mb * amount
            held_us = held.held_us(self.clock.now_us)
            self.meters.provisioned_for(version.configuration.architecture, memory_mb, held_us)

    # Limits

    def share_out(self) -> None:
        """Work out every limit anew after a change (CON-003, CON-006, CON-012, CON-013)."""
        quota = self.scenario.account.concurrency
        functions = self.functions.values()
        reserved = sum(each.reserved or 0 for each in functions)
        provisioned = sum(each.claimed for each in functions if each.reserved is None)
        self.pool.allow(max(0, quota - reserved - provisioned), quota)
        for each in functions:
            if each.reserved is not None:
                each.limit.allow(max(0, each.reserved - each.claimed), each.reserved)

    def unreserved(self, *, besides: Function | None = None) -> int:
        """The account's quota less all reservations; one function's own can be left out."""
        functions = [each for each in self.functions.values() if each is not besides]
        reserved = sum(each.reserved or 0 for each in functions)
        provisioned = sum(each.claimed for each in functions if each.reserved is None)
        return self.scenario.account.concurrency - reserved - provisioned

    def note(self, kind: str, function: str, numbers: tuple[Number, ...], cause: int) -> int:
        """Write down what happened to no request and no environment."""
        if self.log is None:
            return -1
        return self.log.add(self.clock.now_us, kind, cause, 0, 0, function, numbers)
