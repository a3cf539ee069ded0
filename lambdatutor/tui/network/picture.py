"""The picture of a network with one packet on its way, as rows of cells."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from lambdatutor.simulator.network.ends import AWS
from lambdatutor.tui.network.contents import outsiders
from lambdatutor.tui.network.plan import plan
from lambdatutor.tui.network.sketch import Sketch
from lambdatutor.tui.network.stations import stations
from lambdatutor.tui.network.trail import Mark, trail

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lambdatutor.simulator.network.hop import Path
    from lambdatutor.simulator.network.network_view import NetworkView
    from lambdatutor.tui.network.plan import Spot
    from lambdatutor.tui.network.trail import Point
    from lambdatutor.tui.panels.cells import Line, Row

_WIRES = {
    "lr": "━",
    "du": "┃",
    "d": "┃",
    "u": "┃",
    "dl": "┓",
    "lu": "┛",
    "dr": "┏",
    "ru": "┗",
    "dlr": "┳",
    "lru": "┻",
    "dru": "┣",
    "dlu": "┫",
    "dlru": "╋",
}
"""By the sides of the cell that it leaves by, in order of the alphabet."""

_SIDES = {(1, 0): "r", (-1, 0): "l", (0, 1): "d", (0, -1): "u"}
"""The side of a cell by the step that leaves it there."""

_BEHIND = frozenset(" ─│╭╮╰╯├┤")
"""What a wire may be drawn over; it goes behind everything else."""


class Picture:
    """One drawing: the network at rest, and a packet as far as it has come."""

    def __init__(
        self,
        network: NetworkView,
        paths: Sequence[Path],
        path: Path | None,
        width: int,
        height: int,
    ) -> None:
        self.path = path
        self.marks: tuple[Mark, ...] = ()
        self.sketch: Sketch | None = None
        """None where there is no room for a picture; it may be higher than the room."""
        self._height = height
        called = (each.destination for each in paths)
        services = [to.removeprefix(AWS) for to in called if to.startswith(AWS)]
        around = outsiders(network, services)
        planned = plan(network, around, width, height)
        if planned is None:
            return
        sketch = self.sketch = Sketch(planned, width, max(height, planned.needed))
        y = 0
        for house in planned.houses:
            y = sketch.house(house, y)
        sketch.outside(around)
        if path is not None:
            self.marks = trail(stations(network, path, sketch), sketch)

    def hop_at(self, travelled: int | None) -> int:
        """The number of the hop that the packet has come to."""
        if self.path is None:
            return 0
        if travelled is None or travelled >= len(self.marks) - 1:
            return len(self.path.hops) - 1
        return self.marks[max(0, travelled)].hop

    def rows(self, travelled: int | None = None) -> list[Row]:
        """`travelled` marks of the way lie behind the packet; None: it has come to its end."""
        if self.sketch is None:
            return []
        lines = self.sketch.lines
        end = len(self.marks) - 1
        at = end if travelled is None else min(max(0, travelled), end)
        _wire(lines, self.marks[: at + 1])
        for mark in self.marks[: at + 1]:
            if mark.spot is not None:
                _light(lines[mark.spot.y], mark.spot, "ink-accent bold")
        if self.marks:
            self._packet(lines, self.marks[at], there=at == end)
        first = self._first(at)
        return [line.row() for line in lines[first : first + self._height]]

    def _first(self, at: int) -> int:
        """The first line that is shown: the way of the packet is in sight, or where it is now."""
        over = len(self.sketch.lines) - self._height if self.sketch is not None else 0
        way = [mark.spot.y for mark in self.marks if mark.spot is not None]
        if over <= 0 or not way:
            return 0
        low, high = min(way), max(way)
        if high - low < self._height:
            return max(0, min(over, low, high + 2 - self._height))
        mark = self.marks[at]
        y = mark.cell[1] if mark.cell is not None else mark.spot.y if mark.spot is not None else 0
        return max(0, min(over, y - self._height // 2))

    def _packet(self, lines: list[Line], mark: Mark, *, there: bool) -> None:
        """Where it is: a disc, and at the end a sign of what became of it."""
        if mark.cell is not None:
            x, y = mark.cell
            lines[y].put(x, "●", "ink-accent bold")
            return
        spot = mark.spot
        if spot is None:
            return
        before, after = spot.left - 1, spot.right
        x = before if mark.from_left else after
        sign, ink = "●", "ink-accent bold"
        if there and self.path is not None:
            sign, ink = ("✓", "ink-good bold") if self.path.arrives else ("✗", "refused bold")
            _light(lines[spot.y], spot, ink)
        lines[spot.y].put(x, sign, ink)


def _light(line: Line, spot: Spot, ink: str) -> None:
    """Another ink for what stands there."""
    for x in range(spot.left, min(spot.right, line.width)):
        line.inks[x] = ink


def _wire(lines: list[Line], marks: Sequence[Mark]) -> None:
    """Draw the cells of a wire, bent and branched as it goes, and with its ends at the spots."""
    sides: dict[Point, set[str]] = {}
    for before, after in pairwise(marks):
        _join(sides, before, after)
        _join(sides, after, before)
    for (x, y), those in sides.items():
        sign = _WIRES.get("".join(sorted(those)), "━")
        if 0 <= y < len(lines) and 0 <= x < lines[y].width and lines[y].chars[x] in _BEHIND:
            lines[y].put(x, sign, "ink-accent bold")


def _join(sides: dict[Point, set[str]], mark: Mark, neighbour: Mark) -> None:
    """Let a cell reach to its neighbour, which is another cell or a spot beside it."""
    if mark.cell is None:
        return
    x, y = mark.cell
    side = "l"
    if neighbour.cell is not None:
        side = _SIDES.get((neighbour.cell[0] - x, neighbour.cell[1] - y), "l")
    elif neighbour.spot is not None and neighbour.spot.left > x:
        side = "r"
    sides.setdefault(mark.cell, set()).add(side)
