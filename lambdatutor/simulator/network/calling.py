"""Whether what code calls can be reached through its function's network, and what comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.network.ends import AWS, INTERNET, from_interface, from_lambda
from lambdatutor.simulator.network.hop import Packet
from lambdatutor.simulator.network.interfaces import keys
from lambdatutor.simulator.network.parts import Call
from lambdatutor.simulator.network.path import way
from lambdatutor.simulator.network.view import network_view

if TYPE_CHECKING:
    from lambdatutor.simulator.aws_call import AwsCall
    from lambdatutor.simulator.dependencies.setup import DependencySetup
    from lambdatutor.simulator.environment import ExecutionEnvironment
    from lambdatutor.simulator.network.hop import Path
    from lambdatutor.simulator.network.parts import Family
    from lambdatutor.simulator.request import Request

HTTPS = 443


def way_of(environment: ExecutionEnvironment, to: str, port: int, *, ipv6: bool = False) -> Path:
    """The way from one environment; over IPv6 as well, if that is where the other end is, too.

    A function's environments are spread over its subnets; how, AWS does not publish.
    """
    found = _way(environment, to, port, "ipv4")
    if found.arrives or not ipv6:
        return found
    other = _way(environment, to, port, "ipv6")
    return other if other.arrives else found


def way_to(environment: ExecutionEnvironment, setup: DependencySetup) -> Path:
    """The way to a dependency that the scenario gives a place."""
    port = setup.port
    if port is None:
        host = environment.service.network.hosts.get(setup.at)
        port = HTTPS if host is None else host.port
    return way_of(environment, setup.at, port, ipv6=setup.ipv6)


def _way(environment: ExecutionEnvironment, to: str, port: int, family: Family) -> Path:
    network = environment.service.network
    version = environment.version
    placement = version.configuration.placement
    name, interface = version.function.name, ""
    if placement is not None:
        spread = keys(placement)
        shared = network.interfaces.by_key.get(spread[environment.number % len(spread)])
        interface = "" if shared is None else shared.id
    allowed = placement is not None and placement.ipv6
    key = (name, interface, to, str(port), family, "ipv6" if allowed else "")
    found = network.ways.get(key)
    if found is None:
        view = network_view(network)
        stands = view.interface(interface)
        origin = (
            from_lambda(name, family)
            if stands is None
            else from_interface(view, name, stands, family, ipv6=allowed)
        )
        found = network.ways[key] = way(view, origin, to, Packet(port, family=family))
    return found


def tell(environment: ExecutionEnvironment, request: Request, called: str, path: Path) -> None:
    """Note the call, for the picture; and in the log where it does not arrive."""
    account = environment.service
    name, now = environment.version.function.name, account.clock.now_us
    stopped = path.stopped_at
    account.network.calls[name, called] = Call(
        name, called, now, path.arrives, "" if stopped is None else stopped.id
    )
    if stopped is None or account.log is None:
        return
    kind = "network.dropped"
    if stopped.verdict == "refuses":
        kind = "network.refused"
    elif stopped.kind != "security-group" and path.destination.startswith((INTERNET, AWS)):
        kind = "network.no_internet"
    numbers = (called, path.destination, path.port, stopped.id, stopped.sentence)
    account.log.add(now, kind, request.event, request.number, environment.number, name, numbers)


def hangs(
    environment: ExecutionEnvironment, request: Request, denied: AwsCall | None = None
) -> bool:
    """Whether a call of AWS that this code makes gets no answer from inside its VPC (VPC-004).

    After the one that is `denied` it makes no more.
    """
    called: set[str] = set()
    for each in environment.version.aws_calls:
        to = _service(each)
        if to not in called:
            called.add(to)
            path = way_of(environment, to, HTTPS)
            tell(environment, request, to, path)
            if not path.arrives:
                return True
        if each is denied:
            return False
    return False


def endpoint_for(environment: ExecutionEnvironment, call: AwsCall) -> str:
    """The VPC endpoint that a call of AWS goes through; nothing where it goes another way."""
    if environment.version.configuration.placement is None:
        return ""
    path = way_of(environment, _service(call), HTTPS)
    return next((hop.id for hop in path.hops if hop.kind == "endpoint" and path.arrives), "")


def _service(call: AwsCall) -> str:
    return AWS + call.action.partition(":")[0]
