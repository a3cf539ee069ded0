"""Ways to satisfy a network lab without its idea: open everything, or leave the network."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lambdatutor.aws.operations import AuthorizeSecurityGroupIngress, UpdateFunctionConfiguration
from lambdatutor.aws.shapes import IpPermission, IpRange, VpcConfig
from lambdatutor.course.cheats import Cheat
from lambdatutor.course.networks.targets import NONE, DefaultRoute, network_target
from lambdatutor.simulator.network.parts import EVERYWHERE, EVERYWHERE_IPV6
from lambdatutor.simulator.network.setup import NetworkSetup

if TYPE_CHECKING:
    from lambdatutor.simulator.outside import AnyAction
    from lambdatutor.simulator.scenario import Scenario


def network_cheats(scenario: Scenario) -> Iterator[Cheat]:
    """The suite for one network lab."""
    network = scenario.network or NetworkSetup()
    opened = tuple(_open(group.id) for group in network.security_groups)
    yield Cheat("opens every security group to 0.0.0.0/0", opened, always=True)
    doors = [each.id for each in network.internet_gateways]
    if doors:
        public = (*opened, *_default_routes(network, doors[0]))
        yield Cheat("makes every subnet public and opens every group", public, always=True)
    for function in scenario.functions:
        if function.network is not None:
            detach = UpdateFunctionConfiguration(
                FunctionName=function.name,
                VpcConfig=VpcConfig(SubnetIds=[], SecurityGroupIds=[]),
            )
            yield Cheat(f"takes {function.name} out of its VPC", (detach,), always=True)
    yield Cheat("uses every gateway and endpoint", tuple(_everything(network, scenario)))


def _open(group: str) -> AnyAction:
    anything = IpPermission(IpProtocol="-1", IpRanges=[IpRange(CidrIp=EVERYWHERE)])
    return AuthorizeSecurityGroupIngress(GroupId=group, IpPermissions=[anything])


def _default_routes(network: NetworkSetup, via: str, to: str = EVERYWHERE) -> Iterator[AnyAction]:
    """Every route table sends what it has no other route for to one gateway."""
    for table in network.route_tables:
        before = next((route.via for route in table.routes if route.to == to), NONE)
        if before != via:
            yield DefaultRoute(table.id, before, to).operation(via)


def _everything(network: NetworkSetup, scenario: Scenario) -> Iterator[AnyAction]:
    """The gateways and endpoints that are there, all of use at once."""
    for nat in network.nat_gateways[:1]:
        stands = next((each for each in network.subnets if each.id == nat.subnet), None)
        others = tuple(
            each for each in network.route_tables if stands is None or each.id != stands.route_table
        )
        yield from _default_routes(NetworkSetup(route_tables=others), nat.id)
    for gateway in network.egress_only_gateways[:1]:
        yield from _default_routes(network, gateway.id, EVERYWHERE_IPV6)
    for endpoint in network.endpoints:
        target = network_target(endpoint.id, "on", scenario)
        if target is not None and target.initial(scenario) == "off":
            yield target.operation("on")
