"""All networks of the account at one moment: enough to draw them, and to follow a packet."""

from __future__ import annotations

from typing import NamedTuple

from lambdatutor.simulator.network.parts import (
    Attachment,
    Call,
    EgressOnlyGateway,
    Endpoint,
    Host,
    Interface,
    InternetGateway,
    NatGateway,
    RouteTable,
    SecurityGroup,
    Subnet,
    Vpc,
)


class NetworkView(NamedTuple):
    """Everything in order of creation. The snapshot has None where the account has no VPC."""

    vpcs: tuple[Vpc, ...] = ()
    subnets: tuple[Subnet, ...] = ()
    tables: tuple[RouteTable, ...] = ()
    internet_gateways: tuple[InternetGateway, ...] = ()
    nat_gateways: tuple[NatGateway, ...] = ()
    egress_only_gateways: tuple[EgressOnlyGateway, ...] = ()
    endpoints: tuple[Endpoint, ...] = ()
    groups: tuple[SecurityGroup, ...] = ()
    hosts: tuple[Host, ...] = ()
    interfaces: tuple[Interface, ...] = ()
    """Of functions. Those of hosts and endpoints are told by their addresses."""
    attachments: tuple[Attachment, ...] = ()
    """Every function of the account, those in no VPC included."""
    calls: tuple[Call, ...] = ()
    """The last call of each function to each thing it calls."""

    def subnet(self, subnet_id: str) -> Subnet | None:
        return next((each for each in self.subnets if each.id == subnet_id), None)

    def vpc(self, vpc_id: str) -> Vpc | None:
        return next((each for each in self.vpcs if each.id == vpc_id), None)

    def table(self, table_id: str) -> RouteTable | None:
        return next((each for each in self.tables if each.id == table_id), None)

    def group(self, group_id: str) -> SecurityGroup | None:
        return next((each for each in self.groups if each.id == group_id), None)

    def host(self, name: str) -> Host | None:
        return next((each for each in self.hosts if each.name == name), None)

    def interface(self, interface_id: str) -> Interface | None:
        return next((each for each in self.interfaces if each.id == interface_id), None)

    def attachment(self, function: str) -> Attachment | None:
        return next((each for each in self.attachments if each.function == function), None)
