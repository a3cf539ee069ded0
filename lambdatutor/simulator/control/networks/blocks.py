"""Reading blocks of addresses in calls of EC2, and finding one that is free."""

from __future__ import annotations

from ipaddress import ip_network
from typing import TYPE_CHECKING

from lambdatutor.aws import ec2_errors
from lambdatutor.aws.constraints import as_aws_writes
from lambdatutor.simulator.network.routing import network_of

if TYPE_CHECKING:
    from collections.abc import Iterable


def block(text: str, parameter: str, version: int = 4) -> str:
    """A block as EC2 writes it: bits beyond the prefix are dropped; raises `AwsError`."""
    try:
        found = ip_network(text, strict=False)
    except ValueError:
        raise ec2_errors.not_a_block(as_aws_writes(text), parameter) from None
    if found.version != version or "/" not in text:
        raise ec2_errors.not_a_block(text, parameter)
    return str(found)


def inside(inner: str, outer: str) -> bool:
    """Whether every address of a block lies in another one."""
    if not outer:
        return False
    one, around = network_of(inner), network_of(outer)
    return one.version == around.version and one[0] in around and one[-1] in around


def meets(block_: str, others: Iterable[str]) -> bool:
    """Whether it shares an address with any of these."""
    return any(each and (inside(block_, each) or inside(each, block_)) for each in others)


def ipv6_block(number: int) -> str:
    """What a VPC is given that asks for IPv6: one of those kept for examples (RFC 3849)."""
    return f"2001:db8:{number % 0xFFFF:x}:100::/56"
