"""Operations about security groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import ec2_errors
from lambdatutor.aws import operations as aws
from lambdatutor.simulator.control.networks.lookup import chosen, find
from lambdatutor.simulator.control.networks.rules import HANDLERS as OF_RULES
from lambdatutor.simulator.control.networks.rules import shown_rules
from lambdatutor.simulator.network.parts import SecurityGroup

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from lambdatutor.simulator.answers import Answer
    from lambdatutor.simulator.network.network import Network
    from lambdatutor.simulator.service import Service


def create(service: Service, operation: aws.CreateSecurityGroup) -> Answer:
    """Nothing comes in, everything goes out. There is no default VPC to make one in."""
    network = service.network
    name = operation.GroupName
    if operation.VpcId is None:
        raise ec2_errors.missing_parameter("VpcId")
    vpc = find(network.vpcs, "vpc", operation.VpcId)
    if not name or name == "default" or len(name) > 255 or name.startswith("sg-"):
        raise ec2_errors.invalid_value(f"Value ({name[:60]}) for parameter GroupName is invalid.")
    if any(each.vpc == vpc.id and each.name == name for each in network.groups.values()):
        raise ec2_errors.group_exists(name, vpc.id)
    group_id = network.next_id("sg")
    egress = network.all_out(vpc.id)
    network.groups[group_id] = SecurityGroup(
        group_id, vpc.id, name, (), egress, operation.Description
    )
    network.changed()
    return {"GroupId": group_id}


def delete(service: Service, operation: aws.DeleteSecurityGroup) -> Answer:
    """Not while an interface carries it or a rule of another group names it."""
    network = service.network
    if operation.GroupId is None:
        raise ec2_errors.missing_parameter("GroupId")
    group = find(network.groups, "sg", operation.GroupId)
    if group.id in network.default_groups.values():
        raise ec2_errors.default_group_stays()
    if _used(network, group.id):
        raise ec2_errors.dependency_violation(f"resource {group.id} has a dependent object")
    del network.groups[group.id]
    network.changed()
    return {}


def _used(network: Network, group_id: str) -> bool:
    carried = (
        *(each.groups for each in network.hosts.values()),
        *(each.groups for each in network.endpoints.values()),
        *(groups for _, groups in network.interfaces.by_key),
    )
    named = (
        rule.peer
        for each in network.groups.values()
        if each.id != group_id
        for rule in (*each.ingress, *each.egress)
    )
    return group_id in named or any(group_id in each for each in carried)


def describe(service: Service, operation: aws.DescribeSecurityGroups) -> Answer:
    found = chosen(service.network.groups, "sg", operation.GroupIds)
    return {"SecurityGroups": [_shown(each) for each in found]}


def _shown(group: SecurityGroup) -> Answer:
    return {
        "GroupId": group.id,
        "GroupName": group.name,
        "Description": group.description,
        "VpcId": group.vpc,
        "IpPermissions": shown_rules(group.ingress),
        "IpPermissionsEgress": shown_rules(group.egress),
    }


HANDLERS: dict[type[aws.Operation], Callable[[Service, Any], Answer]] = {
    aws.CreateSecurityGroup: create,
    aws.DeleteSecurityGroup: delete,
    aws.DescribeSecurityGroups: describe,
    **OF_RULES,
}
