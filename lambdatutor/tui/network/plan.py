"""What is drawn of the networks in so much room, and how high everything is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lambdatutor.tui.network.columns import Columns, columns
from lambdatutor.tui.network.contents import DETAILS, Detail, House, Wing, houses

if TYPE_CHECKING:
    from lambdatutor.simulator.network.network_view import NetworkView
    from lambdatutor.tui.network.contents import Outsiders

NARROWEST = 64
"""Cells; with fewer there is no picture."""
LOWEST = 6


class Spot(NamedTuple):
    """Some cells of one line that a packet can come to."""

    column: int
    y: int
    left: int
    right: int
    """The cell after it."""


class Plan(NamedTuple):
    """What is drawn, and how high."""

    houses: tuple[House, ...]
    detail: Detail
    columns: Columns
    room_gap: int
    """Free lines between the boxes of subnets with one route table."""
    wing_gap: int
    """Free lines between route tables."""
    needed: int
    """Lines that it takes without them; more than there are where even the smallest is too high."""


def plan(network: NetworkView, outsiders: Outsiders, width: int, height: int) -> Plan | None:
    """The fullest picture that has room, or the smallest one; None where there is none at all."""
    if width < NARROWEST or height < LOWEST:
        return None
    for detail in DETAILS:
        found = houses(network, detail)
        needed = sum(house_height(house, detail) for house in found)
        if needed <= height or detail is DETAILS[-1]:
            shared = columns(found, outsiders, width)
            return Plan(found, detail, shared, *_gaps(found, detail, height - needed), needed)
    raise AssertionError(height)


def _gaps(found: tuple[House, ...], detail: Detail, spare: int) -> tuple[int, int]:
    """What is left of the lines, between subnets and between route tables."""
    wings = [wing for house in found for wing in house.wings]
    rooms = sum(len(wing.rooms) for wing in wings)
    between_rooms = int(detail.boxes and spare >= rooms)
    left = max(0, spare - between_rooms * rooms)
    return between_rooms, min(2, left // max(1, len(wings)))


def house_height(house: House, detail: Detail) -> int:
    """With both walls; gateways may need more lines than the subnets do."""
    inside = sum(wing_height(wing, detail) for wing in house.wings) + (not detail.boxes)
    return 2 + max(1, inside, len(house.gateways))


def wing_height(wing: Wing, detail: Detail) -> int:
    rooms = sum(room_height(len(room.things), detail) for room in wing.rooms)
    return max(rooms, 1 + len(wing.routes))


def room_height(things: int, detail: Detail) -> int:
    return 2 + max(1, things) if detail.boxes else 1 + things
