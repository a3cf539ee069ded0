"""What an account holds: everything in it, by what it is found by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.counters import Counters, Gauge
from lambdatutor.simulator.identities.store import Identities
from lambdatutor.simulator.limits import ConcurrencyLimit
from lambdatutor.simulator.randomness import stream

if TYPE_CHECKING:
    from lambdatutor.simulator.asynchronous.internal_queue import InternalQueue
    from lambdatutor.simulator.autoscaling.target import ScalableTarget
    from lambdatutor.simulator.callers.sdk import Sdk
    from lambdatutor.simulator.clock import Clock
    from lambdatutor.simulator.deployments.deployment import Deployment
    from lambdatutor.simulator.environment import ExecutionEnvironment
    from lambdatutor.simulator.events import EventLog
    from lambdatutor.simulator.function import Function
    from lambdatutor.simulator.handler import Dependency
    from lambdatutor.simulator.meters import Meters
    from lambdatutor.simulator.parcel import Resource
    from lambdatutor.simulator.polling.mapping import EventSourceMapping
    from lambdatutor.simulator.sampler import Sampler
    from lambdatutor.simulator.scenario import Scenario
    from lambdatutor.simulator.sources.policy import FunctionPolicy
    from lambdatutor.simulator.sources.rest_api import RestApi
    from lambdatutor.simulator.version import Configuration, Stamp


class Holdings:
    """All that is in one account; what is done with it is in `Account`."""

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
        """Functions, and actions that their roles may not do, where permissions are assumed."""
        self.log_gaps: dict[str, list[int]] = {}
        """By function: when its role lost the right to write logs, got it back, and so on."""
        self.log_groups: dict[str, None] = {}
        """Where permissions are judged: the log groups that are there."""
        self.dependencies: dict[str, Dependency] = {}
        """By name: what code needs while it runs."""
        self.sdks: dict[str, Sdk] = {}
        """By the traffic's name: what tries again for its customers."""
        self.policies: dict[tuple[str, str | None], FunctionPolicy] = {}
        """By function and qualifier: its resource-based policy (PER-003)."""
        self.identities = Identities(scenario.account.account_id)
        """Roles, users, and every policy but those of the functions."""
        self.rest_apis: dict[str, RestApi] = {}
        """By id: REST APIs as they are put together; what is deployed is a front door."""
        self.refusal_stamps: dict[tuple[str, str | None], Stamp] = {}
        """What the records of requests that were turned away have in place of a version."""
        self.counters = Counters()
        self.sampler: Sampler
        """It comes to the account by itself."""
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
        self.built: int = 0
        """How many environments there ever were."""
        self.opening = True
        """Before the run begins: what takes time on AWS is ready at once."""
        self.cause = -1
        """The id of the event that the consequences of an operation follow from."""
