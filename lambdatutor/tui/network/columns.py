"""The four columns of the picture, and how they share its cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from lambdatutor.tui.panels.cells import width_of

if TYPE_CHECKING:
    from lambdatutor.tui.network.contents import House, Outsiders, Room, Thing

SUBNETS, TABLES, GATEWAYS, OUTSIDE = range(4)
"""The columns, from left to right."""

_APART = 11
"""Cells for the wall at the left, and for the gutters."""
_FRAME, _SIGN = 7, 3
"""Beside a name and its groups: the box, the glyph and a space; and a sign between the two."""


class Columns(NamedTuple):
    """The first cell of each column, and the cell after its last."""

    spans: tuple[tuple[int, int], ...]
    border: int
    """The right wall of every VPC; the column of gateways stands in it."""

    def gutter(self, column: int) -> int:
        """The cell in which wires go up and down before a column."""
        return self.spans[column][0] - (3 if column == OUTSIDE else 2)


def columns(houses: tuple[House, ...], outsiders: Outsiders, width: int) -> Columns:
    """Every column as wide as what stands in it; what is left over goes to the subnets.

    Where that is too wide, ports, arrows and signs go first, and names last.
    """
    rooms = [room for house in houses for wing in house.wings for room in wing.rooms]
    gateways = [each for house in houses for each in house.gateways]
    shares = [
        _most(_rooms(rooms, _SIGN), 14),
        _most(_tables(houses, " ▸ "), 12),
        _most((width_of(each) + 2 for each in gateways), 8 if gateways else 4),
        _most(map(width_of, outsiders.widest), 8) + (width >= 90),
    ]
    short = _most(_rooms(rooms, 0, short=True), 14)
    for column, least in (
        (TABLES, _most(_tables(houses, " "), 12)),
        (SUBNETS, _most(_rooms(rooms, _SIGN, short=True), 14)),
        (SUBNETS, short),
        (OUTSIDE, width // 4),
        (SUBNETS, min(short, width * 2 // 5)),
        (TABLES, 18),
        (GATEWAYS, 12),
        (SUBNETS, 14),
        (GATEWAYS, 11),
        (OUTSIDE, 9),
    ):
        missing = max(0, sum(shares) + _APART - width)
        shares[column] -= min(missing, max(0, shares[column] - least))
    return _laid(shares, width)


def _laid(shares: list[int], width: int) -> Columns:
    """From the right; half of the gateways' column is outside the wall."""
    _, table, gate, beside = shares
    outside = width - beside
    border = outside - 3 - (gate - gate // 2)
    left = border - gate // 2
    tables = left - 2 - table
    return Columns(
        ((3, tables - 3), (tables, tables + table), (left, left + gate), (outside, width)), border
    )


def _most(widths: Iterable[int], least: int) -> int:
    return max((least, *widths))


def _rooms(rooms: list[Room], sign: int, *, short: bool = False) -> Iterator[int]:
    """What subnets need, with *sign* cells for a sign in front of the security groups."""
    for room in rooms:
        yield width_of(room.title) + 5
        for thing in room.things:
            yield _thing(thing, short=short) + sign


def _thing(thing: Thing, *, short: bool) -> int:
    says = thing.shorter if short and thing.shorter else thing.says
    return width_of(says) + width_of(", ".join(thing.groups)) + _FRAME


def _tables(houses: tuple[House, ...], arrow: str) -> Iterator[int]:
    for house in houses:
        for wing in house.wings:
            yield width_of(wing.table.id)
            for route in wing.routes:
                yield width_of(f"{route.to}{arrow}{route.via}")
