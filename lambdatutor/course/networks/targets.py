"""What a control acts on in a network: a route, a rule, an endpoint."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from lambdatutor.aws.operations import (
    AuthorizeSecurityGroupIngress,
    CreateRoute,
    DeleteRoute,
    ModifyVpcEndpoint,
    Operation,
    ReplaceRoute,
    RevokeSecurityGroupIngress,
)
from lambdatutor.aws.shapes import IpPermission, IpRange, UserIdGroupPair
from lambdatutor.course.rule_targets import FROM, rule_target
from lambdatutor.course.targets import ControlError, Value, either, last_read
from lambdatutor.simulator.network.parts import EVERYWHERE, EVERYWHERE_IPV6
from lambdatutor.simulator.network.setup import NetworkSetup
from lambdatutor.simulator.network.spelling import ports_of

if TYPE_CHECKING:
    from lambdatutor.course.targets import Target
    from lambdatutor.simulator.outside import AnyAction
    from lambdatutor.simulator.scenario import Scenario

NONE = "none"

OF_NETWORK = ("rtb-", "sg-", "vpce-")
"""What the ids begin with of what a control can change in a network."""


@dataclass(frozen=True)
class DefaultRoute:
    """Where a route table sends what it has no other route for: a gateway, or `none`."""

    table: str
    start: Value
    to: str = EVERYWHERE
    covers: tuple[str, ...] = ()

    def parse(self, text: str) -> Value:
        said = text.strip()
        if said != NONE and not said.startswith(("igw-", "nat-", "eigw-")):
            raise ControlError(f"{text!r} is not none, and not the id of a gateway.")
        return said

    def show(self, value: Value) -> str:
        return str(value)

    def operation(self, value: Value) -> AnyAction:
        return self.change(self.start, value)

    def change(self, before: Value, value: Value) -> AnyAction:
        ipv6 = self.to == EVERYWHERE_IPV6
        cidr, cidr_ipv6 = (None, self.to) if ipv6 else (self.to, None)
        if value == NONE:
            return DeleteRoute(
                RouteTableId=self.table,
                DestinationCidrBlock=cidr,
                DestinationIpv6CidrBlock=cidr_ipv6,
            )
        via = str(value)
        kind = CreateRoute if before == NONE else ReplaceRoute
        return kind(
            RouteTableId=self.table,
            DestinationCidrBlock=cidr,
            DestinationIpv6CidrBlock=cidr_ipv6,
            GatewayId=via if via.startswith("igw-") else None,
            NatGatewayId=via if via.startswith("nat-") else None,
            EgressOnlyInternetGatewayId=via if via.startswith("eigw-") else None,
        )

    def read(self, operation: Operation) -> Value | None:
        if not isinstance(operation, CreateRoute | ReplaceRoute | DeleteRoute):
            return None
        to = operation.DestinationCidrBlock or operation.DestinationIpv6CidrBlock
        if operation.RouteTableId != self.table or to != self.to:
            return None
        if isinstance(operation, DeleteRoute):
            return NONE
        given = (
            operation.GatewayId,
            operation.NatGatewayId,
            operation.EgressOnlyInternetGatewayId,
        )
        return next((each for each in given if each is not None), None)

    def initial(self, scenario: Scenario) -> Value:
        return last_read(self, scenario, self.start)


@dataclass(frozen=True)
class IngressOnPort:
    """Who may come in by tcp on one port: a block, a security group, or `none`."""

    group: str
    port: int
    start: Value
    covers: tuple[str, ...] = ()

    def parse(self, text: str) -> Value:
        said = text.strip()
        if said != NONE and not said.startswith("sg-") and "/" not in said:
            raise ControlError(f"{text!r} is not none, not a security group, and not a block.")
        return said

    def show(self, value: Value) -> str:
        return str(value)

    def operation(self, value: Value) -> AnyAction:
        return self.change(self.start, value)

    def change(self, before: Value, value: Value) -> AnyAction:
        """One rule comes or goes; raises `ControlError` for one in place of another."""
        if value == NONE:
            return RevokeSecurityGroupIngress(GroupId=self.group, IpPermissions=self._rule(before))
        if before not in (NONE, value):
            raise ControlError(f"{self.group} lets in {before}. Set it to none first.")
        return AuthorizeSecurityGroupIngress(GroupId=self.group, IpPermissions=self._rule(value))

    def _rule(self, peer: Value) -> list[IpPermission]:
        said = str(peer)
        by_group = said.startswith("sg-")
        return [
            IpPermission(
                IpProtocol="tcp",
                FromPort=self.port,
                ToPort=self.port,
                UserIdGroupPairs=[UserIdGroupPair(GroupId=said)] if by_group else None,
                IpRanges=None if by_group or said == NONE else [IpRange(CidrIp=said)],
            )
        ]

    def read(self, operation: Operation) -> Value | None:
        if not isinstance(operation, AuthorizeSecurityGroupIngress | RevokeSecurityGroupIngress):
            return None
        rules = operation.IpPermissions or []
        if operation.GroupId != self.group or len(rules) != 1:
            return None
        (rule,) = rules
        pairs, ranges = rule.UserIdGroupPairs or [], rule.IpRanges or []
        peers = [*(each.GroupId for each in pairs), *(each.CidrIp for each in ranges)]
        if (rule.IpProtocol, rule.FromPort, rule.ToPort) != ("tcp", self.port, self.port):
            return None
        if isinstance(operation, RevokeSecurityGroupIngress):
            return NONE
        return peers[0] if len(peers) == 1 else None

    def initial(self, scenario: Scenario) -> Value:
        return last_read(self, scenario, self.start)


@dataclass(frozen=True)
class EndpointUse:
    """Whether an endpoint is of use: by its route tables, or, of an interface, by its DNS name."""

    endpoint: str
    tables: tuple[str, ...]
    """Of a gateway endpoint."""
    start: Literal["on", "off"] = "on"
    covers: tuple[str, ...] = ()

    def parse(self, text: str) -> Value:
        return either(text, "on", "off")

    def show(self, value: Value) -> str:
        return str(value)

    def operation(self, value: Value) -> AnyAction:
        on, tables = value == "on", list(self.tables)
        if not tables:
            return ModifyVpcEndpoint(VpcEndpointId=self.endpoint, PrivateDnsEnabled=on)
        if on:
            return ModifyVpcEndpoint(VpcEndpointId=self.endpoint, AddRouteTableIds=tables)
        return ModifyVpcEndpoint(VpcEndpointId=self.endpoint, RemoveRouteTableIds=tables)

    def read(self, operation: Operation) -> Value | None:
        match operation:
            case ModifyVpcEndpoint(VpcEndpointId=self.endpoint):
                if not self.tables:
                    dns = operation.PrivateDnsEnabled
                    return None if dns is None else ("on" if dns else "off")
                if operation.RemoveRouteTableIds == list(self.tables):
                    return "off"
                return "on" if operation.AddRouteTableIds == list(self.tables) else None
            case _:
                return None

    def initial(self, scenario: Scenario) -> Value:
        return last_read(self, scenario, self.start)


def network_target(owner: str, field: str, scenario: Scenario) -> Target | None:
    """`rtb-private.default`, `sg-database.5432`, `vpce-table.on`, or one rule of a group.

    That is written `sg-database.5432 from sg-function`. None for what is none of them.

    Raises `ControlError` for one that the world of the lesson does not have.
    """
    network = scenario.network or NetworkSetup()
    if owner.startswith("rtb-") and field in ("default", "default_ipv6"):
        to = EVERYWHERE if field == "default" else EVERYWHERE_IPV6
        tables = [each for each in network.route_tables if each.id == owner]
        _needs(owner, there=bool(tables))
        routes = {route.to: route.via for each in tables for route in each.routes}
        return DefaultRoute(owner, routes.get(to, NONE), to)
    if owner.startswith("sg-") and field.isdecimal():
        port = int(field)
        groups = [each for each in network.security_groups if each.id == owner]
        _needs(owner, there=bool(groups))
        peers = [
            rule.peer
            for each in groups
            for rule in each.ingress
            if rule.protocol == "tcp" and ports_of(owner, rule.ports) == (port, port)
        ]
        return IngressOnPort(owner, port, peers[0] if peers else NONE)
    if owner.startswith("sg-") and FROM in field:
        _needs(owner, there=any(each.id == owner for each in network.security_groups))
        return rule_target(owner, field)
    if owner.startswith("vpce-") and field == "on":
        endpoints = [each for each in network.endpoints if each.id == owner]
        _needs(owner, there=bool(endpoints))
        endpoint = endpoints[0]
        if endpoint.kind == "interface":
            return EndpointUse(owner, (), "on" if endpoint.private_dns else "off")
        everywhere = tuple(each.id for each in network.route_tables)
        tables_of = endpoint.route_tables or everywhere
        return EndpointUse(owner, tables_of, "on" if endpoint.route_tables else "off")
    return None


def _needs(owner: str, *, there: bool) -> None:
    if not there:
        raise ControlError(f"The network of this lab has no {owner}.")
