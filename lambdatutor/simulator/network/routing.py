"""Which line of a route table a packet follows: the longest prefix wins."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lambdatutor.simulator.network.parts import Route, RouteTable

PREFIX_LIST = "pl-"
"""What the id of a service's prefix list begins with; the service's name follows (our own: AWS's
ids are `pl-` and a number that differs by Region)."""

_SERVICE_PREFIX = 32
"""A prefix list holds a service's own addresses, so it is more exact than any block around it."""


@lru_cache(maxsize=1_024)
def network_of(block: str) -> IPv4Network | IPv6Network:
    """A CIDR block as a value; raises `ValueError` for what is none."""
    return ip_network(block)


def covers(block: str, address: str) -> bool:
    """Whether an address lies in a block; never in one of the other family."""
    if not address:
        return False
    found, network = ip_address(address), network_of(block)
    return found.version == network.version and found in network


def best(table: RouteTable, address: str, service: str = "") -> Route | None:
    """The route with the longest prefix among those that lead to an address.

    `service` is the service of AWS that the address belongs to, if any.
    """
    found: Route | None = None
    longest = -1
    for route in table.routes:
        length = _length(route, address, service)
        if length > longest:
            found, longest = route, length
    return found


def _length(route: Route, address: str, service: str) -> int:
    """How exactly a route leads to an address; -1 if it leads elsewhere."""
    if route.to.startswith(PREFIX_LIST):
        fits = service != "" and route.to == PREFIX_LIST + service and ":" not in address
        return _SERVICE_PREFIX if fits else -1
    return network_of(route.to).prefixlen if covers(route.to, address) else -1
