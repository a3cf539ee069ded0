"""Controls that are one parameter of one of AWS's operations: how texts become it, and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import msgspec

from lambdatutor.aws.operations import Operation
from lambdatutor.aws.queue_rules import redrive_policy
from lambdatutor.aws.shapes import AliasRoutingConfiguration, ScalingConfig
from lambdatutor.course.quantities import parse_quantity
from lambdatutor.course.targets import ControlError, Value, last_read, time, whole
from lambdatutor.errors import LambdaTutorError
from lambdatutor.simulator.outside import AnyAction
from lambdatutor.simulator.scenario import Scenario
from lambdatutor.simulator.time import SECOND, spoken


@dataclass(frozen=True)
class Form:
    """How one kind of parameter is written by people, and how by AWS."""

    parse: Callable[[str], Value]
    """Raises `ControlError`."""
    write: Callable[[Value], object]
    read: Callable[[object], Value | None]
    """None where what is given says nothing of it."""
    show: Callable[[Value], str] = str


@dataclass(frozen=True)
class Parameter:
    """One parameter of an operation, for one thing that other parameters name."""

    operates: type[Operation]
    names: tuple[tuple[str, str], ...]
    """Parameters that say which thing it is, such as the UUID of a mapping."""
    place: str
    """`BatchSize`, or `Attributes.VisibilityTimeout` for what is inside another."""
    form: Form
    default: Value
    """What AWS takes when nobody says anything."""
    opened_by: tuple[tuple[type[Operation], tuple[tuple[str, str], ...]], ...] = ()
    """Operations of the setup that say the same, and how they name the thing."""

    @property
    def covers(self) -> tuple[str, ...]:
        return (*(name for name, _ in self.names), self.place)

    def parse(self, text: str) -> Value:
        return self.form.parse(text)

    def show(self, value: Value) -> str:
        return self.form.show(value)

    def operation(self, value: Value) -> AnyAction:
        field, _, key = self.place.partition(".")
        written = self.form.write(value)
        parameters = {**dict(self.names), field: {key: written} if key else written}
        # Every operation a control is made for is one of AWS's.
        return cast("AnyAction", self.operates(**parameters))

    def read(self, operation: Operation) -> Value | None:
        if self._is_about(operation, self.operates, self.names):
            return self._said(operation)
        return None

    def initial(self, scenario: Scenario) -> Value:
        opened = self.default
        for operation in scenario.setup:
            for kind, names in self.opened_by:
                if self._is_about(operation, kind, names):
                    said = self._said(operation)
                    opened = opened if said is None else said
        return last_read(self, scenario, opened)

    def _said(self, operation: Operation) -> Value | None:
        field, _, key = self.place.partition(".")
        given: object = getattr(operation, field, None)
        if key and given is not None:
            given = cast("dict[str, object]", given).get(key)
        return None if given is None else self.form.read(given)

    @staticmethod
    def _is_about(
        operation: Operation, kind: type[Operation], names: tuple[tuple[str, str], ...]
    ) -> bool:
        return isinstance(operation, kind) and all(
            getattr(operation, name) == value for name, value in names
        )


def number(word: str = "", *, stands_for: object = None) -> Form:
    """A whole number; `word` may stand in its place, for `stands_for`."""

    def read(given: object) -> Value | None:
        return word if word and given == stands_for else int(cast("int | str", given))

    return Form(
        lambda text: whole(text, word),
        lambda value: stands_for if value == word else value,
        read,
        lambda value: f"{value:,}" if isinstance(value, int) else str(value),
    )


def seconds(*, text: bool = False, word: str = "", stands_for: int = -1) -> Form:
    """A time in whole seconds, as a number or, in a queue's attributes, as text."""

    def parse(said: str) -> Value:
        if word and said.strip().lower() == word:
            return word
        us = SECOND * int(said) if said.strip().isdigit() and len(said) < 8 else time(said)
        if us % SECOND:
            raise ControlError(f"{said!r} is not a whole number of seconds, such as 30s.")
        return us // SECOND

    def write(value: Value) -> object:
        number = stands_for if value == word else int(value)
        return str(number) if text else number

    def read(given: object) -> Value:
        number = int(cast("int | str", given))
        return word if word and number == stands_for else number

    return Form(parse, write, read, _spoken_seconds)


def switch(on: object, off: object) -> Form:
    """`on` or `off`."""
    return Form(
        lambda text: _one_of(text, "on", "off"),
        lambda value: on if value == "on" else off,
        lambda given: "on" if given == on else "off",
    )


WORD = Form(lambda text: text.strip(), str, str)
"""A name, as it is."""


def share_of_version(version: str) -> Form:
    """The weight of an alias's second version, in percent (VER-007)."""

    def parse(text: str) -> Value:
        quantity = parse_quantity(text)
        if quantity is None or quantity.unit not in ("share", "count"):
            raise ControlError(f"{text!r} is not a share, such as 10%.")
        if not 0 <= quantity.number <= 1:
            raise ControlError(f"{text!r} is not a share from 0% to 100%.")
        return float(quantity.number)

    def write(value: Value) -> object:
        weights = {version: float(value)} if value else {}
        return AliasRoutingConfiguration(AdditionalVersionWeights=weights)

    def read(given: object) -> Value:
        weights = cast("AliasRoutingConfiguration", given).AdditionalVersionWeights or {}
        return weights.get(version, 0.0)

    return Form(parse, write, read, lambda value: f"{float(value) * 100:g} %")


def concurrency_of_mapping() -> Form:
    """ScalingConfig's MaximumConcurrency; `none` for no limit (SQS-002)."""

    def read(given: object) -> Value:
        most = cast("ScalingConfig", given).MaximumConcurrency
        return "none" if most is None else most

    return Form(
        lambda text: whole(text, "none"),
        lambda value: ScalingConfig(MaximumConcurrency=value if isinstance(value, int) else None),
        read,
    )


def receives_before(target_arn: str) -> Form:
    """The maxReceiveCount of a RedrivePolicy; `none` for no dead-letter queue (SQS-009)."""

    def write(value: Value) -> object:
        if not isinstance(value, int):
            return ""
        policy = {"deadLetterTargetArn": target_arn, "maxReceiveCount": value}
        return msgspec.json.encode(policy).decode()

    def read(given: object) -> Value:
        try:
            policy = redrive_policy(str(given))
        except LambdaTutorError:
            return "none"
        return "none" if policy is None else policy[1]

    return Form(lambda text: whole(text, "none"), write, read)


def _one_of(text: str, *words: str) -> Value:
    said = text.strip().lower()
    if said not in words:
        raise ControlError(f"{text!r} is not one of {', '.join(words)}.")
    return said


def _spoken_seconds(value: Value) -> str:
    return spoken(int(value) * SECOND) if isinstance(value, int) else str(value)
