"""Building the networks that a scenario says stand there when the run opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.network.endpoints import add_endpoint
from lambdatutor.simulator.network.opening_groups import add_groups
from lambdatutor.simulator.network.parts import (
    EgressOnlyGateway,
    Host,
    InternetGateway,
    NatGateway,
    Placement,
    Route,
    RouteTable,
    Subnet,
    Vpc,
)
from lambdatutor.simulator.network.spelling import (
    NetworkError,
    check_block,
    check_inside,
    check_policy,
    check_service,
    known,
    new_id,
)

if TYPE_CHECKING:
    from lambdatutor.simulator.network.network import Network
    from lambdatutor.simulator.network.setup import HostSetup, NetworkSetup, PlacementSetup


class _Builder:
    """Puts one thing after the other in its place, and says where something is amiss."""

    def __init__(self, network: Network, setup: NetworkSetup) -> None:
        self.network = network
        self.setup = setup
        self.first_vpc = setup.vpcs[0].id if setup.vpcs else ""

    def build(self) -> None:
        self._vpcs()
        self._tables()
        self._subnets()
        add_groups(self.network, self.setup, self.first_vpc)
        self._gateways()
        for host in self.setup.hosts:
            self._host(host)
        self._endpoints()
        self._check_routes()

    # Order: everything stands before something names it.

    def _vpcs(self) -> None:
        for each in self.setup.vpcs:
            new_id("vpc", each.id, self.network.vpcs)
            for block in (each.cidr, each.ipv6):
                check_block(each.id, block)
            name = each.id.removeprefix("vpc-")
            vpc = Vpc(each.id, each.cidr, each.ipv6)
            self.network.add_vpc(vpc, f"rtb-{name}main", f"sg-{name}default")

    def _tables(self) -> None:
        network = self.network
        for each in self.setup.route_tables:
            routes = tuple(Route(route.to, route.via) for route in each.routes)
            main = network.tables.get(each.id)
            if main is not None and main.main:
                network.tables[each.id] = main._replace(routes=(*main.routes, *routes))
                continue
            new_id("rtb", each.id, network.tables)
            network.add_table(RouteTable(each.id, self.vpc(each.id, each.vpc), routes))

    def _subnets(self) -> None:
        network = self.network
        for each in self.setup.subnets:
            new_id("subnet", each.id, network.subnets)
            vpc = network.vpcs[self.vpc(each.id, each.vpc)]
            check_inside(each.id, each.cidr, vpc.id, vpc.cidr)
            if each.ipv6:
                check_inside(each.id, each.ipv6, vpc.id, vpc.ipv6_cidr)
            table = each.route_table or network.main_table(vpc.id)
            known(each.id, "route_table", table, network.tables)
            subnet = Subnet(
                each.id, vpc.id, each.cidr, each.zone, table, each.ipv6, each.public_addresses
            )
            network.add_subnet(subnet, each.free)
            if each.route_table:
                association = "rtbassoc-" + each.id.removeprefix("subnet-")
                network.associate(association, each.id, table)

    def _gateways(self) -> None:
        network, setup = self.network, self.setup
        for each in setup.internet_gateways:
            new_id("igw", each.id, network.internet_gateways)
            vpc = self.vpc(each.id, each.vpc)
            network.internet_gateways[each.id] = InternetGateway(each.id, vpc)
        for egress in setup.egress_only_gateways:
            new_id("eigw", egress.id, network.egress_only_gateways)
            vpc = self.vpc(egress.id, egress.vpc)
            network.egress_only_gateways[egress.id] = EgressOnlyGateway(egress.id, vpc)
        for nat in setup.nat_gateways:
            new_id("nat", nat.id, network.nat_gateways)
            known(nat.id, "subnet", nat.subnet, network.subnets)
            address = self.address(nat.id, nat.subnet)
            network.nat_gateways[nat.id] = NatGateway(nat.id, nat.subnet, address)

    def _host(self, setup: HostSetup) -> None:
        network, name = self.network, setup.name
        if name in network.hosts:
            raise NetworkError(f"there are two hosts called {name}; rename one")
        known(name, "subnet", setup.subnet, network.subnets)
        subnet = network.subnets[setup.subnet]
        groups = setup.security_groups or (network.default_groups[subnet.vpc],)
        for group in groups:
            known(name, "security_groups", group, network.groups)
        public = subnet.public_addresses if setup.public is None else setup.public
        address = self.address(name, setup.subnet)
        network.hosts[name] = Host(name, setup.subnet, groups, setup.port, address, public)

    def _endpoints(self) -> None:
        network = self.network
        for each in self.setup.endpoints:
            new_id("vpce", each.id, network.endpoints)
            vpc = self.vpc(each.id, each.vpc)
            check_service(each.id, each.service, each.kind)
            check_policy(each.id, each.policy, each.kind)
            for table in each.route_tables:
                known(each.id, "route_tables", table, network.tables)
            for subnet in each.subnets:
                known(each.id, "subnets", subnet, network.subnets)
                if not network.addresses.free(subnet):
                    raise NetworkError(f"{each.id}: {subnet} has no address left; raise its free:")
            for group in each.security_groups:
                known(each.id, "security_groups", group, network.groups)
            add_endpoint(
                network,
                each.id,
                vpc,
                each.service,
                each.kind,
                tables=each.route_tables,
                subnets=each.subnets,
                groups=each.security_groups,
                private_dns=each.private_dns,
                policy=each.policy or "",
            )

    def _check_routes(self) -> None:
        """Every route leads to something; one that does not is a spelling mistake here."""
        network = self.network
        there = (
            {"local"}
            | network.internet_gateways.keys()
            | network.nat_gateways.keys()
            | network.egress_only_gateways.keys()
            | network.endpoints.keys()
        )
        for table in network.tables.values():
            for route in table.routes:
                if not route.to.startswith("pl-"):
                    check_block(table.id, route.to)
                known(table.id, f"the route to {route.to}", route.via, there)

    # What everything asks for

    def vpc(self, name: str, given: str) -> str:
        """The VPC that is meant."""
        vpc = given or self.first_vpc
        known(name, "vpc", vpc, self.network.vpcs)
        return vpc

    def address(self, name: str, subnet: str) -> str:
        address, _ = self.network.addresses.take(subnet)
        if not address:
            raise NetworkError(f"{name}: {subnet} has no address left; raise its free:")
        return address


def build(network: Network, setup: NetworkSetup) -> None:
    """Raises `NetworkError` for what contradicts itself."""
    _Builder(network, setup).build()
    network.changed()


def placement_of(network: Network, name: str, setup: PlacementSetup) -> Placement:
    """A function's VpcConfig; raises `NetworkError` for one that names nothing."""
    if not setup.subnets or not setup.security_groups:
        raise NetworkError(f"{name}: its network needs subnets and security_groups")
    for subnet in setup.subnets:
        known(name, "subnets", subnet, network.subnets)
    for group in setup.security_groups:
        known(name, "security_groups", group, network.groups)
    vpc = network.subnets[setup.subnets[0]].vpc
    for place in (
        *map(network.subnets.get, setup.subnets),
        *map(network.groups.get, setup.security_groups),
    ):
        if place is not None and place.vpc != vpc:
            raise NetworkError(f"{name}: {place.id} is not in {vpc}, as {setup.subnets[0]} is")
    return Placement(setup.subnets, setup.security_groups, setup.ipv6, vpc)
