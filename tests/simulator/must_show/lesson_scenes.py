"""Worlds as a lesson would open them, and short ways to look at them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import cast

from lambdatutor.aws import operations as aws
from lambdatutor.aws.operations import CreateAlias, Operation, UpdateFunctionCode
from lambdatutor.aws.resource_arns import queue_url
from lambdatutor.aws.shapes import AliasRoutingConfiguration
from lambdatutor.simulator.distributions import parse_distribution
from lambdatutor.simulator.events import Event
from lambdatutor.simulator.scenario import AccountSetup, FunctionSetup, Scenario, Traffic
from lambdatutor.simulator.snapshot import FunctionView, Lane
from lambdatutor.simulator.time import SECOND, parse
from lambdatutor.simulator.timeline import Timeline
from lambdatutor.simulator.world import World

IDLE = parse_distribution("10min")
PREPARATION = parse_distribution("90s")


def run(
    *functions: FunctionSetup,
    traffic: Sequence[Traffic] = (),
    setup: Sequence[Operation] = (),
    until: str = "1min",
    seed: int = 0,
    quota: int = 1_000,
    **rest: object,
) -> World:
    """An account after some time; `rest` are other fields of its scenario."""
    given: dict[str, object] = {"idle_timeout": IDLE, "provisioned_preparation": PREPARATION}
    world = World(
        Scenario(
            account=AccountSetup(concurrency=quota),
            functions=functions,
            traffic=tuple(traffic),
            setup=tuple(setup),
            **(given | rest),
        ),
        seed=seed,
    )
    world.advance(parse(until))
    return world


def release(key: str, name: str = "f") -> UpdateFunctionCode:
    """New code, published as the next version."""
    return UpdateFunctionCode(FunctionName=name, S3Bucket="code", S3Key=key, Publish=True)


def alias(name: str, version: str = "1", **weights: float) -> CreateAlias:
    """An alias of f; `v2=0.1` gives a tenth to version 2."""
    routing = None
    if weights:
        named = {each.removeprefix("v"): weight for each, weight in weights.items()}
        routing = AliasRoutingConfiguration(AdditionalVersionWeights=named)
    return CreateAlias(FunctionName="f", Name=name, FunctionVersion=version, RoutingConfig=routing)


F_ARN = "arn:aws:lambda:us-east-1:123456789012:function:f"
URL = (aws.CreateFunctionUrlConfig(FunctionName="f", AuthType="NONE"),)
HTTP_API = (aws.CreateApi(Name="shop", ProtocolType="HTTP", Target=F_ARN),)


def rest_api() -> tuple[Operation, ...]:
    """A REST API in front of f, deployed."""
    where = {"restApiId": "shop", "resourceId": "cart", "httpMethod": "POST"}
    uri = f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{F_ARN}/invocations"
    return (
        aws.CreateRestApi(Name="shop"),
        aws.CreateResource(restApiId="shop", parentId="root", pathPart="cart"),
        aws.PutMethod(**where, authorizationType="NONE"),
        aws.PutIntegration(**where, type="AWS_PROXY", integrationHttpMethod="POST", uri=uri),
        aws.CreateDeployment(restApiId="shop", stageName="prod"),
    )


def received(world: World, name: str) -> list[dict[str, object]]:
    """Up to ten messages of a queue, their bodies read as JSON."""
    asked = aws.ReceiveMessage(QueueUrl=queue_url(name), MaxNumberOfMessages=10)
    messages = cast("list[dict[str, str]]", world.do(asked).get("Messages", []))
    return [json.loads(each["Body"]) for each in messages]


def events(world: World, kind: str) -> list[Event]:
    return [event for event in world.log.since(0) if event.kind == kind]


def seconds(world: World, kind: str) -> list[float]:
    """When events of a kind happened."""
    return [event.at_us / SECOND for event in events(world, kind)]


def lanes(world: World) -> tuple[Lane, ...]:
    timeline = Timeline()
    timeline.follow(world.log)
    return tuple(timeline.lanes(0, world.now_us))


def view(world: World, name: str = "f") -> FunctionView:
    return next(each for each in world.snapshot().functions if each.name == name)


def cost(world: World) -> float:
    return world.snapshot().totals.cost_usd
