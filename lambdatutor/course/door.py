"""What a lab lets in: its own controls at their own values, and questions that change nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, cast

import msgspec

from lambdatutor.aws.command_line import from_cli
from lambdatutor.aws.operations import Operation
from lambdatutor.course.targets import ControlError, turning

if TYPE_CHECKING:
    from lambdatutor.course.controls import Dial
    from lambdatutor.course.targets import Value
    from lambdatutor.simulator.outside import AnyAction

_ASKS = ("Describe", "Get", "List")


def refusal(operation: Operation, dials: tuple[Dial, ...]) -> str | None:
    """Why a lab with these controls does not take the operation; None if it does."""
    if operation.name.startswith(_ASKS):
        return None
    turned = [(dial, value) for dial in dials if (value := dial.read(operation)) is not None]
    if not turned or _says_more(operation, [dial for dial, _ in turned]):
        return f"{operation.name} is not offered in this lab. {offers(dials)}"
    for dial, value in turned:
        try:
            dial.require(value)
        except ControlError as error:
            return error.sentence
    return None


def offers(dials: tuple[Dial, ...]) -> str:
    """A sentence that names the controls."""
    if not dials:
        return "Nothing can be changed here."
    return f"You can change: {', '.join(dial.name for dial in dials)}."


def read_line(
    line: str, dials: tuple[Dial, ...], stands: Mapping[str, Value] | None = None
) -> AnyAction:
    """The operation of `set NAME VALUE` or of an AWS CLI line.

    Raises `ControlError` or `CommandError`; an operation may still be refused by `refusal`.
    """
    words = line.split()
    if words[:1] != ["set"]:
        return cast("AnyAction", from_cli(line))
    if len(words) < 3:
        raise ControlError(f"Write set, a name and a value. {offers(dials)}")
    return set_operation(words[1], " ".join(words[2:]), dials, stands)


def set_operation(
    name: str, text: str, dials: tuple[Dial, ...], stands: Mapping[str, Value] | None = None
) -> AnyAction:
    """What sets the control of that name; raises `ControlError` if it is not offered.

    `stands` says where the controls stand, if not where the run opened with them.
    """
    for dial in dials:
        if dial.name == name:
            before = (stands or {}).get(name, dial.start)
            return turning(dial.target, before, dial.offered(text))
    raise ControlError(f"There is no control {name!r} here. {offers(dials)}")


def _says_more(operation: Operation, turned: list[Dial]) -> bool:
    """Whether it changes something for which there is no dial."""
    covered = {place for dial in turned for place in dial.target.covers}
    whole = any(not dial.target.covers for dial in turned)
    return not whole and any(not _within(place, covered) for place in _places(operation))


def _places(operation: Operation) -> Iterator[str]:
    """Every parameter that is given: `BatchSize`, and `Attributes.VisibilityTimeout` of a dict."""
    for field, value in msgspec.structs.asdict(operation).items():
        if isinstance(value, dict):
            yield from (f"{field}.{key}" for key in cast("dict[str, object]", value))
        elif value is not None:
            yield field


def _within(place: str, covered: set[str]) -> bool:
    return place in covered or place.partition(".")[0] in covered
