"""What a control acts on that lies outside AWS: a client, a dependency, what AWS leaves open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

from lambdatutor.aws.operations import Operation
from lambdatutor.course.quantities import parse_quantity
from lambdatutor.course.targets import ControlError, Value, either, time, whole
from lambdatutor.errors import LambdaTutorError
from lambdatutor.simulator import settings
from lambdatutor.simulator.dependencies import change
from lambdatutor.simulator.distributions import DistributionError, parse_distribution
from lambdatutor.simulator.identities.store import ADMINISTRATOR
from lambdatutor.simulator.outside import (
    AnyAction,
    SetCaller,
    SetDependency,
    SetRole,
    SetSimulator,
    SetTraffic,
)
from lambdatutor.simulator.scenario import Scenario
from lambdatutor.simulator.time import spoken, written

_TIMES = ("every", "start", "until", "client_timeout")


@dataclass(frozen=True)
class TrafficField:
    """A field of one client's traffic, such as `every` or `count`."""

    traffic: str
    field: str
    covers: tuple[str, ...] = ()

    def parse(self, text: str) -> Value:
        match self.field:
            case "every" | "client_timeout" if text.strip().lower() == "off":
                return "off"
            case "every" | "client_timeout" | "start" | "until":
                return time(text)
            case "count" | "rushes" | "times":
                return whole(text)
            case "max_attempts":
                return whole(text, "off")
            case "rate":
                quantity = parse_quantity(text)
                if quantity is None or quantity.unit != "count" or quantity.number < 0:
                    raise ControlError(f"{text!r} is not a number of requests a second.")
                return quantity.number
            case _:
                return text.strip()

    def show(self, value: Value) -> str:
        if self.field in _TIMES and isinstance(value, int):
            return spoken(value)
        return value if isinstance(value, str) else f"{value:,g}"

    def operation(self, value: Value) -> AnyAction:
        if self.field not in settings.READ:
            offered = ", ".join(settings.READ)
            raise ControlError(f"{self.field!r} of a client cannot be set. Use one of: {offered}.")
        timed = self.field in _TIMES and isinstance(value, int)
        said = written(int(value)) if timed else _plain(value)
        # The field was looked up in the lines above.
        field = cast("Literal['every']", self.field)
        return SetTraffic(Traffic=self.traffic, Field=field, Value=said)

    def read(self, operation: Operation) -> Value | None:
        match operation:
            case SetTraffic(Traffic=self.traffic, Field=self.field):
                return self.parse(operation.Value)
            case _:
                return None

    def initial(self, scenario: Scenario) -> Value:
        for traffic in scenario.traffic:
            if traffic.name == self.traffic:
                value: object = getattr(traffic, self.field, None)
                if isinstance(value, int | float | str):
                    return value
        return "off"


@dataclass(frozen=True)
class SimulatorSetting:
    """What AWS does not publish and the simulator decides, such as `idle_timeout`."""

    setting: str
    covers: tuple[str, ...] = ()

    def parse(self, text: str) -> Value:
        try:
            return str(parse_distribution(text))
        except DistributionError:
            return text.strip()

    def show(self, value: Value) -> str:
        return _distribution_text(str(value))

    def operation(self, value: Value) -> AnyAction:
        if self.setting != "idle_timeout":
            raise ControlError(f"simulator.{self.setting} cannot be set. Use idle_timeout.")
        return SetSimulator(Setting="idle_timeout", Value=str(value))

    def read(self, operation: Operation) -> Value | None:
        match operation:
            case SetSimulator(Setting=self.setting):
                return self.parse(operation.Value)
            case _:
                return None

    def initial(self, scenario: Scenario) -> Value:
        first = scenario.functions[:1]
        own = first[0].idle_timeout if first and self.setting == "idle_timeout" else None
        return str(own or getattr(scenario, self.setting, "none"))


@dataclass(frozen=True)
class DependencyField:
    """A field of a dependency, such as its `connections`; `none` where it has no limit."""

    dependency: str
    field: str
    covers: tuple[str, ...] = ()

    def parse(self, text: str) -> Value:
        read = change.READ.get(self.field)
        if read is None:
            offered = ", ".join(change.READ)
            raise ControlError(
                f"{self.field!r} of a dependency cannot be set. Use one of: {offered}."
            )
        said = text.strip()
        try:
            value = read(said)
        except (ValueError, LambdaTutorError):
            raise ControlError(f"{self.field} of {self.dependency} cannot be {said!r}.") from None
        if value is None:
            return "none"
        return value if isinstance(value, int | float) else str(value)

    def show(self, value: Value) -> str:
        return _distribution_text(value) if isinstance(value, str) else f"{value:,g}"

    def operation(self, value: Value) -> AnyAction:
        self.parse(_plain(value))
        # The field was looked up in the line above.
        field = cast("Literal['latency']", self.field)
        return SetDependency(Dependency=self.dependency, Field=field, Value=_plain(value))

    def read(self, operation: Operation) -> Value | None:
        match operation:
            case SetDependency(Dependency=self.dependency, Field=self.field):
                return self.parse(operation.Value)
            case _:
                return None

    def initial(self, scenario: Scenario) -> Value:
        for setup in scenario.dependencies:
            if setup.name == self.dependency:
                value: object = getattr(setup, self.field, None)
                if isinstance(value, int | float):
                    return value
                return "none" if value is None else str(value)
        return "none"


@dataclass(frozen=True)
class RolePermission:
    """Whether a function's role may do something, such as `sqs:SendMessage`: `yes` or `no`."""

    function: str
    action: str
    covers: tuple[str, ...] = ()

    def parse(self, text: str) -> Value:
        return either(text, "yes", "no")

    def show(self, value: Value) -> str:
        return str(value)

    def operation(self, value: Value) -> AnyAction:
        allowed = "yes" if value == "yes" else "no"
        return SetRole(FunctionName=self.function, Action=self.action, Allowed=allowed)

    def read(self, operation: Operation) -> Value | None:
        match operation:
            case SetRole(FunctionName=self.function, Action=self.action):
                return operation.Allowed
            case _:
                return None

    def initial(self, scenario: Scenario) -> Value:
        del scenario
        return "yes"


@dataclass(frozen=True)
class CallerOfOperations:
    """In whose name operations are done: a user, a role, or an administrator."""

    covers: tuple[str, ...] = ()

    def parse(self, text: str) -> Value:
        return text.strip()

    def show(self, value: Value) -> str:
        return str(value)

    def operation(self, value: Value) -> AnyAction:
        return SetCaller(Caller="" if value == ADMINISTRATOR else str(value))

    def read(self, operation: Operation) -> Value | None:
        match operation:
            case SetCaller():
                return operation.Caller or ADMINISTRATOR
            case _:
                return None

    def initial(self, scenario: Scenario) -> Value:
        return scenario.caller or ADMINISTRATOR


def _distribution_text(value: str) -> str:
    return value.removeprefix("uniform:").replace("..", " to ")


def _plain(value: Value) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
