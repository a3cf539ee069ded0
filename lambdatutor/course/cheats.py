"""Ways to satisfy a lab's checks without its idea; `lambdatutor check` tries each on every lab."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from lambdatutor.aws.operations import (
    AnyOperation,
    CreateAlias,
    DeleteAlarms,
    DeleteEventSourceMapping,
    DeleteFunction,
    DeleteQueue,
    PublishVersion,
    PurgeQueue,
    PutFunctionConcurrency,
    PutFunctionEventInvokeConfig,
    PutMetricAlarm,
    PutProvisionedConcurrencyConfig,
    SetQueueAttributes,
    UpdateEventSourceMapping,
    UpdateFunctionConfiguration,
    UpdateFunctionEventInvokeConfig,
)
from lambdatutor.aws.quotas import VISIBILITY_MAX_S
from lambdatutor.aws.resource_arns import queue_url
from lambdatutor.aws.shapes import ScalingConfig
from lambdatutor.course.setup_lookup import mappings, queues
from lambdatutor.course.targets import first_alias
from lambdatutor.simulator.outside import SetTraffic

if TYPE_CHECKING:
    from lambdatutor.course.controls import Dial
    from lambdatutor.course.setup_lookup import Mapping
    from lambdatutor.simulator.outside import AnyAction
    from lambdatutor.simulator.scenario import Scenario


class Cheat(NamedTuple):
    """A way that must fail."""

    name: str
    """As in "a learner who …"."""
    operations: tuple[AnyAction, ...]
    always: bool = False
    """It must fail even where the lab does not let it in: it takes away what the lab is about."""


def cheats(scenario: Scenario, dials: tuple[Dial, ...]) -> Iterator[Cheat]:
    """The suite for one lab (CURRICULUM: labs that cannot be gamed)."""
    yield Cheat("does nothing", (), always=True)
    yield Cheat("turns every control to its last value", _all_at(dials, -1))
    yield Cheat("turns every control to its first value", _all_at(dials, 0))
    for function in scenario.functions:
        yield from _at_function(function.name, scenario)
    for mapping in mappings(scenario):
        yield from _at_mapping(mapping)
    for queue in queues(scenario):
        yield from _at_queue(queue.QueueName)
    yield from _at_clients(scenario)
    alarms = [each.AlarmName for each in scenario.setup if isinstance(each, PutMetricAlarm)]
    if alarms:
        yield Cheat("deletes every alarm", (DeleteAlarms(AlarmNames=alarms),))


def _at_function(name: str, scenario: Scenario) -> Iterator[Cheat]:
    reserve = PutFunctionConcurrency(FunctionName=name, ReservedConcurrentExecutions=0)
    yield Cheat(f"reserves 0 for {name}", (reserve,), always=True)
    yield Cheat(f"deletes {name}", (DeleteFunction(FunctionName=name),), always=True)
    single = PutFunctionConcurrency(FunctionName=name, ReservedConcurrentExecutions=1)
    yield Cheat(f"reserves 1 for {name}", (single,))
    longest = UpdateFunctionConfiguration(FunctionName=name, Timeout=900)
    yield Cheat(f"gives {name} a timeout of 900 s", (longest,))
    largest = UpdateFunctionConfiguration(FunctionName=name, MemorySize=10_240)
    yield Cheat(f"gives {name} 10,240 MB", (largest,))
    yield Cheat(f"provisions 900 for {name}", _provision(name, scenario))
    for retries in (0, 2):
        said = f"gives asynchronous events of {name} {retries} retries"
        yield Cheat(said, (_retries(name, retries, scenario),))


def _retries(name: str, retries: int, scenario: Scenario) -> AnyOperation:
    """As a control of the lab would do it: what is there is changed."""
    for each in scenario.setup:
        if isinstance(each, PutFunctionEventInvokeConfig) and each.FunctionName == name:
            return UpdateFunctionEventInvokeConfig(
                FunctionName=name, Qualifier=each.Qualifier, MaximumRetryAttempts=retries
            )
    return PutFunctionEventInvokeConfig(FunctionName=name, MaximumRetryAttempts=retries)


def _at_mapping(mapping: Mapping) -> Iterator[Cheat]:
    uuid, source = mapping.uuid, mapping.source
    disable = UpdateEventSourceMapping(UUID=uuid, Enabled=False)
    yield Cheat(f"disables the mapping of {source}", (disable,), always=True)
    delete = DeleteEventSourceMapping(UUID=uuid)
    yield Cheat(f"deletes the mapping of {source}", (delete,), always=True)
    of_queue = ":sqs:" in (mapping.created.EventSourceArn or "")
    singles = UpdateEventSourceMapping(UUID=uuid, BatchSize=1)
    yield Cheat(f"reads {source} one by one", (singles,))
    fullest = UpdateEventSourceMapping(
        UUID=uuid, BatchSize=10_000, MaximumBatchingWindowInSeconds=300
    )
    yield Cheat(f"reads {source} in the largest batches", (fullest,))
    if of_queue:
        for most in (2, 1_000):
            limit = UpdateEventSourceMapping(
                UUID=uuid, ScalingConfig=ScalingConfig(MaximumConcurrency=most)
            )
            yield Cheat(f"gives the mapping of {source} a maximum of {most:,}", (limit,))
        return
    yield Cheat(
        f"gives up the records of {source} at once",
        (UpdateEventSourceMapping(UUID=uuid, MaximumRetryAttempts=0),),
    )
    yield Cheat(
        f"gives up the records of {source} after 60 s",
        (UpdateEventSourceMapping(UUID=uuid, MaximumRecordAgeInSeconds=60),),
    )


def _at_queue(name: str) -> Iterator[Cheat]:
    url = queue_url(name)
    yield Cheat(f"empties {name}", (PurgeQueue(QueueUrl=url),))
    yield Cheat(f"deletes {name}", (DeleteQueue(QueueUrl=url),), always=True)
    for seconds in (0, VISIBILITY_MAX_S.value):
        hide = SetQueueAttributes(QueueUrl=url, Attributes={"VisibilityTimeout": str(seconds)})
        yield Cheat(f"gives {name} a visibility timeout of {seconds:,} s", (hide,))
    drop = SetQueueAttributes(QueueUrl=url, Attributes={"MessageRetentionPeriod": "60"})
    yield Cheat(f"keeps the messages of {name} for 60 s", (drop,))


def _at_clients(scenario: Scenario) -> Iterator[Cheat]:
    for number, client in enumerate(scenario.traffic, start=1):
        name = client.name or f"traffic-{number}"
        never = SetTraffic(Traffic=name, Field="retries", Value="none")
        yield Cheat(f"lets {name} never try again", (never,))
        often = SetTraffic(Traffic=name, Field="retries", Value="immediate")
        yield Cheat(f"lets {name} try again at once", (often,))


def _provision(name: str, scenario: Scenario) -> tuple[AnyAction, ...]:
    qualifier = first_alias(scenario, name)
    put = PutProvisionedConcurrencyConfig(
        FunctionName=name, Qualifier=qualifier, ProvisionedConcurrentExecutions=900
    )
    published = any(isinstance(each, PublishVersion | CreateAlias) for each in scenario.setup)
    return (put,) if published else (PublishVersion(FunctionName=name), put)


def _all_at(dials: tuple[Dial, ...], position: int) -> tuple[AnyAction, ...]:
    return tuple(dial.target.operation(dial.values[position]) for dial in dials)
