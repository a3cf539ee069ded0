"""What the parameters of EC2's networks may be given, sensible and absurd, by their names."""

from __future__ import annotations

from msgspec.structs import replace
from pools import BY_NAME, BY_OPERATION, numbers, of

from lambdatutor.simulator.network.endpoint_policy import FULL_ACCESS
from lambdatutor.simulator.network.setup import (
    EndpointSetup,
    HostSetup,
    IngressSetup,
    InternetGatewaySetup,
    NatGatewaySetup,
    NetworkSetup,
    RouteSetup,
    RouteTableSetup,
    SecurityGroupSetup,
    SubnetSetup,
    VpcSetup,
)

NETWORK = NetworkSetup(
    vpcs=(
        VpcSetup(id="vpc-main", ipv6="2001:db8:1::/56"),
        VpcSetup(id="vpc-other", cidr="10.9.0.0/16"),
    ),
    route_tables=(
        RouteTableSetup(id="rtb-in", routes=(RouteSetup(to="0.0.0.0/0", via="nat-a"),)),
        RouteTableSetup(id="rtb-out", routes=(RouteSetup(to="0.0.0.0/0", via="igw-a"),)),
    ),
    subnets=(
        SubnetSetup(
            id="subnet-a", cidr="10.0.1.0/24", route_table="rtb-in", ipv6="2001:db8:1:1::/64"
        ),
        SubnetSetup(id="subnet-b", cidr="10.0.2.0/28", route_table="rtb-in", free=4),
        SubnetSetup(id="subnet-c", cidr="10.0.9.0/24", route_table="rtb-out"),
        SubnetSetup(id="subnet-z", vpc="vpc-other", cidr="10.9.1.0/24"),
    ),
    internet_gateways=(InternetGatewaySetup(id="igw-a"),),
    nat_gateways=(NatGatewaySetup(id="nat-a", subnet="subnet-c"),),
    security_groups=(
        SecurityGroupSetup(id="sg-f"),
        SecurityGroupSetup(id="sg-db", ingress=(IngressSetup(peer="sg-f", ports=5432),)),
        SecurityGroupSetup(id="sg-z", vpc="vpc-other"),
    ),
    endpoints=(EndpointSetup(id="vpce-a", service="s3", kind="gateway", route_tables=("rtb-in",)),),
    hosts=(HostSetup(name="database", subnet="subnet-b", port=5432, security_groups=("sg-db",)),),
)
"""A network in which operations in any order find something to change."""

_SUBNET = of("subnet-a", "subnet-b", "subnet-c", "subnet-z", no=("subnet-nope", "x", ""))
_GROUP = of("sg-f", "sg-db", "sg-z", "sg-00000000000000001", no=("sg-nope", "x", ""))
_TABLE = of("rtb-in", "rtb-out", "rtb-mainmain", no=("rtb-nope", ""))
_BLOCK = of(
    *("0.0.0.0/0", "10.0.0.0/16", "10.0.5.0/24", "10.0.1.0/24", "192.0.2.0/24"),
    no=("10.0.0.0", "10.0.0.0/33", "2001:db8::/64", "x", "", "0.0.0.0/0" * 300),
)
_IPV6 = of("::/0", "2001:db8:1:2::/64", no=("::/129", "10.0.0.0/8", "x", ""))
_SUBNETS = of(
    *(["subnet-a"], ["subnet-a", "subnet-b"], ["subnet-c"], []),
    no=(["subnet-nope"], ["subnet-a", "subnet-z"], ["subnet-A"], ["subnet-a"] * 17),
)
_GROUPS = of(["sg-f"], ["sg-f", "sg-db"], [], no=(["sg-nope"], ["sg-z"], ["sg-f"] * 6))
_TABLES = of(["rtb-in"], ["rtb-out"], [], no=(["rtb-nope"],))

BY_NAME.update(
    {
        "VpcId": of("vpc-main", "vpc-other", "vpc-00000000000000001", no=("vpc-nope", "")),
        "SubnetId": _SUBNET,
        "SubnetIds": _SUBNETS,
        "AddSubnetIds": _SUBNETS,
        "RemoveSubnetIds": _SUBNETS,
        "GroupId": _GROUP,
        "GroupIds": of(["sg-f"], ["sg-db", "sg-z"], no=(["sg-nope"],)),
        "SecurityGroupIds": _GROUPS,
        "AddSecurityGroupIds": _GROUPS,
        "RemoveSecurityGroupIds": _GROUPS,
        "RouteTableId": _TABLE,
        "RouteTableIds": _TABLES,
        "AddRouteTableIds": _TABLES,
        "RemoveRouteTableIds": _TABLES,
        "CidrBlock": _BLOCK,
        "DestinationCidrBlock": _BLOCK,
        "CidrIp": _BLOCK,
        "Ipv6CidrBlock": _IPV6,
        "DestinationIpv6CidrBlock": _IPV6,
        "CidrIpv6": _IPV6,
        "PrefixListId": of("pl-s3", "pl-dynamodb", no=("pl-nope", "")),
        "AvailabilityZone": of(None, "us-east-1a", "us-east-1b", no=("eu-west-1a", "")),
        "GatewayId": of("igw-a", no=("igw-nope", "nat-a", "")),
        "InternetGatewayId": of("igw-a", "igw-00000000000000001", no=("igw-nope", "")),
        "NatGatewayId": of("nat-a", "nat-00000000000000001", no=("nat-nope", "")),
        "EgressOnlyInternetGatewayId": of("eigw-00000000000000001", no=("eigw-nope", "")),
        "AllocationId": of("eipalloc-00000000000000001", no=("eipalloc-nope", "")),
        "AssociationId": of("rtbassoc-a", "rtbassoc-b", no=("rtbassoc-nope", "")),
        "ConnectivityType": of("public", no=("private", "x")),
        "Domain": of("vpc", no=("standard",)),
        "ServiceName": of(
            *(f"com.amazonaws.us-east-1.{each}" for each in ("dynamodb", "s3", "lambda", "sqs")),
            no=("com.amazonaws.us-east-1.nope", "com.amazonaws.eu-west-1.s3", ""),
        ),
        "VpcEndpointType": of("Gateway", "Interface", no=("GatewayLoadBalancer", "")),
        "VpcEndpointId": of("vpce-a", "vpce-00000000000000001", no=("vpce-nope", "")),
        "VpcEndpointIds": of(["vpce-a"], ["vpce-00000000000000001"], no=(["vpce-nope"],)),
        "VpcIds": of(["vpc-main"], no=(["vpc-nope"],)),
        "NetworkInterfaceIds": of(["eni-00000000000000001"], no=(["eni-nope"],)),
        "IpProtocol": of("tcp", "udp", "icmp", "-1", no=("x", "")),
        "FromPort": numbers(443, 5432, no=(-1, 70_000)),
        "ToPort": numbers(443, 5432, no=(-1, 70_000)),
    }
)
BY_OPERATION.update(
    {
        **{
            (each, "PolicyDocument"): of(None, FULL_ACCESS, no=("{", '{"Statement": 1}'))
            for each in ("CreateVpcEndpoint", "ModifyVpcEndpoint")
        },
        ("CreateSecurityGroup", "GroupName"): of("new", "f", no=("default", "", "x" * 300)),
        ("CreateVpc", "CidrBlock"): of("10.3.0.0/16", no=("10.0.0.0/8", "10.0.0.0/29", "x", "")),
        ("CreateSubnet", "CidrBlock"): of(
            *("10.0.5.0/24", "10.0.6.0/24", "10.9.7.0/28"),
            no=("10.0.1.0/24", "10.0.0.0/8", "10.0.5.0/30", "x"),
        ),
    }
)
NETWORK_OF_SHOP = replace(
    NETWORK,
    security_groups=(*NETWORK.security_groups, SecurityGroupSetup(id="sg-function")),
)
"""The same with the group that the shop's functions carry."""
