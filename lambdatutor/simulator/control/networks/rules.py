"""Operations about the rules of security groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from lambdatutor.aws import ec2_errors
from lambdatutor.aws import operations as aws
from lambdatutor.simulator.control.networks.blocks import block
from lambdatutor.simulator.control.networks.lookup import find
from lambdatutor.simulator.network.endpoints import BY_GATEWAY
from lambdatutor.simulator.network.parts import Rule
from lambdatutor.simulator.network.routing import PREFIX_LIST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from lambdatutor.aws.shapes import IpPermission
    from lambdatutor.simulator.answers import Answer
    from lambdatutor.simulator.network.network import Network
    from lambdatutor.simulator.network.parts import Protocol, SecurityGroup
    from lambdatutor.simulator.service import Service

Change = (
    aws.AuthorizeSecurityGroupIngress
    | aws.AuthorizeSecurityGroupEgress
    | aws.RevokeSecurityGroupIngress
    | aws.RevokeSecurityGroupEgress
)

_NUMBERED: dict[str, Protocol] = {"6": "tcp", "17": "udp", "1": "icmp", "all": "-1"}
"""Protocols as EC2 takes them by number."""


def authorize(service: Service, operation: Change) -> Answer:
    """All rules or none; one that is there already is refused."""
    group, rules = _meant(service.network, operation)
    before = group.egress if _way(operation) == "out" else group.ingress
    seen = dict.fromkeys(before)
    for rule in rules:
        if rule in seen:
            raise ec2_errors.rule_exists(rule.peer, rule.protocol, rule.first_port, rule.last_port)
        seen[rule] = None
    _put(service.network, group, operation, tuple(seen))
    return {"Return": True}


def revoke(service: Service, operation: Change) -> Answer:
    """All rules or none; one that is not there is refused."""
    group, rules = _meant(service.network, operation)
    before = group.egress if _way(operation) == "out" else group.ingress
    if any(rule not in before for rule in rules):
        raise ec2_errors.no_such_rule()
    _put(service.network, group, operation, tuple(each for each in before if each not in rules))
    return {"Return": True}


def _way(operation: Change) -> Literal["in", "out"]:
    return "out" if operation.name.endswith("Egress") else "in"


def _put(
    network: Network, group: SecurityGroup, operation: Change, rules: tuple[Rule, ...]
) -> None:
    if _way(operation) == "out":
        network.groups[group.id] = group._replace(egress=rules)
    else:
        network.groups[group.id] = group._replace(ingress=rules)
    network.changed()


def _meant(network: Network, operation: Change) -> tuple[SecurityGroup, list[Rule]]:
    if operation.GroupId is None:
        raise ec2_errors.missing_parameter("GroupId")
    group = find(network.groups, "sg", operation.GroupId)
    if not operation.IpPermissions:
        raise ec2_errors.missing_parameter("ipPermissions")
    return group, [rule for each in operation.IpPermissions for rule in _rules(network, each)]


def _rules(network: Network, permission: IpPermission) -> list[Rule]:
    """One rule for each other end."""
    pairs, lists = permission.UserIdGroupPairs or (), permission.PrefixListIds or ()
    peers = [
        *(block(each.CidrIp or "", "cidrIp") for each in permission.IpRanges or ()),
        *(
            block(each.CidrIpv6 or "", "cidrIpv6", version=6)
            for each in permission.Ipv6Ranges or ()
        ),
        *(find(network.groups, "sg", each.GroupId or "").id for each in pairs),
        *(_prefix_list(each.PrefixListId or "") for each in lists),
    ]
    if not peers:
        raise ec2_errors.missing_parameter("ipRanges or userIdGroupPairs")
    protocol, first, last = _ports(permission)
    return [Rule(protocol, first, last, peer) for peer in peers]


def _prefix_list(given: str) -> str:
    """The addresses of a service that has a gateway endpoint."""
    if given not in {PREFIX_LIST + each for each in BY_GATEWAY}:
        raise ec2_errors.no_such_prefix_list(given)
    return given


def _ports(permission: IpPermission) -> tuple[Protocol, int, int]:
    given = permission.IpProtocol
    if given is None:
        raise ec2_errors.missing_parameter("ipProtocol")
    protocol = _NUMBERED.get(given, given)
    if protocol not in ("tcp", "udp", "icmp", "-1"):
        raise ec2_errors.invalid_value(f"Invalid value '{given}' for IP protocol.")
    first, last = permission.FromPort, permission.ToPort
    if protocol in ("-1", "icmp"):
        return protocol, 0, 65_535
    if first is None or last is None:
        raise ec2_errors.invalid_value(
            "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange."
        )
    if not 0 <= first <= last <= 65_535:
        raise ec2_errors.invalid_value(f"Invalid value '{first}-{last}' for portRange.")
    return protocol, first, last


def shown_rules(rules: Iterable[Rule]) -> list[Answer]:
    """As DescribeSecurityGroups shows them, one other end at a time."""
    return [_shown(each) for each in rules]


def _shown(rule: Rule) -> Answer:
    answer: Answer = {"IpProtocol": rule.protocol}
    if rule.protocol != "-1":
        answer |= {"FromPort": rule.first_port, "ToPort": rule.last_port}
    if rule.peer.startswith("sg-"):
        answer["UserIdGroupPairs"] = [{"GroupId": rule.peer}]
    elif rule.peer.startswith(PREFIX_LIST):
        answer["PrefixListIds"] = [{"PrefixListId": rule.peer}]
    elif ":" in rule.peer:
        answer["Ipv6Ranges"] = [{"CidrIpv6": rule.peer}]
    else:
        answer["IpRanges"] = [{"CidrIp": rule.peer}]
    return answer


HANDLERS: dict[type[aws.Operation], Callable[[Service, Any], Answer]] = {
    aws.AuthorizeSecurityGroupIngress: authorize,
    aws.AuthorizeSecurityGroupEgress: authorize,
    aws.RevokeSecurityGroupIngress: revoke,
    aws.RevokeSecurityGroupEgress: revoke,
}
