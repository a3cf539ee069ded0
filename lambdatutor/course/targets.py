"""What a control of a lab acts on, and the operation that each of its values stands for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal, Protocol, runtime_checkable

from lambdatutor.aws.operations import (
    CreateAlias,
    DeleteFunctionConcurrency,
    DeleteProvisionedConcurrencyConfig,
    Operation,
    PutFunctionConcurrency,
    PutProvisionedConcurrencyConfig,
    UpdateFunctionConfiguration,
)
from lambdatutor.course.quantities import parse_quantity
from lambdatutor.errors import LambdaTutorError
from lambdatutor.simulator.outside import AnyAction
from lambdatutor.simulator.scenario import Scenario
from lambdatutor.simulator.time import SECOND, TimeError, parse

Value = int | float | str
"""What a control stands at; `none` and `off` are words."""


class ControlError(LambdaTutorError):
    """A value that a control cannot stand at, in one sentence."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Target(Protocol):
    """One thing that can be set."""

    def parse(self, text: str) -> Value:
        """The value that a text means; raises `ControlError`."""
        ...

    def show(self, value: Value) -> str: ...

    def operation(self, value: Value) -> AnyAction: ...

    def read(self, operation: Operation) -> Value | None:
        """The value that an operation sets here; None if it sets something else."""
        ...

    def initial(self, scenario: Scenario) -> Value:
        """Where it stands when the run opens."""
        ...

    @property
    def covers(self) -> tuple[str, ...]:
        """The parameters of its operation that it answers for, those that name things included.

        `Attributes.VisibilityTimeout` is one key of a parameter; nothing: all of them.
        """
        ...


def either(text: str, yes: str, no: str) -> str:
    """One of two words, in any case; raises `ControlError` for another."""
    said = text.strip().lower()
    if said not in (yes, no):
        raise ControlError(f"{text!r} is neither {yes} nor {no}.")
    return said


def whole(text: str, word: str = "") -> Value:
    """A whole number, or the one `word` that is allowed in its place."""
    stripped = text.strip().lower()
    if word and stripped == word:
        return word
    if stripped.isascii() and stripped.isdigit() and len(stripped) < 10:
        return int(stripped)
    raise ControlError(f"{text!r} is not a whole number{f' or {word}' if word else ''}.")


def time(text: str) -> int:
    """In microseconds; raises `ControlError`."""
    try:
        return parse(text)
    except TimeError as error:
        raise ControlError(f"{error}.") from None


@runtime_checkable
class Changing(Protocol):
    """A target whose call depends on where it stands: AWS has one to make, and one to replace."""

    def change(self, before: Value, value: Value) -> AnyAction:
        """What brings it from one value to another; raises `ControlError`."""
        ...


def turning(target: Target, before: Value, value: Value) -> AnyAction:
    """The operation that sets a target which stands at `before`; raises `ControlError`."""
    if isinstance(target, Changing):
        return target.change(before, value)
    return target.operation(value)


@dataclass(frozen=True)
class Reserved:
    """Reserved concurrency; `none` gives it back (CON-005)."""

    function: str
    covers: tuple[str, ...] = ()

    def parse(self, text: str) -> Value:
        return whole(text, "none")

    def show(self, value: Value) -> str:
        return str(value)

    def operation(self, value: Value) -> AnyAction:
        if isinstance(value, int):
            return PutFunctionConcurrency(
                FunctionName=self.function, ReservedConcurrentExecutions=value
            )
        return DeleteFunctionConcurrency(FunctionName=self.function)

    def read(self, operation: Operation) -> Value | None:
        match operation:
            case PutFunctionConcurrency(FunctionName=self.function):
                return operation.ReservedConcurrentExecutions
            case DeleteFunctionConcurrency(FunctionName=self.function):
                return "none"
            case _:
                return None

    def initial(self, scenario: Scenario) -> Value:
        return last_read(self, scenario, "none")


@dataclass(frozen=True)
class Provisioned:
    """Provisioned concurrency of a version or an alias (CON-009)."""

    function: str
    qualifier: str
    covers: tuple[str, ...] = ()

    def parse(self, text: str) -> Value:
        value = whole(text, "none")
        return "none" if value == 0 else value

    def show(self, value: Value) -> str:
        return str(value)

    def operation(self, value: Value) -> AnyAction:
        if isinstance(value, int):
            return PutProvisionedConcurrencyConfig(
                FunctionName=self.function,
                Qualifier=self.qualifier,
                ProvisionedConcurrentExecutions=value,
            )
        return DeleteProvisionedConcurrencyConfig(
            FunctionName=self.function, Qualifier=self.qualifier
        )

    def read(self, operation: Operation) -> Value | None:
        match operation:
            case PutProvisionedConcurrencyConfig(
                FunctionName=self.function, Qualifier=self.qualifier
            ):
                return operation.ProvisionedConcurrentExecutions
            case DeleteProvisionedConcurrencyConfig(
                FunctionName=self.function, Qualifier=self.qualifier
            ):
                return "none"
            case _:
                return None

    def initial(self, scenario: Scenario) -> Value:
        return last_read(self, scenario, "none")


@dataclass(frozen=True)
class Configured:
    """The function's memory in MB, or its timeout in whole seconds."""

    function: str
    setting: Literal["memory", "timeout"]

    @property
    def covers(self) -> tuple[str, ...]:
        return "FunctionName", "MemorySize" if self.setting == "memory" else "Timeout"

    def parse(self, text: str) -> Value:
        if self.setting == "timeout":
            us = SECOND * int(text) if text.strip().isdigit() and len(text) < 6 else time(text)
            if us % SECOND:
                raise ControlError("A timeout is a whole number of seconds, such as 3s.")
            return us // SECOND
        quantity = parse_quantity(text)
        if quantity is None or quantity.unit not in ("count", "MB"):
            raise ControlError(f"{text!r} is not a size in MB, such as 512 MB.")
        return int(quantity.number)

    def show(self, value: Value) -> str:
        return f"{value} MB" if self.setting == "memory" else f"{value} s"

    def operation(self, value: Value) -> AnyAction:
        number = int(value)
        if self.setting == "memory":
            return UpdateFunctionConfiguration(FunctionName=self.function, MemorySize=number)
        return UpdateFunctionConfiguration(FunctionName=self.function, Timeout=number)

    def read(self, operation: Operation) -> Value | None:
        match operation:
            case UpdateFunctionConfiguration(FunctionName=self.function):
                memory = self.setting == "memory"
                return operation.MemorySize if memory else operation.Timeout
            case _:
                return None

    def initial(self, scenario: Scenario) -> Value:
        stands: Value = 128 if self.setting == "memory" else 3
        for function in scenario.functions:
            if function.name == self.function:
                memory = self.setting == "memory"
                stands = function.memory if memory else function.timeout // SECOND
        return last_read(self, scenario, stands)


def first_alias(scenario: Scenario, function: str) -> str:
    """Where provisioned concurrency goes unless the lesson names a place: alias, or version 1."""
    names = [
        operation.Name
        for operation in scenario.setup
        if isinstance(operation, CreateAlias) and operation.FunctionName == function
    ]
    return names[0] if names else "1"


def last_read(target: Target, scenario: Scenario, otherwise: Value) -> Value:
    """Where the operations before the run put it."""
    read = [value for each in scenario.setup if (value := target.read(each)) is not None]
    return read[-1] if read else otherwise


OF_FUNCTION: dict[str, Callable[[str], Target]] = {
    "reserved": Reserved,
    "memory": partial(Configured, setting="memory"),
    "timeout": partial(Configured, setting="timeout"),
}
"""What a control of the lesson's own can set of a function, as in `report.reserved`."""
