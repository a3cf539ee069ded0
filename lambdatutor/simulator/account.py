"""The account: its functions and their environments, and how its concurrency is shared out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.alarms.book import AlarmBook
from lambdatutor.simulator.asynchronous.recursion import follows
from lambdatutor.simulator.environment import ExecutionEnvironment
from lambdatutor.simulator.function import Function
from lambdatutor.simulator.holdings import Holdings
from lambdatutor.simulator.idle import idle_set
from lambdatutor.simulator.network import states
from lambdatutor.simulator.network.network import Network
from lambdatutor.simulator.permissions import Permissions
from lambdatutor.simulator.randomness import stream
from lambdatutor.simulator.snapstart.snapshot import VersionSnapshot
from lambdatutor.simulator.sources.bucket import store_under_prefix
from lambdatutor.simulator.sources.policy import INVOKE
from lambdatutor.simulator.version import LATEST, Configuration, Version

if TYPE_CHECKING:
    from lambdatutor.simulator.authoriser import Authoriser
    from lambdatutor.simulator.clock import Clock
    from lambdatutor.simulator.distributions import Distribution
    from lambdatutor.simulator.events import EventLog, Number
    from lambdatutor.simulator.meters import Meters
    from lambdatutor.simulator.parcel import Parcel, Resource
    from lambdatutor.simulator.provisioned import Provisioned
    from lambdatutor.simulator.request import Request
    from lambdatutor.simulator.scenario import Scenario


class Account(Holdings):
    """One account in one Region, and everything in it."""

    def __init__(
        self,
        clock: Clock,
        scenario: Scenario,
        seed: int,
        log: EventLog | None,
        meters: Meters,
        *,
        authoriser: Authoriser | None = None,
    ) -> None:
        super().__init__(clock, scenario, seed, log, meters)
        self.permissions = Permissions(self, authoriser)
        self.alarms = AlarmBook(self)
        self.network = Network(self)
        """All VPCs, and what is in them."""

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
        deployed = self.deployed.setdefault((function.name, number), [])
        deployed.append((self.built, configuration))
        if number == LATEST:
            function.invocable[number] = version
        return version

    def make_invocable(self, version: Version) -> None:
        """Let requests run on a published version, with SnapStart once its snapshot is there."""
        if version.configuration.snap_start:
            version.snapshot = VersionSnapshot(self, version)
        else:
            version.function.invocable[version.number] = version

    def remove_function(self, function: Function) -> None:
        """What runs ends in its environment; what comes finds no function."""
        for held in list(function.provisioned.values()):
            self.charge(held)
            held.remove()
        function.provisioned.clear()
        if function.update is not None:
            function.update.bell.silence()
        for version in function.versions.values():
            self.retire(version)
            if version.snapshot is not None:
                version.snapshot.discard()
        self.numbers_given[function.name] = function.published
        for key in [each for each in self.policies if each[0] == function.name]:
            del self.policies[key]
            self.identities.changed()
        del self.functions[function.name]
        states.gone(self, function)
        self.share_out()

    def remove_version(self, version: Version) -> None:
        self.retire(version)
        del version.function.versions[version.number]
        version.function.invocable.pop(version.number, None)
        if version.snapshot is not None:
            version.snapshot.discard()
        if version.configuration.placement is not None:
            self.network.interfaces.settle()

    # Environments

    def add_environment(
        self, version: Version, pool: Provisioned | None, request: Request | None = None
    ) -> ExecutionEnvironment:
        """A new environment: for a request that found none, or ahead of any (LIF-007)."""
        self.built += 1
        environment = ExecutionEnvironment(self, version, self.built, pool)
        self.environments[self.built] = environment
        for name in version.configuration.code.calls:
            self.dependencies[name].open(environment)
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
        for dependency in self.dependencies.values():  # its code may have been another one
            dependency.forget(environment)
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
            architecture = version.configuration.architecture
            self.meters.provisioned_for(held.function.name, architecture, memory_mb, held_us)

    def measure(self) -> None:
        """Bring the metrics of provisioned concurrency up to date (MET-009 to MET-012)."""
        for function in self.functions.values():
            for held in function.provisioned.values():
                held.close_minutes(self.clock.now_us)

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

    # Parcels

    def resource(self, arn: str) -> Resource | None:
        """What has this ARN; a function is found by its versions and aliases as well."""
        found = self.resources.get(arn)
        if found is not None:
            return found
        unqualified, _, qualifier = arn.rpartition(":")
        queue = self.internal_queues.get(unqualified)
        return None if queue is None else queue.entrance(qualifier)

    def permits_source(
        self,
        function_name: str,
        principal: str,
        source_arn: str,
        *,
        qualifier: str | None = None,
        action: str = INVOKE,
    ) -> bool:
        """Whether a function's own policy lets a source in, where permissions are not judged."""
        if self.scenario.source_permissions == "assumed":
            return True
        account = self.scenario.account.account_id
        policy = self.policies.get((function_name, qualifier))
        return policy is not None and policy.lets_in(principal, source_arn, account, action)

    def deliver(self, arn: str, parcel: Parcel, cause: int) -> str:
        """Hand a parcel to what has this ARN; the answer is an error code, or nothing."""
        resource = self.resource(arn)
        if resource is None:
            return store_under_prefix(self, arn, parcel, cause)
        if parcel.hops and not follows(arn):
            parcel = parcel._replace(hops=0)
        return resource.accept(parcel, cause)

    def note(self, kind: str, function: str, numbers: tuple[Number, ...], cause: int) -> int:
        """Write down what happened to no request and no environment."""
        if self.log is None:
            return -1
        return self.log.add(self.clock.now_us, kind, cause, 0, 0, function, numbers)
