"""Scenarios in which the same traffic reaches a function by each of its ways."""

from __future__ import annotations

from lambdatutor.aws.operations import (
    CreateEventSourceMapping,
    CreateQueue,
    CreateStream,
    Operation,
)
from lambdatutor.aws.resource_arns import queue_arn
from lambdatutor.simulator.distributions import Exponential, Fixed
from lambdatutor.simulator.scenario import Code, FunctionSetup, Scenario, Traffic
from lambdatutor.simulator.time import MILLISECOND, MINUTE, SECOND, Micros
from lambdatutor.simulator.world import EVERY_MINUTE, World

RATE = 200.0
"""Requests, events, messages or records a second: below all limits, so that none waits long."""

RUN_S = 0.2
"""The mean of the handler (exponential); an environment is idle for five minutes at most."""

STREAM = "arn:aws:kinesis:us-east-1:123456789012:stream/s"

WAYS = ("sync", "async", "sqs, batches of 1", "sqs, batches of 10", "kinesis, batches of 100")


def scenario(way: str) -> Scenario:
    source, _, batches = way.partition(", batches of ")
    setup: tuple[Operation, ...] = ()
    traffic = Traffic(rate=RATE, arrivals="poisson", function="f")
    if source == "async":
        traffic = Traffic(rate=RATE, arrivals="poisson", function="f", invocation="async")
    elif source == "sqs":
        traffic = Traffic(rate=RATE, arrivals="poisson", function="f", to="sqs:q")
        setup = (
            CreateQueue(QueueName="q", Attributes={"VisibilityTimeout": "120"}),
            CreateEventSourceMapping(
                FunctionName="f", EventSourceArn=queue_arn("q"), BatchSize=int(batches)
            ),
        )
    elif source == "kinesis":
        traffic = Traffic(rate=RATE, arrivals="poisson", function="f", to="kinesis:s", groups=100)
        setup = (
            CreateStream(StreamName="s", ShardCount=4),
            CreateEventSourceMapping(
                FunctionName="f",
                EventSourceArn=STREAM,
                StartingPosition="LATEST",
                BatchSize=int(batches),
            ),
        )
    code = Code(run=Exponential(Micros(int(RUN_S * SECOND))), init=Fixed(Micros(MILLISECOND)))
    return Scenario(
        functions=(FunctionSetup(name="f", timeout=Micros(20 * SECOND), code=code),),
        setup=setup,
        traffic=(traffic,),
        idle_timeout=Fixed(Micros(5 * MINUTE)),
    )


def world(way: str, *, keep_events: bool) -> World:
    """As `lambdatutor simulate` keeps it, with or without a log."""
    return World(
        scenario(way), seed=1, keep_events=keep_events, keep_records=False, periods=(EVERY_MINUTE,)
    )


def came(of: World) -> int:
    """How many requests, events, messages or records its traffic has sent."""
    return sum(client.sent for client in of.clients.values())
