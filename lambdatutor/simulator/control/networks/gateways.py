"""Operations about gateways to the internet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import ec2_errors
from lambdatutor.aws import operations as aws
from lambdatutor.simulator.control.networks.lookup import find
from lambdatutor.simulator.network.parts import EgressOnlyGateway, InternetGateway, NatGateway

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from lambdatutor.simulator.answers import Answer
    from lambdatutor.simulator.service import Service


def create_internet(service: Service, operation: aws.CreateInternetGateway) -> Answer:
    """Attached to nothing yet."""
    del operation
    network = service.network
    gateway = network.next_id("igw")
    network.internet_gateways[gateway] = InternetGateway(gateway, "")
    return {"InternetGateway": {"InternetGatewayId": gateway, "Attachments": []}}


def attach(service: Service, operation: aws.AttachInternetGateway) -> Answer:
    """One gateway a VPC, and one VPC a gateway."""
    network = service.network
    gateway = find(network.internet_gateways, "igw", operation.InternetGatewayId)
    vpc = find(network.vpcs, "vpc", operation.VpcId)
    if gateway.vpc:
        raise ec2_errors.already_associated(
            f"resource {gateway.id} is already attached to network {gateway.vpc}"
        )
    if any(each.vpc == vpc.id for each in network.internet_gateways.values()):
        raise ec2_errors.invalid_value(f"Network {vpc.id} already has an internet gateway attached")
    network.internet_gateways[gateway.id] = gateway._replace(vpc=vpc.id)
    network.changed()
    return {}


def detach(service: Service, operation: aws.DetachInternetGateway) -> Answer:
    """Not while something in the VPC lends or has a public address."""
    network = service.network
    gateway = find(network.internet_gateways, "igw", operation.InternetGatewayId)
    vpc = find(network.vpcs, "vpc", operation.VpcId)
    if gateway.vpc != vpc.id:
        raise ec2_errors.not_attached(gateway.id, vpc.id)
    public = (
        *(each.subnet for each in network.nat_gateways.values()),
        *(each.subnet for each in network.hosts.values() if each.public),
    )
    if any(network.subnets[subnet].vpc == vpc.id for subnet in public):
        raise ec2_errors.dependency_violation(
            f"Network {vpc.id} has some mapped public address(es). Please unmap those public "
            "address(es) before detaching the gateway."
        )
    network.internet_gateways[gateway.id] = gateway._replace(vpc="")
    network.changed()
    return {}


def allocate(service: Service, operation: aws.AllocateAddress) -> Answer:
    if operation.Domain not in (None, "vpc"):
        raise ec2_errors.invalid_value(
            f"Value ({operation.Domain}) for parameter domain is invalid."
        )
    network = service.network
    allocation = network.next_id("eipalloc")
    network.allocations[allocation] = ""
    public = f"203.0.113.{100 + len(network.allocations) % 100}"
    return {"AllocationId": allocation, "PublicIp": public, "Domain": "vpc"}


def create_nat(service: Service, operation: aws.CreateNatGateway) -> Answer:
    """It works at once here; AWS takes a minute or so, and publishes no time."""
    network = service.network
    if operation.SubnetId is None:
        raise ec2_errors.missing_parameter("subnetId")
    subnet = find(network.subnets, "subnet", operation.SubnetId)
    if operation.ConnectivityType not in (None, "public"):
        raise ec2_errors.invalid_value("Private NAT gateways are not simulated; leave it out.")
    if operation.AllocationId is None:
        raise ec2_errors.missing_parameter("AllocationId")
    holder = find(network.allocations, "eipalloc", operation.AllocationId)
    if holder:
        raise ec2_errors.already_associated(
            f"Elastic IP address [{operation.AllocationId}] is already associated"
        )
    address, _ = network.addresses.take(subnet.id)
    if not address:
        raise ec2_errors.subnet_full(subnet.id)
    gateway = NatGateway(network.next_id("nat"), subnet.id, address)
    network.nat_gateways[gateway.id] = gateway
    network.allocations[operation.AllocationId] = gateway.id
    network.changed()
    return {"NatGateway": _shown_nat(gateway, subnet.vpc) | {"State": "pending"}}


def delete_nat(service: Service, operation: aws.DeleteNatGateway) -> Answer:
    """Its Elastic IP address stays allocated; routes to it lead nowhere."""
    network = service.network
    gateway = find(network.nat_gateways, "nat", operation.NatGatewayId)
    for allocation, holder in network.allocations.items():
        if holder == gateway.id:
            network.allocations[allocation] = ""
    network.addresses.give_back(gateway.subnet, gateway.address)
    del network.nat_gateways[gateway.id]
    network.changed()
    return {"NatGatewayId": gateway.id}


def create_egress_only(service: Service, operation: aws.CreateEgressOnlyInternetGateway) -> Answer:
    network = service.network
    vpc = find(network.vpcs, "vpc", operation.VpcId)
    gateway = network.next_id("eigw")
    network.egress_only_gateways[gateway] = EgressOnlyGateway(gateway, vpc.id)
    network.changed()
    return {
        "EgressOnlyInternetGateway": {
            "EgressOnlyInternetGatewayId": gateway,
            "Attachments": [{"State": "attached", "VpcId": vpc.id}],
        }
    }


def _shown_nat(gateway: NatGateway, vpc: str) -> Answer:
    return {
        "NatGatewayId": gateway.id,
        "SubnetId": gateway.subnet,
        "VpcId": vpc,
        "ConnectivityType": "public",
        "NatGatewayAddresses": [{"PrivateIp": gateway.address}],
    }


HANDLERS: dict[type[aws.Operation], Callable[[Service, Any], Answer]] = {
    aws.CreateInternetGateway: create_internet,
    aws.AttachInternetGateway: attach,
    aws.DetachInternetGateway: detach,
    aws.AllocateAddress: allocate,
    aws.CreateNatGateway: create_nat,
    aws.DeleteNatGateway: delete_nat,
    aws.CreateEgressOnlyInternetGateway: create_egress_only,
}
