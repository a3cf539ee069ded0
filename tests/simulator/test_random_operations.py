"""Laws that hold at every moment, whatever is done to the account."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from any_operation import CLIENTS, NAMES, operations
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from ledger import Ledger
from scenes import ROLE, code, function, poisson, scenario

from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import (
    CreateAlias,
    CreateFunction,
    DeleteFunction,
    Invoke,
    Operation,
    PublishVersion,
    PutFunctionConcurrency,
    PutProvisionedConcurrencyConfig,
    UpdateFunctionCode,
)
from lambdatutor.aws.shapes import FunctionCode
from lambdatutor.errors import LambdaTutorError
from lambdatutor.simulator.control.lookup import target
from lambdatutor.simulator.outside import SetSimulator, SetTraffic
from lambdatutor.simulator.scenario import Routing, Scenario
from lambdatutor.simulator.time import HOUR, MILLISECOND
from lambdatutor.simulator.world import World

ROUTINGS: tuple[Routing, ...] = ("most-recently-used", "newest-created", "oldest", "random")


def busy_account(routing: Routing, *, lifetime: bool) -> Scenario:
    """Three functions under traffic, in an account of which 30 can be set aside."""
    spiky = {"errors": 0.2, "failure": "exit", "init": "exp:1s", "extensions": "external"}
    return scenario(
        function("f", run="exp:300ms", init="exp:500ms", releases={"two": code(run="1s")}),
        function("g", run="lognormal:100ms,p99=4s", timeout="2s", warm=3, **spiky),
        function("h", run="uniform:10ms..2s", init="11s", memory=512, compute=0.5),
        traffic=[
            poisson(8, name="one", function="f", qualifier=None),
            poisson(15, name="two", function="g", kind="ping"),
            poisson(4, name="three", function="f", qualifier="live", count=2),
        ],
        setup=[
            PublishVersion(FunctionName="f"),
            CreateAlias(FunctionName="f", Name="live", FunctionVersion="1"),
        ],
        quota=130,
        routing=routing,
        idle="exp:20s",
        lifetime="uniform:20s..2min" if lifetime else None,
        preparation="5s",
    )


def state_of(world: World) -> dict[str, Any]:
    """All of the account that an operation could change, and nothing of the log."""
    service = world.service
    return {
        "snapshot": world.snapshot()._replace(totals=None),
        "pool": (service.pool.capacity, service.pool.in_flight, service.pool.rate),
        "clients": {name: each.traffic for name, each in world.clients.items()},
        "functions": {
            name: {
                "limit": (each.limit.capacity, each.limit.in_flight, each.limit.rate),
                "reserved": each.reserved,
                "idle_timeout": each.idle_timeout,
                "published": each.published,
                "revision": each.revision,
                "deployments": each.deployments,
                "versions": {
                    number: (version.configuration, len(version.idle))
                    for number, version in each.versions.items()
                },
                "aliases": {
                    key: (alias.version, alias.additional, alias.description, alias.revision)
                    for key, alias in each.aliases.items()
                },
                "provisioned": {
                    key: (held.requested, held.status, held.since_us)
                    for key, held in each.provisioned.items()
                },
            }
            for name, each in service.functions.items()
        },
    }


class AnyAccount(RuleBasedStateMachine):
    """Operations and stretches of time in any order."""

    @initialize(
        routing=st.sampled_from(ROUTINGS), lifetime=st.booleans(), seed=st.integers(0, 1_000)
    )
    def open(self, routing: Routing, lifetime: bool, seed: int) -> None:
        self.world = World(busy_account(routing, lifetime=lifetime), seed=seed)
        self.ledger = Ledger()
        self.ledger.heed(self.world.snapshot())
        self.ledger.follow(self.world.log)

    @rule(millis=st.sampled_from((0, 1, 30, 500, 3_000, 8_000, 20_000)))
    def wait(self, millis: int) -> None:
        self.world.advance(self.world.now_us + millis * MILLISECOND)
        self.ledger.follow(self.world.log)

    @rule(millis=st.integers(1, 5_000), at_most=st.integers(1, 300))
    def wait_a_little_at_most(self, millis: int, at_most: int) -> None:
        until = self.world.now_us + millis * MILLISECOND
        arrived = self.world.advance(until, at_most=at_most)
        self.ledger.follow(self.world.log)

        assert self.world.now_us <= until
        assert not arrived or self.world.now_us == until

    @rule(operation=operations)
    def do_anything(self, operation: Operation) -> None:
        self.do(operation)

    @rule(name=st.sampled_from(NAMES), amount=st.integers(0, 35))
    def reserve(self, name: str, amount: int) -> None:
        self.do(PutFunctionConcurrency(FunctionName=name, ReservedConcurrentExecutions=amount))

    @rule(name=st.sampled_from(NAMES), qualifier=st.sampled_from(("1", "2", "live")))
    def provision(self, name: str, qualifier: str) -> None:
        self.do(
            PutProvisionedConcurrencyConfig(
                FunctionName=name, Qualifier=qualifier, ProvisionedConcurrentExecutions=6
            )
        )

    @rule(name=st.sampled_from(NAMES))
    def deploy_and_publish(self, name: str) -> None:
        self.do(UpdateFunctionCode(FunctionName=name, S3Key="two", Publish=True))

    @rule(name=st.sampled_from(NAMES))
    def create_again(self, name: str) -> None:
        self.do(CreateFunction(FunctionName=name, Role=ROLE, Code=FunctionCode(ZipFile="f.zip")))

    @rule()
    def go_on_with_a_copy(self) -> None:
        self.world = self.world.copy()

    def do(self, operation: Operation) -> None:
        world = self.world
        world.advance(world.now_us)
        self.ledger.follow(world.log)
        before = None if isinstance(operation, Invoke) else state_of(world)
        entries = len(world.log)
        with suppress(LambdaTutorError):
            world.do(operation)
        self.ledger.follow(world.log)
        if [each.kind for each in world.log.since(entries)][-1] == "operation.refused":
            assert before is None or state_of(world) == before, "it was refused and left a trace"
            return
        if isinstance(operation, DeleteFunction):
            name, qualifier = target(world.service, operation.FunctionName, operation.Qualifier)
            if qualifier is None:
                self.ledger.deleted(name)
        self.ledger.heed(world.snapshot())

    # What holds

    @invariant()
    def the_books_agree(self) -> None:
        snapshot, ledger = self.world.snapshot(), self.ledger
        totals = snapshot.totals

        running = sum(each == "in" for each in ledger.open_requests.values())
        assert totals.requests == totals.accepted + totals.throttles + totals.refused
        assert totals.accepted == ledger.accepted == ledger.ended + running
        assert (totals.throttles, totals.refused) == (ledger.throttled, ledger.refused)
        assert totals.served + totals.errors == ledger.ended
        for view in snapshot.functions:
            assert view.in_flight == ledger.in_flight(ledger.home(view.name))
        assert snapshot.account_in_flight == ledger.shared()
        assert {each.number for each in snapshot.environments} == set(ledger.environments)

    @invariant()
    def enough_stays_unreserved(self) -> None:
        snapshot = self.world.snapshot()

        assert snapshot.unreserved >= 100
        for view in snapshot.functions:
            claimed = sum(each.requested for each in view.provisioned)
            assert view.reserved is None or claimed <= view.reserved

    def teardown(self) -> None:
        if not hasattr(self, "world"):
            return
        for name in CLIENTS:
            self.do(SetTraffic(Traffic=name, Field="count", Value="0"))
        self.do(SetSimulator(Setting="idle_timeout", Value="30s"))
        self.world.advance(self.world.now_us + HOUR)
        self.ledger.follow(self.world.log)
        self.the_books_agree()
        snapshot, service = self.world.snapshot(), self.world.service

        assert snapshot.finished
        assert service.pool.in_flight == 0
        assert all(
            each.in_flight == each.limit.in_flight == 0 for each in service.functions.values()
        )
        assert all(each.provisioned and each.request is None for each in snapshot.environments)
        held = sum(each.requested for view in snapshot.functions for each in view.provisioned)
        assert len(snapshot.environments) == held, "provisioned ones stay, and only they"


AnyAccount.TestCase.settings = settings(
    max_examples=40,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

TestAnyAccount = AnyAccount.TestCase


def test_only_aws_refuses_what_a_lesson_sets_up() -> None:
    setup = [PutFunctionConcurrency(FunctionName="nope", ReservedConcurrentExecutions=1)]

    with pytest.raises(AwsError):
        World(scenario(setup=setup))
