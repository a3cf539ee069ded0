"""Worlds with asynchronous events, and things with an ARN that keep what they are given."""

from __future__ import annotations

import json

from msgspec.structs import replace
from scenes import calls, function, scenario

from lambdatutor.aws.operations import Operation, PutFunctionEventInvokeConfig
from lambdatutor.aws.shapes import DestinationConfig, OnFailure, OnSuccess
from lambdatutor.simulator.asynchronous.internal_queue import InternalQueue
from lambdatutor.simulator.asynchronous.queue_view import InternalQueueView
from lambdatutor.simulator.parcel import Parcel
from lambdatutor.simulator.scenario import FunctionSetup, Traffic
from lambdatutor.simulator.time import MILLISECOND, parse
from lambdatutor.simulator.world import World

BEFORE = "arn:aws:{}:us-east-1:123456789012:"
SQS = "arn:aws:sqs:us-east-1:123456789012:failed"
SNS = "arn:aws:sns:us-east-1:123456789012:news"
BUS = "arn:aws:events:us-east-1:123456789012:event-bus/default"
BUCKET = "arn:aws:s3:::failures"
STREAM = "arn:aws:kinesis:us-east-1:123456789012:stream/orders"


def lambda_arn(name: str, qualifier: str = "") -> str:
    arn = f"arn:aws:lambda:us-east-1:123456789012:function:{name}"
    return f"{arn}:{qualifier}" if qualifier else arn


class Shelf:
    """Takes every parcel and keeps it; or turns all away with an error code."""

    idle = True

    def __init__(self, world: World, arn: str, refuses: str = "") -> None:
        self.arn = arn
        self.refuses = refuses
        self.parcels: list[Parcel] = []
        self.causes: list[int] = []
        world.service.resources[arn] = self

    def accept(self, parcel: Parcel, cause: int) -> str:
        if not self.refuses:
            self.parcels.append(parcel)
            self.causes.append(cause)
        return self.refuses

    @property
    def bodies(self) -> list[dict[str, object]]:
        return [json.loads(each.body) for each in self.parcels]


def events(*moments: str, **rest: object) -> Traffic:
    """Asynchronous events at moments that are written down."""
    return calls(*moments, invocation="async", **rest)


def config(
    *,
    retries: int | None = None,
    age: int | None = None,
    success: str | None = None,
    failure: str | None = None,
    name: str = "f",
    qualifier: str | None = None,
) -> PutFunctionEventInvokeConfig:
    destinations = None
    if success is not None or failure is not None:
        destinations = DestinationConfig(
            OnSuccess=OnSuccess(Destination=success) if success else None,
            OnFailure=OnFailure(Destination=failure) if failure else None,
        )
    return PutFunctionEventInvokeConfig(
        FunctionName=name,
        Qualifier=qualifier,
        MaximumRetryAttempts=retries,
        MaximumEventAgeInSeconds=age,
        DestinationConfig=destinations,
    )


def fifo_world(*functions: FunctionSetup, seed: int = 0, **rest: object) -> World:
    """Events stand in line for a place."""
    of = replace(scenario(*functions, **rest), async_waiting="first-in-first-out")
    return World(of, seed=seed)


def fails(world: World, by: str = "10min", *operations: Operation) -> World:
    """Do the operations, and let time pass."""
    for operation in operations:
        world.do(operation)
    world.advance(world.now_us + parse(by))
    return world


def broken(**rest: object) -> FunctionSetup:
    """A function whose code always fails, and takes no time for it."""
    return function(run="0s", errors=1.0, **rest)


def queue(world: World, name: str = "f") -> InternalQueue:
    return world.service.internal_queues[lambda_arn(name)]


def seen(world: World, name: str = "f") -> InternalQueueView:
    return next(each for each in world.snapshot().internal_queues if each.function == name)


def metric(world: World, name: str, of: str = "f") -> float:
    return world.service.counters.total(name, of)


def starts_s(world: World) -> list[float]:
    """When handlers began, in seconds."""
    return [
        event.at_us // MILLISECOND / 1_000
        for event in world.log.since(0)
        if event.kind == "invoke.start"
    ]
