"""Amazon VPC: network interfaces, those of Lambda among them."""

from __future__ import annotations

from typing import TypeAlias

from lambdatutor.aws.operations.operation import Ec2Operation


class DescribeNetworkInterfaces(Ec2Operation, frozen=True, kw_only=True):
    """Asks for network interfaces."""

    NetworkInterfaceIds: list[str] | None = None


NetworkInterfaceOperation: TypeAlias = DescribeNetworkInterfaces
