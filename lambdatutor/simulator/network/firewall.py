"""Security groups as a wall: what is let in or out, and by which rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from lambdatutor.simulator.network.routing import PREFIX_LIST, covers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lambdatutor.simulator.network.parts import Protocol, Rule, SecurityGroup

Direction = Literal["in", "out"]


class Peer(NamedTuple):
    """The other end of a connection, as a rule may name it."""

    address: str
    groups: tuple[str, ...] = ()
    """Those its interface carries; nothing once its address was translated on the way."""
    service: str = ""
    """The service of AWS that the address belongs to."""


def allowing(
    groups: Iterable[SecurityGroup], direction: Direction, protocol: Protocol, port: int, peer: Peer
) -> tuple[SecurityGroup, Rule] | None:
    """The first rule of all these groups that lets it through; one is enough."""
    for group in groups:
        for rule in group.ingress if direction == "in" else group.egress:
            if _matches(rule, protocol, port, peer):
                return group, rule
    return None


def _matches(rule: Rule, protocol: Protocol, port: int, peer: Peer) -> bool:
    if rule.protocol != "-1":
        if rule.protocol != protocol:
            return False
        if protocol != "icmp" and not rule.first_port <= port <= rule.last_port:
            return False
    if rule.peer.startswith("sg-"):
        return rule.peer in peer.groups
    if rule.peer.startswith(PREFIX_LIST):
        return peer.service != "" and rule.peer == PREFIX_LIST + peer.service
    return covers(rule.peer, peer.address)
