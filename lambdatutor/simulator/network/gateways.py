"""Gateways: what each of them does with a packet that a route has led to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.network.firewall import Peer
from lambdatutor.simulator.network.routing import best

if TYPE_CHECKING:
    from lambdatutor.simulator.network.ends import Target
    from lambdatutor.simulator.network.parts import InternetGateway, NatGateway
    from lambdatutor.simulator.network.walk import Walk

_TRANSLATED = "198.51.100.200"
"""The public address of every NAT gateway and public host, as the other side sees it: one of those
kept for examples (RFC 5737)."""


class Gateways:
    """The way out of a VPC, for one packet."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.network = walk.network

    def take(self, vpc: str, via: str) -> None:
        """Go through what a route names; it may be gone."""
        network, walk = self.network, self.walk
        internet = next((each for each in network.internet_gateways if each.id == via), None)
        nat = next((each for each in network.nat_gateways if each.id == via), None)
        egress = next((each for each in network.egress_only_gateways if each.id == via), None)
        endpoint = next((each for each in network.endpoints if each.id == via), None)
        if nat is not None:
            self._translate(nat)
        elif internet is not None:
            self._leave(internet, vpc)
        elif egress is not None:
            self._leave_over_ipv6(egress.id)
        elif endpoint is not None:
            says = f"{via} hands it to {endpoint.service}, without the internet"
            walk.note("endpoint", via, "passes", says)
            walk.arrives_at_aws()
        else:
            says = f"there is no {via} any more: the route is a black hole"
            walk.note("route-table", self._table_before(), "drops", says)

    def _table_before(self) -> str:
        return self.walk.hops[-1].id

    def _leave(self, gateway: InternetGateway, vpc: str) -> None:
        walk, origin = self.walk, self.walk.origin
        name = gateway.id
        if gateway.vpc != vpc:
            says = f"{name} is not attached to {vpc}"
            walk.note("internet-gateway", name, "drops", says)
        elif walk.family == "ipv6":
            # AWS does not say whether it takes out what comes from Lambda's interface; here it does
            walk.note("internet-gateway", name, "passes", f"{name}: an IPv6 address is public")
            self.from_the_internet(walk.to)
        elif not origin.public:
            whose = f"{origin.interface} of Lambda" if origin.kind == "function" else origin.name
            says = f"{name} needs a public address, and {whose} has none"
            facts = ("VPC-004",) if origin.kind == "function" else ()
            walk.note("internet-gateway", name, "drops", says, *facts)
        else:
            walk.seen_as = Peer(_TRANSLATED)
            says = f"{name} takes it out, for {origin.name} has a public address"
            walk.note("internet-gateway", name, "passes", says)
            self.from_the_internet(walk.to)

    def _leave_over_ipv6(self, name: str) -> None:
        walk = self.walk
        if walk.family == "ipv4":
            walk.note("egress-only-gateway", name, "drops", f"{name} carries IPv6 only", "VPC-004")
            return
        says = f"{name} takes it out over IPv6, and lets nothing in that was not asked for"
        walk.note("egress-only-gateway", name, "passes", says, "VPC-004")
        self.from_the_internet(walk.to)

    def _translate(self, nat: NatGateway) -> None:
        """Out through a NAT gateway; it has to reach an internet gateway from its own subnet."""
        walk, network = self.walk, self.network
        name = nat.id
        if walk.family == "ipv6":
            walk.note("nat-gateway", name, "drops", f"{name} carries IPv4 only", "VPC-004")
            return
        subnet = network.subnet(nat.subnet)
        table = network.table(subnet.table) if subnet is not None else None
        if subnet is None or table is None:
            raise AssertionError(nat.subnet)
        route = best(table, walk.to.address, walk.to.service)
        gateways = {each.id: each for each in network.internet_gateways}
        gateway = gateways.get(route.via) if route is not None else None
        if route is None or gateway is None or gateway.vpc != subnet.vpc:
            leads = f"leads to {route.via}" if route is not None else "has no route there"
            says = (
                f"{name} stands in {subnet.id}, whose {table.id} {leads}: a NAT gateway needs a "
                "route to an internet gateway itself"
            )
            walk.note("nat-gateway", name, "drops", says)
            return
        walk.seen_as = Peer(_TRANSLATED)
        says = f"{name} sends it on under its own public address, from {subnet.id}"
        walk.note("nat-gateway", name, "passes", says, "VPC-004")
        walk.note("internet-gateway", gateway.id, "passes", f"{gateway.id} takes it out")
        self.from_the_internet(walk.to)

    # On the internet, and in again

    def from_the_internet(self, to: Target) -> None:
        """What a packet meets that is on the internet, or comes from there."""
        walk = self.walk
        if to.kind == "internet":
            walk.note("internet", to.name, "arrives", "the other side answers")
        elif to.kind == "aws":
            walk.arrives_at_aws()
        elif to.kind == "address" and not to.vpc:
            walk.note("internet", to.name, "arrives", f"{to.name} answers")
        elif to.kind == "function":
            walk.note("function", to.name, "drops", walk.no_way_in(to.name), "VPC-010")
        else:
            self._back_into_a_vpc(to)

    def _back_into_a_vpc(self, to: Target) -> None:
        """To a host with a public address; all else in a VPC is out of the internet's reach."""
        walk, network = self.walk, self.network
        host = network.host(to.name) if to.kind == "host" else None
        subnet = network.subnet(host.subnet) if host is not None else None
        if host is None or subnet is None or not host.public:
            what = f"{to.address} is a private address" if to.address else "it has no address"
            says = f"{to.name} is inside {to.vpc}: {what}, and no route leads there from outside"
            if walk.origin.kind == "lambda":
                says += f"; {walk.origin.name} needs subnets of {to.vpc} in its VpcConfig"
            walk.note("internet", to.name, "drops", says)
            return
        table = network.table(subnet.table)
        route = best(table, walk.seen_as.address) if table is not None else None
        gateway = next(
            (each for each in network.internet_gateways if route and each.id == route.via), None
        )
        if gateway is None or gateway.vpc != subnet.vpc:
            says = f"{subnet.id} has no route to an internet gateway, so nothing comes in there"
            walk.note("route-table", subnet.table, "drops", says)
            return
        says = f"{gateway.id} brings it to {to.name}, which has a public address"
        walk.note("internet-gateway", gateway.id, "passes", says)
        walk.comes_in()
