"""Drawing networks without a packet: walls, subnets, route tables, gateways, and the outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.tui.network.columns import GATEWAYS, OUTSIDE, SUBNETS, TABLES
from lambdatutor.tui.network.plan import Plan, Spot, room_height, wing_height
from lambdatutor.tui.panels.cells import Line, crop, width_of

if TYPE_CHECKING:
    from lambdatutor.simulator.network.parts import Route
    from lambdatutor.tui.network.contents import House, Outsider, Outsiders, Room, Thing, Wing

_FRAME = "ink-line"


class Sketch:
    """Lines with the networks on them, and the spots that packets can come to."""

    def __init__(self, plan: Plan, width: int, height: int) -> None:
        self.plan = plan
        self.columns = plan.columns
        self.lines = [Line(width) for _ in range(height)]
        self.spots: dict[str, Spot] = {}
        """By a kind and an id, as in `thing:database`, `groups:database` and `outside:internet`."""
        self.walls: dict[str, tuple[int, int]] = {}
        """The first and the last line of each VPC."""
        self._end = 1
        """The line after the last VPC."""

    def taken(self, column: int) -> set[int]:
        """Lines on which something stands in a column."""
        return {spot.y for spot in self.spots.values() if spot.column == column}

    def put(self, y: int, x: int, text: str, ink: str, room: int) -> int:
        """Draw a text, shortened where needed; what does not fit below is left out."""
        shown = crop(text, room)
        if 0 <= y < len(self.lines):
            self.lines[y].put(x, shown, ink)
        return x + width_of(shown)

    def place(self, key: str, column: int, y: int, left: int, right: int) -> None:
        if 0 <= y < len(self.lines) and right > left:
            self.spots.setdefault(key, Spot(column, y, left, right))

    # VPCs

    def house(self, house: House, top: int) -> int:
        """Draw one VPC; the line after it."""
        y = top + 1
        detail = self.plan.detail
        for number, wing in enumerate(house.wings):
            gap = 0 if number + 1 == len(house.wings) else self.plan.wing_gap
            y = self._wing(wing, y, gap, first=number == 0)
        if not detail.boxes and house.wings:
            self._edge(y, "╰", "╯")
            y += 1
        bottom = max(y, top + 2, top + 1 + len(house.gateways))
        self._walls(house, top, bottom)
        self._gateways(house, top, bottom)
        self._end = bottom + 1
        return bottom + 1

    def _walls(self, house: House, top: int, bottom: int) -> None:
        border = self.columns.border
        self.walls[house.vpc.id] = (top, bottom)
        self.put(top, 1, f"╭{'─' * (border - 2)}╮", _FRAME, border)
        self.put(bottom, 1, f"╰{'─' * (border - 2)}╯", _FRAME, border)
        for y in range(top + 1, bottom):
            self.put(y, 1, "│", _FRAME, 1)
            self.put(y, border, "│", _FRAME, 1)
        x = self.put(top, 3, f" {house.vpc.id}", "ink-title bold", border - 4)
        self.put(top, x, f" {house.vpc.cidr} ", "ink-muted", border - 2 - x)

    def _wing(self, wing: Wing, top: int, gap: int, *, first: bool) -> int:
        """The subnets of one route table, with `gap` free lines below; the line after those."""
        y = top
        detail, apart = self.plan.detail, self.plan.room_gap
        for number, room in enumerate(wing.rooms):
            self._room(room, y, first=first and number == 0)
            y += room_height(len(room.things), detail) + apart
        end = max(y - apart, top + wing_height(wing, detail)) + gap
        if not detail.boxes:
            for below in range(y, end):
                self._sides(below)
        self._table(wing, top)
        return end

    def _room(self, room: Room, top: int, *, first: bool) -> None:
        left, right = self.columns.spans[SUBNETS]
        boxes = self.plan.detail.boxes
        self._edge(top, *("╭╮" if boxes or first else "├┤"))
        x = self.put(top, left + 1, f" {room.title} ", "ink", right - left - 3)
        self.place(f"subnet:{room.subnet.id}", SUBNETS, top, left + 1, x)
        things = max(1, len(room.things)) if boxes else len(room.things)
        for y in range(top + 1, top + 1 + things):
            self._sides(y)
        for y, thing in enumerate(room.things, start=top + 1):
            self._thing(thing, y)
        if boxes:
            self._edge(top + 1 + things, "╰", "╯")

    def _edge(self, y: int, start: str, end: str) -> None:
        left, right = self.columns.spans[SUBNETS]
        self.put(y, left, f"{start}{'─' * (right - left - 2)}{end}", _FRAME, right - left)

    def _sides(self, y: int) -> None:
        left, right = self.columns.spans[SUBNETS]
        self.put(y, left, "│", _FRAME, 1)
        self.put(y, right - 1, "│", _FRAME, 1)

    def _thing(self, thing: Thing, y: int) -> None:
        """What it is at the left, its security groups at the right."""
        left, right = self.columns.spans[SUBNETS]
        start, end = left + 2, right - 3
        groups = ", ".join(thing.groups)
        needed = width_of(groups) + 3
        fits = width_of(thing.says) + needed <= end - start
        says = thing.says if fits or not thing.shorter else thing.shorter
        start -= width_of(says) + needed > end - start
        keep = min(width_of(groups), max(3, end - start - 3 - width_of(says)))
        room = end - start - (keep + 1 if groups else 0)
        x = self.put(y, start, f"{thing.glyph} {says}", thing.ink, room)
        apart = x + 1 < end - keep - 1  # room for a sign between the name and the groups
        self.place(f"thing:{thing.id}", SUBNETS, y, start, x + apart)
        if groups:
            at = end - width_of(crop(groups, keep))
            self.put(y, at, groups, "ink-muted", keep)
            self.place(f"groups:{thing.id}", SUBNETS, y, at, end + 1)

    def _table(self, wing: Wing, top: int) -> None:
        left, right = self.columns.spans[TABLES]
        x = self.put(top, left, wing.table.id, "ink bold", right - left)
        self.place(f"table:{wing.table.id}", TABLES, top, left - 1, x)
        for y, route in enumerate(wing.routes, start=top + 1):
            self._route(wing, route, y)

    def _route(self, wing: Wing, route: Route, y: int) -> None:
        left, right = self.columns.spans[TABLES]
        keep = min(width_of(route.via), 12)
        x = self.put(y, left, route.to, "ink-muted", right - left - keep - 1)
        arrow = " ▸ " if x + 3 + width_of(route.via) <= right else " "
        x = self.put(y, x, arrow, "ink-line", len(arrow))
        x = self.put(y, x, route.via, "ink-muted" if route.via == "local" else "ink", right - x)
        self.place(f"route:{wing.table.id}:{route.to}", TABLES, y, left, x)

    # The wall and the outside

    def _gateways(self, house: House, top: int, bottom: int) -> None:
        """Each on the line of a route that leads to it, or the next one that is free."""
        left, right = self.columns.spans[GATEWAYS]
        used: set[int] = set()
        lines = range(top + 1, bottom)
        for gateway in house.gateways:
            y = _nearest(self._led_to(gateway, top + 1), lines, used)
            if y is None:
                continue
            used.add(y)
            shown = f"┤{crop(gateway, right - left - 2)}├"
            x = left + (right - left - width_of(shown)) // 2
            led = any(gateway in wing.vias for each in self.plan.houses for wing in each.wings)
            self.put(y, x, shown, "ink-title bold" if led else "ink-muted", right - x)
            self.place(f"gateway:{gateway}", GATEWAYS, y, x, x + width_of(shown))

    def _led_to(self, gateway: str, otherwise: int) -> int:
        for house in self.plan.houses:
            for wing in house.wings:
                for route in wing.routes:
                    spot = self.spots.get(f"route:{wing.table.id}:{route.to}")
                    if route.via == gateway and spot is not None:
                        return spot.y
        return otherwise

    def outside(self, outsiders: Outsiders) -> None:
        """What is in no VPC, each beside the gateway that leads to it; functions at the end."""
        used: set[int] = set()
        for each in outsiders.places:
            self._outside(each, self._beside(f"gateway:{each.beside}"), used)
        for each in outsiders.functions:
            self._outside(each, min(len(self.lines), self._end) - 1, used)

    def _beside(self, key: str) -> int:
        spot = self.spots.get(key)
        return 1 if spot is None else spot.y

    def _outside(self, each: Outsider, wanted: int, used: set[int]) -> None:
        left, right = self.columns.spans[OUTSIDE]
        y = _nearest(wanted, range(len(self.lines)), used)
        if y is not None:
            used.update((y, y + 1) if y < wanted else (y,))
            x = self.put(y, left, each.says, "ink bold", right - left)
            self.place(f"outside:{each.key}", OUTSIDE, y, left - 1, x)


def _nearest(wanted: int, lines: range, used: set[int]) -> int | None:
    """The free line nearest to the one that is wanted."""
    free = [y for y in lines if y not in used]
    return min(free, key=lambda y: (abs(y - wanted), y), default=None)
