"""Operations about VPCs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import ec2_errors
from lambdatutor.aws import operations as aws
from lambdatutor.simulator.control.networks.blocks import block, ipv6_block
from lambdatutor.simulator.control.networks.lookup import chosen, find
from lambdatutor.simulator.network.parts import Vpc
from lambdatutor.simulator.network.routing import network_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from lambdatutor.simulator.answers import Answer
    from lambdatutor.simulator.service import Service


def create(service: Service, operation: aws.CreateVpc) -> Answer:
    """It has between 16 and 65,536 addresses, as on AWS."""
    network = service.network
    if operation.CidrBlock is None:
        raise ec2_errors.missing_parameter("cidrBlock")
    cidr = block(operation.CidrBlock, "cidrBlock")
    if not 16 <= network_of(cidr).prefixlen <= 28:
        raise ec2_errors.bad_vpc_range(operation.CidrBlock)
    vpc_id = network.next_id("vpc")
    ipv6 = ipv6_block(len(network.vpcs) + 1) if operation.AmazonProvidedIpv6CidrBlock else ""
    vpc = Vpc(vpc_id, cidr, ipv6)
    network.add_vpc(vpc, network.next_id("rtb"), network.next_id("sg"))
    return {"Vpc": shown(vpc) | {"State": "pending"}}


def delete(service: Service, operation: aws.DeleteVpc) -> Answer:
    """Its default group and main table go with it; all else has to be gone."""
    network = service.network
    vpc_id = operation.VpcId
    find(network.vpcs, "vpc", vpc_id)
    in_the_way = (
        *network.subnets.values(),
        *network.internet_gateways.values(),
        *network.egress_only_gateways.values(),
        *network.endpoints.values(),
        *(each for each in network.tables.values() if not each.main),
        *(each for each in network.groups.values() if each.id != network.default_groups[vpc_id]),
    )
    if any(each.vpc == vpc_id for each in in_the_way):
        raise ec2_errors.dependency_violation(
            f"The vpc '{vpc_id}' has dependencies and cannot be deleted."
        )
    del network.tables[network.main_table(vpc_id)]
    del network.groups[network.default_groups.pop(vpc_id)]
    del network.vpcs[vpc_id]
    network.changed()
    return {}


def describe(service: Service, operation: aws.DescribeVpcs) -> Answer:
    found = chosen(service.network.vpcs, "vpc", operation.VpcIds)
    return {"Vpcs": [shown(each) | {"State": "available"} for each in found]}


def shown(vpc: Vpc) -> Answer:
    answer: Answer = {"VpcId": vpc.id, "CidrBlock": vpc.cidr, "IsDefault": False}
    if vpc.ipv6_cidr:
        answer["Ipv6CidrBlockAssociationSet"] = [{"Ipv6CidrBlock": vpc.ipv6_cidr}]
    return answer


HANDLERS: dict[type[aws.Operation], Callable[[Service, Any], Answer]] = {
    aws.CreateVpc: create,
    aws.DeleteVpc: delete,
    aws.DescribeVpcs: describe,
}
