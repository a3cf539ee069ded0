"""How far a packet comes: routes, gateways, endpoints and security groups, and where it stops."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from network_shop import (
    DUAL_STACK,
    IN_A,
    NETWORK,
    OUT,
    WITH_NAT,
    inside,
    network_of,
    shop,
    stops,
    way,
)

from lambdatutor.simulator.network.path import paths
from lambdatutor.simulator.network.setup import (
    EgressSetup,
    EndpointSetup,
    IngressSetup,
    NatGatewaySetup,
    NetworkSetup,
    RouteSetup,
    RouteTableSetup,
    SecurityGroupSetup,
)


def with_endpoints(*endpoints: EndpointSetup) -> NetworkSetup:
    return replace(NETWORK, endpoints=endpoints)


def private(*routes: tuple[str, str]) -> tuple[RouteTableSetup, ...]:
    """The route tables, with these routes in the private one."""
    made = tuple(RouteSetup(to=to, via=via) for to, via in routes)
    return RouteTableSetup(id="rtb-private", routes=made), OUT


# Inside


def test_a_function_reaches_a_private_host_that_lets_its_group_in() -> None:
    found = way(shop(), "checkout", "database", 5432)

    assert found.arrives
    assert found.stopped_at is None
    assert [hop.kind for hop in found.hops] == [
        "function", "interface", "security-group", "route-table", "security-group", "host",
    ]  # fmt: skip


def test_the_group_of_the_host_names_the_port_and_who_may_come_in() -> None:
    found = way(shop(), "checkout", "database", 22)

    assert found.verdict == "dropped"
    assert found.sentence == "sg-database does not allow tcp 22 from sg-function or 10.0.1.4."


def test_a_port_on_which_nobody_listens_is_refused_at_once() -> None:
    open_ = SecurityGroupSetup(id="sg-database", ingress=(IngressSetup(peer="sg-function"),))
    groups = (NETWORK.security_groups[0], open_, *NETWORK.security_groups[2:])
    found = way(shop(network=replace(NETWORK, security_groups=groups)), "checkout", "database", 22)

    assert found.verdict == "refused"
    assert found.sentence == "database listens on port 5432, and refuses 22 at once."


def test_a_group_that_lets_nothing_out_stops_it_before_it_leaves() -> None:
    mute = replace(IN_A, security_groups=("sg-mute",))

    assert stops(shop(inside(placement=mute)), "checkout", "database", 5432) == "sg-mute"


def test_one_group_of_several_that_allows_it_is_enough() -> None:
    both = replace(IN_A, security_groups=("sg-mute", "sg-function"))

    assert way(shop(inside(placement=both)), "checkout", "database", 5432).arrives


def test_an_outbound_rule_may_name_the_group_at_the_other_end() -> None:
    to_database = SecurityGroupSetup(
        id="sg-mute", egress=(EgressSetup(peer="sg-database", ports=5432),)
    )
    groups = (*NETWORK.security_groups[:3], to_database, *NETWORK.security_groups[4:])
    network = replace(NETWORK, security_groups=groups)
    scene = shop(
        inside(placement=replace(IN_A, security_groups=("sg-function", "sg-mute"))),
        inside("mute", replace(IN_A, security_groups=("sg-mute",))),
        network=network,
    )

    assert stops(scene, "mute", "database", 5432) == "sg-database", "its own group is another"
    assert stops(scene, "mute", "bastion", 22) == "sg-mute"


def test_another_vpc_is_out_of_reach() -> None:
    found = way(shop(), "checkout", "stranger", 80)

    assert found.sentence == "rtb-private has no route to stranger (10.9.1.4)."


def test_a_private_address_leads_nowhere_on_the_internet() -> None:
    found = way(shop(network=WITH_NAT), "checkout", "stranger", 80)

    assert found.hops[-1].kind == "internet"
    assert "10.9.1.4 is a private address" in found.sentence


# To the internet


@pytest.mark.fact("VPC-004")
def test_a_private_subnet_has_no_internet_until_it_has_a_route_to_a_nat_gateway() -> None:
    assert stops(shop(), "checkout", "internet") == "rtb-private"
    found = way(shop(network=WITH_NAT), "checkout", "internet")
    assert found.arrives
    assert [hop.id for hop in found.hops][-3:] == ["nat-a", "igw-shop", "internet"]


@pytest.mark.fact("VPC-004")
def test_a_public_subnet_gives_a_function_no_internet_for_it_has_no_public_address() -> None:
    public = replace(IN_A, subnets=("subnet-public",))
    found = way(shop(inside(placement=public)), "checkout", "internet")

    assert found.verdict == "dropped"
    assert found.hops[-1].kind == "internet-gateway"
    assert "needs a public address" in found.sentence
    assert way(shop(), "bastion", "internet").arrives, "a host with one gets through"


def test_a_nat_gateway_in_a_private_subnet_is_of_no_use() -> None:
    network = replace(WITH_NAT, nat_gateways=(NatGatewaySetup(id="nat-a", subnet="subnet-b"),))
    found = way(shop(network=network), "checkout", "internet")

    assert found.hops[-1].id == "nat-a"
    assert "rtb-private leads to nat-a" in found.sentence


def test_the_longest_prefix_wins() -> None:
    tables = private(("0.0.0.0/0", "nat-a"), ("203.0.113.0/24", "igw-shop"))
    scene = shop(network=replace(WITH_NAT, route_tables=tables))

    assert stops(scene, "checkout", "203.0.113.9") == "igw-shop"
    assert way(scene, "checkout", "192.0.2.1").arrives


@pytest.mark.fact("VPC-004")
def test_over_ipv6_it_takes_a_dual_stack_subnet_an_egress_only_gateway_and_a_setting() -> None:
    allowed = replace(IN_A, ipv6=True)
    elsewhere = replace(IN_A, subnets=("subnet-b",), ipv6=True)
    scene = shop(
        inside("plain"),
        inside("allowed", allowed),
        inside("elsewhere", elsewhere),
        network=DUAL_STACK,
    )

    assert way(scene, "allowed", "internet", family="ipv6").arrives
    assert stops(scene, "allowed", "internet") == "rtb-private", "IPv4 has no way out"
    assert "Ipv6AllowedForDualStack" in way(scene, "plain", "internet", family="ipv6").sentence
    assert not way(scene, "elsewhere", "internet", family="ipv6").arrives


def test_a_gateway_of_another_vpc_takes_nothing_out() -> None:
    gateways = (replace(NETWORK.internet_gateways[0], vpc="vpc-other"),)
    found = way(shop(network=replace(NETWORK, internet_gateways=gateways)), "bastion", "internet")

    assert found.sentence == "igw-shop is not attached to vpc-shop."


def test_an_egress_only_gateway_carries_no_ipv4_and_a_nat_gateway_no_ipv6() -> None:
    egress = replace(DUAL_STACK, route_tables=private(("0.0.0.0/0", "eigw-shop")))
    nat = replace(
        DUAL_STACK,
        nat_gateways=WITH_NAT.nat_gateways,
        route_tables=private(("::/0", "nat-a")),
    )
    allowed = inside(placement=replace(IN_A, ipv6=True))

    assert stops(shop(allowed, network=egress), "checkout", "internet") == "eigw-shop"
    assert stops(shop(allowed, network=nat), "checkout", "internet", family="ipv6") == "nat-a"


def test_a_function_in_no_vpc_reaches_the_internet_and_aws_but_nothing_private() -> None:
    scene = shop()

    assert way(scene, "outside", "internet").arrives
    assert way(scene, "outside", "aws:dynamodb").arrives
    assert not way(scene, "outside", "internet", family="ipv6").arrives, "not over IPv6"
    found = way(scene, "outside", "database", 5432)
    assert "outside needs subnets of vpc-shop in its VpcConfig" in found.sentence


# To AWS


def test_a_gateway_endpoint_leads_to_its_service_and_to_no_other() -> None:
    gateway = EndpointSetup(
        id="vpce-table", service="dynamodb", kind="gateway", route_tables=("rtb-private",)
    )
    scene = shop(network=with_endpoints(gateway))

    assert way(scene, "checkout", "aws:dynamodb").arrives
    assert stops(scene, "checkout", "aws:s3") == "rtb-private"


def test_a_gateway_endpoint_is_more_exact_than_a_way_to_everywhere() -> None:
    gateway = EndpointSetup(
        id="vpce-table", service="dynamodb", kind="gateway", route_tables=("rtb-private",)
    )
    scene = shop(network=replace(WITH_NAT, endpoints=(gateway,)))

    assert "nat-a" not in [hop.id for hop in way(scene, "checkout", "aws:dynamodb").hops]
    assert "nat-a" in [hop.id for hop in way(scene, "checkout", "aws:s3").hops]


@pytest.mark.fact("VPC-008")
def test_calling_another_function_takes_a_way_to_lambdas_api() -> None:
    endpoint = EndpointSetup(
        id="vpce-lambda",
        service="lambda",
        subnets=("subnet-b",),
        security_groups=("sg-endpoint",),
    )
    scene = shop(network=with_endpoints(endpoint))

    assert stops(shop(), "checkout", "aws:lambda") == "rtb-private"
    assert way(shop(network=WITH_NAT), "checkout", "aws:lambda").arrives
    found = way(scene, "checkout", "aws:lambda")
    assert found.arrives
    assert "internet-gateway" not in [hop.kind for hop in found.hops]
    assert stops(scene, "checkout", "internet") == "rtb-private", "an endpoint is no way out"
    assert stops(scene, "checkout", "database", 443) == "sg-database", "and opens nothing else"


def test_an_interface_endpoint_has_a_group_of_its_own() -> None:
    endpoint = EndpointSetup(
        id="vpce-sqs", service="sqs", subnets=("subnet-b",), security_groups=("sg-database",)
    )

    assert stops(shop(network=with_endpoints(endpoint)), "checkout", "aws:sqs") == "sg-database"


def test_without_private_dns_the_ordinary_name_still_leads_to_the_internet() -> None:
    endpoint = EndpointSetup(
        id="vpce-sqs",
        service="sqs",
        subnets=("subnet-b",),
        security_groups=("sg-endpoint",),
        private_dns=False,
    )
    scene = shop(network=with_endpoints(endpoint))

    assert stops(scene, "checkout", "aws:sqs") == "rtb-private"
    assert way(scene, "checkout", "vpce-sqs").arrives


# From outside


@pytest.mark.fact("VPC-010")
@pytest.mark.parametrize("source", ["internet", "bastion", "outside"])
def test_nothing_opens_a_connection_to_a_function(source: str) -> None:
    open_ = SecurityGroupSetup(id="sg-function", ingress=(IngressSetup(peer="0.0.0.0/0"),))
    network = replace(NETWORK, security_groups=(open_, *NETWORK.security_groups[1:]))
    scene = shop(network=network)

    for function in ("checkout", "outside"):
        found = way(scene, source, function)
        assert found.verdict == "dropped"
        assert f"{function} takes no connections" in found.sentence


def test_from_the_internet_a_host_is_reached_by_a_public_address_and_a_group_that_allows_it() -> (
    None
):
    scene = shop()

    assert way(scene, "internet", "bastion", 22).arrives
    assert stops(scene, "internet", "bastion", 80) == "sg-world"
    assert way(scene, "internet", "database", 5432).hops[-1].kind == "internet"


def test_a_public_address_in_a_subnet_without_an_internet_gateway_is_of_no_use() -> None:
    hosts = (replace(NETWORK.hosts[0], public=True), *NETWORK.hosts[1:])

    assert stops(shop(network=replace(NETWORK, hosts=hosts)), "internet", "database", 5432) == (
        "rtb-private"
    )


# Several subnets


def test_a_function_in_two_subnets_shows_the_one_that_leads_nowhere() -> None:
    subnets = (*NETWORK.subnets[:1], replace(NETWORK.subnets[1], route_table=""))
    network = replace(WITH_NAT, subnets=(*subnets, *NETWORK.subnets[2:]))
    both = replace(IN_A, subnets=("subnet-a", "subnet-b"))
    scene = shop(inside(placement=both), network=network)

    found = paths(network_of(scene), "checkout", "internet")
    assert [each.arrives for each in found] == [True, False]
    assert stops(scene, "checkout", "internet") == "rtb-shopmain"


@pytest.mark.parametrize(("source", "to"), [("nobody", "internet"), ("checkout", "nobody")])
def test_a_name_that_nothing_has_is_a_key_error(source: str, to: str) -> None:
    with pytest.raises(KeyError, match="nobody"):
        way(shop(), source, to)
