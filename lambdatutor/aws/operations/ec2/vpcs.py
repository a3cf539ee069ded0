"""Amazon VPC: virtual private clouds."""

from __future__ import annotations

from typing import TypeAlias

from lambdatutor.aws.operations.operation import Ec2Operation


class CreateVpc(Ec2Operation, frozen=True, kw_only=True):
    """Makes a VPC, with a main route table and a default security group."""

    CidrBlock: str | None = None
    AmazonProvidedIpv6CidrBlock: bool | None = None
    """Whether it gets a block of IPv6 addresses."""


class DeleteVpc(Ec2Operation, frozen=True, kw_only=True):
    """Deletes a VPC that is empty."""

    VpcId: str


class DescribeVpcs(Ec2Operation, frozen=True, kw_only=True):
    """Asks for VPCs."""

    VpcIds: list[str] | None = None


VpcOperation: TypeAlias = CreateVpc | DeleteVpc | DescribeVpcs
