"""The controls of a lab as dials: each stands at one of its values, and a value is an operation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from lambdatutor.aws.command_line import to_cli
from lambdatutor.course.built_in import BUILT_IN
from lambdatutor.course.control_targets import function_of
from lambdatutor.course.networks.targets import network_target
from lambdatutor.course.outside_targets import (
    CallerOfOperations,
    DependencyField,
    SimulatorSetting,
    TrafficField,
)
from lambdatutor.course.role_targets import role_target
from lambdatutor.course.targets import OF_FUNCTION, ControlError, Target, Value
from lambdatutor.simulator.outside import OUTSIDE

if TYPE_CHECKING:
    from lambdatutor.aws.operations import Operation
    from lambdatutor.course.lab_parts import Control
    from lambdatutor.simulator.scenario import Scenario


class ControlView(NamedTuple):
    """One control, for the screen."""

    name: str
    label: str
    value: str
    """Where it stands."""
    values: tuple[str, ...]
    position: int
    """The index of `value` in `values`."""
    command: str
    """What a learner would type for its last change; empty before the first."""


@dataclass(frozen=True)
class Dial:
    """A control with its values from left to right."""

    name: str
    label: str
    target: Target
    values: tuple[Value, ...]
    start: Value
    was_added: bool = False
    """The author's values lack the one it opens at, so it was put before them."""

    def position(self, value: Value) -> int:
        return self.values.index(value) if value in self.values else 0

    def offered(self, text: str) -> Value:
        """The value a text means; raises `ControlError` if this control does not offer it."""
        value = self.target.parse(text)
        self.require(value)
        return value

    def require(self, value: Value) -> None:
        """Raises `ControlError` if the control cannot stand there."""
        if value not in self.values:
            offered = ", ".join(self.target.show(each) for each in self.values)
            raise ControlError(
                f"{self.label} cannot be {self.target.show(value)} here. Choose one of: {offered}."
            )

    def view(self, value: Value, command: str) -> ControlView:
        shown = tuple(map(self.target.show, self.values))
        return ControlView(
            self.name,
            self.label,
            self.target.show(value),
            shown,
            self.position(value),
            command,
        )

    def read(self, operation: Operation) -> Value | None:
        """The value that an operation sets this control to, if it does."""
        try:
            return self.target.read(operation)
        except ControlError:
            return None


def dial(control: Control, scenario: Scenario) -> Dial:
    """The dial that a lesson asks for; raises `ControlError` if a value of it means nothing."""
    target = target_of(control, scenario)
    known = BUILT_IN.get(control.control) if control.sets is None else None
    label, own = (known.label, known.values) if known else (_worded(control.control), ())
    start = target.initial(scenario)
    values = tuple(map(target.parse, control.values or own))
    was_added = start not in values
    if was_added:
        values = (start, *values)
    return Dial(control.control, control.label or label, target, values, start, was_added)


def target_of(control: Control, scenario: Scenario) -> Target:
    """What a control acts on; raises `ControlError` for one that is neither built in nor `sets`."""
    if control.sets is not None:
        return dotted(control.sets, scenario, function_of(control, scenario))
    known = BUILT_IN.get(control.control)
    if known is None:
        raise ControlError(f"{control.control} is no built-in control; say what it sets.")
    return known.target(control, scenario)


def dotted(place: str, scenario: Scenario, function: str = "") -> Target:
    """What a place such as `pings.every` names; raises `ControlError` for what is none.

    `database.connections` is a dependency's, `report.reserved` is a function's,
    `simulator.idle_timeout` is what AWS leaves open, `simulator.caller` is who calls,
    `role.sqs:SendMessage` is what the role of a function may do, the first one's unless named, and
    `role.AWSLambdaBasicExecutionRole` whether it has that policy.
    """
    owner, dot, field = place.partition(".")
    if not dot or not owner or not field:
        raise ControlError(f"{place!r} is not a place such as pings.every.")
    clients = {each.name or f"traffic-{at}" for at, each in enumerate(scenario.traffic, 1)}
    if owner in clients:
        return TrafficField(owner, field)
    if owner == "simulator":
        return CallerOfOperations() if field == "caller" else SimulatorSetting(field)
    if owner == "role":
        first = scenario.functions[0].name if scenario.functions else ""
        return role_target(field, scenario, function or first)
    of_network = network_target(owner, field, scenario)
    if of_network is not None:
        return of_network
    if any(each.name == owner for each in scenario.dependencies):
        return DependencyField(owner, field)
    if any(each.name == owner for each in scenario.functions) and field in OF_FUNCTION:
        return OF_FUNCTION[field](owner)
    return TrafficField(owner, field)


def _worded(name: str) -> str:
    return name.replace("_", " ").capitalize()


def command_text(operation: Operation, turned: Dial) -> str:
    """What a learner would type: a line for the AWS CLI, or `set` for what lies outside AWS."""
    value = turned.read(operation)
    if isinstance(operation, OUTSIDE) and value is not None:
        return f"set {turned.name} {turned.target.show(value)}"
    return to_cli(operation)
