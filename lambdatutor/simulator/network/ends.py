"""The two ends of a way: what opens a connection, and what it is opened to."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING, Literal, NamedTuple

from lambdatutor.simulator.network.endpoints import endpoint_service
from lambdatutor.simulator.network.routing import network_of

if TYPE_CHECKING:
    from lambdatutor.simulator.network.network_view import NetworkView
    from lambdatutor.simulator.network.parts import Attachment, Family, Interface, Subnet

INTERNET = "internet"
AWS = "aws:"
"""What the name of one of AWS's services begins with: `aws:dynamodb`."""

_ADDRESSES: dict[tuple[str, str], str] = {
    (INTERNET, "ipv4"): "203.0.113.10",
    (INTERNET, "ipv6"): "2001:db8:ffff::10",
    (AWS, "ipv4"): "198.51.100.10",
    (AWS, "ipv6"): "2001:db8:fffe::10",
}
"""Public addresses that stand for all of them: they are kept for examples (RFC 5737, RFC 3849)."""

_PUBLIC_HOST = "203.0.113.80"
"""The same for hosts that have a public address."""


class Origin(NamedTuple):
    """What opens a connection."""

    kind: Literal["function", "host", "internet", "lambda"]
    """`lambda`: a function that is in no VPC of the account."""
    name: str
    address: str
    subnet: Subnet | None = None
    groups: tuple[str, ...] = ()
    public: bool = False
    interface: str = ""
    """The id of a function's interface; nothing while it has none."""


class Target(NamedTuple):
    """What a connection is opened to."""

    kind: Literal["host", "function", "endpoint", "internet", "aws", "address"]
    name: str
    address: str
    """Nothing where it has none of this family."""
    vpc: str = ""
    """The VPC that the address is in."""
    service: str = ""
    """Of AWS: `dynamodb`."""


def origins(network: NetworkView, source: str, family: Family) -> tuple[Origin, ...]:
    """Where connections of a source begin: one a subnet, for a function in several.

    Raises `KeyError` for a name that nothing has.
    """
    if source == INTERNET:
        return (Origin("internet", source, _ADDRESSES[INTERNET, family]),)
    interface = network.interface(source)
    if interface is not None:
        name = interface.functions[0] if interface.functions else source
        return (from_interface(network, name, interface, family, ipv6=True),)
    attachment = network.attachment(source)
    if attachment is not None:
        return _of_function(network, attachment, family)
    host = network.host(source)
    if host is None:
        raise KeyError(source)
    address = host.address if family == "ipv4" else ""
    subnet = network.subnet(host.subnet)
    return (Origin("host", source, address, subnet, host.groups, public=host.public),)


def _of_function(
    network: NetworkView, attachment: Attachment, family: Family
) -> tuple[Origin, ...]:
    name, placement = attachment.function, attachment.placement
    if placement is None:
        return (from_lambda(name, family),)
    found = [network.interface(each) for each in attachment.interfaces]
    ready = [each for each in found if each is not None]
    if ready:
        allowed = placement.ipv6
        return tuple(from_interface(network, name, each, family, ipv6=allowed) for each in ready)
    subnet = network.subnet(placement.subnets[0])
    return (Origin("function", name, "", subnet, placement.groups),)


def from_interface(
    network: NetworkView, name: str, interface: Interface, family: Family, *, ipv6: bool
) -> Origin:
    """A function that sends through one of its interfaces, over IPv6 only if it may."""
    address = interface.address
    if family == "ipv6":
        address = interface.ipv6_address if ipv6 else ""
    subnet = network.subnet(interface.subnet)
    return Origin("function", name, address, subnet, interface.groups, interface=interface.id)


def from_lambda(name: str, family: Family) -> Origin:
    """A function that is in no VPC of the account."""
    return Origin("lambda", name, _ADDRESSES[AWS, family])


def target(network: NetworkView, destination: str, family: Family, seen_from: str = "") -> Target:
    """What a name means to somebody in the VPC `seen_from`, or outside of all.

    Raises `KeyError` for a name that nothing has.
    """
    if destination == INTERNET:
        return Target("internet", destination, _ADDRESSES[INTERNET, family])
    if destination.startswith(AWS):
        return _service(network, destination, family, seen_from)
    for endpoint in network.endpoints:
        if endpoint.id == destination and endpoint.kind == "interface":
            address = endpoint.addresses[0] if endpoint.addresses and family == "ipv4" else ""
            return Target("endpoint", endpoint.id, address, endpoint.vpc, endpoint.service)
    attachment = network.attachment(destination)
    if attachment is not None:
        return _function(network, destination, family)
    host = network.host(destination)
    if host is not None:
        subnet = network.subnet(host.subnet)
        vpc = subnet.vpc if subnet is not None else ""
        if family == "ipv6":
            return Target("host", destination, "", vpc)
        reached = _PUBLIC_HOST if host.public and vpc != seen_from else host.address
        return Target("host", destination, reached, vpc)
    return _literal(network, destination)


def _service(network: NetworkView, name: str, family: Family, seen_from: str) -> Target:
    """Its public address, or that of an interface endpoint whose private DNS answers first."""
    service = name.removeprefix(AWS)
    called = endpoint_service(service)
    if family == "ipv4":
        for endpoint in network.endpoints:
            named = endpoint.kind == "interface" and endpoint.private_dns and endpoint.addresses
            if named and endpoint.vpc == seen_from and endpoint.service == called:
                address = endpoint.addresses[0]
                return Target("endpoint", endpoint.id, address, endpoint.vpc, service)
    return Target("aws", name, _ADDRESSES[AWS, family], service=service)


def _function(network: NetworkView, name: str, family: Family) -> Target:
    attachment = network.attachment(name)
    for each in attachment.interfaces if attachment is not None else ():
        interface = network.interface(each)
        subnet = network.subnet(interface.subnet) if interface is not None else None
        if interface is not None and subnet is not None:
            address = interface.address if family == "ipv4" else interface.ipv6_address
            return Target("function", name, address, subnet.vpc)
    return Target("function", name, "")


def _literal(network: NetworkView, address: str) -> Target:
    """An address as it is written; a host is found by it as well."""
    for host in network.hosts:
        if host.address == address:
            return target(network, host.name, "ipv4")._replace(address=address)
    try:
        found = ip_address(address)
    except ValueError:
        raise KeyError(address) from None
    for vpc in network.vpcs:
        for block in (vpc.cidr, vpc.ipv6_cidr):
            if block and found.version == network_of(block).version and found in network_of(block):
                return Target("address", address, address, vpc.id)
    return Target("address", address, address)
