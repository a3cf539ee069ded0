"""Which spots of the picture a packet comes to, hop by hop."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lambdatutor.simulator.network.endpoints import endpoint_service
from lambdatutor.simulator.network.ends import AWS, INTERNET
from lambdatutor.tui.network.columns import GATEWAYS
from lambdatutor.tui.network.plan import Spot

if TYPE_CHECKING:
    from lambdatutor.simulator.network.hop import Hop, Path
    from lambdatutor.simulator.network.network_view import NetworkView
    from lambdatutor.tui.network.sketch import Sketch


class Station(NamedTuple):
    """A hop and where it is drawn."""

    hop: int
    """Its number in the path, from 0."""
    spot: Spot


def stations(network: NetworkView, path: Path, sketch: Sketch) -> tuple[Station, ...]:
    """In order of the way; a hop that the picture has no room for is left out."""
    finder = _Finder(network, path, sketch)
    found: list[Station] = []
    for number, hop in enumerate(path.hops):
        for spot in finder.spots(number, hop):
            if not found or found[-1].spot != spot:
                found.append(Station(number, spot))
            elif number == len(path.hops) - 1:
                found[-1] = Station(number, spot)
    return tuple(found)


class _Finder:
    """Looks up hops in a sketch."""

    def __init__(self, network: NetworkView, path: Path, sketch: Sketch) -> None:
        self.network = network
        self.path = path
        self.sketch = sketch
        self.routed = next(
            (at for at, hop in enumerate(path.hops) if hop.kind == "route-table"), len(path.hops)
        )

    def spots(self, number: int, hop: Hop) -> tuple[Spot, ...]:
        keys = self._keys(number, hop)
        known = self.sketch.spots
        found = tuple(known[key] for key in keys if key in known)
        if number and hop.verdict == "drops" and hop.kind in ("internet", "function"):
            return self._wall(hop.id) or found
        return found

    def _keys(self, number: int, hop: Hop) -> tuple[str, ...]:
        match hop.kind:
            case "function":
                return self._function(number, hop.id)
            case "interface" | "host":
                return (f"thing:{hop.id}", f"subnet:{hop.id}")
            case "security-group":
                return (f"groups:{self._guarded(number, hop)}",)
            case "route-table":
                return (self._route(number, hop.id),)
            case "nat-gateway":
                return (f"thing:{hop.id}", *self._leaves_nat(number, hop.id))
            case "internet-gateway" | "egress-only-gateway":
                return (f"gateway:{hop.id}",)
            case "endpoint":
                return (f"gateway:{hop.id}", f"thing:{hop.id}")
            case "internet":
                return (f"outside:{INTERNET}",)
            case "aws":
                return (f"outside:{hop.id}",)

    def _function(self, number: int, name: str) -> tuple[str, ...]:
        following = self.path.hops[number + 1 : number + 2]
        if following and following[0].kind == "interface":
            return (f"thing:{following[0].id}", f"subnet:{following[0].id}")
        attachment = self.network.attachment(name)
        own = attachment.interfaces if attachment is not None else ()
        return (f"outside:function:{name}", *(f"thing:{each}" for each in own[:1]))

    def _guarded(self, number: int, hop: Hop) -> str:
        """Whose security groups these are: the sender's before the route, the receiver's after."""
        hops = self.path.hops
        before = [each for each in hops[:number] if each.kind in ("interface", "host")]
        if number < self.routed and before:
            return before[-1].id
        to = self.path.destination
        service = endpoint_service(to.removeprefix(AWS))
        for each in self.network.endpoints:
            if hop.id in each.groups and (each.id == to or each.service == service):
                return each.id
        return to

    def _route(self, number: int, table_id: str) -> str:
        """The line that it follows, or the whole table where none leads on."""
        table = self.network.table(table_id)
        hop = self.path.hops[number]
        following = self.path.hops[number + 1 : number + 2]
        if table is None or hop.verdict != "passes":
            return f"table:{table_id}"
        vias = {each.via: each.to for each in table.routes}
        to = vias.get(following[0].id if following else "", vias.get("local", ""))
        key = f"route:{table_id}:{to}"
        return key if key in self.sketch.spots else f"table:{table_id}"

    def _leaves_nat(self, number: int, nat_id: str) -> tuple[str, ...]:
        """What a NAT gateway sends on goes by the route table of its own subnet."""
        following = self.path.hops[number + 1 : number + 2]
        nat = next((each for each in self.network.nat_gateways if each.id == nat_id), None)
        subnet = self.network.subnet(nat.subnet) if nat is not None else None
        table = self.network.table(subnet.table) if subnet is not None else None
        if table is None or not following:
            return ()
        return tuple(
            f"route:{table.id}:{each.to}" for each in table.routes if each.via == following[0].id
        )[:1]

    def _wall(self, name: str) -> tuple[Spot, ...]:
        """A packet from outside that no route brings in stops at the wall of the VPC."""
        host, attachment = self.network.host(name), self.network.attachment(name)
        within = host.subnet if host is not None else ""
        if attachment is not None and attachment.placement is not None:
            within = attachment.placement.subnets[0]
        subnet = self.network.subnet(within)
        walls = self.sketch.walls.get(subnet.vpc if subnet is not None else "")
        if walls is None:
            return ()
        top, bottom = walls[0], min(walls[1], len(self.sketch.lines))
        first = self.path.source
        outside = INTERNET if first == INTERNET else f"function:{first}"
        origin = self.sketch.spots.get(f"outside:{outside}")
        taken = self.sketch.taken(GATEWAYS)
        wanted = origin.y + 1 if origin is not None else top + 1
        free = [y for y in range(top + 1, bottom) if y not in taken]
        y = min(free, key=lambda each: abs(each - wanted), default=top)
        if y >= len(self.sketch.lines):
            return ()
        border = self.sketch.columns.border
        return (Spot(GATEWAYS, y, border, border + 1),)
