"""What a picture of networks has to hold: VPCs, their subnets by route table, things in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lambdatutor.simulator.network.ends import AWS, INTERNET

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lambdatutor.simulator.network.network_view import NetworkView
    from lambdatutor.simulator.network.parts import Interface, Route, RouteTable, Subnet, Vpc


class Thing(NamedTuple):
    """Something with an address in a subnet."""

    id: str
    glyph: str
    says: str
    ink: str
    groups: tuple[str, ...] = ()
    shorter: str = ""
    """What it says where there is less room."""


class Room(NamedTuple):
    """A subnet and what stands in it."""

    subnet: Subnet
    public: bool
    """Its route table leads to an internet gateway: that is what makes a subnet public."""
    things: tuple[Thing, ...]

    @property
    def title(self) -> str:
        return f"{self.subnet.id} {'public' if self.public else 'private'}"


class Wing(NamedTuple):
    """A route table, and the subnets whose packets it leads."""

    table: RouteTable
    routes: tuple[Route, ...]
    rooms: tuple[Room, ...]

    @property
    def vias(self) -> frozenset[str]:
        """What its routes lead to."""
        return frozenset(route.via for route in self.routes)


class House(NamedTuple):
    """A VPC with its subnets, and the gateways in its wall."""

    vpc: Vpc
    wings: tuple[Wing, ...]
    gateways: tuple[str, ...]


class Outsider(NamedTuple):
    """Something that is in no VPC."""

    key: str
    """As an end of a way: `internet`, `aws:sqs`, `function:checkout`."""
    says: str
    beside: str = ""
    """The gateway that leads to it."""


class Outsiders(NamedTuple):
    """All that stands outside."""

    places: tuple[Outsider, ...]
    functions: tuple[Outsider, ...]
    """Functions in no VPC."""
    widest: tuple[str, ...]
    """Everything that can come to stand there: a function that leaves its VPC moves no wall."""


class Detail(NamedTuple):
    """How much of it is drawn; less where there is less room."""

    boxes: bool = True
    """Every subnet has a box of its own."""
    local_routes: bool = True
    empty_rooms: bool = True
    """Subnets in which nothing stands, and VPCs of only such."""


DETAILS = (
    Detail(),
    Detail(boxes=False),
    Detail(boxes=False, local_routes=False),
    Detail(boxes=False, local_routes=False, empty_rooms=False),
)
"""From the fullest picture to the smallest."""


def houses(network: NetworkView, detail: Detail) -> tuple[House, ...]:
    """Every VPC of the account, in order of creation."""
    found = [
        House(vpc, _wings(network, vpc, detail), gateways(network, vpc)) for vpc in network.vpcs
    ]
    return tuple(house for house in found if house.wings or detail.empty_rooms)


def gateways(network: NetworkView, vpc: Vpc) -> tuple[str, ...]:
    """What stands in the wall of a VPC: gateways and gateway endpoints."""
    return (
        *(each.id for each in network.internet_gateways if each.vpc == vpc.id),
        *(each.id for each in network.egress_only_gateways if each.vpc == vpc.id),
        *(each.id for each in network.endpoints if each.vpc == vpc.id and each.kind == "gateway"),
    )


def outsiders(network: NetworkView, services: Iterable[str]) -> Outsiders:
    """The internet, services of AWS that are called or have an endpoint, and functions."""
    door = next((each.id for each in network.internet_gateways), "")
    behind = {each.service: each.id for each in network.endpoints}
    places = (
        Outsider(INTERNET, INTERNET, door),
        *(
            Outsider(AWS + each, each, behind.get(each, ""))
            for each in dict.fromkeys((*services, *behind))
        ),
    )
    functions = tuple(
        Outsider(f"function:{each.function}", f"λ {each.function}")
        for each in network.attachments
        if each.placement is None
    )
    names = (f"λ {each.function}" for each in network.attachments)
    return Outsiders(places, functions, (*(each.says for each in places), *names))


def _wings(network: NetworkView, vpc: Vpc, detail: Detail) -> tuple[Wing, ...]:
    rooms: dict[str, list[Room]] = {}
    doors = {each.id for each in network.internet_gateways}
    for subnet in network.subnets:
        table = network.table(subnet.table)
        if subnet.vpc != vpc.id or table is None:
            continue
        public = any(route.via in doors for route in table.routes)
        room = Room(subnet, public, tuple(_things(network, subnet)))
        if room.things or detail.empty_rooms:
            rooms.setdefault(table.id, []).append(room)
    tables = [(network.table(each), those) for each, those in rooms.items()]
    return tuple(
        Wing(table, _routes(table, detail), tuple(those)) for table, those in tables if table
    )


def _routes(table: RouteTable, detail: Detail) -> tuple[Route, ...]:
    return tuple(each for each in table.routes if detail.local_routes or each.via != "local")


def _things(network: NetworkView, subnet: Subnet) -> Iterator[Thing]:
    for each in network.interfaces:
        if each.subnet == subnet.id:
            yield _interface(each)
    for host in network.hosts:
        if host.subnet == subnet.id:
            says = f"{host.name}:{host.port}"
            yield Thing(host.name, "■", says, "ink bold", host.groups, host.name)
    for nat in network.nat_gateways:
        if nat.subnet == subnet.id:
            yield Thing(nat.id, "◆", nat.id, "ink bold")
    for endpoint in network.endpoints:
        if subnet.id in endpoint.subnets:
            yield Thing(endpoint.id, "○", endpoint.id, "ink bold", endpoint.groups)


def _interface(interface: Interface) -> Thing:
    """A function's interface goes by the functions that share it."""
    names = ", ".join(interface.functions)
    if interface.status == "in-use":
        return Thing(interface.id, "λ", names, "ink bold", interface.groups)
    glyph, word = ("◐", "being made") if interface.status == "pending" else ("○", "going away")
    says = f"{names} {word}" if names else word
    return Thing(interface.id, glyph, says, "ink-muted italic", interface.groups)
