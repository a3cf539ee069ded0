"""Worlds with sources, and things with an ARN that keep or refuse what they are given."""

from __future__ import annotations

import json

from scenes import function, opened

from lambdatutor.aws.operations import AddPermission, Operation
from lambdatutor.simulator.parcel import Parcel
from lambdatutor.simulator.sources.front_door import DoorView
from lambdatutor.simulator.sources.target import SourceView
from lambdatutor.simulator.world import World

FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:f"
ORDERS = "arn:aws:sqs:us-east-1:123456789012:orders"
FAILED = "arn:aws:sqs:us-east-1:123456789012:failed"
NEWS = "arn:aws:sns:us-east-1:123456789012:news"
ROLE = "arn:aws:iam::123456789012:role/scheduler"


class Shelf:
    """Takes every parcel and keeps it; or turns away the first so many with an error code."""

    idle = True

    def __init__(self, world: World, arn: str, refuses: str = "", times: int = 1 << 60) -> None:
        self.world = world
        self.arn = arn
        self.refuses = refuses
        self.times = times
        self.moments: list[int] = []
        """Of every try, in microseconds."""
        self.parcels: list[Parcel] = []
        world.service.resources[arn] = self

    def accept(self, parcel: Parcel, cause: int) -> str:
        self.moments.append(self.world.now_us)
        if self.refuses and len(self.moments) <= self.times:
            return self.refuses
        self.parcels.append(parcel)
        return ""

    @property
    def bodies(self) -> list[dict[str, object]]:
        return [json.loads(each.body) for each in self.parcels]


def world_of(*setup: Operation, traffic: tuple[object, ...] = (), **behaviour: object) -> World:
    """An account with a function f, and operations done now."""
    world = opened(function("f", **{"run": "200ms", **behaviour}), traffic=traffic)
    for each in setup:
        world.do(each)
    return world


def door(world: World) -> DoorView:
    (found,) = world.snapshot().doors
    return found


def source(world: World, kind: str) -> SourceView:
    (found,) = [each for each in world.snapshot().sources if each.kind == kind]
    return found


def permission(principal: str, source_arn: str | None = None, **rest: object) -> AddPermission:
    return AddPermission(
        FunctionName="f",
        StatementId=str(rest.pop("sid", "s1")),
        Action=str(rest.pop("action", "lambda:InvokeFunction")),
        Principal=principal,
        SourceArn=source_arn,
        **rest,
    )


def accounted(view: SourceView) -> bool:
    """Each event is in exactly one place."""
    return view.sent == view.taken + view.dropped + view.dead_lettered + view.waiting
