"""Amazon VPC: route tables."""

from __future__ import annotations

from typing import TypeAlias

from lambdatutor.aws.operations.operation import Ec2Operation


class CreateRouteTable(Ec2Operation, frozen=True, kw_only=True):
    """Makes a route table with the route inside its VPC."""

    VpcId: str


class DeleteRouteTable(Ec2Operation, frozen=True, kw_only=True):
    """Deletes a route table that leads no subnet."""

    RouteTableId: str


class DescribeRouteTables(Ec2Operation, frozen=True, kw_only=True):
    """Asks for route tables, their routes and subnets."""

    RouteTableIds: list[str] | None = None


class CreateRoute(Ec2Operation, frozen=True, kw_only=True):
    """Adds a route to a table."""

    RouteTableId: str
    DestinationCidrBlock: str | None = None
    DestinationIpv6CidrBlock: str | None = None
    GatewayId: str | None = None
    """An internet gateway."""
    NatGatewayId: str | None = None
    EgressOnlyInternetGatewayId: str | None = None


class ReplaceRoute(Ec2Operation, frozen=True, kw_only=True):
    """Leads a route somewhere else."""

    RouteTableId: str
    DestinationCidrBlock: str | None = None
    DestinationIpv6CidrBlock: str | None = None
    GatewayId: str | None = None
    """An internet gateway."""
    NatGatewayId: str | None = None
    EgressOnlyInternetGatewayId: str | None = None


class DeleteRoute(Ec2Operation, frozen=True, kw_only=True):
    """Takes a route out of a table."""

    RouteTableId: str
    DestinationCidrBlock: str | None = None
    DestinationIpv6CidrBlock: str | None = None


class AssociateRouteTable(Ec2Operation, frozen=True, kw_only=True):
    """Lets a table lead what leaves a subnet."""

    RouteTableId: str
    SubnetId: str | None = None


class ReplaceRouteTableAssociation(Ec2Operation, frozen=True, kw_only=True):
    """Lets another table lead what leaves a subnet."""

    AssociationId: str
    RouteTableId: str


class DisassociateRouteTable(Ec2Operation, frozen=True, kw_only=True):
    """Leaves a subnet to the main table of its VPC."""

    AssociationId: str


RouteTableOperation: TypeAlias = (
    CreateRouteTable
    | DeleteRouteTable
    | DescribeRouteTables
    | CreateRoute
    | ReplaceRoute
    | DeleteRoute
    | AssociateRouteTable
    | ReplaceRouteTableAssociation
    | DisassociateRouteTable
)
