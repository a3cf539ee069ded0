"""Opening an account: what a scenario says stands there when the run begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from lambdatutor.errors import LambdaTutorError
from lambdatutor.simulator.address import arn_of
from lambdatutor.simulator.client import Client
from lambdatutor.simulator.control import carry_out
from lambdatutor.simulator.dependencies.backend import Backend
from lambdatutor.simulator.sources.bus import EventBus
from lambdatutor.simulator.version import Configuration

if TYPE_CHECKING:
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
    bus_arn = arn_of("events:default", scenario.account)
    service.resources[bus_arn] = EventBus(service, "default", bus_arn)
    for setup in scenario.dependencies:
        if setup.name in service.dependencies:
            raise ScenarioError(f"there are two dependencies called {setup.name}; rename one")
        service.dependencies[setup.name] = Backend(service, setup)
    for setup in scenario.functions:
        _check_calls(scenario, setup)
        _add(service, setup)
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
    service.opening = False


def _check_calls(scenario: Scenario, setup: FunctionSetup) -> None:
    """What code calls stands in the scenario."""
    known = {each.name for each in scenario.dependencies}
    for code in (setup.code, *setup.releases.values()):
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
    function = service.add_function(setup.name, configuration, setup.idle_timeout)
    function.releases = setup.releases


def clients(service: Service, scenario: Scenario) -> dict[str, Client]:
    """A client for each entry of the traffic, by name."""
    found: dict[str, Client] = {}
    for number, traffic in enumerate(scenario.traffic, start=1):
        complete = _complete(scenario, traffic, number)
        if complete.name in found:
            problem = f"two entries of the traffic are called {complete.name}; rename one"
            raise ScenarioError(problem)
        found[complete.name] = Client(service, complete, service.seed)
    return found


def _complete(scenario: Scenario, traffic: Traffic, number: int) -> Traffic:
    function = traffic.function or (scenario.functions[0].name if scenario.functions else "")
    return replace(traffic, name=traffic.name or f"traffic-{number}", function=function)
