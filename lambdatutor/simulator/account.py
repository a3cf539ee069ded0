"""The account: its functions and their environments, and how its concurrency is shared out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.alarms.book import AlarmBook
from lambdatutor.simulator.asynchronous.recursion import follows
from lambdatutor.simulator.counters import Counters, Gauge
from lambdatutor.simulator.environment import ExecutionEnvironment
from lambdatutor.simulator.function import Function
from lambdatutor.simulator.idle import idle_set
from lambdatutor.simulator.limits import ConcurrencyLimit
from lambdatutor.simulator.randomness import stream
from lambdatutor.simulator.snapstart.snapshot import VersionSnapshot
from lambdatutor.simulator.sources.bucket import store_under_prefix
from lambdatutor.simulator.sources.policy import INVOKE
from lambdatutor.simulator.version import LATEST, Configuration, Version

if TYPE_CHECKING:
    from lambdatutor.simulator.asynchronous.internal_queue import InternalQueue
    from lambdatutor.simulator.autoscaling.target import ScalableTarget
    from lambdatutor.simulator.callers.sdk import Sdk
    from lambdatutor.simulator.clock import Clock
    from lambdatutor.simulator.deployments.deployment import Deployment
    from lambdatutor.simulator.distributions import Distribution
    from lambdatutor.simulator.events import EventLog, Number
    from lambdatutor.simulator.handler import Dependency
    from lambdatutor.simulator.meters import Meters
    from lambdatutor.simulator.parcel import Parcel, Resource
    from lambdatutor.simulator.polling.mapping import EventSourceMapping
    from lambdatutor.simulator.provisioned import Provisioned
    from lambdatutor.simulator.request import Request
    from lambdatutor.simulator.sampler import Sampler
    from lambdatutor.simulator.scenario import Scenario
    from lambdatutor.simulator.sources.policy import Statement
    from lambdatutor.simulator.sources.rest_api import RestApi
    from lambdatutor.simulator.version import Stamp


class Account:
    """One account in one Region, and everything in it."""

    def __init__(  # noqa: PLR0915  an account holds all there is
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
        self.resources: dict[str, Resource] = {}
        """By ARN: everything that takes parcels."""
        self.internal_queues: dict[str, InternalQueue] = {}
        """By the ARN of a function without a qualifier: its own queue (ASY-001)."""
        self.denied: dict[tuple[str, str], None] = {}
        self.log_gaps: dict[str, list[int]] = {}
        """By function: when its role lost the right to write logs, got it back, and so on."""
        """Functions, and actions that their roles may not do."""
        self.dependencies: dict[str, Dependency] = {}
        """By name: what code needs while it runs."""
        self.sdks: dict[str, Sdk] = {}
        """By the traffic's name: what tries again for its customers."""
        self.policies: dict[tuple[str, str | None], dict[str, Statement]] = {}
        """By function and qualifier: its resource-based policy, by statement id (PER-003)."""
        self.rest_apis: dict[str, RestApi] = {}
        """By id: REST APIs as they are put together; what is deployed is a front door."""
        self.refusal_stamps: dict[tuple[str, str | None], Stamp] = {}
        """What the records of requests that were turned away have in place of a version."""
        self.counters = Counters()
        self.sampler: Sampler
        """It comes to the account by itself."""
        self.alarms = AlarmBook(self)
        self.deployments: dict[str, Deployment] = {}
        """By id: what shifts the weights of aliases."""
        self.scalable_targets: dict[str, ScalableTarget] = {}
        """By ResourceId: what Application Auto Scaling may change (CON-025)."""
        self.mappings: dict[str, EventSourceMapping] = {}
        """By UUID: everything that polls."""
        self.mappings_made = 0
        self.queues_deleted: dict[str, int] = {}
        """When each queue that is no more was deleted, by name."""
        self.gauges: dict[str, Gauge] = {}
        """By ARN: what CloudWatch reads once a period."""
        self.numbers_given: dict[str, int] = {}
        """The highest version number of functions that were deleted (VER-001)."""
        self.deployed: dict[tuple[str, str], list[tuple[int, Configuration]]] = {}
        """By function and version: each configuration, and how many environments there were."""
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
        del self.functions[function.name]
        self.share_out()

    def remove_version(self, version: Version) -> None:
        self.retire(version)
        del version.function.versions[version.number]
        version.function.invocable.pop(version.number, None)
        if version.snapshot is not None:
            version.snapshot.discard()

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

    def permits(self, function_name: str, action: str) -> bool:
        """Whether a function's role may do something, such as `sqs:SendMessage`."""
        return (function_name, action) not in self.denied

    def permits_source(
        self,
        function_name: str,
        principal: str,
        source_arn: str,
        *,
        qualifier: str | None = None,
        action: str = INVOKE,
    ) -> bool:
        """Whether a function's own policy lets a source in (PUS-008, PER-007, PER-010)."""
        if self.scenario.source_permissions == "assumed":
            return True
        account = self.scenario.account.account_id
        statements = self.policies.get((function_name, qualifier), {})
        return any(
            each.lets_in(principal, source_arn, account, action) for each in statements.values()
        )

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
