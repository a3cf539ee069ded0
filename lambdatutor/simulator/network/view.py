"""Taking a picture of all networks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.network.interfaces import IDLE, RESTORING, keys
from lambdatutor.simulator.network.network_view import NetworkView
from lambdatutor.simulator.network.parts import Attachment
from lambdatutor.simulator.version import LATEST

if TYPE_CHECKING:
    from typing import Literal

    from lambdatutor.simulator.function import Function
    from lambdatutor.simulator.network.network import Network


def network_view(network: Network) -> NetworkView:
    """How everything is now."""
    functions = network.account.functions.values()
    return NetworkView(
        vpcs=tuple(network.vpcs.values()),
        subnets=tuple(
            each._replace(free=network.addresses.free(each.id)) for each in network.subnets.values()
        ),
        tables=tuple(network.tables.values()),
        internet_gateways=tuple(network.internet_gateways.values()),
        nat_gateways=tuple(network.nat_gateways.values()),
        egress_only_gateways=tuple(network.egress_only_gateways.values()),
        endpoints=tuple(network.endpoints.values()),
        groups=tuple(network.groups.values()),
        hosts=tuple(network.hosts.values()),
        interfaces=network.interfaces.views(),
        attachments=tuple(_attachment(network, each) for each in functions),
        calls=tuple(network.calls.values()),
    )


def view_or_nothing(network: Network) -> NetworkView | None:
    """None where the account has no VPC."""
    return network_view(network) if network.vpcs else None


def _attachment(network: Network, function: Function) -> Attachment:
    placement = function.latest.configuration.placement
    there = network.interfaces.by_key
    return Attachment(
        function=function.name,
        placement=placement,
        interfaces=tuple(
            there[each].id for each in (keys(placement) if placement else ()) if each in there
        ),
        state=state_of(function),
        updating=function.update is not None and function.update.kind == "update",
        reason=function.state_code or function.update_code,
    )


def state_of(function: Function) -> Literal["Active", "Pending", "Inactive", "Failed"]:
    """Of `$LATEST` (INV-046)."""
    code = function.state_code
    if code == RESTORING or (not code and LATEST not in function.invocable):
        return "Pending"
    if code == IDLE or (function.idleness is not None and function.idleness.asleep):
        return "Inactive"
    return "Failed" if code else "Active"
