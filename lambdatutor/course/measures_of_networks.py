"""Measures of networks: who reaches what, where a packet stops, and what is open to the world."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from lambdatutor.course.counting_events import about, number_of
from lambdatutor.course.measure import OF_EVENTS, OF_FUNCTIONS, Measure, Series
from lambdatutor.course.measuring import Measurable, Taken
from lambdatutor.course.quantities import Quantity
from lambdatutor.simulator.network.hop import Path
from lambdatutor.simulator.network.network_view import NetworkView
from lambdatutor.simulator.network.parts import EVERYWHERE, EVERYWHERE_IPV6
from lambdatutor.simulator.network.path import path, paths

_HTTPS = 443
_OF_WAYS = ("port", "family")


def _network(run: Measurable) -> NetworkView:
    return run.snapshot().network or NetworkView()


def _port(network: NetworkView, taken: Taken) -> int:
    """The one that is asked for, or the one on which the other end listens."""
    if taken.filters.port is not None:
        return int(taken.filters.port)
    host = network.host(str(taken.arguments[1]))
    return _HTTPS if host is None else host.port


def _ways(run: Measurable, taken: Taken) -> tuple[Path, ...]:
    """The ways from each subnet of the source; nothing where one end is not there."""
    network = _network(run)
    source, destination = map(str, taken.arguments)
    family: Literal["ipv4", "ipv6"] = "ipv6" if taken.filters.family == "ipv6" else "ipv4"
    try:
        return paths(network, source, destination, _port(network, taken), family=family)
    except KeyError:
        return ()


def _reaches(run: Measurable, taken: Taken) -> bool:
    found = _ways(run, taken)
    return bool(found) and all(each.arrives for each in found)


def _stopped_at(run: Measurable, taken: Taken) -> str | None:
    network = _network(run)
    source, destination = map(str, taken.arguments)
    family: Literal["ipv4", "ipv6"] = "ipv6" if taken.filters.family == "ipv6" else "ipv4"
    try:
        found = path(network, source, destination, _port(network, taken), family=family)
    except KeyError:
        return None
    return None if found.stopped_at is None else found.stopped_at.id


def _passes(run: Measurable, taken: Taken) -> bool:
    """Whether a packet that arrives goes through something on its way, from any of the subnets."""
    via = taken.filters.via
    return any(
        each.arrives and any(via in (hop.id, hop.kind) for hop in each.hops)
        for each in _ways(run, taken)
    )


def _interfaces(run: Measurable, taken: Taken) -> Quantity:
    wanted = taken.filters.function
    found = [
        each
        for each in _network(run).interfaces
        if each.status != "deleting" and (wanted is None or wanted in each.functions)
    ]
    return Quantity(len(found))


def _number(of: Callable[[NetworkView], int]) -> Callable[[Measurable, Taken], Quantity]:
    def take(run: Measurable, taken: Taken) -> Quantity:
        del taken
        return Quantity(of(_network(run)))

    return take


def _open_to_world(run: Measurable, taken: Taken) -> Quantity:
    """Rules that let anybody in, by an address of either family."""
    return Quantity(
        sum(
            rule.peer in (EVERYWHERE, EVERYWHERE_IPV6)
            for group in _network(run).groups
            if taken.name in (None, group.id)
            for rule in group.ingress
        )
    )


def _in_vpc(run: Measurable, taken: Taken) -> bool:
    found = _network(run).attachment(taken.name or "")
    return found is not None and found.placement is not None


def _state(run: Measurable, taken: Taken) -> str | None:
    found = _network(run).attachment(taken.name or "")
    return None if found is None else found.state


MEASURES = (
    Measure(
        "reaches",
        "Whether a connection from one end to the other is answered, from every subnet.",
        "truth",
        _reaches,
        "ends",
        _OF_WAYS,
    ),
    Measure(
        "stopped_at",
        "What stops a packet: the id of a table, gateway or group; unset if it arrives.",
        "text",
        _stopped_at,
        "ends",
        _OF_WAYS,
    ),
    Measure(
        "passes",
        "Whether a packet that arrives goes through something, such as nat-a or a nat-gateway.",
        "truth",
        _passes,
        "ends",
        (*_OF_WAYS, "via"),
    ),
    Measure(
        "interfaces",
        "Network interfaces of Lambda that functions need.",
        "count",
        _interfaces,
        filters=OF_FUNCTIONS,
    ),
    Measure(
        "nat_gateways",
        "NAT gateways, of use or not.",
        "count",
        _number(lambda network: len(network.nat_gateways)),
    ),
    Measure(
        "endpoints",
        "Endpoints of AWS's services.",
        "count",
        _number(lambda network: len(network.endpoints)),
    ),
    Measure(
        "public_hosts",
        "Hosts that have a public address.",
        "count",
        _number(lambda network: sum(each.public for each in network.hosts)),
    ),
    Measure(
        "open_to_world",
        "Rules of a security group that let in any address; without a name, of all.",
        "count",
        _open_to_world,
        "group",
    ),
    Measure("in_vpc", "Whether a function is in a VPC.", "truth", _in_vpc, "function"),
    Measure(
        "function_state",
        "The state of a function: Active, Pending, Inactive or Failed.",
        "text",
        _state,
        "function",
    ),
    Measure(
        "lost_calls",
        "Calls of functions that their network did not bring to the other end.",
        "count",
        number_of("network.no_internet", "network.dropped", "network.refused", belongs=about(0)),
        "dependency",
        OF_EVENTS,
        only_grows=True,
    ),
)

SERIES: tuple[Series, ...] = ()
