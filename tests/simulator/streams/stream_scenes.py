"""Small streams to look at: one function, one mapping, and records as parcels."""

from __future__ import annotations

import msgspec
from scenes import code, scenario

from lambdatutor.aws.operations import (
    CreateEventSourceMapping,
    CreateStream,
    CreateTable,
    Operation,
    PutRecord,
)
from lambdatutor.aws.shapes.tables import (
    AttributeDefinition,
    KeySchemaElement,
    StreamSpecification,
)
from lambdatutor.simulator.distributions import parse_distribution
from lambdatutor.simulator.events import Event
from lambdatutor.simulator.parcel import Parcel
from lambdatutor.simulator.polling.mapping import EventSourceMapping
from lambdatutor.simulator.scenario import FunctionSetup, Scenario, Traffic
from lambdatutor.simulator.streams.stream import Stream
from lambdatutor.simulator.streams.table import TableStream
from lambdatutor.simulator.streams.views import ReaderView
from lambdatutor.simulator.time import MILLISECOND, parse
from lambdatutor.simulator.world import World

STREAM = "arn:aws:kinesis:us-east-1:123456789012:stream/s"
TABLE = "arn:aws:dynamodb:us-east-1:123456789012:table/tab"
TABLE_STREAM = f"{TABLE}/stream/2026-01-01T00:00:00.000"
LOST = "arn:aws:sqs:us-east-1:123456789012:lost"


def f(name: str = "f", **behaviour: object) -> FunctionSetup:
    """A function with a long timeout; `each` is the time of one record."""
    if "each" in behaviour:
        behaviour["each"] = parse_distribution(str(behaviour["each"]))
    return FunctionSetup(name=name, timeout=parse("15min"), code=code(**behaviour))


def stream(shards: int = 1) -> CreateStream:
    return CreateStream(StreamName="s", ShardCount=shards)


def table(sees: str | None = "NEW_AND_OLD_IMAGES", **rest: object) -> CreateTable:
    return CreateTable(
        TableName="tab",
        AttributeDefinitions=[AttributeDefinition(AttributeName="id", AttributeType="S")],
        KeySchema=[KeySchemaElement(AttributeName="id", KeyType="HASH")],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification=StreamSpecification(StreamEnabled=True, StreamViewType=sees),
        **rest,
    )


def mapping(source: str = STREAM, **settings: object) -> CreateEventSourceMapping:
    given = {"FunctionName": "f", "EventSourceArn": source, "StartingPosition": "TRIM_HORIZON"}
    return CreateEventSourceMapping(**(given | settings))


def put(data: str = "{}", key: str = "a") -> PutRecord:
    return PutRecord(StreamName="s", Data=data, PartitionKey=key)


def into(to: str = "kinesis:s", **rest: object) -> Traffic:
    """Records that come by themselves."""
    given: dict[str, object] = {"to": to, "function": "f", "name": "records"}
    return Traffic(**(given | rest))


def reading(
    function: FunctionSetup | None = None,
    *,
    shards: int = 1,
    traffic: tuple[Traffic, ...] = (),
    before: tuple[Operation, ...] = (),
    source: str = STREAM,
    quota: int = 1_000,
    **settings: object,
) -> Scenario:
    """A stream and a table, one of them with a mapping to one function."""
    return scenario(
        function or f(run="100ms"),
        traffic=traffic,
        setup=[stream(shards), table(), *before, mapping(source, **settings)],
        quota=quota,
    )


def opened(function: FunctionSetup | None = None, **rest: object) -> World:
    return World(reading(function, **rest))


def played(function: FunctionSetup | None = None, *, until: str, **rest: object) -> World:
    world = opened(function, **rest)
    world.advance(parse(until))
    return world


def later(world: World, by: str) -> World:
    world.advance(world.now_us + parse(by))
    return world


def stream_of(world: World, arn: str = STREAM) -> Stream:
    found = world.service.resources[arn]
    assert isinstance(found, Stream)
    return found


def table_stream_of(world: World) -> TableStream:
    found = stream_of(world, TABLE_STREAM)
    assert isinstance(found, TableStream)
    return found


def mapping_of(world: World) -> EventSourceMapping:
    return next(iter(world.service.mappings.values()))


def drop(world: World, *poison: bool, key: str = "a", arn: str = STREAM, **rest: object) -> None:
    """Put records now; each is poison, or not."""
    for each in poison:
        parcel = Parcel(poison=each, group=key, **rest)
        assert world.service.deliver(arn, parcel, -1) == ""


def reader(world: World, shard: int = 0, arn: str = STREAM) -> ReaderView:
    """The first mapping's place in one shard."""
    for each in world.snapshot().streams:
        if each.arn == arn:
            return each.shards[shard].readers[0]
    raise AssertionError(arn)


def events(world: World, kind: str) -> list[Event]:
    return [event for event in world.log.since(0) if event.kind == kind]


def sent(world: World) -> list[tuple[int, int]]:
    """When batches were sent, in milliseconds, and with how many records."""
    return [
        (event.at_us // MILLISECOND, int(event.numbers["records"]))
        for event in events(world, "batch.sent")
    ]


class Inbox:
    """Takes whatever is sent to it."""

    idle = True

    def __init__(self, world: World, arn: str = LOST) -> None:
        self.arn = arn
        self.parcels: list[tuple[Parcel, int]] = []
        world.service.resources[arn] = self

    def accept(self, parcel: Parcel, cause: int) -> str:
        self.parcels.append((parcel, cause))
        return ""

    @property
    def told(self) -> list[dict[str, object]]:
        return [msgspec.json.decode(parcel.body) for parcel, _ in self.parcels]
