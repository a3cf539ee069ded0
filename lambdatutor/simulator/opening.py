"""Opening an account: what a scenario says stands there when the run begins."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from msgspec.structs import replace

from lambdatutor.errors import LambdaTutorError
from lambdatutor.simulator.address import arn_of
from lambdatutor.simulator.aws_call import check_uses
from lambdatutor.simulator.client import Client
from lambdatutor.simulator.control import carry_out
from lambdatutor.simulator.dependencies.backend import Backend
from lambdatutor.simulator.identities.opening import (
    open_identities,
    open_resource_policies,
    role_of_function,
)
from lambdatutor.simulator.logs import rights
from lambdatutor.simulator.network import states
from lambdatutor.simulator.network.ends import AWS, INTERNET
from lambdatutor.simulator.network.opening import build, placement_of
from lambdatutor.simulator.network.spelling import NetworkError
from lambdatutor.simulator.sources.bus import EventBus
from lambdatutor.simulator.version import Configuration

if TYPE_CHECKING:
    from lambdatutor.simulator.dependencies.setup import DependencySetup
    from lambdatutor.simulator.network.network import Network
    from lambdatutor.simulator.network.parts import Placement
    from lambdatutor.simulator.network.setup import NetworkSetup, PlacementSetup
    from lambdatutor.simulator.scenario import FunctionSetup, Scenario, Traffic
    from lambdatutor.simulator.service import Service


class ScenarioError(LambdaTutorError):
    """A scenario contradicts itself."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem

    def __str__(self) -> str:
        return self.problem


def open_account(service: Service, scenario: Scenario) -> None:
    """Create the functions and do the operations that come before the run.

    Raises `AwsError` when AWS would refuse one of them.
    """
    if scenario.permissions == "judged" and service.permissions.judge is None:
        problem = "permissions are to be judged, but nothing here does; leave out permissions:"
        raise ScenarioError(problem)
    bus_arn = arn_of("events:default", scenario.account)
    service.resources[bus_arn] = EventBus(service, "default", bus_arn)
    if scenario.network is not None:
        _build(service.network, scenario.network)
    _add_dependencies(service, scenario)
    open_identities(service)
    for setup in scenario.functions:
        _check_calls(scenario, setup)
        _add(service, setup)
    open_resource_policies(service)
    service.share_out()
    for operation in scenario.setup:
        carry_out(service, operation)
    for setup in scenario.functions:
        for _ in range(setup.warm):
            function = service.functions.get(setup.name)
            if function is not None:
                environment = service.add_environment(function.latest, None)
                environment.open_warm()
                environment.freeze()
    if service.permissions.judge is not None:
        if not service.permissions.knows(scenario.caller):
            problem = f"{scenario.caller} calls, who is no user or role; add it under identities:"
            raise ScenarioError(problem)
        rights.look_again(service)
    service.opening = False


def _build(network: Network, setup: NetworkSetup) -> None:
    try:
        build(network, setup)
    except NetworkError as error:
        raise ScenarioError(f"network: {error}") from None


def _placement(network: Network, name: str, setup: PlacementSetup) -> Placement:
    try:
        placement = placement_of(network, name, setup)
    except NetworkError as error:
        raise ScenarioError(str(error)) from None
    if network.interfaces.lack(placement):
        raise ScenarioError(f"{name}: a subnet has no address left for it; raise its free:")
    return placement


def _add_dependencies(service: Service, scenario: Scenario) -> None:
    for setup in scenario.dependencies:
        if setup.name in service.dependencies:
            raise ScenarioError(f"there are two dependencies called {setup.name}; rename one")
        _check_place(service.network, setup)
        service.dependencies[setup.name] = Backend(service, setup)


def _check_place(network: Network, setup: DependencySetup) -> None:
    """Where a dependency is, the network has a name for."""
    at = setup.at
    if at and at != INTERNET and not at.startswith(AWS) and at not in network.hosts:
        problem = f"{setup.name} is at {at}, but the network has no host called that; add it"
        raise ScenarioError(problem)


def _check_calls(scenario: Scenario, setup: FunctionSetup) -> None:
    """What code calls stands in the scenario."""
    known = {each.name for each in scenario.dependencies}
    for code in (setup.code, *setup.releases.values()):
        check_uses(code, scenario.account)
        for name in code.calls:
            if name not in known:
                problem = f"{setup.name} calls {name}, but dependencies: has no {name}; add it"
                raise ScenarioError(problem)


def _add(service: Service, setup: FunctionSetup) -> None:
    if setup.name in service.functions:
        raise ScenarioError(f"there are two functions called {setup.name}; give one another name")
    configuration = Configuration(
        runtime=setup.runtime,
        memory_mb=setup.memory,
        timeout_us=setup.timeout,
        architecture=setup.architecture,
        code=setup.code,
        release="",
    )
    role = role_of_function(service, setup)
    if role:
        configuration = dataclasses.replace(configuration, role=role)
    if setup.network is not None:
        configuration = dataclasses.replace(
            configuration, placement=_placement(service.network, setup.name, setup.network)
        )
    function = service.add_function(setup.name, configuration, setup.idle_timeout)
    function.releases = setup.releases
    states.settled(service, function)


def clients(service: Service, scenario: Scenario) -> dict[str, Client]:
    """A client for each entry of the traffic, by name."""
    found: dict[str, Client] = {}
    for number, traffic in enumerate(scenario.traffic, start=1):
        complete = _complete(scenario, traffic, number)
        if complete.name in found:
            problem = f"two entries of the traffic are called {complete.name}; rename one"
            raise ScenarioError(problem)
        if not service.permissions.knows(complete.caller):
            problem = f"{complete.name} calls as {complete.caller}, who is no user or role"
            raise ScenarioError(f"{problem}; add it under identities:")
        found[complete.name] = Client(service, complete, service.seed)
    return found


def _complete(scenario: Scenario, traffic: Traffic, number: int) -> Traffic:
    function = traffic.function or (scenario.functions[0].name if scenario.functions else "")
    return replace(traffic, name=traffic.name or f"traffic-{number}", function=function)
