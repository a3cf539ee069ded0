"""Operations about route tables and their subnets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import ec2_errors
from lambdatutor.aws import operations as aws
from lambdatutor.simulator.control.networks.lookup import chosen, find
from lambdatutor.simulator.control.networks.routes import HANDLERS as OF_ROUTES
from lambdatutor.simulator.control.networks.routes import state_of
from lambdatutor.simulator.network.parts import RouteTable
from lambdatutor.simulator.network.routing import PREFIX_LIST

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from lambdatutor.simulator.answers import Answer
    from lambdatutor.simulator.network.network import Network
    from lambdatutor.simulator.network.parts import Route
    from lambdatutor.simulator.service import Service


def create(service: Service, operation: aws.CreateRouteTable) -> Answer:
    network = service.network
    vpc = find(network.vpcs, "vpc", operation.VpcId)
    table_id = network.next_id("rtb")
    network.add_table(RouteTable(table_id, vpc.id, ()))
    return {"RouteTable": shown(network, network.tables[table_id])}


def delete(service: Service, operation: aws.DeleteRouteTable) -> Answer:
    network = service.network
    table = find(network.tables, "rtb", operation.RouteTableId)
    if table.main or any(each.table == table.id for each in network.subnets.values()):
        raise ec2_errors.dependency_violation(
            f"The routeTable '{table.id}' has dependencies and cannot be deleted."
        )
    for endpoint in network.endpoints.values():
        tables = tuple(each for each in endpoint.tables if each != table.id)
        network.endpoints[endpoint.id] = endpoint._replace(tables=tables)
    del network.tables[table.id]
    network.changed()
    return {}


def describe(service: Service, operation: aws.DescribeRouteTables) -> Answer:
    network = service.network
    found = chosen(network.tables, "rtb", operation.RouteTableIds)
    return {"RouteTables": [shown(network, each) for each in found]}


def associate(service: Service, operation: aws.AssociateRouteTable) -> Answer:
    """A subnet that names a table already keeps it: ReplaceRouteTableAssociation changes that."""
    network = service.network
    table = find(network.tables, "rtb", operation.RouteTableId)
    if operation.SubnetId is None:
        raise ec2_errors.missing_parameter("subnetId")
    subnet = find(network.subnets, "subnet", operation.SubnetId)
    if subnet.vpc != table.vpc:
        raise ec2_errors.invalid_value(
            f"Route table {table.id} and network {subnet.vpc} belong to different networks"
        )
    if subnet.id in network.associations.values():
        raise ec2_errors.already_associated(
            f"the specified association for route table {table.id} conflicts with an existing "
            "association"
        )
    association = network.next_id("rtbassoc")
    network.associate(association, subnet.id, table.id)
    return {"AssociationId": association, "AssociationState": {"State": "associated"}}


def replace(service: Service, operation: aws.ReplaceRouteTableAssociation) -> Answer:
    """The association gets another id, as on AWS."""
    network = service.network
    subnet_id = find(network.associations, "rtbassoc", operation.AssociationId)
    table = find(network.tables, "rtb", operation.RouteTableId)
    if network.subnets[subnet_id].vpc != table.vpc:
        raise ec2_errors.invalid_value(
            f"Route table {table.id} and subnet {subnet_id} belong to different networks"
        )
    del network.associations[operation.AssociationId]
    association = network.next_id("rtbassoc")
    network.associate(association, subnet_id, table.id)
    return {"NewAssociationId": association, "AssociationState": {"State": "associated"}}


def disassociate(service: Service, operation: aws.DisassociateRouteTable) -> Answer:
    """From now on the main table of the VPC leads it."""
    network = service.network
    subnet_id = find(network.associations, "rtbassoc", operation.AssociationId)
    vpc = network.subnets[subnet_id].vpc
    network.associate(operation.AssociationId, subnet_id, network.main_table(vpc))
    del network.associations[operation.AssociationId]
    return {}


def shown(network: Network, table: RouteTable) -> Answer:
    associations: list[Answer] = [
        {"RouteTableAssociationId": key, "RouteTableId": table.id, "SubnetId": subnet}
        for key, subnet in network.associations.items()
        if network.subnets[subnet].table == table.id
    ]
    return {
        "RouteTableId": table.id,
        "VpcId": table.vpc,
        "Main": table.main,
        "Associations": associations,
        "Routes": [_route(network, each) for each in table.routes],
    }


def _route(network: Network, route: Route) -> Answer:
    if route.to.startswith(PREFIX_LIST):
        to = "DestinationPrefixListId"
    else:
        to = "DestinationIpv6CidrBlock" if ":" in route.to else "DestinationCidrBlock"
    via = {"nat": "NatGatewayId", "eigw": "EgressOnlyInternetGatewayId"}
    kind = via.get(route.via.partition("-")[0], "GatewayId")
    return {to: route.to, kind: route.via, "State": state_of(network, route)}


HANDLERS: dict[type[aws.Operation], Callable[[Service, Any], Answer]] = {
    aws.CreateRouteTable: create,
    aws.DeleteRouteTable: delete,
    aws.DescribeRouteTables: describe,
    aws.AssociateRouteTable: associate,
    aws.ReplaceRouteTableAssociation: replace,
    aws.DisassociateRouteTable: disassociate,
    **OF_ROUTES,
}
