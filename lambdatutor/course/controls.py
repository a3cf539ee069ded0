"""The controls of a lab as dials: each stands at one of its values, and a value is an operation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from lambdatutor.course.targets import (
    Configured,
    ControlError,
    Provisioned,
    Reserved,
    SimulatorSetting,
    Target,
    TrafficField,
    Value,
    first_alias,
)

if TYPE_CHECKING:
    from lambdatutor.aws.operations import Operation
    from lambdatutor.course.lab_parts import Control
    from lambdatutor.simulator.scenario import Scenario

_FEW = ("none", *map(str, range(11)), "20", "50", "100")
BUILT_IN: dict[str, tuple[str, tuple[str, ...]]] = {
    "reserved_concurrency": ("Reserved", _FEW),
    "provisioned_concurrency": ("Provisioned", ("none", *_FEW[2:])),
    "memory": (
        "Memory",
        tuple(f"{mb}MB" for mb in (128, 256, 512, 1024, 1769, 3008, 5120, 10240)),
    ),
    "timeout": ("Timeout", ("1s", "2s", "3s", "5s", "10s", "30s", "60s", "300s", "900s")),
}
"""Labels and values of the controls that need no `sets:`."""


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
    label, own = BUILT_IN.get(control.control, (_worded(control.control), ()))
    start = target.initial(scenario)
    values = tuple(map(target.parse, control.values or own))
    was_added = start not in values
    if was_added:
        values = (start, *values)
    return Dial(control.control, control.label or label, target, values, start, was_added)


def target_of(control: Control, scenario: Scenario) -> Target:
    """What a control acts on; raises `ControlError` for one that is neither built in nor `sets`."""
    function = control.function or (scenario.functions[0].name if scenario.functions else "")
    if control.sets is not None:
        return dotted(control.sets)
    match control.control:
        case "reserved_concurrency":
            return Reserved(function)
        case "provisioned_concurrency":
            return Provisioned(function, control.qualifier or first_alias(scenario, function))
        case "memory":
            return Configured(function, "memory")
        case "timeout":
            return Configured(function, "timeout")
        case _:
            raise ControlError(f"{control.control} is no built-in control; say what it sets.")


def dotted(place: str) -> Target:
    """`pings.every` or `simulator.idle_timeout`; raises `ControlError` for anything else."""
    owner, dot, field = place.partition(".")
    if not dot or not owner or not field:
        raise ControlError(f"{place!r} is not a place such as pings.every.")
    return SimulatorSetting(field) if owner == "simulator" else TrafficField(owner, field)


def _worded(name: str) -> str:
    return name.replace("_", " ").capitalize()
