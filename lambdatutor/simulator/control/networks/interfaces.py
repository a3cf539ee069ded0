"""Asking for network interfaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import operations as aws
from lambdatutor.simulator.control.networks.lookup import chosen

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from lambdatutor.simulator.answers import Answer
    from lambdatutor.simulator.network.interfaces import SharedInterface
    from lambdatutor.simulator.network.network import Network
    from lambdatutor.simulator.service import Service


def describe(service: Service, operation: aws.DescribeNetworkInterfaces) -> Answer:
    """Lambda's; they have no public address, in whatever subnet (VPC-004)."""
    network = service.network
    by_id = {each.id: each for each in network.interfaces.by_key.values()}
    found = chosen(by_id, "eni", operation.NetworkInterfaceIds)
    return {"NetworkInterfaces": [_shown(network, each) for each in found]}


def _shown(network: Network, interface: SharedInterface) -> Answer:
    subnet, groups = interface.key
    users = network.interfaces.users(interface.key)
    answer: Answer = {
        "NetworkInterfaceId": interface.id,
        "InterfaceType": "lambda",
        "Description": f"AWS Lambda VPC ENI-{users[0] if users else 'unused'}",
        "SubnetId": subnet,
        "VpcId": network.subnets[subnet].vpc,
        "PrivateIpAddress": interface.address,
        "Groups": [{"GroupId": each} for each in groups],
        "Status": "pending" if interface.status == "pending" else "in-use",
    }
    if interface.ipv6_address:
        answer["Ipv6Addresses"] = [{"Ipv6Address": interface.ipv6_address}]
    return answer


HANDLERS: dict[type[aws.Operation], Callable[[Service, Any], Answer]] = {
    aws.DescribeNetworkInterfaces: describe,
}
