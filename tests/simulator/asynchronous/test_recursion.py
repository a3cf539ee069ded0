"""What AWS says of loops: a chain of requests that comes back is stopped after 16 invocations."""

from __future__ import annotations

import pytest
from async_scenes import BUS, SQS, STREAM, Shelf, config, events, lambda_arn, metric, queue, seen
from scenes import calls, function, later, opened, played, statuses

from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import (
    GetFunctionRecursionConfig,
    PutFunctionRecursionConfig,
    UpdateFunctionConfiguration,
)
from lambdatutor.aws.shapes import DeadLetterConfig
from lambdatutor.simulator.account import Account
from lambdatutor.simulator.asynchronous.event import EventRequest, QueuedEvent
from lambdatutor.simulator.asynchronous.poller import Poller
from lambdatutor.simulator.parcel import Parcel
from lambdatutor.simulator.scenario import FunctionSetup
from lambdatutor.simulator.world import World


def loop(name: str = "f", to: str | None = None, **rest: object) -> FunctionSetup:
    return function(name, run="100ms", sends=(to or lambda_arn(name),), **rest)


def allow(mode: str = "Allow", name: str = "f") -> PutFunctionRecursionConfig:
    return PutFunctionRecursionConfig(FunctionName=name, RecursiveLoop=mode)


class Hop:
    """Sends on to a function what it is given, as a queue or a bus with a trigger does."""

    idle = True

    def __init__(self, world: World, arn: str, to: str) -> None:
        self.arn = arn
        self.to = to
        self.account: Account = world.service
        world.service.resources[arn] = self

    def accept(self, parcel: Parcel, cause: int) -> str:
        return self.account.deliver(self.to, parcel, cause)


@pytest.mark.fact("REC-001", "REC-004", "MET-020")
def test_a_function_that_calls_itself_runs_sixteen_times() -> None:
    world = played(loop(), traffic=[events("0s")], until="1h")

    assert statuses(world).count("ok") == 16
    assert statuses(world).count("refused") == 1
    assert metric(world, "RecursiveInvocationsDropped") == 1
    assert world.finished


@pytest.mark.fact("REC-001")
def test_each_chain_is_counted_by_itself() -> None:
    world = played(loop(), traffic=[events("0s", "1h", "2h")], until="5h")

    assert statuses(world).count("ok") == 3 * 16
    assert metric(world, "RecursiveInvocationsDropped") == 3


@pytest.mark.fact("REC-001")
def test_a_loop_through_two_functions_is_one_chain() -> None:
    world = played(
        loop("f", lambda_arn("g")),
        loop("g", lambda_arn("f")),
        traffic=[events("0s")],
        until="1h",
    )

    assert statuses(world).count("ok") == 16


@pytest.mark.fact("REC-001", "REC-003")
def test_who_calls_synchronously_begins_a_chain() -> None:
    world = played(loop(), traffic=[calls("0s")], until="1h")

    assert statuses(world).count("ok") == 16


@pytest.mark.fact("REC-001")
def test_a_loop_can_be_allowed() -> None:
    world = played(loop(), traffic=[events("0s")], setup=[allow()], until="10s")
    assert statuses(world).count("ok") == 100
    assert metric(world, "RecursiveInvocationsDropped") == 0

    world.do(allow("Terminate"))
    later(world, "10s")
    assert statuses(world).count("ok") == 101
    assert metric(world, "RecursiveInvocationsDropped") == 1


@pytest.mark.fact("REC-001")
def test_loops_are_stopped_unless_a_function_says_otherwise() -> None:
    world = opened()
    get = GetFunctionRecursionConfig(FunctionName="f")

    assert world.do(get) == {"RecursiveLoop": "Terminate"}
    assert world.do(allow()) == {"RecursiveLoop": "Allow"}
    assert world.do(get) == {"RecursiveLoop": "Allow"}


@pytest.mark.fact("REC-001")
def test_a_wrong_mode_and_a_missing_function_are_refused() -> None:
    with pytest.raises(AwsError, match=r"enum value set: \[Terminate, Allow\]"):
        opened().do(allow("Stop"))
    with pytest.raises(AwsError, match="Function not found"):
        opened().do(allow(name="nobody"))


@pytest.mark.fact("REC-002")
@pytest.mark.parametrize("service", ["sqs", "sns", "s3"])
def test_a_chain_is_followed_through_queues_topics_and_buckets(service: str) -> None:
    arn = f"arn:aws:{service}:us-east-1:123456789012:between"
    world = opened(loop(to=arn), traffic=[events("0s")])
    Hop(world, arn, lambda_arn("f"))
    later(world, "1h")

    assert statuses(world).count("ok") == 16


@pytest.mark.fact("REC-002")
@pytest.mark.parametrize("arn", [BUS, STREAM])
def test_a_chain_is_lost_in_other_services(arn: str) -> None:
    world = opened(loop(to=arn), traffic=[events("0s")])
    Hop(world, arn, lambda_arn("f"))
    later(world, "10s")

    assert statuses(world).count("ok") > 90
    assert metric(world, "RecursiveInvocationsDropped") == 0


@pytest.mark.fact("REC-003")
def test_an_old_sdk_does_not_pass_the_chain_on() -> None:
    world = played(loop(passes_chain_on=False), traffic=[events("0s")], until="10s")

    assert statuses(world).count("ok") > 90
    assert metric(world, "RecursiveInvocationsDropped") == 0


@pytest.mark.fact("REC-004")
def test_a_poller_is_told_which_invocation_was_stopped() -> None:
    world = opened()
    poller = Poller(queue(world), None, "customer")
    for hops, answer in ((15, ""), (16, "RecursiveInvocationException")):
        event = QueuedEvent(hops, hops, Parcel(hops=hops), None, 0)
        assert world.service.receive(EventRequest(poller, hops, event, 0)) == answer


@pytest.mark.fact("REC-006")
def test_a_stopped_event_goes_to_the_dead_letters_and_to_the_destination() -> None:
    world = opened(loop(), traffic=[events("0s")])
    topic = SQS.replace("sqs", "sns")
    letters, records = Shelf(world, SQS), Shelf(world, topic)
    world.do(
        UpdateFunctionConfiguration(
            FunctionName="f", DeadLetterConfig=DeadLetterConfig(TargetArn=SQS)
        )
    )
    world.do(config(failure=topic))
    later(world, "1h")

    assert [dict(each.attributes)["ErrorCode"] for each in letters.parcels] == ["400"]
    (record,) = records.bodies
    assert record["requestContext"]["approximateInvokeCount"] == 0
    assert "responseContext" not in record
    assert (seen(world).succeeded, seen(world).dropped) == (16, 1)


@pytest.mark.fact("REC-006")
def test_a_function_that_takes_failures_is_not_stopped_for_the_loop_it_is_told_of() -> None:
    world = opened(loop(), function("g", run="0s"), traffic=[events("0s")])
    world.do(config(failure=lambda_arn("g")))
    later(world, "1h")

    assert [each.status for each in world.records() if each.function == "g"] == ["ok"]


def test_functions_that_are_each_others_destination_are_stopped() -> None:
    world = opened(function("f"), function("g"), traffic=[events("0s")])
    world.do(config(success=lambda_arn("g")))
    world.do(config(success=lambda_arn("f"), name="g"))
    later(world, "1h")

    assert statuses(world).count("ok") == 16
