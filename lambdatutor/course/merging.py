"""Changes of one moment to one thing, made by one call: AWS refuses the second while it is busy."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from lambdatutor.aws.operations import (
    Operation,
    UpdateEventSourceMapping,
    UpdateFunctionConfiguration,
)

if TYPE_CHECKING:
    from lambdatutor.simulator.outside import AnyAction

_NAMES: dict[type[Operation], str] = {
    UpdateEventSourceMapping: "UUID",
    UpdateFunctionConfiguration: "FunctionName",
}
"""Operations that take time, and the parameter that says what is changed (ESM-006, INV-047)."""


class Timed(NamedTuple):
    """An operation and its simulated moment."""

    at_us: int
    operation: AnyAction


def merged(actions: tuple[Timed, ...]) -> tuple[Timed, ...]:
    """The same changes in fewer calls; of two that set one parameter, the later one counts."""
    found: list[Timed] = []
    for action in actions:
        for place, earlier in enumerate(found):
            if earlier.at_us == action.at_us:
                both = _both(earlier.operation, action.operation)
                if both is not None:
                    found[place] = Timed(action.at_us, both)
                    break
        else:
            found.append(action)
    return tuple(found)


def _both(one: AnyAction, other: AnyAction) -> AnyAction | None:
    """One call for two; None where they change different things, or in different ways."""
    name = _NAMES.get(type(one))
    if name is None or type(one) is not type(other) or getattr(one, name) != getattr(other, name):
        return None
    said = {key: value for key, value in msgspec.structs.asdict(other).items() if value is not None}
    return msgspec.structs.replace(one, **said)
