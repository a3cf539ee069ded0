"""Every control that a lesson may name: AWS takes each of its values, and the control reads it."""

import pytest

from lambdatutor.aws.command_line import from_cli, to_cli
from lambdatutor.aws.operations import (
    CreateAlias,
    CreateEventSourceMapping,
    CreateQueue,
    CreateStream,
    PublishVersion,
    PutFunctionEventInvokeConfig,
    UpdateFunctionCode,
)
from lambdatutor.aws.resource_arns import queue_arn
from lambdatutor.course.built_in import BUILT_IN
from lambdatutor.course.cheats import cheats
from lambdatutor.course.controls import dial
from lambdatutor.course.lab_parts import Control
from lambdatutor.course.targets import ControlError
from lambdatutor.simulator.address import arn_of
from lambdatutor.simulator.dependencies.setup import DependencySetup
from lambdatutor.simulator.outside import OUTSIDE
from lambdatutor.simulator.scenario import AccountSetup, FunctionSetup, Scenario, Traffic
from lambdatutor.simulator.time import MINUTE, Micros
from lambdatutor.simulator.world import World

POLICY = f'{{"deadLetterTargetArn": "{queue_arn("dead")}", "maxReceiveCount": 3}}'
RICH = Scenario(
    functions=(FunctionSetup(name="shop", timeout=Micros(1_000_000)),),
    dependencies=(DependencySetup(name="database"),),
    setup=(
        CreateQueue(QueueName="dead"),
        CreateQueue(QueueName="orders", Attributes={"RedrivePolicy": POLICY}),
        CreateStream(StreamName="clicks", ShardCount=1),
        CreateEventSourceMapping(FunctionName="shop", EventSourceArn=queue_arn("orders")),
        CreateEventSourceMapping(
            FunctionName="shop",
            EventSourceArn=arn_of("kinesis:clicks", AccountSetup()),
            StartingPosition="LATEST",
        ),
        PublishVersion(FunctionName="shop"),
        UpdateFunctionCode(FunctionName="shop", ZipFile="function.zip"),
        PublishVersion(FunctionName="shop"),
        CreateAlias(FunctionName="shop", Name="live", FunctionVersion="1"),
        PutFunctionEventInvokeConfig(FunctionName="shop", MaximumRetryAttempts=2),
    ),
    traffic=(Traffic(name="buyers", at=Micros(1)),),
)
OF_STREAMS = ("parallelization_factor", "bisect", "record_age", "record_retries")
SAID: dict[str, dict[str, object]] = {
    "alias_weight": {"version": "2"},
    "alias_version": {"values": ("1", "2")},
    "on_failure": {"values": ("none", "sqs:dead")},
    "dead_letter_queue": {"values": ("none", "sqs:dead")},
    # AWS wants a window with batches of more than ten, and the other values stand in the lesson
    "batch_size": {"values": ("1", "5", "10")},
    "visibility_timeout": {"values": ("30s", "60s", "12h")},
    # AWS refuses one above the visibility timeout of a queue that the function reads (SQS-005)
    "timeout": {"values": ("3s", "10s", "30s")},
    **{name: {"of": "clicks"} for name in OF_STREAMS},
}


def control(name: str) -> Control:
    return Control(control=name, **SAID.get(name, {}))  # type: ignore[arg-type]  fields of Control


@pytest.mark.parametrize("name", BUILT_IN)
def test_each_value_is_a_call_that_aws_takes_and_the_control_reads_it_back(name: str) -> None:
    made = dial(control(name), RICH)
    for value in made.values:
        operation = made.target.operation(value)
        assert made.target.read(operation) == value
        assert made.target.parse(made.target.show(value)) == value
        if not isinstance(operation, OUTSIDE):
            assert from_cli(to_cli(operation)) == operation
        world = World(RICH)
        world.advance(MINUTE)
        if value == "none" and name == "provisioned_concurrency":
            continue  # there is none to delete
        world.do(operation)


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("batch_size", "event source mapping"),
        ("visibility_timeout", "queue"),
        ("alias_version", "alias"),
        ("async_retries", "PutFunctionEventInvokeConfig"),
        ("retries", "traffic"),
        ("connections", "dependency"),
    ],
)
def test_a_control_without_its_thing_says_what_is_missing(name: str, what: str) -> None:
    bare = Scenario(functions=(FunctionSetup(name="shop"),))

    with pytest.raises(ControlError) as refused:
        dial(control(name), bare)

    assert what in refused.value.sentence


def test_the_suite_of_cheats_knows_queues_streams_and_callers() -> None:
    names = " / ".join(cheat.name for cheat in cheats(RICH, ()))

    for said in (
        "disables the mapping of orders",
        "deletes the mapping of clicks",
        "gives the mapping of orders a maximum of 2",
        "gives up the records of clicks at once",
        "empties orders",
        "deletes orders",
        "gives orders a visibility timeout of 43,200 s",
        "gives asynchronous events of shop 0 retries",
        "lets buyers try again at once",
    ):
        assert said in names
