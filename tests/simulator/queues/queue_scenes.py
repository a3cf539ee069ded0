"""Worlds with queues, and mappings that poll them."""

from __future__ import annotations

import json

from msgspec.structs import replace
from scenes import function, scenario

from lambdatutor.aws import operations as aws
from lambdatutor.aws.resource_arns import queue_arn, queue_url
from lambdatutor.aws.shapes import (
    EventSourceMappingMetricsConfig,
    Filter,
    FilterCriteria,
    ProvisionedPollerConfig,
    ScalingConfig,
)
from lambdatutor.simulator.events import Event
from lambdatutor.simulator.polling.mapping_view import MappingView
from lambdatutor.simulator.polling.sqs import SqsPoller
from lambdatutor.simulator.queues.queue import Queue
from lambdatutor.simulator.queues.queue_view import QueueView
from lambdatutor.simulator.scenario import FunctionSetup, Traffic
from lambdatutor.simulator.time import SECOND, parse
from lambdatutor.simulator.world import World

ORDERS, DEAD = queue_arn("orders"), queue_arn("dead")
URL, DEAD_URL = queue_url("orders"), queue_url("dead")
LINE, LINE_URL = queue_arn("line.fifo"), queue_url("line.fifo")


def mapping(
    source: str = ORDERS,
    *,
    function: str = "f",
    size: int | None = None,
    window: int | None = None,
    most: int | None = None,
    pollers: tuple[int, int] | None = None,
    reports: bool = False,
    pattern: object = None,
    counts: bool = False,
    **rest: object,
) -> aws.CreateEventSourceMapping:
    return aws.CreateEventSourceMapping(
        FunctionName=function,
        EventSourceArn=source,
        BatchSize=size,
        MaximumBatchingWindowInSeconds=window,
        ScalingConfig=None if most is None else ScalingConfig(MaximumConcurrency=most),
        ProvisionedPollerConfig=pollers
        and ProvisionedPollerConfig(MinimumPollers=pollers[0], MaximumPollers=pollers[1]),
        FunctionResponseTypes=["ReportBatchItemFailures"] if reports else None,
        FilterCriteria=None
        if pattern is None
        else FilterCriteria(Filters=[Filter(Pattern=json.dumps(pattern))]),
        MetricsConfig=EventSourceMappingMetricsConfig(Metrics=["EventCount"]) if counts else None,
        **rest,
    )


def messages(*moments: str, to: str = "sqs:orders", **rest: object) -> Traffic:
    """Messages at moments that are written down; `count` at each."""
    return Traffic(to=to, at=tuple(map(parse, moments)), **rest)


def opened(
    *setup: aws.Operation,
    of: FunctionSetup | None = None,
    traffic: tuple[Traffic, ...] = (),
    seed: int = 0,
    keep: bool = True,
    quota: int = 1_000,
    **rest: object,
) -> World:
    """One function, with queues and mappings as they are set up."""
    scene = scenario(of or function(), traffic=traffic, setup=setup, quota=quota)
    return World(replace(scene, **rest), seed=seed, keep_events=keep, keep_records=keep)


def played(*setup: aws.Operation, until: str = "1min", **rest: object) -> World:
    world = opened(*setup, **rest)
    world.advance(parse(until))
    return world


def ended(*setup: aws.Operation, **rest: object) -> tuple[World, float]:
    """The world when all is done, and when that was, in seconds; seen to a hundredth."""
    world = opened(*setup, **rest)
    while not world.finished:
        world.advance(world.now_us + SECOND // 100)
    return world, world.now_us / SECOND


def queue_of(world: World, name: str = "orders") -> Queue:
    found = world.service.resources[queue_arn(name)]
    assert isinstance(found, Queue)
    return found


def view(world: World, name: str = "orders") -> QueueView:
    return next(each for each in world.snapshot().queues if each.name == name)


def polls(world: World) -> MappingView:
    (found,) = world.snapshot().mappings
    return found


def poller_of(world: World) -> SqsPoller:
    (found,) = world.service.mappings.values()
    assert isinstance(found.poller, SqsPoller)
    return found.poller


def send(world: World, body: str = "{}", url: str = URL, **rest: object) -> str:
    answer = world.do(aws.SendMessage(QueueUrl=url, MessageBody=body, **rest))
    return str(answer["MessageId"])


def receive(world: World, most: int = 10, url: str = URL, **rest: object) -> list[dict[str, str]]:
    asked = aws.ReceiveMessage(
        QueueUrl=url, MaxNumberOfMessages=most, AttributeNames=["All"], **rest
    )
    return world.do(asked).get("Messages", [])


def bodies(found: list[dict[str, str]]) -> list[str]:
    return [each["Body"] for each in found]


def events(world: World, kind: str) -> list[Event]:
    return [event for event in world.log.since(0) if event.kind == kind]


def sizes(world: World) -> list[int]:
    """How many messages each batch had, in order."""
    return [int(event.numbers["size"]) for event in events(world, "batch.taken")]


def metric(world: World, name: str, of: str = "orders") -> float:
    return world.service.counters.total(name, of)
