"""Amazon VPC: endpoints of AWS's services."""

from __future__ import annotations

from typing import TypeAlias

from lambdatutor.aws.operations.operation import Ec2Operation
from lambdatutor.aws.shapes.policies import PolicyText


class CreateVpcEndpoint(Ec2Operation, frozen=True, kw_only=True):
    """Makes a way to a service that does not touch the internet."""

    VpcId: str
    ServiceName: str | None = None
    """`com.amazonaws.us-east-1.dynamodb`."""
    VpcEndpointType: str | None = None
    """`Gateway`, which it is where nothing is said, or `Interface`."""
    RouteTableIds: list[str] | None = None
    SubnetIds: list[str] | None = None
    SecurityGroupIds: list[str] | None = None
    PrivateDnsEnabled: bool | None = None
    PolicyDocument: PolicyText | None = None
    """What may be called through it; everything where nothing is said."""


class ModifyVpcEndpoint(Ec2Operation, frozen=True, kw_only=True):
    """Changes where an endpoint can be reached from, or what may be called through it."""

    VpcEndpointId: str
    AddRouteTableIds: list[str] | None = None
    RemoveRouteTableIds: list[str] | None = None
    AddSubnetIds: list[str] | None = None
    RemoveSubnetIds: list[str] | None = None
    AddSecurityGroupIds: list[str] | None = None
    RemoveSecurityGroupIds: list[str] | None = None
    PrivateDnsEnabled: bool | None = None
    PolicyDocument: PolicyText | None = None
    ResetPolicy: bool | None = None
    """Lets everything through again."""


class DeleteVpcEndpoints(Ec2Operation, frozen=True, kw_only=True):
    """Deletes endpoints."""

    VpcEndpointIds: list[str]


class DescribeVpcEndpoints(Ec2Operation, frozen=True, kw_only=True):
    """Asks for endpoints."""

    VpcEndpointIds: list[str] | None = None


EndpointOperation: TypeAlias = (
    CreateVpcEndpoint | ModifyVpcEndpoint | DeleteVpcEndpoints | DescribeVpcEndpoints
)
