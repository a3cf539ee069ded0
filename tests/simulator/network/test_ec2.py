"""EC2's operations: a network built by hand, how EC2 refuses, and how a scenario is spelled."""

from __future__ import annotations

import pytest
from account_state import state_of
from msgspec.structs import replace
from network_shop import NETWORK, WITH_NAT, attach, inside, network_of, shop, stops, way
from scenes import function

from lambdatutor.aws import operations as aws
from lambdatutor.aws.command_line import CommandError, from_cli
from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.shapes import IpPermission, IpRange, UserIdGroupPair
from lambdatutor.simulator.network.setup import (
    EgressSetup,
    EndpointSetup,
    NetworkSetup,
    RouteSetup,
    RouteTableSetup,
    SecurityGroupSetup,
    SubnetSetup,
    VpcSetup,
)
from lambdatutor.simulator.opening import ScenarioError
from lambdatutor.simulator.scenario import Scenario
from lambdatutor.simulator.time import MINUTE
from lambdatutor.simulator.world import World

LINES = """
create-vpc --cidr-block 10.0.0.0/16
create-subnet --vpc-id vpc-00000000000000001 --cidr-block 10.0.1.0/24
create-subnet --vpc-id vpc-00000000000000001 --cidr-block 10.0.2.0/24
create-internet-gateway
attach-internet-gateway --internet-gateway-id igw-00000000000000001 --vpc-id vpc-00000000000000001
create-route-table --vpc-id vpc-00000000000000001
associate-route-table --subnet-id subnet-00000000000000002 --route-table-id rtb-00000000000000002
create-route --route-table-id rtb-00000000000000002 --destination-cidr-block 0.0.0.0/0
    --gateway-id igw-00000000000000001
allocate-address --domain vpc
create-nat-gateway --subnet-id subnet-00000000000000002 --allocation-id eipalloc-00000000000000001
create-route --route-table-id rtb-00000000000000001 --destination-cidr-block 0.0.0.0/0
    --nat-gateway-id nat-00000000000000001
create-security-group --group-name function --description out --vpc-id vpc-00000000000000001
"""


def typed(world: World, lines: str) -> None:
    """Lines for the AWS CLI; one that is indented goes on with the last."""
    for line in lines.strip().replace("\n    ", " ").splitlines():
        world.do(from_cli(f"aws ec2 {line}"))


def refusal(world: World, operation: aws.Operation) -> AwsError:
    """A refusal changes nothing."""
    before = state_of(world)
    with pytest.raises(AwsError) as caught:
        world.do(operation)
    assert state_of(world) == before
    return caught.value


def allow(group: str, peer: str, port: int = 5432) -> aws.Operation:
    rule = IpPermission(
        IpProtocol="tcp",
        FromPort=port,
        ToPort=port,
        UserIdGroupPairs=[UserIdGroupPair(GroupId=peer)] if peer.startswith("sg-") else None,
        IpRanges=None if peer.startswith("sg-") else [IpRange(CidrIp=peer)],
    )
    return aws.AuthorizeSecurityGroupIngress(GroupId=group, IpPermissions=[rule])


def test_a_network_with_a_way_out_can_be_built_line_by_line() -> None:
    world = World(Scenario(functions=(function("f"),)))
    typed(world, LINES)
    world.do(attach("f", "subnet-00000000000000001", group="sg-00000000000000002"))
    world.advance(5 * MINUTE)

    assert way(world, "f", "internet").arrives
    typed(world, "delete-nat-gateway --nat-gateway-id nat-00000000000000001")
    (main,) = world.do(aws.DescribeRouteTables(RouteTableIds=["rtb-00000000000000001"]))[
        "RouteTables"
    ]
    assert [each["State"] for each in main["Routes"]] == ["active", "blackhole"]
    assert stops(world, "f", "internet") == "rtb-00000000000000001"


def test_ids_do_not_depend_on_the_seed() -> None:
    one, other = (World(Scenario(), seed=seed) for seed in (1, 2))
    typed(one, LINES)
    typed(other, LINES)

    assert network_of(one) == network_of(other)


def test_an_endpoint_brings_its_routes_and_takes_them_away() -> None:
    world = World(shop())
    typed(
        world,
        "create-vpc-endpoint --vpc-id vpc-shop --service-name com.amazonaws.us-east-1.dynamodb"
        " --route-table-ids rtb-private",
    )
    assert way(world, "checkout", "aws:dynamodb").arrives

    typed(world, "delete-vpc-endpoints --vpc-endpoint-ids vpce-00000000000000001")
    assert stops(world, "checkout", "aws:dynamodb") == "rtb-private"


def test_the_short_options_make_a_rule() -> None:
    world = World(shop())
    typed(
        world,
        "authorize-security-group-ingress --group-id sg-database --protocol tcp --port 22"
        " --source-group sg-function",
    )

    assert way(world, "checkout", "database", 22).verdict == "refused", "nobody listens there"
    typed(
        world,
        "revoke-security-group-ingress --group-id sg-database --protocol tcp --port 22"
        " --source-group sg-function",
    )
    assert way(world, "checkout", "database", 22).verdict == "dropped"


def test_a_new_group_lets_nothing_in_until_egress_is_all_that_is_taken_away() -> None:
    world = World(shop())
    typed(
        world,
        "revoke-security-group-egress --group-id sg-function --protocol all --cidr 0.0.0.0/0",
    )

    assert stops(world, "checkout", "database", 5432) == "sg-function"


def test_another_table_leads_a_subnet_from_now_on() -> None:
    world = World(shop())
    found = world.do(
        aws.ReplaceRouteTableAssociation(AssociationId="rtbassoc-a", RouteTableId="rtb-public")
    )

    assert found["NewAssociationId"] == "rtbassoc-00000000000000001"
    assert way(world, "checkout", "internet").hops[-1].kind == "internet-gateway"
    typed(world, "disassociate-route-table --association-id rtbassoc-00000000000000001")
    assert stops(world, "checkout", "internet") == "rtb-shopmain"


@pytest.mark.parametrize(
    ("operation", "code", "message"),
    [
        (
            aws.CreateSubnet(VpcId="vpc-nope", CidrBlock="10.0.3.0/24"),
            "InvalidVpcID.NotFound",
            "The vpc ID 'vpc-nope' does not exist",
        ),
        (
            aws.CreateSubnet(VpcId="vpc-shop", CidrBlock="10.0.1.128/25"),
            "InvalidSubnet.Conflict",
            "The CIDR '10.0.1.128/25' conflicts with another subnet",
        ),
        (
            aws.CreateSubnet(VpcId="vpc-shop", CidrBlock="10.1.0.0/24"),
            "InvalidSubnet.Range",
            "The CIDR '10.1.0.0/24' is invalid.",
        ),
        (
            aws.CreateVpc(CidrBlock="10.0.0.0/8"),
            "InvalidVpc.Range",
            "The CIDR '10.0.0.0/8' is invalid.",
        ),
        (
            aws.CreateVpc(CidrBlock="ten"),
            "InvalidParameterValue",
            "Value (ten) for parameter cidrBlock is invalid. This is not a valid CIDR block.",
        ),
        (
            aws.CreateRoute(
                RouteTableId="rtb-public",
                DestinationCidrBlock="0.0.0.0/0",
                GatewayId="igw-shop",
            ),
            "RouteAlreadyExists",
            "The route identified by 0.0.0.0/0 already exists.",
        ),
        (
            aws.ReplaceRoute(
                RouteTableId="rtb-public",
                DestinationCidrBlock="192.0.2.0/24",
                GatewayId="igw-shop",
            ),
            "InvalidParameterValue",
            (
                "There is no route defined for '192.0.2.0/24' in the route table. Use CreateRoute "
                "instead."
            ),
        ),
        (
            aws.DeleteRoute(RouteTableId="rtb-private", DestinationCidrBlock="0.0.0.0/0"),
            "InvalidRoute.NotFound",
            "no route with destination-cidr-block 0.0.0.0/0 in route table rtb-private",
        ),
        (
            aws.DeleteRoute(RouteTableId="rtb-private", DestinationCidrBlock="10.0.0.0/16"),
            "InvalidParameterValue",
            "cannot remove local route 10.0.0.0/16 in route table rtb-private",
        ),
        (
            aws.AssociateRouteTable(RouteTableId="rtb-public", SubnetId="subnet-a"),
            "Resource.AlreadyAssociated",
            (
                "the specified association for route table rtb-public conflicts with an existing "
                "association"
            ),
        ),
        (
            aws.CreateNatGateway(SubnetId="subnet-public"),
            "MissingParameter",
            "The request must contain the parameter AllocationId",
        ),
        (
            aws.DeleteNatGateway(NatGatewayId="nat-nope"),
            "NatGatewayNotFound",
            "The Nat Gateway nat-nope was not found",
        ),
        (
            allow("sg-database", "sg-function"),
            "InvalidPermission.Duplicate",
            (
                'the specified rule "peer: sg-function, TCP, from port: 5432, to port: 5432, '
                'ALLOW" already exists'
            ),
        ),
        (
            allow("sg-database", "sg-nope"),
            "InvalidGroup.NotFound",
            "The security group 'sg-nope' does not exist",
        ),
        (
            aws.DeleteSecurityGroup(GroupId="sg-database"),
            "DependencyViolation",
            "resource sg-database has a dependent object",
        ),
        (
            aws.DeleteSubnet(SubnetId="subnet-a"),
            "DependencyViolation",
            "The subnet 'subnet-a' has dependencies and cannot be deleted.",
        ),
        (
            aws.CreateVpcEndpoint(VpcId="vpc-shop", ServiceName="com.amazonaws.us-east-1.lambda"),
            "InvalidParameter",
            "Endpoint type (Gateway) does not match available service types ([Interface]).",
        ),
        (
            aws.CreateVpcEndpoint(VpcId="vpc-shop", ServiceName="com.amazonaws.us-east-1.moon"),
            "InvalidServiceName",
            "The Vpc Endpoint Service 'com.amazonaws.us-east-1.moon' does not exist",
        ),
        (
            aws.DetachInternetGateway(InternetGatewayId="igw-shop", VpcId="vpc-shop"),
            "DependencyViolation",
            (
                "Network vpc-shop has some mapped public address(es). Please unmap those public "
                "address(es) before detaching the gateway."
            ),
        ),
    ],
)
def test_ec2_refuses_in_its_own_words(operation: aws.Operation, code: str, message: str) -> None:
    no = refusal(World(shop()), operation)

    assert (no.code, no.status, no.message) == (code, 400, message)


def test_an_address_is_lent_by_one_nat_gateway_only() -> None:
    world = World(shop(network=WITH_NAT))
    typed(world, "allocate-address")
    lend = aws.CreateNatGateway(SubnetId="subnet-public", AllocationId="eipalloc-00000000000000001")
    world.do(lend)

    assert refusal(world, lend).code == "Resource.AlreadyAssociated"
    typed(world, "delete-nat-gateway --nat-gateway-id nat-00000000000000001")
    world.do(lend)


def free(world: World) -> list[int]:
    return [each.free for each in network_of(world).subnets]


def test_what_is_deleted_gives_its_address_back() -> None:
    world = World(shop())
    before = free(world)
    typed(
        world,
        """
allocate-address
create-nat-gateway --subnet-id subnet-a --allocation-id eipalloc-00000000000000001
create-vpc-endpoint --vpc-id vpc-shop --service-name com.amazonaws.us-east-1.sqs
    --vpc-endpoint-type Interface --subnet-ids subnet-a subnet-b
modify-vpc-endpoint --vpc-endpoint-id vpce-00000000000000001 --remove-subnet-ids subnet-b
""",
    )
    assert free(world) == [before[0] - 2, *before[1:]]
    typed(
        world,
        """
delete-nat-gateway --nat-gateway-id nat-00000000000000001
delete-vpc-endpoints --vpc-endpoint-ids vpce-00000000000000001
""",
    )
    assert free(world) == before


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("--port 22 --cidr 10.0.0.0/8", "A rule needs --protocol: tcp, udp, icmp or all."),
        (
            "--protocol tcp --port http",
            "--port is a number such as 5432, or two with a dash: 8000-8999.",
        ),
        (
            "--protocol tcp --ip-permissions IpProtocol=tcp",
            "Write --ip-permissions or the short options, not both.",
        ),
    ],
)
def test_short_options_that_make_no_rule_are_answered_in_one_sentence(
    line: str, sentence: str
) -> None:
    with pytest.raises(CommandError) as caught:
        from_cli(f"aws ec2 authorize-security-group-ingress --group-id sg-a {line}")

    assert str(caught.value) == sentence


# A scenario


def spelled(**changes: object) -> NetworkSetup:
    return replace(NETWORK, **changes)


@pytest.mark.parametrize(
    ("network", "sentence"),
    [
        (
            spelled(vpcs=(VpcSetup(id="shop"),)),
            (
                "network: 'shop' is no id of this kind; write vpc- and letters or digits, without "
                "dashes"
            ),
        ),
        (
            spelled(vpcs=(VpcSetup(id="vpc-shop", cidr="10.0.0.0"), NETWORK.vpcs[1])),
            "network: subnet-a: 10.0.1.0/24 does not lie in vpc-shop (10.0.0.0)",
        ),
        (
            spelled(subnets=(*NETWORK.subnets, NETWORK.subnets[0])),
            "network: subnet-a is there twice; rename one",
        ),
        (
            spelled(subnets=(SubnetSetup(id="subnet-a", cidr="10.5.0.0/16", vpc="vpc-other"),)),
            "network: subnet-a: 10.5.0.0/16 does not lie in vpc-other (10.9.0.0/16)",
        ),
        (
            spelled(
                route_tables=(
                    RouteTableSetup(
                        id="rtb-private", routes=(RouteSetup(to="0.0.0.0/0", via="nat-a"),)
                    ),
                    NETWORK.route_tables[1],
                )
            ),
            (
                "network: rtb-private: the route to 0.0.0.0/0 names nat-a, which the network does "
                "not have; add it"
            ),
        ),
        (
            spelled(
                security_groups=(
                    *NETWORK.security_groups,
                    SecurityGroupSetup(id="sg-x", egress=(EgressSetup(peer="sg-y"),)),
                )
            ),
            "network: sg-x: a rule names sg-y, which the network does not have; add it",
        ),
        (
            spelled(
                security_groups=(
                    *NETWORK.security_groups,
                    SecurityGroupSetup(id="sg-x", egress=(EgressSetup(peer="::/0", ports="a-b"),)),
                )
            ),
            "network: sg-x: 'a-b' are no ports; write 5432, 8000-8999 or all",
        ),
        (
            spelled(endpoints=(EndpointSetup(id="vpce-a", service="sqs", kind="gateway"),)),
            "network: vpce-a: there is no gateway endpoint of 'sqs'; use dynamodb, s3",
        ),
        (
            spelled(hosts=(replace(NETWORK.hosts[0], subnet="subnet-nope"),)),
            (
                "network: database: subnet names subnet-nope, which the network does not have; "
                "add it"
            ),
        ),
        (
            spelled(subnets=(*NETWORK.subnets[:1], replace(NETWORK.subnets[1], free=0))),
            "network: database: subnet-b has no address left; raise its free:",
        ),
    ],
)
def test_a_network_that_cannot_be_says_where_and_what_to_do(
    network: NetworkSetup, sentence: str
) -> None:
    with pytest.raises(ScenarioError) as caught:
        World(shop(inside(), network=network))

    assert str(caught.value) == sentence
