"""Amazon VPC: gateways to the internet."""

from __future__ import annotations

from typing import TypeAlias

from lambdatutor.aws.operations.operation import Ec2Operation


class CreateInternetGateway(Ec2Operation, frozen=True, kw_only=True):
    """Makes an internet gateway, not attached yet."""


class AttachInternetGateway(Ec2Operation, frozen=True, kw_only=True):
    """Gives a VPC its door to the internet."""

    InternetGatewayId: str
    VpcId: str


class DetachInternetGateway(Ec2Operation, frozen=True, kw_only=True):
    """Takes that door away."""

    InternetGatewayId: str
    VpcId: str


class AllocateAddress(Ec2Operation, frozen=True, kw_only=True):
    """Gets an Elastic IP address."""

    Domain: str | None = None


class CreateNatGateway(Ec2Operation, frozen=True, kw_only=True):
    """Makes a NAT gateway in a subnet."""

    SubnetId: str | None = None
    AllocationId: str | None = None
    """The Elastic IP address that it lends."""
    ConnectivityType: str | None = None
    """`public`; private ones are not simulated."""


class DeleteNatGateway(Ec2Operation, frozen=True, kw_only=True):
    """Deletes a NAT gateway; routes to it become black holes."""

    NatGatewayId: str


class CreateEgressOnlyInternetGateway(Ec2Operation, frozen=True, kw_only=True):
    """Makes a way out over IPv6."""

    VpcId: str


GatewayOperation: TypeAlias = (
    CreateInternetGateway
    | AttachInternetGateway
    | DetachInternetGateway
    | AllocateAddress
    | CreateNatGateway
    | DeleteNatGateway
    | CreateEgressOnlyInternetGateway
)
