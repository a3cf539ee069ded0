"""The way of a packet as cells of the picture, one after another."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from lambdatutor.tui.network.columns import OUTSIDE
from lambdatutor.tui.network.plan import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lambdatutor.tui.network.sketch import Sketch
    from lambdatutor.tui.network.stations import Station

Point = tuple[int, int]
"""Column and line of a cell."""


class Mark(NamedTuple):
    """One cell of a wire, or a whole spot that the packet is at."""

    hop: int
    """The last hop that it has come to."""
    cell: Point | None
    spot: Spot | None
    from_left: bool = True
    """Of a spot: the side it came in by."""


def trail(stops: tuple[Station, ...], sketch: Sketch) -> tuple[Mark, ...]:
    """Every cell on the way, with the spots between them; from the first spot to the last."""
    if not stops:
        return ()
    marks = [Mark(stops[0].hop, None, stops[0].spot)]
    for before, after in pairwise(stops):
        cells = list(_cells(_corners(before.spot, after.spot, sketch)))
        marks += [Mark(before.hop, cell, None) for cell in cells]
        came_from = cells[-1][0] if cells else before.spot.left
        marks.append(Mark(after.hop, None, after.spot, came_from < after.spot.left))
    return tuple(marks)


def _corners(a: Spot, b: Spot, sketch: Sketch) -> list[Point]:
    """Where the wire between two spots begins, turns and ends."""
    gutter = sketch.columns.gutter
    if a.column == b.column and a.y == b.y:
        return (
            [(a.right, a.y), (b.left - 1, b.y)]
            if a.left < b.left
            else [(a.left - 1, a.y), (b.right, b.y)]
        )
    if a.column == b.column:
        if a.column == OUTSIDE:
            lane = gutter(OUTSIDE)
            return [(a.left - 1, a.y), (lane, a.y), (lane, b.y), (b.left - 1, b.y)]
        lane = gutter(a.column + 1)
        return [(a.right, a.y), (lane, a.y), (lane, b.y), (b.right, b.y)]
    right = a.column < b.column
    lanes = range(a.column + 1, b.column + 1) if right else range(a.column, b.column, -1)
    x, y = (a.right if right else a.left - 1), a.y
    points = [(x, y)]
    for lane in lanes:
        points.append((gutter(lane), y))
        crossed = lane if right else lane - 1
        y = b.y if crossed == b.column else _free(sketch, crossed, b.y)
        points.append((gutter(lane), y))
    points.append((b.left - 1 if right else b.right, b.y))
    return points


def _free(sketch: Sketch, column: int, wanted: int) -> int:
    """The line nearest to one on which nothing stands in a column."""
    taken = sketch.taken(column)
    free = [y for y in range(len(sketch.lines)) if y not in taken]
    return min(free, key=lambda y: (abs(y - wanted), y), default=wanted)


def _cells(points: list[Point]) -> Iterator[Point]:
    """Every cell from the first point to the last, none twice in a row."""
    last: Point | None = None
    for (x, y), (to_x, to_y) in pairwise(points):
        steps = max(abs(to_x - x), abs(to_y - y))
        across, down = (to_x > x) - (to_x < x), (to_y > y) - (to_y < y)
        for step in range(steps + 1):
            cell = (x + across * step, y + down * step)
            if cell != last:
                yield cell
            last = cell
