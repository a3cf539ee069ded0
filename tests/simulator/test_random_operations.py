"""Laws that hold at every moment, whatever is done to the account."""

from __future__ import annotations

from contextlib import suppress
from random import Random
from typing import Any

import pytest
from account_laws import check, nothing_is_left
from account_state import identities_of, state_of
from any_operation import KINDS, NAMES, operation_of, operations
from busy_account import busy_account
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from ledger import Ledger
from scenes import ROLE, scenario
from thorough import examples

from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import (
    CreateFunction,
    CreateStream,
    CreateTable,
    DeleteEventSourceMapping,
    DeleteFunction,
    DeleteTopic,
    DisableRule,
    Invoke,
    Operation,
    PutFunctionConcurrency,
    PutFunctionRecursionConfig,
    PutProvisionedConcurrencyConfig,
    PutRecords,
    UpdateFunctionCode,
)
from lambdatutor.aws.shapes import (
    AttributeDefinition,
    FunctionCode,
    KeySchemaElement,
    PutRecordsRequestEntry,
    StreamSpecification,
)
from lambdatutor.errors import LambdaTutorError
from lambdatutor.simulator.control import carry_out
from lambdatutor.simulator.control.lookup import target
from lambdatutor.simulator.outside import SetSimulator, SetTraffic
from lambdatutor.simulator.scenario import Routing
from lambdatutor.simulator.settings import SettingError
from lambdatutor.simulator.sources.bus import EventBus
from lambdatutor.simulator.sources.schedule import Schedule
from lambdatutor.simulator.sources.topic import Topic
from lambdatutor.simulator.time import HOUR, MILLISECOND, MINUTE
from lambdatutor.simulator.world import World

ROUTINGS: tuple[Routing, ...] = ("most-recently-used", "newest-created", "oldest", "random")


class AnyAccount(RuleBasedStateMachine):
    """Operations and stretches of time in any order."""

    @initialize(
        routing=st.sampled_from(ROUTINGS), lifetime=st.booleans(), seed=st.integers(0, 1_000)
    )
    def open(self, routing: Routing, lifetime: bool, seed: int) -> None:
        self.world = World(busy_account(routing, lifetime=lifetime), seed=seed)
        self.twin = self.world.copy()
        self.done: list[tuple[int, Operation]] = []
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
        self.done.append((world.now_us, operation))
        before = None if isinstance(operation, Invoke) else state_of(world)
        policies, revision = identities_of(world), world.service.identities.revision
        entries = len(world.log)
        with suppress(LambdaTutorError):
            world.do(operation)
        self.ledger.follow(world.log)
        if [each.kind for each in world.log.since(entries)][-1] == "operation.refused":
            assert before is None or state_of(world) == before, "it was refused and left a trace"
            return
        if identities_of(world) != policies:
            assert world.service.identities.revision > revision, "nobody would read them anew"
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

    @invariant()
    def everything_is_in_one_place(self) -> None:
        check(self.world)

    def teardown(self) -> None:
        if not hasattr(self, "world"):
            return
        self.it_is_what_was_done_to_it()
        for operations_of in (silence, clear):
            for operation in operations_of(self.world):
                self.do(operation)
            self.world.advance(self.world.now_us + MINUTE)
        self.world.advance(self.world.now_us + 7 * HOUR)
        self.ledger.follow(self.world.log)
        self.the_books_agree()
        check(self.world)
        snapshot = self.world.snapshot()

        nothing_is_left(self.world)
        assert all(each.provisioned and each.request is None for each in snapshot.environments)
        held = sum(each.requested for view in snapshot.functions for each in view.provisioned)
        staying = [each for each in snapshot.environments if each.phase != "shutdown"]
        assert len(staying) == held, "provisioned ones stay or are built again, and only they"

    def it_is_what_was_done_to_it(self) -> None:
        """A world that was packed at the opening gets there by what was done, in one go each."""
        for at_us, operation in self.done:
            self.twin.advance(at_us)
            with suppress(LambdaTutorError):
                self.twin.do(operation)
        self.world.advance(self.world.now_us)
        self.twin.advance(self.world.now_us)
        assert self.twin.log.digest() == self.world.log.digest()


def silence(world: World) -> list[Operation]:
    """All that sends by itself ends, and no function sends to itself for ever."""
    for each in list(world.service.resources.values()):
        if isinstance(each, Schedule):  # no operation here ends one
            each.stop()
    return [
        *(SetTraffic(Traffic=name, Field="count", Value="0") for name in world.clients),
        *(DisableRule(Name=name) for bus in _all(world, EventBus) for name in bus.rules),
        *(DeleteTopic(TopicArn=topic.arn) for topic in _all(world, Topic)),
        *(
            PutFunctionRecursionConfig(FunctionName=name, RecursiveLoop="Terminate")
            for name in world.service.functions
        ),
        SetSimulator(Setting="idle_timeout", Value="30s"),
    ]


def clear(world: World) -> list[Operation]:
    """Nobody polls any more what fails again and again."""
    return [DeleteEventSourceMapping(UUID=uuid) for uuid in world.service.mappings]


def _all(world: World, kind: type[Any]) -> list[Any]:
    return [each for each in world.service.resources.values() if isinstance(each, kind)]


AnyAccount.TestCase.settings = settings(
    max_examples=examples(18),
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

TestAnyAccount = AnyAccount.TestCase


def test_every_operation_is_answered_or_refused_in_one_sentence() -> None:
    """Each kind often; a refusal leaves the account as it was."""
    world = World(busy_account(), seed=2)
    luck = Random(7)
    todo = [operation_of(kind, seed) for kind in KINDS for seed in range(examples(8))]
    luck.shuffle(todo)
    answered: set[str] = set()
    for operation in todo:
        world.advance(world.now_us + luck.choice((0, 0, 30, 500)) * MILLISECOND)
        before = state_of(world)
        try:
            world.do(operation)
            answered.add(operation.name)
        except LambdaTutorError as refused:
            if not isinstance(operation, Invoke):
                assert state_of(world) == before, operation
            said = str(refused)
            assert "\n" not in said
            assert said[0] != ":"
    check(world)
    assert len(answered) > 60


def test_what_nothing_here_does_is_refused_in_one_sentence() -> None:
    class Sing(Operation, frozen=True, kw_only=True):
        """No operation of AWS's."""

    world = World(scenario())
    for operation in (Sing(), Invoke(FunctionName="f")):
        with pytest.raises(SettingError, match=f"{operation.name}: cannot be done here"):
            carry_out(world.service, operation)


def test_only_aws_refuses_what_a_lesson_sets_up() -> None:
    setup = [PutFunctionConcurrency(FunctionName="nope", ReservedConcurrentExecutions=1)]

    with pytest.raises(AwsError):
        World(scenario(setup=setup))


def test_what_is_refused_in_part_leaves_nothing_of_the_rest() -> None:
    """All records of a call are looked at first, and so is all of a table."""
    world = World(scenario(setup=[CreateStream(StreamName="clicks", ShardCount=1)]))
    entries = [PutRecordsRequestEntry(Data="{}", PartitionKey=key) for key in ("a", None)]
    table = CreateTable(
        TableName="items",
        AttributeDefinitions=[AttributeDefinition(AttributeName="id", AttributeType="S")],
        KeySchema=[KeySchemaElement(AttributeName="id", KeyType="HASH")],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification=StreamSpecification(StreamEnabled=True),
    )
    before = list(world.service.resources)
    for operation in (PutRecords(StreamName="clicks", Records=entries), table):
        with pytest.raises(AwsError):
            world.do(operation)

    assert world.snapshot().streams[0].put == 0
    assert list(world.service.resources) == before
