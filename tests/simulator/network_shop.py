"""A shop in a VPC: two private subnets, a public one, a database, and functions in and outside."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace
from scenes import function

from lambdatutor.aws import operations as aws
from lambdatutor.aws.shapes import VpcConfig
from lambdatutor.simulator.dependencies.setup import DependencySetup
from lambdatutor.simulator.network.hop import Path
from lambdatutor.simulator.network.network_view import NetworkView
from lambdatutor.simulator.network.path import path
from lambdatutor.simulator.network.setup import (
    EgressOnlyGatewaySetup,
    HostSetup,
    IngressSetup,
    InternetGatewaySetup,
    NatGatewaySetup,
    NetworkSetup,
    PlacementSetup,
    RouteSetup,
    RouteTableSetup,
    SecurityGroupSetup,
    SubnetSetup,
    VpcSetup,
)
from lambdatutor.simulator.scenario import FunctionSetup, Scenario, Traffic
from lambdatutor.simulator.world import World

OUT = RouteTableSetup(id="rtb-public", routes=(RouteSetup(to="0.0.0.0/0", via="igw-shop"),))

NETWORK = NetworkSetup(
    vpcs=(VpcSetup(id="vpc-shop"), VpcSetup(id="vpc-other", cidr="10.9.0.0/16")),
    route_tables=(RouteTableSetup(id="rtb-private"), OUT),
    subnets=(
        SubnetSetup(id="subnet-a", cidr="10.0.1.0/24", route_table="rtb-private"),
        SubnetSetup(
            id="subnet-b", cidr="10.0.2.0/24", zone="us-east-1b", route_table="rtb-private"
        ),
        SubnetSetup(id="subnet-public", cidr="10.0.9.0/24", route_table="rtb-public"),
        SubnetSetup(id="subnet-other", vpc="vpc-other", cidr="10.9.1.0/24"),
    ),
    internet_gateways=(InternetGatewaySetup(id="igw-shop"),),
    security_groups=(
        SecurityGroupSetup(id="sg-function"),
        SecurityGroupSetup(
            id="sg-database", ingress=(IngressSetup(peer="sg-function", ports=5432),)
        ),
        SecurityGroupSetup(
            id="sg-endpoint", ingress=(IngressSetup(peer="sg-function", ports=443),)
        ),
        SecurityGroupSetup(id="sg-mute", egress=()),
        SecurityGroupSetup(id="sg-world", ingress=(IngressSetup(peer="0.0.0.0/0", ports=22),)),
        SecurityGroupSetup(id="sg-other", vpc="vpc-other"),
    ),
    hosts=(
        HostSetup(
            name="database", subnet="subnet-b", port=5432, security_groups=("sg-database",)
        ),
        HostSetup(
            name="bastion", subnet="subnet-public", port=22, security_groups=("sg-world",),
            public=True,
        ),
        HostSetup(name="stranger", subnet="subnet-other", port=80, security_groups=("sg-other",)),
    ),
)  # fmt: skip
"""Without a way out of the private subnets."""

WITH_NAT = replace(
    NETWORK,
    nat_gateways=(NatGatewaySetup(id="nat-a", subnet="subnet-public"),),
    route_tables=(
        RouteTableSetup(id="rtb-private", routes=(RouteSetup(to="0.0.0.0/0", via="nat-a"),)),
        OUT,
    ),
)

DUAL_STACK = replace(
    NETWORK,
    vpcs=(VpcSetup(id="vpc-shop", ipv6="2001:db8:1::/56"), NETWORK.vpcs[1]),
    subnets=(replace(NETWORK.subnets[0], ipv6="2001:db8:1:1::/64"), *NETWORK.subnets[1:]),
    egress_only_gateways=(EgressOnlyGatewaySetup(id="eigw-shop"),),
    route_tables=(
        RouteTableSetup(id="rtb-private", routes=(RouteSetup(to="::/0", via="eigw-shop"),)),
        OUT,
    ),
)

IN_A = PlacementSetup(subnets=("subnet-a",), security_groups=("sg-function",))

PLACES = (
    DependencySetup(name="database", at="database"),
    DependencySetup(name="payments", at="internet"),
    DependencySetup(name="table", at="aws:dynamodb"),
)


def inside(
    name: str = "checkout", placement: PlacementSetup = IN_A, **rest: object
) -> FunctionSetup:
    """A function in the VPC."""
    return replace(function(name, **rest), network=placement)


def shop(
    *functions: FunctionSetup,
    network: NetworkSetup = NETWORK,
    traffic: Sequence[Traffic] = (),
    setup: Sequence[aws.Operation] = (),
    dependencies: Sequence[DependencySetup] = PLACES,
) -> Scenario:
    """Functions that may call a database, a payment provider and a table."""
    return Scenario(
        network=network,
        functions=functions or (inside(), function("outside")),
        dependencies=tuple(dependencies),
        traffic=tuple(traffic),
        setup=tuple(setup),
    )


def network_of(of: Scenario | World) -> NetworkView:
    found = (of if isinstance(of, World) else World(of)).snapshot().network
    assert found is not None
    return found


def way(of: Scenario | World, source: str, to: str, port: int = 443, **rest: object) -> Path:
    return path(network_of(of), source, to, port, **rest)


def stops(of: Scenario | World, source: str, to: str, port: int = 443, **rest: object) -> str:
    """The id of the hop that stops it; nothing if it arrives."""
    stopped = way(of, source, to, port, **rest).stopped_at
    return "" if stopped is None else stopped.id


def attach(name: str, *subnets: str, group: str = "sg-function", **rest: object) -> aws.Operation:
    """Into a VPC, or with no subnets out of it."""
    groups = [group] if subnets else []
    config = VpcConfig(SubnetIds=list(subnets), SecurityGroupIds=groups, **rest)
    return aws.UpdateFunctionConfiguration(FunctionName=name, VpcConfig=config)
