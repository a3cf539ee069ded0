"""Amazon VPC: subnets."""

from __future__ import annotations

from typing import TypeAlias

from lambdatutor.aws.operations.operation import Ec2Operation


class CreateSubnet(Ec2Operation, frozen=True, kw_only=True):
    """Makes a subnet in one Availability Zone."""

    VpcId: str
    CidrBlock: str | None = None
    Ipv6CidrBlock: str | None = None
    AvailabilityZone: str | None = None


class DeleteSubnet(Ec2Operation, frozen=True, kw_only=True):
    """Deletes a subnet in which nothing stands."""

    SubnetId: str


class DescribeSubnets(Ec2Operation, frozen=True, kw_only=True):
    """Asks for subnets, and how many addresses they have left."""

    SubnetIds: list[str] | None = None


SubnetOperation: TypeAlias = CreateSubnet | DeleteSubnet | DescribeSubnets
