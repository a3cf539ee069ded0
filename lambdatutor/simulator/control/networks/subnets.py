"""Operations about subnets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import ec2_errors
from lambdatutor.aws import operations as aws
from lambdatutor.simulator.control.networks.blocks import block, inside, meets
from lambdatutor.simulator.control.networks.lookup import chosen, find
from lambdatutor.simulator.network.parts import Subnet
from lambdatutor.simulator.network.routing import network_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from lambdatutor.simulator.answers import Answer
    from lambdatutor.simulator.network.network import Network
    from lambdatutor.simulator.network.parts import Vpc
    from lambdatutor.simulator.service import Service


def create(service: Service, operation: aws.CreateSubnet) -> Answer:
    """A block of its VPC that no other subnet has; the main route table leads it."""
    network = service.network
    vpc = find(network.vpcs, "vpc", operation.VpcId)
    if operation.CidrBlock is None:
        raise ec2_errors.missing_parameter("cidrBlock")
    cidr = block(operation.CidrBlock, "cidrBlock")
    _refuse_block(network, vpc, cidr)
    region = service.scenario.account.region
    zone = operation.AvailabilityZone or f"{region}a"
    if zone not in {f"{region}{letter}" for letter in "abcdef"}:
        raise ec2_errors.invalid_value(
            f"Value ({zone}) for parameter availabilityZone is invalid. Subnets can currently only "
            f"be created in the following availability zones: {region}a, {region}b, {region}c."
        )
    ipv6 = _ipv6(network, vpc, operation.Ipv6CidrBlock)
    subnet = Subnet(network.next_id("subnet"), vpc.id, cidr, zone, network.main_table(vpc.id), ipv6)
    network.add_subnet(subnet)
    return {"Subnet": shown(network, subnet)}


def _refuse_block(network: Network, vpc: Vpc, cidr: str) -> None:
    if not inside(cidr, vpc.cidr) or not 16 <= network_of(cidr).prefixlen <= 28:
        raise ec2_errors.bad_subnet_range(cidr)
    if meets(cidr, (each.cidr for each in network.subnets.values() if each.vpc == vpc.id)):
        raise ec2_errors.subnet_conflict(cidr)


def _ipv6(network: Network, vpc: Vpc, given: str | None) -> str:
    if given is None:
        return ""
    ipv6 = block(given, "ipv6CidrBlock", version=6)
    if not inside(ipv6, vpc.ipv6_cidr) or network_of(ipv6).prefixlen != 64:
        raise ec2_errors.bad_subnet_range(ipv6)
    if meets(ipv6, (each.ipv6_cidr for each in network.subnets.values() if each.vpc == vpc.id)):
        raise ec2_errors.subnet_conflict(ipv6)
    return ipv6


def delete(service: Service, operation: aws.DeleteSubnet) -> Answer:
    """Only when nothing has an address in it any more; Lambda's interfaces take their time."""
    network = service.network
    subnet = find(network.subnets, "subnet", operation.SubnetId)
    if network.addresses.used(subnet.id):
        raise ec2_errors.dependency_violation(
            f"The subnet '{subnet.id}' has dependencies and cannot be deleted."
        )
    for association in [key for key, its in network.associations.items() if its == subnet.id]:
        del network.associations[association]
    network.addresses.close(subnet.id)
    del network.subnets[subnet.id]
    network.changed()
    return {}


def describe(service: Service, operation: aws.DescribeSubnets) -> Answer:
    network = service.network
    found = chosen(network.subnets, "subnet", operation.SubnetIds)
    return {"Subnets": [shown(network, each) for each in found]}


def shown(network: Network, subnet: Subnet) -> Answer:
    answer: Answer = {
        "SubnetId": subnet.id,
        "VpcId": subnet.vpc,
        "CidrBlock": subnet.cidr,
        "AvailabilityZone": subnet.zone,
        "AvailableIpAddressCount": network.addresses.free(subnet.id),
        "MapPublicIpOnLaunch": subnet.public_addresses,
        "State": "available",
    }
    if subnet.ipv6_cidr:
        answer["Ipv6CidrBlockAssociationSet"] = [{"Ipv6CidrBlock": subnet.ipv6_cidr}]
    return answer


HANDLERS: dict[type[aws.Operation], Callable[[Service, Any], Answer]] = {
    aws.CreateSubnet: create,
    aws.DeleteSubnet: delete,
    aws.DescribeSubnets: describe,
}
