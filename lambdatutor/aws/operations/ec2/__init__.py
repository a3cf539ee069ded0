"""The operations of Amazon EC2 that have to do with networks."""

from __future__ import annotations

from typing import TypeAlias

from lambdatutor.aws.operations.ec2.endpoints import (
    CreateVpcEndpoint,
    DeleteVpcEndpoints,
    DescribeVpcEndpoints,
    EndpointOperation,
    ModifyVpcEndpoint,
)
from lambdatutor.aws.operations.ec2.gateways import (
    AllocateAddress,
    AttachInternetGateway,
    CreateEgressOnlyInternetGateway,
    CreateInternetGateway,
    CreateNatGateway,
    DeleteNatGateway,
    DetachInternetGateway,
    GatewayOperation,
)
from lambdatutor.aws.operations.ec2.network_interfaces import (
    DescribeNetworkInterfaces,
    NetworkInterfaceOperation,
)
from lambdatutor.aws.operations.ec2.route_tables import (
    AssociateRouteTable,
    CreateRoute,
    CreateRouteTable,
    DeleteRoute,
    DeleteRouteTable,
    DescribeRouteTables,
    DisassociateRouteTable,
    ReplaceRoute,
    ReplaceRouteTableAssociation,
    RouteTableOperation,
)
from lambdatutor.aws.operations.ec2.security_groups import (
    AuthorizeSecurityGroupEgress,
    AuthorizeSecurityGroupIngress,
    CreateSecurityGroup,
    DeleteSecurityGroup,
    DescribeSecurityGroups,
    RevokeSecurityGroupEgress,
    RevokeSecurityGroupIngress,
    SecurityGroupOperation,
)
from lambdatutor.aws.operations.ec2.subnets import (
    CreateSubnet,
    DeleteSubnet,
    DescribeSubnets,
    SubnetOperation,
)
from lambdatutor.aws.operations.ec2.vpcs import (
    CreateVpc,
    DeleteVpc,
    DescribeVpcs,
    VpcOperation,
)

NetworkOperation: TypeAlias = (
    EndpointOperation
    | GatewayOperation
    | NetworkInterfaceOperation
    | RouteTableOperation
    | SecurityGroupOperation
    | SubnetOperation
    | VpcOperation
)

__all__ = [
    "AllocateAddress",
    "AssociateRouteTable",
    "AttachInternetGateway",
    "AuthorizeSecurityGroupEgress",
    "AuthorizeSecurityGroupIngress",
    "CreateEgressOnlyInternetGateway",
    "CreateInternetGateway",
    "CreateNatGateway",
    "CreateRoute",
    "CreateRouteTable",
    "CreateSecurityGroup",
    "CreateSubnet",
    "CreateVpc",
    "CreateVpcEndpoint",
    "DeleteNatGateway",
    "DeleteRoute",
    "DeleteRouteTable",
    "DeleteSecurityGroup",
    "DeleteSubnet",
    "DeleteVpc",
    "DeleteVpcEndpoints",
    "DescribeNetworkInterfaces",
    "DescribeRouteTables",
    "DescribeSecurityGroups",
    "DescribeSubnets",
    "DescribeVpcEndpoints",
    "DescribeVpcs",
    "DetachInternetGateway",
    "DisassociateRouteTable",
    "ModifyVpcEndpoint",
    "ReplaceRoute",
    "ReplaceRouteTableAssociation",
    "RevokeSecurityGroupEgress",
    "RevokeSecurityGroupIngress",
]
