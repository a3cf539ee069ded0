"""One packet on its way: it leaves, follows the routes, passes gateways, and comes in or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from lambdatutor.simulator.network.firewall import Peer, allowing
from lambdatutor.simulator.network.gateways import Gateways
from lambdatutor.simulator.network.hop import Hop
from lambdatutor.simulator.network.routing import best

if TYPE_CHECKING:
    from lambdatutor.simulator.network.ends import Origin, Target
    from lambdatutor.simulator.network.hop import HopKind, Packet, Verdict
    from lambdatutor.simulator.network.network_view import NetworkView
    from lambdatutor.simulator.network.parts import Host, Subnet

_NO_WAY_IN = (
    "{name} takes no connections: its interface carries what the function opens itself, and it is "
    "called through Lambda's API"
)


class Walk:
    """Collects the hops. Every step answers whether the packet goes on."""

    def __init__(self, network: NetworkView, origin: Origin, to: Target, packet: Packet) -> None:
        self.network = network
        self.origin = origin
        self.to = to
        self.packet = packet
        self.port = packet.port
        self.family = packet.family
        self.hops: list[Hop] = []
        self.seen_as = Peer(origin.address, origin.groups)
        """Who the other end takes it to be from."""

    def go(self) -> None:
        origin = self.origin
        if origin.subnet is None:
            self._from_outside()
        elif self._leaves() and self._addressed() and self._let_out():
            self._routed(origin.subnet)

    def note(self, kind: HopKind, name: str, verdict: Verdict, sentence: str, *facts: str) -> bool:
        self.hops.append(Hop(kind, name, verdict, sentence + ".", facts))
        return verdict == "passes"

    @property
    def what(self) -> str:
        """`tcp 5432`."""
        protocol = self.packet.protocol
        return "icmp" if protocol == "icmp" else f"{protocol} {self.port}"

    # Out

    def _leaves(self) -> bool:
        """From the function or host, and through its interface."""
        origin = self.origin
        name, address = origin.name, origin.address
        if origin.kind == "host":
            if not address:
                return self.note("host", name, "drops", f"{name} has no IPv6 address")
            return self.note("host", name, "passes", f"{name} sends from {address}")
        return self._leaves_function()

    def _let_out(self) -> bool:
        """Past the groups of its own interface."""
        peer = Peer(self.to.address, self._groups_of_target(), self.to.service)
        return self._wall(self.origin.groups, "out", peer)

    def _leaves_function(self) -> bool:
        origin = self.origin
        name, interface = origin.name, origin.interface
        subnet = origin.subnet.id if origin.subnet is not None else ""
        self.note("function", name, "passes", f"{name} opens a connection: {self.what}")
        if not interface:
            says = f"{name} has no interface in {subnet} yet"
            return self.note("interface", subnet, "drops", says, "VPC-002")
        if not origin.address:
            says = (
                f"{interface} has no IPv6 address for {name}: that takes a dual-stack subnet and "
                "Ipv6AllowedForDualStack"
            )
            return self.note("interface", interface, "drops", says, "VPC-004")
        says = f"{interface} stands for {name} in {subnet}, as {origin.address}"
        return self.note("interface", interface, "passes", says, "VPC-001")

    def _addressed(self) -> bool:
        """Whether there is any address to send to."""
        to = self.to
        if to.address:
            return True
        if to.kind == "function":
            return self.note("function", to.name, "drops", self.no_way_in(to.name), "VPC-010")
        kind: HopKind = "endpoint" if to.kind == "endpoint" else "host"
        return self.note(kind, to.name, "drops", f"{to.name} has no IPv6 address")

    @staticmethod
    def no_way_in(name: str) -> str:
        return _NO_WAY_IN.format(name=name)

    def _routed(self, subnet: Subnet) -> None:
        """Past the subnet's route table, and on from there."""
        table = self.network.table(subnet.table)
        if table is None:
            raise AssertionError(subnet.table)
        to = self.to
        route = best(table, to.address, to.service)
        if route is None:
            says = f"{table.id} has no route to {self._where()}"
            if to.kind in ("internet", "aws"):
                says += f", and none to {'0.0.0.0/0' if self.family == 'ipv4' else '::/0'}"
            self.note("route-table", table.id, "drops", says)
            return
        if route.via == "local":
            says = f"{table.id} keeps it inside {subnet.vpc}, by its route to {route.to}"
        else:
            says = f"{table.id} sends {self._where()} to {route.via}, by its route to {route.to}"
        self.note("route-table", table.id, "passes", says)
        if route.via == "local":
            self.comes_in()
        else:
            Gateways(self).take(subnet.vpc, route.via)

    def _where(self) -> str:
        """What it is looking for, as a sentence names it."""
        to = self.to
        if to.kind == "internet":
            return "the internet"
        if to.kind == "aws" or to.name == to.address:
            return to.name
        return f"{to.name} ({to.address})"

    # In

    def comes_in(self) -> None:
        """What stands at the end, and the groups in front of it."""
        to = self.to
        if to.kind == "host":
            host = self.network.host(to.name)
            if host is not None and self._wall(host.groups, "in", self.seen_as):
                self._answered(host)
        elif to.kind == "endpoint":
            self._into_endpoint()
        elif to.kind == "function":
            attachment = self.network.attachment(to.name)
            interface = attachment.interfaces[0] if attachment is not None else to.name
            self.note("interface", interface, "drops", self.no_way_in(to.name), "VPC-010")
        else:
            self.note("host", to.name, "drops", f"nothing answers at {to.address}")

    def _answered(self, host: Host) -> None:
        if self.packet.protocol != "icmp" and self.port != host.port:
            says = f"{host.name} listens on port {host.port}, and refuses {self.port} at once"
            self.note("host", host.name, "refuses", says)
        else:
            says = f"{host.name} answers; answers need no rule of their own"
            self.note("host", host.name, "arrives", says)

    def _into_endpoint(self) -> None:
        to = self.to
        groups = next(each.groups for each in self.network.endpoints if each.id == to.name)
        if self._wall(groups, "in", self.seen_as):
            says = f"{to.name} hands it to {to.service}, without the internet"
            self.note("endpoint", to.name, "passes", says, "VPC-008")
            self.arrives_at_aws()

    def arrives_at_aws(self) -> None:
        service = self.to.service
        if self.port != 443:
            says = f"{service} is called on port 443 here, and not on {self.port}"
            self.note("aws", f"aws:{service}", "drops", says)
        else:
            self.note("aws", f"aws:{service}", "arrives", f"{service} answers")

    def _groups_of_target(self) -> tuple[str, ...]:
        """As an outbound rule may name them: of what is in the same VPC."""
        to, origin = self.to, self.origin
        if origin.subnet is None or to.vpc != origin.subnet.vpc:
            return ()
        host = self.network.host(to.name) if to.kind == "host" else None
        if host is not None:
            return host.groups
        return next((each.groups for each in self.network.endpoints if each.id == to.name), ())

    def _wall(self, names: tuple[str, ...], way: Literal["in", "out"], peer: Peer) -> bool:
        """The security groups of one interface."""
        found = [self.network.group(each) for each in names]
        groups = [each for each in found if each is not None]
        allowed = allowing(groups, way, self.packet.protocol, self.port, peer)
        if allowed is None:
            other = " or ".join((*peer.groups, peer.address))
            who, side = (" and ".join(names), "from" if way == "in" else "out to")
            verb = "does" if len(names) == 1 else "do"
            says = f"{who} {verb} not allow {self.what} {side} {other}"
            return self.note("security-group", names[0] if names else "", "drops", says)
        group, rule = allowed
        side = "in from" if way == "in" else "out to"
        kind = "everything" if rule.protocol == "-1" else f"{rule.protocol} {rule.ports()}"
        says = f"{group.id} lets {kind} {side} {rule.peer}"
        return self.note("security-group", group.id, "passes", says)

    # From outside of all VPCs

    def _from_outside(self) -> None:
        origin, to = self.origin, self.to
        if origin.kind == "internet":
            self.note("internet", origin.name, "passes", f"Somebody on the internet: {self.what}")
        else:
            says = f"{origin.name} is in no VPC of the account, and sends from Lambda's own network"
            self.note("function", origin.name, "passes", says)
            if self.family == "ipv6":
                says = f"Lambda's own network takes {origin.name} nowhere over IPv6"
                self.note("function", origin.name, "drops", says)
                return
        Gateways(self).from_the_internet(to)
