"""The networks of one account as they stand: everything by its id, and who may have which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.network.addresses import Addresses
from lambdatutor.simulator.network.interfaces import Interfaces
from lambdatutor.simulator.network.parts import (
    EVERYWHERE,
    EVERYWHERE_IPV6,
    Route,
    RouteTable,
    Rule,
    SecurityGroup,
    Subnet,
    Vpc,
)
from lambdatutor.simulator.network.setup import NetworkSetup

if TYPE_CHECKING:
    from lambdatutor.simulator.account import Account
    from lambdatutor.simulator.network.hop import Path
    from lambdatutor.simulator.network.parts import (
        Call,
        EgressOnlyGateway,
        Endpoint,
        Host,
        InternetGateway,
        NatGateway,
    )

LOCAL = "local"
"""What a route inside the VPC is called; it is in every table and cannot be taken out."""


class Network:
    """All VPCs of the account, and what is in them."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.setup = account.scenario.network or NetworkSetup()
        self.vpcs: dict[str, Vpc] = {}
        self.subnets: dict[str, Subnet] = {}
        self.tables: dict[str, RouteTable] = {}
        self.internet_gateways: dict[str, InternetGateway] = {}
        self.nat_gateways: dict[str, NatGateway] = {}
        self.egress_only_gateways: dict[str, EgressOnlyGateway] = {}
        self.endpoints: dict[str, Endpoint] = {}
        self.groups: dict[str, SecurityGroup] = {}
        self.hosts: dict[str, Host] = {}
        self.default_groups: dict[str, str] = {}
        """By VPC."""
        self.associations: dict[str, str] = {}
        """By the id of an association: its subnet."""
        self.allocations: dict[str, str] = {}
        """Elastic IP addresses by the id of their allocation: the NAT gateway that has it."""
        self.addresses = Addresses()
        self.interfaces = Interfaces(account, self)
        self.calls: dict[tuple[str, str], Call] = {}
        """The last ones, by function and what it called."""
        self.ways: dict[tuple[str, ...], Path] = {}
        """Found once, and again after every change."""
        self.given: dict[str, int] = {}

    def next_id(self, kind: str) -> str:
        """An id in AWS's form, such as `subnet-00000000000000001`, counted from 1."""
        number = self.given[kind] = self.given.get(kind, 0) + 1
        return f"{kind}-{number:017x}"

    def changed(self) -> None:
        """Packets may go another way now."""
        self.ways.clear()

    # What comes with other things

    def add_vpc(self, vpc: Vpc, table_id: str, group_id: str) -> None:
        """With a main route table, and a default group whose members may talk to each other."""
        self.vpcs[vpc.id] = vpc
        self.add_table(RouteTable(table_id, vpc.id, (), main=True))
        own = Rule("-1", 0, 65_535, group_id)
        self.groups[group_id] = SecurityGroup(
            group_id, vpc.id, "default", (own,), self.all_out(vpc.id), "default VPC security group"
        )
        self.default_groups[vpc.id] = group_id
        self.changed()

    def all_out(self, vpc_id: str) -> tuple[Rule, ...]:
        """What a new group lets out: everything."""
        anywhere = (EVERYWHERE, EVERYWHERE_IPV6) if self.vpcs[vpc_id].ipv6_cidr else (EVERYWHERE,)
        return tuple(Rule("-1", 0, 65_535, each) for each in anywhere)

    def add_table(self, table: RouteTable) -> None:
        """With the routes that stay inside the VPC, before all others."""
        vpc = self.vpcs[table.vpc]
        inside = tuple(Route(each, LOCAL) for each in (vpc.cidr, vpc.ipv6_cidr) if each)
        self.tables[table.id] = table._replace(routes=(*inside, *table.routes))
        self.changed()

    def add_subnet(self, subnet: Subnet, free: int | None = None) -> None:
        self.subnets[subnet.id] = subnet
        self.addresses.open(subnet.id, subnet.cidr, subnet.ipv6_cidr, free)
        self.changed()

    def main_table(self, vpc_id: str) -> str:
        return next(each.id for each in self.tables.values() if each.main and each.vpc == vpc_id)

    def set_route(self, table_id: str, route: Route) -> None:
        """In place of the one to the same destination, or as the last."""
        table = self.tables[table_id]
        routes = {each.to: each for each in table.routes} | {route.to: route}
        self.tables[table_id] = table._replace(routes=tuple(routes.values()))
        self.changed()

    def drop_route(self, table_id: str, to: str) -> None:
        table = self.tables[table_id]
        left = tuple(each for each in table.routes if each.to != to)
        self.tables[table_id] = table._replace(routes=left)
        self.changed()

    def associate(self, association: str, subnet_id: str, table_id: str) -> None:
        """Let a table lead what leaves a subnet."""
        self.associations[association] = subnet_id
        self.subnets[subnet_id] = self.subnets[subnet_id]._replace(table=table_id)
        self.changed()

    def forget_function(self, name: str) -> None:
        """It is deleted: its calls are no longer shown."""
        for key in [each for each in self.calls if each[0] == name]:
            del self.calls[key]
