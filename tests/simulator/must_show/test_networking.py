"""Track 11, networking: what its lessons must show, shown by a shop in a VPC."""

from __future__ import annotations

import json

import pytest
from msgspec.structs import replace
from network_shop import (
    DUAL_STACK,
    IN_A,
    NETWORK,
    OUT,
    PLACES,
    WITH_NAT,
    attach,
    inside,
    network_of,
    shop,
    stops,
    way,
)
from scenes import function, later, statuses

from lambdatutor.authorisation import AUTHORISER
from lambdatutor.aws import operations as aws
from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.shapes import IpPermission, UserIdGroupPair
from lambdatutor.aws.shapes.policies import PolicyText
from lambdatutor.simulator.aws_call import AwsCall
from lambdatutor.simulator.identities.setup import IdentitiesSetup, RoleSetup
from lambdatutor.simulator.network.setup import (
    EndpointSetup,
    NetworkSetup,
    RouteTableSetup,
    SecurityGroupSetup,
)
from lambdatutor.simulator.scenario import FunctionSetup
from lambdatutor.simulator.world import World

PUBLIC = replace(IN_A, subnets=("subnet-public",))
CLOSED = SecurityGroupSetup(id="sg-database")


def ends(world: World, *functions: str) -> list[str]:
    """How one request of each of these functions ends, in order."""
    before = len(statuses(world))
    for each in functions or ("checkout",):
        world.do(aws.Invoke(FunctionName=each))
    later(world, "10s")
    return statuses(world)[before:]


def opened(*functions: FunctionSetup, network: NetworkSetup = NETWORK) -> World:
    return World(shop(*functions, network=network))


# vpc


def test_vpc_subnets() -> None:
    """Which subnet it stands in decides about the way out, and not what AWS calls it."""
    world = opened(
        inside("in-no-vpc", calls=("payments",), placement=None),
        inside("in-public", calls=("payments",), placement=PUBLIC),
        inside("in-private", calls=("payments",)),
        network=WITH_NAT,
    )

    assert ends(world, "in-no-vpc", "in-public", "in-private") == ["ok", "timeout", "ok"]


def test_vpc_security_groups() -> None:
    """Nobody answers until the database's group lets the function's group in."""
    first, _, *others = NETWORK.security_groups
    network = replace(NETWORK, security_groups=(first, CLOSED, *others))
    world = opened(inside(calls=("database",)), network=network)

    assert ends(world) == ["timeout"]
    assert stops(world, "checkout", "database", 5432) == "sg-database"
    own = [UserIdGroupPair(GroupId="sg-function")]
    world.do(
        aws.AuthorizeSecurityGroupIngress(
            GroupId="sg-database",
            IpPermissions=[
                IpPermission(IpProtocol="tcp", FromPort=5432, ToPort=5432, UserIdGroupPairs=own)
            ],
        )
    )
    assert ends(world) == ["ok"]


@pytest.mark.fact("VPC-001")
def test_vpc_shared_interfaces() -> None:
    """Ten functions with the same subnet and group have one, and the eleventh waits for nothing."""
    world = opened(*(inside(f"f{number}") for number in range(10)), function("late"))
    assert len(network_of(world).interfaces) == 1

    world.do(attach("late", "subnet-a"))
    found = world.do(aws.GetFunctionConfiguration(FunctionName="late"))
    assert found["LastUpdateStatus"] == "Successful"
    assert len(network_of(world).interfaces) == 1
    world.do(attach("late", "subnet-b"))
    later(world, "2min")
    assert len(network_of(world).interfaces) == 2


@pytest.mark.fact("VPC-005", "PER-016")
def test_vpc_awslambdavpcaccessexecutionrole() -> None:
    """Attaching takes the six actions of the managed policy, and running does not."""
    judged = replace(shop(function("checkout")), permissions="judged")
    world = World(judged, authoriser=AUTHORISER)
    with pytest.raises(AwsError) as refused:
        world.do(attach("checkout", "subnet-a"))
    assert refused.value.message.endswith("permissions to call CreateNetworkInterface on EC2")

    policy = "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"
    held = {"RoleName": "checkout-role", "PolicyArn": policy}
    world.do(aws.AttachRolePolicy(**held))
    world.do(attach("checkout", "subnet-a"))
    later(world, "2min")
    world.do(aws.DetachRolePolicy(**held))
    assert ends(world) == ["ok"]


@pytest.mark.fact("VPC-004")
def test_vpc_nat() -> None:
    """The internet is lost with the VpcConfig, and comes back with one route."""
    tables = (RouteTableSetup(id="rtb-private"), OUT)
    world = opened(inside(calls=("payments",)), network=replace(WITH_NAT, route_tables=tables))
    assert ends(world) == ["timeout"]
    world.do(
        aws.CreateRoute(
            RouteTableId="rtb-private", DestinationCidrBlock="0.0.0.0/0", NatGatewayId="nat-a"
        )
    )
    assert ends(world) == ["ok"]


@pytest.mark.fact("VPC-004")
def test_vpc_ipv6() -> None:
    """It takes a dual-stack subnet, an egress-only gateway, the setting, and a peer that has it."""
    places = tuple(replace(each, ipv6=True) for each in PLACES)
    plain, allowed = (
        inside(name, calls=("payments",), placement=replace(IN_A, ipv6=ipv6))
        for name, ipv6 in (("plain", False), ("allowed", True))
    )
    world = World(shop(plain, allowed, network=DUAL_STACK, dependencies=places))

    assert ends(world, "plain", "allowed") == ["timeout", "ok"]


@pytest.mark.fact("VPC-010")
def test_vpc_an_outside_packet_is_still_dropped() -> None:
    """A way out is no way in: neither to the function nor to what it talks to."""
    world = opened(inside(calls=("payments", "database")), network=WITH_NAT)
    assert ends(world) == ["ok"]

    for to, port in (("checkout", 443), ("database", 5432), ("database", 22)):
        assert way(world, "internet", to, port).verdict == "dropped"


# privatelink


CALLS_LAMBDA = (AwsCall(action="lambda:InvokeFunction", resource="lambda:outside"),)
CALLS_PAYROLL = (AwsCall(action="lambda:InvokeFunction", resource="lambda:payroll"),)
CALLS_ALL = '{"Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": "*"}'
CALLED = ("outside", "payroll")
ENDPOINT = EndpointSetup(
    id="vpce-lambda", service="lambda", subnets=("subnet-b",), security_groups=("sg-endpoint",)
)
SEALED = replace(
    NETWORK,
    internet_gateways=(),
    subnets=NETWORK.subnets[:2],
    route_tables=(RouteTableSetup(id="rtb-private"),),
    hosts=NETWORK.hosts[:1],
)
"""A VPC that has no way out at all."""


def calling(network: NetworkSetup) -> World:
    return opened(inside(uses=CALLS_LAMBDA), function("outside"), network=network)


@pytest.mark.fact("VPC-008")
def test_privatelink_an_interface_endpoint() -> None:
    """Code in a sealed VPC cannot call a function until the API has an address in there."""
    world = calling(SEALED)
    assert ends(world) == ["timeout"]

    made = aws.CreateVpcEndpoint(
        VpcId="vpc-shop",
        ServiceName="com.amazonaws.us-east-1.lambda",
        VpcEndpointType="Interface",
        SubnetIds=["subnet-b"],
        SecurityGroupIds=["sg-endpoint"],
        PrivateDnsEnabled=True,
    )
    world.do(made)
    assert ends(world) == ["ok"]


def test_privatelink_the_endpoint_has_a_group_that_must_let_the_function_in() -> None:
    shut = replace(ENDPOINT, security_groups=("sg-database",))

    assert ends(calling(replace(SEALED, endpoints=(shut,)))) == ["timeout"]
    assert ends(calling(replace(SEALED, endpoints=(ENDPOINT,)))) == ["ok"]


def judged(*functions: FunctionSetup, door: str = "", endpoint: str = "") -> World:
    """A sealed VPC with an endpoint, and functions whose one role may call every function."""
    held = {"calls": PolicyText('{"Statement": ' + CALLS_ALL + "}")}
    called = replace(ENDPOINT, policy=PolicyText(endpoint) if endpoint else None)
    scene = shop(
        *(replace(each, role="caller") for each in (*functions, *map(function, CALLED))),
        network=replace(SEALED, endpoints=(called,)),
    )
    identities = IdentitiesSetup(
        roles=(RoleSetup(name="caller", inline=held),),
        resource_policies={"lambda:payroll": PolicyText(door)} if door else {},
    )
    scene = replace(scene, identities=identities, permissions="judged")
    return World(scene, authoriser=AUTHORISER)


def denied(world: World) -> list[tuple[object, object]]:
    """By which layer each call was denied, and the end of what AWS says."""
    return [
        (each.numbers["layer"], str(each.numbers["message"]).partition(":function:payroll ")[2])
        for each in world.log.since(0)
        if each.kind == "permission.denied"
    ]


def test_privatelink_the_policy_of_the_endpoint_limits_what_comes_through_it() -> None:
    """The role may call everything; by this door it may call one function, and AWS says so."""
    world = judged(
        inside("to-outside", uses=CALLS_LAMBDA),
        inside("to-payroll", uses=CALLS_PAYROLL),
        function("elsewhere", uses=CALLS_PAYROLL),
        endpoint=json.dumps(
            {
                "Statement": {
                    "Effect": "Allow",
                    "Principal": "*",
                    "Action": "lambda:*",
                    "Resource": "arn:aws:lambda:us-east-1:123456789012:function:outside",
                }
            }
        ),
    )

    assert ends(world, "to-outside", "to-payroll", "elsewhere") == ["ok", "error", "ok"]
    because = "because no VPC endpoint policy allows the lambda:InvokeFunction action"
    assert denied(world) == [("endpoint", because)]


def test_privatelink_a_function_can_ask_by_which_door_a_call_comes() -> None:
    world = judged(
        inside("by-the-door", uses=CALLS_PAYROLL),
        function("elsewhere", uses=CALLS_PAYROLL),
        door=json.dumps(
            {
                "Statement": {
                    "Effect": "Deny",
                    "Principal": "*",
                    "Action": "lambda:InvokeFunction",
                    "Resource": "*",
                    "Condition": {
                        "StringNotEquals": {"aws:SourceVpce": "vpce-lambda"},
                        "BoolIfExists": {"aws:PrincipalIsAWSService": "false"},
                    },
                }
            }
        ),
    )

    assert ends(world, "by-the-door", "elsewhere") == ["ok", "error"]
    assert denied(world) == [("resource", "with an explicit deny in a resource-based policy")]


@pytest.mark.fact("VPC-008")
def test_privatelink_traffic_stays_on_aws_network() -> None:
    """Where there is a NAT gateway too, the call does not take it; the internet still does."""
    scene = shop(network=replace(WITH_NAT, endpoints=(ENDPOINT,)))
    by_endpoint = [hop.kind for hop in way(scene, "checkout", "aws:lambda").hops]
    outside = {"nat-gateway", "internet-gateway", "internet"}

    assert "endpoint" in by_endpoint
    assert not outside & set(by_endpoint)
    assert outside <= {hop.kind for hop in way(scene, "checkout", "internet").hops}
    without = [hop.kind for hop in way(shop(network=WITH_NAT), "checkout", "aws:lambda").hops]
    assert outside & set(without)


@pytest.mark.fact("VPC-008")
def test_privatelink_is_no_vpc_access_and_no_way_out() -> None:
    """An endpoint brings no function into the VPC, and no packet out of it."""
    scene = shop(network=replace(SEALED, endpoints=(ENDPOINT,)))

    assert not way(scene, "outside", "database", 5432).arrives
    assert not way(scene, "checkout", "internet").arrives
    assert not way(scene, "checkout", "aws:sqs").arrives, "it is for one service"
