"""Building the security groups of a scenario; their rules may name one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.network.parts import Rule, SecurityGroup
from lambdatutor.simulator.network.spelling import check_peer, known, new_id, ports_of

if TYPE_CHECKING:
    from lambdatutor.simulator.network.network import Network
    from lambdatutor.simulator.network.setup import EgressSetup, IngressSetup, NetworkSetup


def add_groups(network: Network, setup: NetworkSetup, first_vpc: str) -> None:
    """Raises `NetworkError` for a rule that cannot be."""
    for each in setup.security_groups:
        vpc = each.vpc or first_vpc
        known(each.id, "vpc", vpc, network.vpcs)
        new_id("sg", each.id, network.groups)
        ingress = tuple(_rule(each.id, rule) for rule in each.ingress)
        if each.egress is None:
            egress = network.all_out(vpc)
        else:
            egress = tuple(_rule(each.id, rule) for rule in each.egress)
        name = each.id.removeprefix("sg-")
        network.groups[each.id] = SecurityGroup(
            each.id, vpc, name, ingress, egress, each.description or name
        )
    for group in network.groups.values():
        for rule in (*group.ingress, *group.egress):
            check_peer(group.id, rule.peer, network.groups)


def _rule(name: str, setup: IngressSetup | EgressSetup) -> Rule:
    first, last = ports_of(name, setup.ports)
    return Rule("-1" if setup.protocol == "all" else setup.protocol, first, last, setup.peer)
