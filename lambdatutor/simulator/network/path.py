"""How far a packet comes: from one end, past groups, routes and gateways, to the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.network.ends import Origin, origins, target
from lambdatutor.simulator.network.hop import Packet, Path
from lambdatutor.simulator.network.walk import Walk

if TYPE_CHECKING:
    from lambdatutor.simulator.network.network_view import NetworkView
    from lambdatutor.simulator.network.parts import Family, Protocol


def path(
    network: NetworkView,
    source: str,
    destination: str,
    port: int = 443,
    *,
    protocol: Protocol = "tcp",
    family: Family = "ipv4",
) -> Path:
    """The way of a packet that opens a connection.

    `source` is the name of a function or a host, the id of a function's interface, or `internet`;
    `destination` a function, a host, the id of an interface endpoint, `internet`, `aws:dynamodb`
    (any service), or an address. A function in several subnets shows the way from the first one
    that does not lead there: its environments are spread over all of them.

    Raises `KeyError` for a name that nothing has.
    """
    found = paths(network, source, destination, port, protocol=protocol, family=family)
    return next((each for each in found if not each.arrives), found[0])


def paths(
    network: NetworkView,
    source: str,
    destination: str,
    port: int = 443,
    *,
    protocol: Protocol = "tcp",
    family: Family = "ipv4",
) -> tuple[Path, ...]:
    """The ways from each of a function's subnets, in their order; one for any other source."""
    packet = Packet(port, protocol, family)
    return tuple(
        way(network, origin, destination, packet) for origin in origins(network, source, family)
    )


def way(network: NetworkView, origin: Origin, destination: str, packet: Packet) -> Path:
    """The way from one place; raises `KeyError` for a destination that nothing is called."""
    seen_from = origin.subnet.vpc if origin.subnet is not None else ""
    walk = Walk(network, origin, target(network, destination, packet.family, seen_from), packet)
    walk.go()
    return Path(origin.name, destination, *packet, tuple(walk.hops))
