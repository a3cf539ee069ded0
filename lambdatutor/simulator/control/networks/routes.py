"""Operations about single routes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from lambdatutor.aws import ec2_errors
from lambdatutor.aws import operations as aws
from lambdatutor.simulator.control.networks.blocks import block
from lambdatutor.simulator.control.networks.lookup import find
from lambdatutor.simulator.network.network import LOCAL
from lambdatutor.simulator.network.parts import Route

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from lambdatutor.simulator.answers import Answer
    from lambdatutor.simulator.network.network import Network
    from lambdatutor.simulator.network.parts import RouteTable
    from lambdatutor.simulator.service import Service


def create(service: Service, operation: aws.CreateRoute) -> Answer:
    network = service.network
    table = find(network.tables, "rtb", operation.RouteTableId)
    route = Route(_destination(operation), _via(network, table, operation))
    if any(each.to == route.to for each in table.routes):
        raise ec2_errors.route_exists(route.to)
    network.set_route(table.id, route)
    return {"Return": True}


def replace(service: Service, operation: aws.ReplaceRoute) -> Answer:
    network = service.network
    table = find(network.tables, "rtb", operation.RouteTableId)
    route = Route(_destination(operation), _via(network, table, operation))
    there = next((each for each in table.routes if each.to == route.to), None)
    if there is None:
        raise ec2_errors.no_route_to_replace(route.to)
    if there.via == LOCAL:
        raise ec2_errors.invalid_value(
            f"cannot replace local route {route.to} in route table {table.id}"
        )
    network.set_route(table.id, route)
    return {}


def delete(service: Service, operation: aws.DeleteRoute) -> Answer:
    network = service.network
    table = find(network.tables, "rtb", operation.RouteTableId)
    to = _destination(operation)
    there = next((each for each in table.routes if each.to == to), None)
    if there is None:
        raise ec2_errors.no_route(table.id, to)
    if there.via == LOCAL:
        raise ec2_errors.invalid_value(f"cannot remove local route {to} in route table {table.id}")
    network.drop_route(table.id, to)
    return {}


def _destination(operation: aws.CreateRoute | aws.ReplaceRoute | aws.DeleteRoute) -> str:
    if operation.DestinationCidrBlock is not None:
        return block(operation.DestinationCidrBlock, "destinationCidrBlock")
    if operation.DestinationIpv6CidrBlock is not None:
        return block(operation.DestinationIpv6CidrBlock, "destinationIpv6CidrBlock", version=6)
    raise ec2_errors.missing_parameter("destinationCidrBlock or destinationIpv6CidrBlock")


def _via(network: Network, table: RouteTable, operation: aws.CreateRoute | aws.ReplaceRoute) -> str:
    """Exactly one gateway of the same VPC, of a kind that carries this family."""
    given = [
        each
        for each in (
            operation.GatewayId,
            operation.NatGatewayId,
            operation.EgressOnlyInternetGatewayId,
        )
        if each is not None
    ]
    if len(given) != 1:
        raise ec2_errors.invalid_value(
            "The request must contain exactly one of gatewayId, natGatewayId, "
            "egressOnlyInternetGatewayId"
        )
    ipv6 = operation.DestinationIpv6CidrBlock is not None
    if operation.GatewayId is not None:
        gateway = find(network.internet_gateways, "igw", operation.GatewayId)
        _refuse_network(gateway.vpc, table, gateway.id)
    elif operation.NatGatewayId is not None:
        nat = find(network.nat_gateways, "nat", operation.NatGatewayId)
        _refuse_network(network.subnets[nat.subnet].vpc, table, nat.id)
        _refuse_family(ipv6, "NAT gateway", want="ipv4")
    else:
        egress = find(network.egress_only_gateways, "eigw", given[0])
        _refuse_network(egress.vpc, table, egress.id)
        _refuse_family(ipv6, "egress-only internet gateway", want="ipv6")
    return given[0]


def _refuse_network(vpc: str, table: RouteTable, gateway: str) -> None:
    if vpc != table.vpc:
        raise ec2_errors.invalid_value(
            f"route table {table.id} and network gateway {gateway} belong to different networks"
        )


def _refuse_family(ipv6: bool, kind: str, *, want: Literal["ipv4", "ipv6"]) -> None:  # noqa: FBT001  one place calls it
    if ipv6 != (want == "ipv6"):
        raise ec2_errors.invalid_value(f"A route to this {kind} must have an {want} destination")


def state_of(network: Network, route: Route) -> str:
    """`blackhole` where what it names is gone, or is not attached any more."""
    there = (
        route.via == LOCAL
        or route.via in network.nat_gateways
        or route.via in network.egress_only_gateways
        or route.via in network.endpoints
    )
    gateway = network.internet_gateways.get(route.via)
    return "active" if there or (gateway is not None and gateway.vpc) else "blackhole"


HANDLERS: dict[type[aws.Operation], Callable[[Service, Any], Answer]] = {
    aws.CreateRoute: create,
    aws.ReplaceRoute: replace,
    aws.DeleteRoute: delete,
}
